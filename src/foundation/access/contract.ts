// Appointments as they cross the wire.
import { z } from 'zod'
import { localDate, subjectId, text, wordId } from '../http/shapes.ts'
import { roleNames } from './roles.ts'
import { roleWords } from './words.ts'

const role = z.enum(roleNames)
const day = localDate
const id = z.number().int().positive()

export const tabs = ['in-force', 'deputies', 'ending', 'excluded', 'ended', 'proposed', 'to-come'] as const

export const appointmentView = z
  .object({
    id: z.number(),
    personId: z.number().nullable(),
    contactId: z.number().nullable(),
    name: z.string(),
    role,
    nodeId: z.number(),
    nodeName: z.string(),
    nodeKind: z.string(),
    sector: z.string().nullable(),
    caseOf: z.string().nullable(),
    /** Whose duty a deputy stands in for. */
    deputyFor: z.object({ grantId: z.number(), name: z.string() }).nullable(),
    /** Who stands in for this one now. */
    deputy: z.object({ name: z.string(), until: z.string().nullable() }).nullable(),
    successor: z.object({ name: z.string(), state: z.string() }).nullable(),
    /** Whose duty passes to this one. */
    succeeds: z.object({ name: z.string(), role }).nullable(),
    since: z.string(),
    until: z.string().nullable(),
    state: z.enum(['proposed', 'to-come', 'in-force', 'returned', 'ended']),
    endedWhy: z.string().nullable(),
    proposedBy: z.string().nullable(),
    proposedAt: z.string(),
    decidedBy: z.string().nullable(),
    reason: z.string().nullable(),
    /** What this reader may do with it. */
    mayEnd: z.boolean(),
    mayDeputise: z.boolean(),
  })
  .meta({ id: 'Appointment' })

export const waitingAppointment = appointmentView
  .extend({
    checks: z.array(
      z.object({
        name: z.enum(['exclusive', 'registered', 'second-factor']),
        met: z.boolean(),
        other: role.optional(),
      }),
    ),
    /** Whether this reader is one who may approve, the checks aside; and why not. */
    standing: z.enum(['may', 'own-proposal', 'kin', 'stands-for', 'forbidden']),
    mine: z.boolean(),
  })
  .meta({ id: 'WaitingAppointment' })

export const appointmentsPage = z
  .object({
    waiting: z.array(waitingAppointment),
    counts: z.record(z.string(), z.number()),
    administrators: z.array(
      z.object({ role, name: z.string(), personId: z.number().nullable(), deputy: z.string().nullable() }),
    ),
    exclusions: z.object({
      since: z.string(),
      source: z.string(),
      pairs: z.array(z.object({ one: role, other: role, scope: z.enum(['anywhere', 'same-node']) })),
      stopped: z.array(appointmentView),
    }),
    deputies: z.array(appointmentView),
    /** Where this reader may propose: nodes, and the roles there are. */
    nodes: z.array(z.object({ id: z.number(), name: z.string(), kind: z.string() })),
    roles: z.array(role),
    mine: z.array(appointmentView),
  })
  .meta({ id: 'AppointmentsPage' })

export const proposal = z
  .object({
    personId: id.optional(),
    contactId: id.optional(),
    role,
    nodeId: id,
    sector: wordId(40).nullable().default(null),
    caseOf: subjectId.nullable().default(null),
    since: day,
    /** The last day; null where a case ends it. */
    until: day.nullable(),
    succeeds: id.nullable().default(null),
    reason: text(200).default(''),
  })
  .refine(it => (it.personId === undefined) !== (it.contactId === undefined), { path: ['personId'] })
  .meta({
    id: 'AppointmentProposal',
    fields: {
      personId: { zh: '谁', en: 'Who', as: 'person', wants: { zh: '请选一个人', en: 'choose a person' } },
      contactId: { zh: '外请的人', en: 'Somebody from outside' },
      role: { zh: '担任什么', en: 'Duty', options: roleWords },
      nodeId: { zh: '管到哪里', en: 'Where' },
      sector: { zh: '条线', en: 'Sector' },
      caseOf: {
        zh: '只限一件事',
        en: 'For one case only',
        help: {
          zh: '写它的代号，例如 review:12；办结即止',
          en: 'its id, such as review:12; the duty ends with it',
        },
        wants: { zh: '请填 aid:17 这样的代号', en: 'enter an id such as aid:17' },
      },
      since: { zh: '从哪天', en: 'Since' },
      until: { zh: '到哪天为止', en: 'Until' },
      succeeds: { zh: '接任', en: 'Takes over from' },
      reason: {
        zh: '缘由',
        en: 'Why',
        as: 'long',
        help: { zh: '批准的人会看到', en: 'whoever approves will read it' },
      },
    },
  })

export const deputyProposal = z
  .object({ personId: id, since: day, until: day, reason: text(200).default('') })
  .meta({
    id: 'DeputyProposal',
    fields: {
      personId: { zh: '请谁代', en: 'Deputy', as: 'person' },
      since: { zh: '从哪天', en: 'Since' },
      until: { zh: '到哪天为止', en: 'Until' },
      reason: {
        zh: '缘由',
        en: 'Why',
        as: 'long',
        help: { zh: '批准的人会看到', en: 'whoever approves will read it' },
      },
    },
  })

export const withReason = z.object({ reason: text(200, 1) }).meta({
  id: 'AppointmentReason',
  fields: {
    reason: {
      zh: '理由',
      en: 'Reason',
      as: 'long',
      help: {
        zh: '对方会看到；日志里只留校验值',
        en: 'They will read it; the journal keeps a check value only',
      },
    },
  },
})

export const ownDutiesView = z
  .object({ duties: z.array(appointmentView), asked: z.array(appointmentView) })
  .meta({ id: 'OwnDuties' })

export const handoverView = z
  .object({
    name: z.string(),
    duties: z.array(z.object({ grant: appointmentView, mayEnd: z.boolean() })),
    /** Duties in places that the reader does not see. */
    elsewhere: z.number(),
    waits: z.array(z.object({ kind: z.string(), n: z.number() })),
    tokens: z.array(z.object({ id: z.number(), name: z.string(), expiresAt: z.string() })),
  })
  .meta({ id: 'Handover' })
