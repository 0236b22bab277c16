// Service records as they cross the wire. Hours are strings, cut to two decimals; minutes are the truth beside them.
import { z } from 'zod'
import { text } from '../foundation/http/shapes.ts'
import { waitReasons } from './rules.ts'

export const recordView = z
  .object({
    id: z.number(),
    personId: z.number(),
    day: z.string(),
    fromAt: z.string(),
    toAt: z.string(),
    minutes: z.number(),
    hours: z.string(),
    state: z.enum(['pending', 'counted', 'reversed']),
    waits: z.array(z.enum(waitReasons)),
    /** The state in one word: what it waits for first, where it waits. */
    shown: z.enum(['counted', 'reversed', ...waitReasons]),
    how: z.enum(['code', 'roster', 'correction', 'import']),
    dueOn: z.string(),
    overdue: z.boolean(),
    title: z.string(),
    kind: z.string(),
    placeName: z.string(),
    projectId: z.number(),
    shiftId: z.number(),
    flags: z.array(z.string()),
  })
  .meta({ id: 'ServiceRecord' })
export type RecordView = z.infer<typeof recordView>

export const ownRecord = recordView
  .extend({
    correctedFrom: z.string().nullable(),
    dispute: z.object({ id: z.number(), state: z.string() }).nullable(),
    mayDispute: z.boolean(),
    mayAccept: z.boolean(),
  })
  .meta({ id: 'OwnRecord' })

export const ownHours = z
  .object({
    personId: z.number(),
    totalMinutes: z.number(),
    total: z.string(),
    thisYear: z.string(),
    records: z.number(),
    stars: z.number(),
    nextStarHours: z.number().nullable(),
    missingHours: z.string().nullable(),
    waitingHours: z.string(),
    waitingDue: z.string().nullable(),
  })
  .meta({ id: 'OwnHours' })
export type OwnHours = z.infer<typeof ownHours>

export const deskRecord = recordView.extend({ maskedName: z.string() }).meta({ id: 'DeskRecord' })
export const waitingShift = z
  .object({
    id: z.number(),
    shiftId: z.number(),
    title: z.string(),
    day: z.string(),
    dueOn: z.string(),
    overdue: z.boolean(),
    people: z.number(),
    minutes: z.number(),
  })
  .meta({ id: 'WaitingShift' })

export const correctionRequest = z
  .object({ minutes: z.number().int().min(0).max(1440), reason: text(500, 4) })
  .meta({
    id: 'CorrectionRequest',
    fields: {
      minutes: { zh: '应是多少分钟', en: 'Minutes it should be', unit: { zh: '分钟', en: 'minutes' } },
      reason: {
        zh: '为什么',
        en: 'Why',
        as: 'long',
        help: { zh: '至少四个字，办理的人会看到', en: 'four characters or more; whoever decides reads it' },
      },
    },
  })
/** What a volunteer says, with the pictures and papers that show it. */
export const disputeRequest = correctionRequest
  .extend({ files: z.array(z.number().int().positive()).max(6).optional() })
  .meta({
    ...correctionRequest.meta(),
    id: 'DisputeRequest',
    fields: { ...correctionRequest.meta()?.fields, files: { zh: '照片和文件', en: 'Photos and papers' } },
  })
export const correctionView = z
  .object({
    id: z.number(),
    recordId: z.number(),
    kind: z.enum(['dispute', 'correction']),
    askedMinutes: z.number(),
    askedHours: z.string(),
    reason: z.string(),
    state: z.string(),
    at: z.string(),
    record: deskRecord,
    evidence: z.array(
      z.object({ at: z.string(), kind: z.string(), facts: z.record(z.string(), z.unknown()) }),
    ),
  })
  .meta({ id: 'Correction' })

/** Everything that stands behind an hour, from sign-up to counting: what an auditor opens. */
export const recordTrail = z
  .object({
    record: deskRecord,
    chain: z.array(
      z.object({
        at: z.string(),
        kind: z.string(),
        subject: z.string(),
        by: z.string(),
        facts: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .meta({ id: 'RecordTrail' })

/** Hours of one person at one time: the record that is asked about, and what it overlaps. */
export const overlapView = z
  .object({
    id: z.number(),
    personId: z.number(),
    maskedName: z.string(),
    day: z.string(),
    /** It waits still. */
    waits: z.boolean(),
    records: z.array(
      recordView
        .pick({ id: true, title: true, placeName: true, minutes: true, state: true, how: true })
        .extend({ startsAt: z.string(), endsAt: z.string(), confirmedBy: z.string(), left: z.number() }),
    ),
  })
  .meta({ id: 'Overlap' })
