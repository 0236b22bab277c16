// The lists of hours: the desk's, those that wait to be confirmed by shift, and a person's own.
import { z } from 'zod'
import { localDate, opaque, placeCode, wordId } from '../foundation/http/shapes.ts'
import type { Codes, Column, Listing } from '../foundation/lists/listing.ts'
import { waitReasons } from './rules.ts'

/** Asks for whatever has a flag. */
export const ANY_FLAG = 'any'

export const recordFilter = z.object({
  state: z.enum(['pending', 'counted', 'reversed']).optional(),
  waits: z.enum(waitReasons).optional(),
  overdue: z.enum(['true']).optional(),
  flag: wordId(40).optional(),
  shiftId: z.coerce.number().int().optional(),
  personId: z.coerce.number().int().optional(),
  team: z.coerce.number().int().optional(),
  /** What a figure counts: days of service (both ends in it), place served, kind, age band, sex, hour and weekday of beginning. */
  from: localDate.optional(),
  until: localDate.optional(),
  town: placeCode.optional(),
  /** Empty: of no community. */
  community: z.union([placeCode, z.literal('')]).optional(),
  kind: wordId(32).optional(),
  ageBand: opaque(10).optional(),
  sex: z.enum(['male', 'female']).optional(),
  hour: z.coerce.number().int().min(0).max(23).optional(),
  weekday: z.coerce.number().int().min(1).max(7).optional(),
})

const stateCodes: Codes = {
  pending: ['等待中', 'Waiting'],
  counted: ['已计入', 'Counted'],
  reversed: ['已更正', 'Replaced'],
}
const waitCodes: Codes = {
  consent: ['等确认同意', 'Consent'],
  'real-name': ['等实名核验', 'Real name'],
  cover: ['等保险', 'Insurance'],
  confirmation: ['等负责人确认', 'Confirmation'],
  acceptance: ['等本人确认', 'Acceptance'],
  overlap: ['时间重叠，等核对', 'Overlap'],
}
const weekdayCodes: Codes = {
  1: ['周一', 'Monday'],
  2: ['周二', 'Tuesday'],
  3: ['周三', 'Wednesday'],
  4: ['周四', 'Thursday'],
  5: ['周五', 'Friday'],
  6: ['周六', 'Saturday'],
  7: ['周日', 'Sunday'],
}
const howCodes: Codes = {
  code: ['扫码', 'Code'],
  roster: ['名单补录', 'Roster'],
  correction: ['更正', 'Correction'],
  import: ['导入', 'Import'],
}
const flagCodes: Codes = {
  late: ['补传', 'Sent later'],
  'no-place': ['没有位置', 'No place'],
  stopped: ['项目中途停止', 'The project stopped'],
  far: ['离得远', 'Far away'],
  'shared-device': ['同一台手机', 'Shared phone'],
  'forgot-check-out': ['忘了签退', 'Forgot to check out'],
  'long-day': ['一天过长', 'A very long day'],
}
const shownState: Column = {
  kind: 'code',
  words: ['状态', 'State'],
  codes: { ...stateCodes, ...waitCodes },
  colours: {
    counted: 'jade',
    reversed: 'grey',
    cover: 'amber',
    confirmation: 'amber',
    consent: 'amber',
    'real-name': 'amber',
    acceptance: 'amber',
    overlap: 'red',
  },
}

