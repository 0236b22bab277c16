// Reviews as they cross the wire. Names are masked; sentences of refusals come in both languages.
import { z } from 'zod'
import { line, text } from '../http/shapes.ts'

const said = z.object({ code: z.string(), zh: z.string(), en: z.string() })

const reviewStepView = z
  .object({
    n: z.number(),
    kind: z.enum(['decision', 'panel', 'publicity', 'answer']),
    level: z.enum(['community', 'town', 'district']).nullable(),
    /** The node where it is decided, or the masked name of the one who answers. */
    where: z.string(),
    begunAt: z.string().nullable(),
    dueAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    late: z.boolean(),
    reminders: z.number(),
    /** The level above, once it has seen that the step is late. */
    escalatedTo: z.string().nullable(),
    raised: z.object({ by: z.string(), from: z.string(), reason: z.string(), at: z.string() }).nullable(),
    decision: z
      .object({
        verdict: z.enum(['pass', 'return', 'refuse', 'withdraw']),
        reason: z.string(),
        by: z.string().nullable(),
        forWhom: z.string().nullable(),
        /** Since when the rule has been in force whose words the decider confirmed by their tick. */
        ticked: z.string().nullable(),
        at: z.string(),
      })
      .nullable(),
    panel: z
      .object({
        scorers: z.number(),
        passMark: z.number(),
        given: z.number(),
        /** Locked until everybody has scored. */
        scores: z.array(z.object({ by: z.string(), score: z.number(), remark: z.string() })).nullable(),
        mean: z.number().nullable(),
      })
      .nullable(),
    objections: z.array(
      z.object({
        id: z.number(),
        text: z.string(),
        by: z.string(),
        at: z.string(),
        answer: z.string().nullable(),
        answeredBy: z.string().nullable(),
        answeredAt: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ReviewStep' })

export const reviewView = z
  .object({
    id: z.number(),
    kind: z.string(),
    subject: z.string(),
    title: z.string(),
    page: z.string(),
    state: z.enum(['open', 'passed', 'returned', 'refused', 'withdrawn']),
    round: z.number(),
    step: z.number(),
    author: z.string().nullable(),
    /** What is asked in full, where the title does not say it and it was not emptied. */
    asked: z.string().nullable(),
    openedAt: z.string(),
    closedAt: z.string().nullable(),
    steps: z.array(reviewStepView),
    conditions: z.array(
      z.object({
        name: z.string(),
        state: z.enum(['met', 'warn', 'missing']),
        evidence: z.string(),
        source: z.string(),
        /** Since when the version of the rule has been in force. */
        ruleFrom: z.string().nullable(),
      }),
    ),
    changes: z.array(z.object({ field: z.string(), before: z.string(), now: z.string() })),
    /** What a declared conflict may name: the subject first, then what it concerns. */
    concerns: z.array(z.object({ subject: z.string(), title: z.string() })),
    may: z.object({
      decide: z.boolean(),
      return: z.boolean(),
      score: z.boolean(),
      answer: z.boolean(),
      withdraw: z.boolean(),
      /** To the level above. */
      raise: z.boolean(),
      declare: z.boolean(),
    }),
    /** What the decider ticks before the step that waits can pass, and since when its rule has been in force. */
    tick: z.object({ words: z.string(), ruleFrom: z.string() }).nullable(),
    /** For whom the reader would decide as deputy. */
    forWhom: z.string().nullable(),
    /** Why the reader may not take the step that waits. */
    obstacle: said.nullable(),
  })
  .meta({ id: 'Review' })
export type ReviewView = z.infer<typeof reviewView>

/** What everybody may read of a publicity, and whoever objected of their own objections. */
export const publicityView = z
  .object({
    id: z.number(),
    kind: z.string(),
    title: z.string(),
    where: z.string(),
    until: z.string(),
    /** Objections are still taken. */
    open: z.boolean(),
    mine: z.array(
      z.object({
        id: z.number(),
        text: z.string(),
        at: z.string(),
        answer: z.string().nullable(),
        answeredAt: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Publicity' })
export type PublicityView = z.infer<typeof publicityView>

const step = z.number().int().min(0)
export const decisionBody = z
  .object({
    /** The step that was seen when deciding. */
    step,
    verdict: z.enum(['pass', 'return', 'refuse', 'withdraw']),
    reason: text(500).default(''),
    ticked: z.boolean().default(false),
  })
  .meta({
    id: 'ReviewDecision',
    fields: {
      step: { zh: '环节', en: 'Step' },
      verdict: { zh: '决定', en: 'Decision' },
      reason: { zh: '理由', en: 'Reason' },
      ticked: { zh: '确认', en: 'Confirmation' },
    },
  })
export const raiseBody = z.object({ step, reason: text(500, 2) }).meta({
  id: 'ReviewRaised',
  fields: { step: { zh: '环节', en: 'Step' }, reason: { zh: '理由', en: 'Reason' } },
})
export const scoreBody = z
  .object({ step, score: z.number().int().min(0).max(100), remark: text(500).default('') })
  .meta({
    id: 'ReviewScore',
    fields: {
      step: { zh: '环节', en: 'Step' },
      score: { zh: '分数', en: 'Score' },
      remark: { zh: '评语', en: 'Remark' },
    },
  })
export const objectionBody = z
  .object({ text: text(500, 4) })
  .meta({ id: 'ReviewObjection', fields: { text: { zh: '异议', en: 'Objection' } } })
export const answerBody = z
  .object({ answer: text(500, 2) })
  .meta({ id: 'ObjectionAnswer', fields: { answer: { zh: '答复', en: 'Answer' } } })
export const conflictBody = z.object({ about: line(80).optional(), reason: text(500, 2) }).meta({
  id: 'DeclaredConflict',
  fields: { about: { zh: '与哪件事有关', en: 'Concerning' }, reason: { zh: '理由', en: 'Reason' } },
})
