// What the auditor's page is told. Names of volunteers are masked everywhere.
import { z } from 'zod'
import { roleNames } from '../../foundation/access/roles.ts'
import { line, subjectId, text } from '../../foundation/http/shapes.ts'

const sum = z.object({ minutes: z.number(), records: z.number() })
const check = z.object({ name: z.string(), met: z.boolean() })
export type Check = z.infer<typeof check>

export const trace = z
  .object({
    /** The figure that was asked for, as it is shown and as it adds up from the raw records now. */
    figure: sum
      .extend({ place: z.string(), period: z.string(), hours: z.string(), raw: sum, checks: z.array(check) })
      .nullable(),
    certificate: z
      .object({ no: z.string(), verdict: z.string(), hours: z.string(), records: z.number() })
      .nullable(),
    /** Some of the records behind it, newest first. */
    records: z.array(
      z.object({
        id: z.number(),
        day: z.string(),
        hours: z.string(),
        title: z.string(),
        maskedName: z.string(),
      }),
    ),
    link: z.string().nullable(),
    record: z
      .object({
        id: z.number(),
        day: z.string(),
        fromAt: z.string(),
        toAt: z.string(),
        minutes: z.number(),
        hours: z.string(),
        title: z.string(),
        placeName: z.string(),
        maskedName: z.string(),
        state: z.string(),
        how: z.string(),
        checks: z.array(check),
        evidence: z.array(
          z.object({
            at: z.string(),
            kind: z.string(),
            by: z.string(),
            facts: z.record(z.string(), z.unknown()),
          }),
        ),
        people: z.object({
          volunteer: z.string(),
          others: z.array(z.object({ part: z.enum(['confirmed', 'entered']), maskedName: z.string() })),
          checks: z.array(check),
        }),
        rule: z
          .object({
            id: z.number(),
            key: z.string(),
            title: z.object({ zh: z.string(), en: z.string() }),
            since: z.string(),
            source: z.string(),
            proposedBy: z.string().nullable(),
            decidedBy: z.string().nullable(),
            checks: z.array(check),
          })
          .nullable(),
        entry: z
          .object({
            at: z.string(),
            position: z.number().nullable(),
            hash: z.string().nullable(),
            head: z.object({ day: z.string(), position: z.number() }).nullable(),
            checks: z.array(check),
          })
          .nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'Trace' })
export type Trace = z.infer<typeof trace>

export const identityReads = z
  .object({
    items: z.array(
      z.object({
        at: z.string(),
        by: z.string(),
        /** Whom to ask about it; null where nobody of the register looked. */
        byPerson: z.number().nullable(),
        of: z.string(),
        subject: z.string(),
        /** Null where it was emptied. */
        reason: z.string().nullable(),
        /** Says too little: whoever looked may be asked. */
        weak: z.boolean(),
      }),
    ),
    next: z.string().nullable(),
    total: z.number(),
    people: z.number(),
  })
  .meta({ id: 'IdentityReads' })

export const newQuestion = z
  .object({
    /** A person who holds a duty. */
    addressee: z.number().int().positive(),
    /** In a line, as lists show it. */
    about: line(120, 2),
    /** As the journal calls it. */
    subject: subjectId.nullable().default(null),
    text: text(500, 4),
  })
  .meta({
    id: 'NewQuestion',
    fields: {
      addressee: { zh: '问谁', en: 'Whom' },
      about: { zh: '关于', en: 'About' },
      subject: {
        zh: '所问的事',
        en: 'Subject',
        wants: { zh: '请填 record:12 这样的代号', en: 'enter an id such as record:12' },
      },
      text: { zh: '问题', en: 'Question' },
    },
  })
export type NewQuestion = z.infer<typeof newQuestion>

export const askedQuestion = z
  .object({
    review: z.number(),
    title: z.string(),
    to: z.string(),
    by: z.string(),
    /** Asked by the reader. */
    own: z.boolean(),
    askedAt: z.string(),
    dueAt: z.string().nullable(),
    late: z.boolean(),
    withdrawn: z.boolean(),
    answer: z.object({ text: z.string(), at: z.string() }).nullable(),
  })
  .meta({ id: 'AskedQuestion' })
export type AskedQuestion = z.infer<typeof askedQuestion>

export const addressee = z
  .object({
    personId: z.number(),
    name: z.string(),
    duties: z.array(z.object({ role: z.enum(roleNames), nodeName: z.string() })),
  })
  .meta({ id: 'Addressee' })
export type Addressee = z.infer<typeof addressee>