export const recordListing: Listing<typeof recordFilter> = {
  name: 'records',
  title: ['服务记录', 'Service records'],
  unit: ['条', 'records'],
  filter: recordFilter,
  conditions: {
    state: { kind: 'choice', words: ['状态', 'State'], codes: stateCodes },
    waits: { kind: 'choice', words: ['在等', 'Waits for'], codes: waitCodes },
    overdue: { kind: 'choice', words: ['期限', 'Deadline'], codes: { true: ['已过期', 'Overdue'] } },
    flag: {
      kind: 'choice',
      words: ['要留意', 'Flag'],
      codes: { [ANY_FLAG]: ['任何一种', 'Of any kind'], ...flagCodes },
    },
    from: { kind: 'day', words: ['服务自', 'From'] },
    until: { kind: 'day', words: ['服务至', 'Until'] },
    town: { kind: 'town', words: ['服务在', 'Served in'] },
    community: { kind: 'community', words: ['服务村居', 'Community served'] },
    kind: { kind: 'named', words: ['类别', 'Kind'], rule: 'projects.kinds' },
    ageBand: { kind: 'id', words: ['年龄段', 'Age'] },
    sex: {
      kind: 'choice',
      words: ['性别', 'Sex'],
      codes: { male: ['男', 'Male'], female: ['女', 'Female'] },
    },
    hour: { kind: 'number', words: ['开始钟点', 'Hour of beginning'] },
    weekday: { kind: 'choice', words: ['星期', 'Weekday'], codes: weekdayCodes },
    personId: { kind: 'id', words: ['志愿者', 'Volunteer'] },
    shiftId: { kind: 'id', words: ['班次', 'Shift'] },
    team: { kind: 'id', words: ['队伍', 'Team'] },
  },
  columns: {
    day: { kind: 'day', words: ['日期', 'Day'], sort: 'day' },
    title: { kind: 'link', words: ['项目', 'Project'] },
    maskedName: { kind: 'text', words: ['志愿者', 'Volunteer'] },
    placeName: { kind: 'text', words: ['地点', 'Place'], hidden: true },
    kind: { kind: 'named', words: ['类别', 'Kind'], rule: 'projects.kinds', hidden: true },
    fromAt: { kind: 'moment', words: ['开始', 'From'], hidden: true },
    toAt: { kind: 'moment', words: ['结束', 'To'], hidden: true },
    minutes: { kind: 'hours', words: ['小时', 'Hours'] },
    shown: shownState,
    dueOn: { kind: 'day', words: ['确认期限', 'Due'] },
    how: { kind: 'code', words: ['怎么记的', 'How'], codes: howCodes, hidden: true },
    flags: { kind: 'codes', words: ['要留意', 'Flags'], codes: flagCodes },
  },
  orders: { day: { words: ['最近服务的在前', 'latest service first'], begins: 'down' } },
  sums: { minutes: { kind: 'hours', words: ['小时', 'hours'] } },
  views: [
    { words: ['全部', 'All'], query: {} },
    { words: ['等待中', 'Waiting'], query: { state: 'pending' } },
    { words: ['已计入', 'Counted'], query: { state: 'counted' } },
    { words: ['确认已过期', 'Overdue'], query: { overdue: 'true' } },
    { words: ['要留意', 'Flagged'], query: { flag: ANY_FLAG } },
  ],
}

export const shiftToConfirmFilter = z.object({ overdue: z.enum(['true']).optional() })
export const shiftsToConfirmListing: Listing<typeof shiftToConfirmFilter> = {
  name: 'shifts-to-confirm',
  title: ['待确认的班次', 'Shifts to confirm'],
  unit: ['班', 'shifts'],
  filter: shiftToConfirmFilter,
  conditions: {
    overdue: { kind: 'choice', words: ['期限', 'Deadline'], codes: { true: ['已过期', 'Overdue'] } },
  },
  columns: {
    title: { kind: 'link', words: ['项目', 'Project'] },
    day: { kind: 'day', words: ['服务日', 'Day'] },
    people: { kind: 'number', words: ['人数', 'People'] },
    minutes: { kind: 'hours', words: ['小时', 'Hours'] },
    dueOn: { kind: 'day', words: ['确认期限', 'Due'], sort: 'due' },
  },
  orders: { due: { words: ['先到期的在前', 'earliest deadline first'], begins: 'up' } },
  sums: {
    people: { kind: 'number', words: ['人次', 'people'] },
    minutes: { kind: 'hours', words: ['小时', 'hours'] },
  },
  views: [
    { words: ['全部', 'All'], query: {} },
    { words: ['确认已过期', 'Overdue'], query: { overdue: 'true' } },
  ],
}

export const ownRecordFilter = z.object({
  for: z.coerce.number().int().positive().optional(),
  shift: z.coerce.number().int().positive().optional(),
})
export const ownRecordListing: Listing<typeof ownRecordFilter> = {
  name: 'own-records',
  title: ['我的服务记录', 'My service records'],
  unit: ['条', 'records'],
  filter: ownRecordFilter,
  conditions: {
    for: { kind: 'id', words: ['为谁', 'For'] },
    shift: { kind: 'id', words: ['班次', 'Shift'] },
  },
  columns: {
    day: { kind: 'day', words: ['日期', 'Day'], sort: 'latest' },
    title: { kind: 'text', words: ['项目', 'Project'] },
    placeName: { kind: 'text', words: ['地点', 'Place'] },
    minutes: { kind: 'hours', words: ['小时', 'Hours'] },
    state: { kind: 'code', words: ['状态', 'State'], codes: stateCodes },
  },
  orders: { latest: { words: ['最近的在前', 'latest first'], begins: 'down' } },
  sums: { minutes: { kind: 'hours', words: ['小时', 'hours'] } },
}
