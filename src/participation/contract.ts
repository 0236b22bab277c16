// Sign-ups, rosters and check-ins as they cross the wire.
import { z } from 'zod'
import { moment, opaque, text } from '../foundation/http/shapes.ts'
import { datums } from '../places/datum.ts'
import { signupStates } from './rules.ts'

const forPerson = z.number().int().positive().optional()

export const slotView = z
  .object({
    id: z.number(),
    projectId: z.number(),
    shiftId: z.number(),
    title: z.string(),
    positionName: z.string(),
    kind: z.string(),
    placeName: z.string(),
    lat: z.number(),
    lng: z.number(),
    startsAt: z.string(),
    endsAt: z.string(),
    places: z.number(),
    admitted: z.number(),
    waiting: z.number(),
    minAge: z.number().nullable(),
    highRisk: z.boolean(),
    /** Kinds of qualification without which nobody takes it. */
    needs: z.array(z.string()),
    state: z.enum(['open', 'suspended', 'cancelled', 'closed']),
  })
  .meta({ id: 'Slot' })
export type SlotView = z.infer<typeof slotView>

/** What stands between this person and this slot, if anything: shown before they press. */
export const slotForMe = slotView
  .extend({
    mine: z.enum(['admitted', 'waiting', 'attended']).nullable(),
    obstacle: z
      .object({ code: z.string(), with: z.string().optional(), lacks: z.array(z.string()).optional() })
      .nullable(),
  })
  .meta({ id: 'SlotForMe' })

export const signupRequest = z.object({ slotId: z.number().int().positive(), forPerson }).meta({
  id: 'SignupRequest',
  fields: { slotId: { zh: '班次', en: 'Shift' }, forPerson: { zh: '替谁', en: 'For whom' } },
})
export const signupAnswer = z
  .object({
    signupId: z.number(),
    state: z.enum(['admitted', 'waiting']),
    arrival: z.number(),
    /** People before and including this one in the queue; null when admitted, or when the sign-up was there before. */
    queue: z.number().nullable(),
    /** The person had signed up before: a second press, or a retry. */
    again: z.boolean(),
  })
  .meta({ id: 'SignupAnswer' })
export type SignupAnswer = z.infer<typeof signupAnswer>

export const attendanceView = z.object({
  inAt: z.string(),
  inHow: z.enum(['code', 'roster']),
  metres: z.number().nullable(),
  outAt: z.string().nullable(),
  outHow: z.enum(['code', 'roster', 'shift-end']).nullable(),
  late: z.boolean(),
})
export const ownSignup = z
  .object({
    id: z.number(),
    personId: z.number(),
    state: z.enum(signupStates),
    title: z.string(),
    startsAt: z.string(),
    arrival: z.number(),
    queue: z.number().nullable(),
    at: z.string(),
    promotedAt: z.string().nullable(),
    slot: slotView,
    attendance: attendanceView.nullable(),
  })
  .meta({ id: 'OwnSignup' })
export type OwnSignup = z.infer<typeof ownSignup>

export const rosterView = z
  .object({
    shiftId: z.number(),
    projectId: z.number(),
    title: z.string(),
    startsAt: z.string(),
    endsAt: z.string(),
    placeName: z.string(),
    slots: z.array(slotView),
    people: z.array(
      z.object({
        signupId: z.number(),
        slotId: z.number(),
        personId: z.number(),
        maskedName: z.string(),
        maskedPhone: z.string(),
        state: z.enum(signupStates),
        arrival: z.number(),
        inAt: z.string().nullable(),
        outAt: z.string().nullable(),
        inHow: z.string().nullable(),
        late: z.boolean(),
        flags: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'Roster' })
export type RosterView = z.infer<typeof rosterView>

export const codeView = z
  .object({
    code: z.string(),
    expiresAt: z.string(),
    nextAt: z.string(),
    /** The server's clock, by which a phone that shows codes by itself sets its own. */
    now: z.string(),
    /** From some hours before the shift to its end: what makes the next codes without network, one for each `windowMs`. */
    ahead: z.object({ key: z.string(), windowMs: z.number(), until: z.string() }).nullable(),
    checkedIn: z.number(),
    expected: z.number(),
  })
  .meta({ id: 'CheckinCode' })
export const checkinRequest = z
  .object({
    code: opaque(200, 8),
    /** When the phone saw the code, if it sends later than that. */
    seenAt: moment.optional(),
    device: opaque(64, 8).optional(),
    /** Only with the person's separate consent to location; never required. */
    position: z.object({ lat: z.number(), lng: z.number(), datum: z.enum(datums) }).optional(),
    forPerson,
  })
  .meta({
    id: 'CheckinRequest',
    fields: {
      code: { zh: '签到码', en: 'Check-in code' },
      seenAt: { zh: '看到码的时间', en: 'When the code was seen' },
      device: { zh: '设备', en: 'Device' },
      position: { zh: '位置', en: 'Position' },
    },
  })
export type CheckinRequest = z.infer<typeof checkinRequest>
export const checkinAnswer = z
  .object({
    what: z.enum(['in', 'out']),
    at: z.string(),
    title: z.string(),
    endsAt: z.string(),
    metres: z.number().nullable(),
    late: z.boolean(),
  })
  .meta({ id: 'CheckinAnswer' })
export type CheckinAnswer = z.infer<typeof checkinAnswer>

/** A shift as the day's list shows it. */
export const shiftToday = z
  .object({
    id: z.number(),
    shiftId: z.number(),
    projectId: z.number(),
    title: z.string(),
    placeName: z.string(),
    startsAt: z.string(),
    endsAt: z.string(),
    places: z.number(),
    admitted: z.number(),
    arrived: z.number(),
  })
  .meta({ id: 'ShiftToday' })

export const rosterEntry = z
  .object({
    personId: z.number().int().positive(),
    slotId: z.number().int().positive(),
    inAt: moment,
    outAt: moment,
    reason: text(300, 4),
  })
  .meta({
    id: 'RosterEntry',
    fields: {
      personId: { zh: '志愿者', en: 'Volunteer', as: 'person' },
      slotId: { zh: '岗位', en: 'Position' },
      inAt: { zh: '到岗', en: 'In' },
      outAt: { zh: '离岗', en: 'Out' },
      reason: { zh: '理由', en: 'Reason' },
    },
  })
export type RosterEntry = z.infer<typeof rosterEntry>
