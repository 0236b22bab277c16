// What a record waits for, when it counts, and how minutes are shown. Pure.
import { z } from 'zod'
import {
  addDays,
  ageOn,
  type LocalDay,
  localHour,
  minutesBetween,
  splitByDay,
  startOfDay,
} from '../foundation/clock.ts'
import { policyKey, whole } from '../foundation/policies/keys.ts'
import { decidable, reviewChain } from '../foundation/reviews/rules.ts'

const LEGAL_DAYS = 10
const DECREE_11 = '民政部令第67号 第十一条'

export const recordPolicies = {
  hours: policyKey({
    key: 'records.hours',
    topic: 'service',
    title: { zh: '时长确认期限', en: 'Terms of confirmation' },
    lead: {
      zh: '服务结束后负责人几天里要确认，过了由谁接着办。全区规则，街镇只能定得更短。',
      en: 'How long a leader has to confirm after the service, and who goes on from there. A town may only be shorter.',
    },
    town: 'stricter',
    shape: z.object({
      confirmWorkingDays: whole(1, LEGAL_DAYS, {
        zh: '负责人确认',
        en: 'The leader confirms within',
        unit: 'workingDays',
        source: DECREE_11,
        stricter: 'lower',
      }),
      townWorkingDays: whole(0, LEGAL_DAYS, {
        zh: '街镇接着办',
        en: 'Then the town, within',
        unit: 'workingDays',
        source: DECREE_11,
        stricter: 'lower',
      }),
      disputeDays: whole(7, 365, {
        zh: '异议期限',
        en: 'A dispute within',
        unit: 'days',
        stricter: 'higher',
      }),
      flagDailyMinutes: whole(60, 1440, {
        zh: '一天超过多久要看',
        en: 'A day is looked at beyond',
        unit: 'minutes',
        stricter: 'lower',
      }),
    }),
    check: value =>
      value.confirmWorkingDays + value.townWorkingDays > LEGAL_DAYS
        ? {
            field: 'townWorkingDays',
            why: {
              zh: `${value.confirmWorkingDays} + ${value.townWorkingDays} 超过法定的 ${LEGAL_DAYS} 个工作日（${DECREE_11}）`,
              en: `${value.confirmWorkingDays} + ${value.townWorkingDays} is more than the ${LEGAL_DAYS} working days of Decree 67, Art. 11`,
            },
          }
        : null,
  }),
  correction: policyKey({
    key: 'records.correction',
    topic: 'reviews',
    title: { zh: '时长更正的审核', en: 'Review of corrections' },
    lead: {
      zh: '异议和更正由谁办，几天里办完。',
      en: 'Who decides a dispute or a correction, and within how many days.',
    },
    town: 'free',
    shape: reviewChain,
    check: decidable({ permissions: ['dispute.decide'] }),
  }),
  overlap: policyKey({
    key: 'records.overlap',
    topic: 'reviews',
    title: { zh: '时间重叠的审核', en: 'Review of overlapping hours' },
    lead: {
      zh: '同一个人同一时间有两条记录，由谁定哪一条算，几天里定完。',
      en: 'Where one person has two records at one time: who decides which counts, and within how many days.',
    },
    town: 'free',
    shape: reviewChain,
    check: decidable({ permissions: ['dispute.decide'] }),
  }),
  stars: policyKey({
    key: 'incentives.stars',
    topic: 'honours',
    title: { zh: '星级', en: 'Stars' },
    lead: { zh: '满多少小时评一至五星。', en: 'The hours that give one to five stars.' },
    shape: z.object({
      hours: z
        .array(whole(1, 100_000, { zh: '满', en: 'From', unit: 'hours' }))
        .length(5)
        .meta({ zh: '一至五星', en: 'One to five stars', source: '志愿服务记录办法（2012）' }),
    }),
    check(value) {
      const wrong = value.hours.findIndex((hours, i) => i > 0 && hours <= (value.hours[i - 1] ?? 0))
      return wrong < 0
        ? null
        : {
            field: `hours.${wrong}`,
            why: { zh: '要比前一星多', en: 'must be more than for the star before' },
          }
    },
  }),
  ageBands: policyKey({
    key: 'records.age-bands',
    topic: 'statistics',
    title: { zh: '年龄段', en: 'Age bands' },
    lead: {
      zh: '统计按哪些年龄分段。改了只影响施行日起的服务。',
      en: 'The bands of age that figures are told by. A change touches service from its day on.',
    },
    shape: z.object({
      begins: z
        .array(whole(1, 120, { zh: '从', en: 'From', unit: 'age' }))
        .min(1)
        .max(20)
        .meta({ zh: '每段从几岁起（第一段从 0 岁）', en: 'Where bands begin (the first at 0)' }),
    }),
    check(value) {
      const wrong = value.begins.findIndex((age, i) => i > 0 && age <= (value.begins[i - 1] ?? 0))
      return wrong < 0
        ? null
        : { field: `begins.${wrong}`, why: { zh: '要比前一段大', en: 'must be above the band before' } }
    },
  }),
}

