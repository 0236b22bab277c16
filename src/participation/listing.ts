// The lists of a day's shifts and of a person's own sign-ups: conditions, columns and orders, for the server and the web.
import { z } from 'zod'
import { localDate, placeCode, searchText } from '../foundation/http/shapes.ts'
import type { Codes, Listing } from '../foundation/lists/listing.ts'

export const shiftFilter = z.object({
  /** A local day; today where none is said. Every shift that touches it. */
  day: localDate.optional(),
  text: searchText(50).optional(),
  town: placeCode.optional(),
  short: z.enum(['true']).optional(),
})

export const shiftListing: Listing<typeof shiftFilter> = {
  name: 'shifts',
  title: ['当天的班次', 'Shifts of a day'],
  unit: ['班', 'shifts'],
  filter: shiftFilter,
  conditions: {
    text: { kind: 'search', words: ['项目名称', 'Title'] },
    day: { kind: 'day', words: ['哪一天', 'Day'] },
    town: { kind: 'town', words: ['服务在', 'Served in'] },
    short: { kind: 'choice', words: ['人手', 'Hands'], codes: { true: ['还缺人', 'Short of people'] } },
  },
  columns: {
    title: { kind: 'link', words: ['项目', 'Project'] },
    placeName: { kind: 'text', words: ['地点', 'Place'] },
    startsAt: { kind: 'moment', words: ['开始', 'From'], sort: 'begins' },
    endsAt: { kind: 'moment', words: ['结束', 'To'] },
    places: { kind: 'number', words: ['名额', 'Places'] },
    admitted: { kind: 'number', words: ['已录取', 'Admitted'] },
    arrived: { kind: 'number', words: ['已签到', 'Arrived'] },
  },
  orders: { begins: { words: ['先开始的在前', 'earliest first'], begins: 'up' } },
  sums: {
    admitted: { kind: 'number', words: ['人已录取', 'admitted'] },
    arrived: { kind: 'number', words: ['人已签到', 'arrived'] },
  },
  views: [
    { words: ['全部', 'All'], query: {} },
    { words: ['还缺人', 'Short of people'], query: { short: 'true' } },
  ],
}

const stateCodes: Codes = {
  admitted: ['已录取', 'Admitted'],
  waiting: ['候补', 'Waiting'],
  withdrawn: ['已退出', 'Withdrawn'],
  released: ['已释放', 'Released'],
  lapsed: ['未轮到', 'Lapsed'],
  attended: ['已到', 'Attended'],
  absent: ['未到', 'Absent'],
}
export const ownSignupFilter = z.object({
  for: z.coerce.number().int().positive().optional(),
  /** coming: not over yet, soonest first · past: over, latest first. */
  when: z.enum(['coming', 'past']).default('coming'),
})
export const ownSignupListing: Listing<typeof ownSignupFilter> = {
  name: 'own-signups',
  title: ['我的报名', 'My sign-ups'],
  unit: ['次', 'sign-ups'],
  filter: ownSignupFilter,
  conditions: {
    for: { kind: 'id', words: ['为谁', 'For'] },
    when: {
      kind: 'choice',
      words: ['时间', 'When'],
      codes: { coming: ['要去的', 'To come'], past: ['过去的', 'Past'] },
    },
  },
  columns: {
    title: { kind: 'text', words: ['项目', 'Project'] },
    startsAt: { kind: 'moment', words: ['开始', 'From'], sort: 'time' },
    state: { kind: 'code', words: ['状态', 'State'], codes: stateCodes },
  },
  orders: { time: { words: ['近的在前', 'nearest first'], begins: 'up' } },
}
