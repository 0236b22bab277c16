// Who may sign up and when one may check in: pure decisions with named refusals.
import { z } from 'zod'
import { addMinutes, ageOn, type LocalDay, localDay, minutesBetween } from '../foundation/clock.ts'
import { policyKey, whole } from '../foundation/policies/keys.ts'
import { reaches, type Tier } from '../people/rules.ts'

export const checkinPolicy = policyKey({
  key: 'participation.checkin',
  topic: 'service',
  title: { zh: '签到', en: 'Check-in' },
  lead: {
    zh: '签到什么时候开、离多远要让负责人看、没有网络的签到多久内补送。',
    en: 'When check-in opens, how far away a leader should look, and how late a phone without network may send.',
  },
  town: 'stricter',
  shape: z.object({
    metres: whole(50, 2000, {
      zh: '超过多远让负责人看',
      en: 'Looked at beyond',
      unit: 'metres',
      source: '各地做法 300–500 米',
      stricter: 'lower',
    }),
    opensMinutesBefore: whole(0, 240, {
      zh: '开始前多久可签到',
      en: 'Opens before the start',
      unit: 'minutes',
    }),
    closesMinutesAfter: whole(0, 240, {
      zh: '结束后多久还可签退',
      en: 'Closes after the end',
      unit: 'minutes',
    }),
    codeSeconds: whole(10, 120, { zh: '签到码多久换', en: 'A code lives', unit: 'seconds' }),
    lateHours: whole(1, 72, {
      zh: '没有网络时多久内补送',
      en: 'Without network, sent within',
      unit: 'hours',
      stricter: 'lower',
    }),
  }),
})
export type CheckinPolicy = z.infer<(typeof checkinPolicy)['shape']>

export const signupStates = [
  'admitted',
  'waiting',
  'withdrawn',
  'released',
  'lapsed',
  'attended',
  'absent',
] as const
export type SignupState = (typeof signupStates)[number]

export type SlotFacts = { state: string; startsAt: Date; minAge: number | null; highRisk: boolean }
export type VolunteerFacts = {
  tier: 'visitor' | 'phone' | 'real-name'
  state: string
  birthDate: LocalDay
  guarded: boolean
  consented: boolean
}

/** By policy: the age below which a guardian is asked for, and how far somebody must be known. */
export type AdmissionRules = { guardianBelow: number; signUp: Tier; signUpHighRisk: Tier }

export type Ineligible =
  | 'signup.closed' // the slot is suspended, cancelled or closed
  | 'signup.started' // the shift has begun
  | 'signup.inactive' // the person is suspended or has left
  | 'signup.phone-first' // a visitor must prove a phone first
  | 'signup.real-name' // higher risk asks for real-name verification
  | 'signup.too-young'
  | 'signup.guardian' // a minor without a guardian on record
  | 'signup.consent' // awaiting the person's own consent

/** May this person sign up for this slot at all? Places and overlaps are decided where they are locked. */
export function eligible(
  person: VolunteerFacts,
  slot: SlotFacts,
  now: Date,
  rules: AdmissionRules,
): Ineligible | null {
  if (slot.state !== 'open') return 'signup.closed'
  if (slot.startsAt <= now) return 'signup.started'
  if (person.state !== 'active') return 'signup.inactive'
  if (!person.consented) return 'signup.consent'
  const asked = slot.highRisk ? rules.signUpHighRisk : rules.signUp
  if (!reaches(person.tier, asked))
    return person.tier === 'visitor' ? 'signup.phone-first' : 'signup.real-name'
  const age = ageOn(person.birthDate, localDay(slot.startsAt))
  if (slot.minAge !== null && age < slot.minAge) return 'signup.too-young'
  if (age < rules.guardianBelow && !person.guarded) return 'signup.guardian'
  return null
}

/** The windows of the rotating code: a code begins anew every half of its life, so that one just shown lives that long at least. */
export const codeWindow = (at: Date, policy: CheckinPolicy): number =>
  Math.floor(at.getTime() / (policy.codeSeconds * 500))
/** When the code of a window dies. */
export const codeExpiry = (window: number, policy: CheckinPolicy): Date =>
  new Date((window + 2) * policy.codeSeconds * 500)

export type Arrival = 'in-time' | 'late'
export type CheckinRefusal = 'checkin.code' | 'checkin.expired' | 'checkin.too-early' | 'checkin.too-late'

/**
 * Is a scanned code good? On the spot within its life; from a phone that was without network, when the phone says it saw
 * the code within its life and sends it within some hours. That one is late: the leader sees it by name.
 */
export function judgeCode(
  window: number,
  seenAt: Date | null,
  now: Date,
  policy: CheckinPolicy,
): Arrival | CheckinRefusal {
  const begins = window * policy.codeSeconds * 500
  if (begins > now.getTime()) return 'checkin.code'
  if (now < codeExpiry(window, policy)) return 'in-time'
  if (seenAt === null) return 'checkin.expired'
  const saw = seenAt.getTime()
  const within = saw >= begins && seenAt < codeExpiry(window, policy)
  return within && now.getTime() - saw <= policy.lateHours * 3_600_000 ? 'late' : 'checkin.expired'
}

/** Check-in opens some minutes before the shift; the last scan is taken some minutes after its end. */
export function judgeMoment(
  at: Date,
  shift: { startsAt: Date; endsAt: Date },
  policy: CheckinPolicy,
): CheckinRefusal | null {
  if (at < addMinutes(shift.startsAt, -policy.opensMinutesBefore)) return 'checkin.too-early'
  return at > addMinutes(shift.endsAt, policy.closesMinutesAfter) ? 'checkin.too-late' : null
}

/** The part of an attendance that is service: from the shift's start at the earliest to its end at the latest. */
export function servedSpan(
  attendance: { inAt: Date; outAt: Date },
  shift: { startsAt: Date; endsAt: Date },
): { from: Date; to: Date; minutes: number } {
  const from = attendance.inAt > shift.startsAt ? attendance.inAt : shift.startsAt
  const to = attendance.outAt < shift.endsAt ? attendance.outAt : shift.endsAt
  return { from, to, minutes: minutesBetween(from, to) }
}
