// What a record waits for, when it counts, and how minutes are shown. Pure.
import { z } from 'zod'
import { ageOn, type LocalDay, localHour, minutesBetween, splitByDay } from '../foundation/clock.ts'
import { policyKey } from '../foundation/policies/policies.ts'
import { reviewChain } from '../foundation/reviews/rules.ts'

export const recordPolicies = {
  hours: policyKey(
    'records.hours',
    z.object({
      confirmWorkingDays: z.number().int(),
      disputeDays: z.number().int(),
      flagDailyMinutes: z.number().int(),
    }),
  ),
  correction: policyKey('records.correction', reviewChain),
  stars: policyKey('incentives.stars', z.object({ hours: z.array(z.number()).min(1) })),
}

export const waitReasons = ['consent', 'real-name', 'confirmation', 'acceptance', 'overlap'] as const
export type Wait = (typeof waitReasons)[number]
export type RecordState = 'pending' | 'counted' | 'reversed'

/** Hours as people see them: minutes / 60 cut, never rounded, to two decimals. */
export const hoursOf = (minutes: number): string => {
  const hundredths = Math.floor((minutes * 100) / 60)
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`
}

/** The age bands of the national system. */
export function ageBand(birth: LocalDay, day: LocalDay): string {
  const age = ageOn(birth, day)
  const bands: [number, string][] = [
    [8, '0-7'],
    [14, '8-13'],
    [18, '14-17'],
    [28, '18-27'],
    [35, '28-34'],
    [40, '35-39'],
    [45, '40-44'],
    [60, '45-59'],
  ]
  return bands.find(([below]) => age < below)?.[1] ?? '60+'
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

export type ConfirmRefusal = 'record.own' | 'record.entered-by-you' | 'record.not-waiting'
/**
 * May this person confirm (or, with `accept`, accept) this record? Nobody confirms their own hours, and nobody what they or their
 * household entered.
 * @param by.near other entries of this person, and their household
 */
export function judgeConfirm(
  record: { personId: number; enteredBy: number | null; waits: readonly string[] },
  by: { personId: number | null; near: ReadonlySet<number> },
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
  return isBy(record.enteredBy) ? 'record.entered-by-you' : null
}

/** Everything statistics needs to count a record without reading another room. */
export const factsOf = (record: {
  personId: number
  day: LocalDay
  fromAt: Date
  minutes: number
  kind: string
  teamId: number
  projectId: number
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
  project: record.projectId,
  servedTown: record.servedTown,
  servedCommunity: record.servedCommunity,
  homeTown: record.homeTown,
  homeCommunity: record.homeCommunity,
  ageBand: record.ageBand,
  sex: record.sex,
})