export const waitReasons = ['consent', 'real-name', 'cover', 'confirmation', 'acceptance', 'overlap'] as const
/** What no person's word takes away: it stays with whatever replaces the record. */
export const lastingWaits: readonly Wait[] = ['consent', 'real-name', 'cover']
export type Wait = (typeof waitReasons)[number]
export type RecordState = 'pending' | 'counted' | 'reversed'

/** Hours as people see them: minutes / 60 cut, never rounded, to two decimals. */
export const hoursOf = (minutes: number): string => {
  const hundredths = Math.floor((minutes * 100) / 60)
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`
}

/** @param begins where bands begin after the first, ascending */
export function ageBand(birth: LocalDay, day: LocalDay, begins: readonly number[]): string {
  const age = ageOn(birth, day)
  const next = begins.findIndex(begin => age < begin)
  return next < 0 ? `${begins.at(-1) ?? 0}+` : `${begins[next - 1] ?? 0}-${(begins[next] ?? 0) - 1}`
}

/** Where a record may lie at most: in the part of its shift that falls on its day, as far as that is over. */
export function roomOf(day: LocalDay, shift: { startsAt: Date; endsAt: Date }, now: Date) {
  const from = new Date(Math.max(shift.startsAt.getTime(), startOfDay(day).getTime()))
  const until = new Date(
    Math.min(shift.endsAt.getTime(), startOfDay(addDays(day, 1)).getTime(), now.getTime()),
  )
  return { from, until, minutes: Math.max(0, minutesBetween(from, until)) }
}

/** So many minutes of a record, from where it begins, or earlier where they would not end in its room. */
export const placedIn = (fromAt: Date, minutes: number, room: { until: Date }): { from: Date; to: Date } => {
  const to = new Date(Math.min(fromAt.getTime() + minutes * 60_000, room.until.getTime()))
  return { from: new Date(to.getTime() - minutes * 60_000), to }
}

type Span = { from: Date; to: Date }
/** The longest part of a span that lies in none of the others, in whole minutes; null where nothing is left. */
export function restOf(span: Span, others: readonly Span[]): (Span & { minutes: number }) | null {
  const parts: Span[] = []
  let from = span.from
  const inOrder = [...others].sort((a, b) => a.from.getTime() - b.from.getTime())
  for (const other of [...inOrder, { from: span.to, to: span.to }]) {
    if (other.from > from) parts.push({ from, to: other.from < span.to ? other.from : span.to })
    if (other.to > from) from = other.to
    if (from >= span.to) break
  }
  const rests = parts.map(part => ({ ...part, minutes: minutesBetween(part.from, part.to) }))
  return rests.reduce<(Span & { minutes: number }) | null>(
    (longest, one) => (one.minutes > (longest?.minutes ?? 0) ? one : longest),
    null,
  )
}

/** One part a local day; a shift across midnight is split. Parts under a minute fall away. */
export const partsOf = (from: Date, to: Date): { day: LocalDay; from: Date; to: Date; minutes: number }[] =>
  splitByDay(from, to)
    .map(part => ({ ...part, minutes: minutesBetween(part.from, part.to) }))
    .filter(part => part.minutes > 0)

/**
 * Two people stand behind every hour. Scanned by the volunteer: the leader confirms. Entered by the leader: the volunteer
 * accepts. Closed by the clock: the leader confirms.
 */
export const secondPerson = (how: {
  inHow: 'code' | 'roster'
  outHow: 'code' | 'roster' | 'shift-end' | null
}): Wait => (how.inHow === 'roster' || how.outHow === 'roster' ? 'acceptance' : 'confirmation')

/** The highest star whose hours are reached, and what is left to the next. */
export function starsOf(
  minutes: number,
  thresholds: readonly number[],
): { stars: number; nextHours: number | null; missingMinutes: number | null } {
  const stars = thresholds.filter(hours => minutes >= hours * 60).length
  const next = thresholds[stars]
  return next === undefined
    ? { stars, nextHours: null, missingMinutes: null }
    : { stars, nextHours: next, missingMinutes: next * 60 - minutes }
}

export type ConfirmRefusal =
  | 'record.own'
  | 'record.entered-by-you'
  | 'record.leads'
  | 'record.look'
  | 'record.not-waiting'
  | 'record.stands-for'
type Confirming = { personId: number | null; near: ReadonlySet<number> }
/** What carries a flag is confirmed by whoever looked at it alone. */
export const judgeLooked = (
  record: { id: number; flags: readonly string[] },
  looked: ReadonlySet<number>,
): ConfirmRefusal | null => (record.flags.length > 0 && !looked.has(record.id) ? 'record.look' : null)

/**
 * May this person confirm (or, with `accept`, accept) this record? Nobody confirms their own hours, and nobody what they or their
 * household entered.
 * @param by.near other entries of this person, and their household
 */
export function judgeConfirm(
  record: { personId: number; enteredBy: number | null; endedBy: number | null; waits: readonly string[] },
  by: Confirming,
  how: 'confirm' | 'accept',
): ConfirmRefusal | null {
  const isBy = (person: number | null) => person !== null && (person === by.personId || by.near.has(person))
  const waits = (wait: Wait) => record.waits.includes(wait)
  if (
    how === 'accept'
      ? !waits('acceptance') || !isBy(record.personId)
      : !waits('confirmation') && !waits('acceptance')
  )
    return 'record.not-waiting'
  if (how === 'confirm' && isBy(record.personId)) return 'record.own'
  return isBy(record.enteredBy) || isBy(record.endedBy) ? 'record.entered-by-you' : null
}

/**
 * As whom somebody may confirm this record, themselves (null) before those for whom they are deputy; or why not. Neither a deputy nor
 * the one they stand for confirms their own.
 * @param nearTo the people for whom they could, with who is near to each
 */
export function standingToConfirm(
  record: Parameters<typeof judgeConfirm>[0],
  by: Confirming,
  standings: readonly (number | null)[],
  nearTo: ReadonlyMap<number, ReadonlySet<number>>,
): { forPerson: number | null } | { no: ConfirmRefusal } {
  const no = judgeConfirm(record, by, 'confirm')
  if (no) return { no }
  const free = standings.find(
    person =>
      person === null ||
      !judgeConfirm(record, { personId: person, near: nearTo.get(person) ?? new Set() }, 'confirm'),
  )
  return free === undefined ? { no: 'record.stands-for' } : { forPerson: free }
}

/** Everything statistics needs to count a record without reading another room. */
export const factsOf = (record: {
  personId: number
  day: LocalDay
  fromAt: Date
  minutes: number
  kind: string
  teamId: number
  organizationId: number | null
  sector: string | null
  projectId: number
  siteId: number | null
  servedTown: string
  servedCommunity: string | null
  homeTown: string
  homeCommunity: string
  ageBand: string
  sex: string
}) => ({
  person: record.personId,
  day: record.day,
  hour: localHour(record.fromAt),
  minutes: record.minutes,
  kind: record.kind,
  team: record.teamId,
  organization: record.organizationId,
  sector: record.sector,
  project: record.projectId,
  site: record.siteId,
  servedTown: record.servedTown,
  servedCommunity: record.servedCommunity,
  homeTown: record.homeTown,
  homeCommunity: record.homeCommunity,
  ageBand: record.ageBand,
  sex: record.sex,
})
