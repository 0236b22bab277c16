// The list of projects: its conditions, columns and orders, for the server and the desk.
import { z } from 'zod'
import { localDate, placeCode, searchText, wordId } from '../foundation/http/shapes.ts'
import type { Codes, Listing } from '../foundation/lists/listing.ts'
import { projectStates } from './rules.ts'

export const projectFilter = z.object({
  /** A part of the title. */
  text: searchText(50).optional(),
  state: z.enum(projectStates).optional(),
  kind: wordId(32).optional(),
  town: placeCode.optional(),
  team: z.coerce.number().int().positive().optional(),
  /** What a figure counts: whatever was published, in these days (both ends in it) where they are said. */
  published: z.enum(['yes']).optional(),
  from: localDate.optional(),
  until: localDate.optional(),
})

const stateCodes: Codes = {
  draft: ['草稿', 'Draft'],
  submitted: ['待审核', 'In review'],
  returned: ['已退回', 'Returned'],
  published: ['招募中', 'Recruiting'],
  suspended: ['已暂停', 'Suspended'],
  cancelled: ['已取消', 'Cancelled'],
  closed: ['已结项', 'Closed'],
}

export const projectListing: Listing<typeof projectFilter> = {
  name: 'projects',
  title: ['项目与班次', 'Projects'],
  unit: ['个', 'projects'],
  filter: projectFilter,
  conditions: {
    text: { kind: 'search', words: ['项目名称', 'Title'] },
    state: { kind: 'choice', words: ['状态', 'State'], codes: stateCodes },
    kind: { kind: 'named', words: ['类别', 'Kind'], rule: 'projects.kinds' },
    town: { kind: 'town', words: ['服务地', 'Served in'] },
    team: { kind: 'id', words: ['队伍', 'Team'] },
    published: { kind: 'choice', words: ['发布', 'Published'], codes: { yes: ['已发布过', 'Has been'] } },
    from: { kind: 'day', words: ['发布自', 'Published from'] },
    until: { kind: 'day', words: ['发布至', 'Published until'] },
  },
  columns: {
    title: { kind: 'link', words: ['项目', 'Project'], sort: 'title' },
    no: { kind: 'text', words: ['编号', 'Number'], hidden: true },
    kind: { kind: 'named', words: ['类别', 'Kind'], rule: 'projects.kinds' },
    teamName: { kind: 'text', words: ['队伍', 'Team'] },
    townName: { kind: 'text', words: ['服务地', 'Served in'] },
    shifts: { kind: 'number', words: ['班次', 'Shifts'] },
    firstShift: { kind: 'moment', words: ['第一班', 'First shift'] },
    lastShift: { kind: 'moment', words: ['最后一班', 'Last shift'] },
    shown: {
      kind: 'code',
      words: ['状态', 'State'],
      codes: { ...stateCodes, finished: ['已结束', 'Finished'] },
      colours: { submitted: 'amber', published: 'jade', returned: 'red', suspended: 'amber' },
    },
    publishedAt: { kind: 'moment', words: ['发布', 'Published'], hidden: true },
  },
  orders: {
    newest: { words: ['最近写的在前', 'newest first'], begins: 'down' },
    title: { words: ['按名称', 'by title'], begins: 'up' },
  },
  views: [
    { words: ['全部', 'All'], query: {} },
    { words: ['待审核', 'In review'], query: { state: 'submitted' } },
    { words: ['招募中', 'Recruiting'], query: { state: 'published' } },
    { words: ['已退回', 'Returned'], query: { state: 'returned' } },
  ],
}
