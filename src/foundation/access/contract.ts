// Appointments as they cross the wire.
import { z } from 'zod'
import { localDate, subjectId, text, wordId } from '../http/shapes.ts'
import { roleNames } from './roles.ts'

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
  .meta({ id: 'AppointmentProposal' })

export const deputyProposal = z
  .object({ personId: id, since: day, until: day, reason: text(200).default('') })
  .meta({ id: 'DeputyProposal' })

export const withReason = z.object({ reason: text(200, 1) }).meta({ id: 'AppointmentReason' })

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
