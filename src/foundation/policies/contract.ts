// Rules as they cross the wire. A shape travels as JSON Schema with its words, so that the page draws its form from it.
import { z } from 'zod'
import { line, localDate, text, wordId } from '../http/shapes.ts'
import type { Fields } from '../shapes/fields.ts'
import { topics, word } from './keys.ts'

const ruleFields: Fields = {
  key: { zh: '规则', en: 'Rule' },
  scope: { zh: '适用范围', en: 'Where it holds' },
  from: { zh: '施行日', en: 'In force from' },
  value: { zh: '规则内容', en: 'What it says' },
  source: { zh: '依据', en: 'Source' },
  document: { zh: '文件', en: 'Document' },
  'document.title': { zh: '文件名', en: 'Title of the document' },
  'document.link': {
    zh: '文件网址',
    en: 'Address of the document',
    wants: { zh: '请填 https:// 开头的网址', en: 'enter an address that begins with https://' },
  },
}

const words = z.object({ zh: z.string(), en: z.string() })
const scope = z.string().regex(/^(\d{12})?$/)

export const ruleDraft = z
  .object({ key: wordId(60), scope: scope.default(''), from: localDate, value: z.unknown() })
  .meta({ id: 'RuleDraft', fields: ruleFields })
export const proposePolicy = ruleDraft
  .extend({
    /** The law or notice on which it rests, with its article. */
    source: line(200, 4),
    document: z
      .object({ title: line(100, 2), link: z.url({ protocol: /^https?$/ }).max(500) })
      .nullable()
      .default(null),
  })
  .meta({ id: 'RuleProposal', fields: ruleFields })
export type ProposePolicy = z.infer<typeof proposePolicy>

export const decidePolicy = z
  .object({ verdict: z.enum(['approve', 'return']), reason: text(500).default('') })
  .meta({
    id: 'RuleDecision',
    fields: { verdict: { zh: '决定', en: 'Decision' }, reason: { zh: '理由', en: 'Reason' } },
  })
export type DecidePolicy = z.infer<typeof decidePolicy>

const townMay = z.enum(['no', 'free', 'stricter'])
const value = z.unknown()
const schema = z.record(z.string(), z.unknown())
const state = z.enum(['proposed', 'approved', 'returned', 'withdrawn', 'lapsed'])

export const ruleLine = z.object({
  key: z.string(),
  title: words,
  schema,
  value,
  /** What waits for approval, in whichever scope this person sees. */
  proposed: z.object({ id: z.number(), scope: z.string(), value, from: z.string() }).nullable(),
})
export const ruleList = z
  .object({
    today: z.string(),
    topics: z.array(z.object({ topic: z.enum(topics), rules: z.array(ruleLine) })),
    mayPropose: z.boolean(),
  })
  .meta({ id: 'RuleList' })
export type RuleList = z.infer<typeof ruleList>

const who = z.object({ id: z.number().nullable(), name: z.string() }).nullable()
export const ruleVersion = z
  .object({
    id: z.number(),
    /** Counted over the approved ones of its scope and what waits; null for what came to nothing. */
    number: z.number().nullable(),
    state,
    from: z.string(),
    /** The last day on which it holds; null while no later one is approved. */
    until: z.string().nullable(),
    value,
    source: z.string(),
    document: z.object({ title: z.string(), link: z.string() }).nullable(),
    seed: z.boolean(),
    proposedBy: who,
    proposedAt: z.string(),
    decidedBy: who,
    decidedAt: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'RuleVersion' })
export type RuleVersion = z.infer<typeof ruleVersion>

export const rulePage = z
  .object({
    key: z.string(),
    topic: z.enum(topics),
    title: words,
    lead: words,
    schema,
    town: townMay,
    scope: z.string(),
    /** The district, and the towns that may set their own; `own` has a version in force. */
    scopes: z.array(z.object({ scope: z.string(), name: z.string(), own: z.boolean() })),
    today: z.string(),
    versions: z.array(ruleVersion),
    inForce: z.object({ id: z.number(), value }),
    /** What the district sets, where a town's page is shown. */
    district: value.nullable(),
    open: z.number().nullable(),
    mayPropose: z.boolean(),
    mayWithdraw: z.boolean(),
    mayApprove: z.boolean(),
  })
  .meta({ id: 'RulePage' })
export type RulePage = z.infer<typeof rulePage>

export const rulePreview = z
  .object({
    fault: z.object({ field: z.string(), why: words }).nullable(),
    touches: z.array(
      z.object({
        what: z.string(),
        n: z.number(),
        page: z.string().optional(),
        kept: z.boolean().optional(),
      }),
    ),
  })
  .meta({ id: 'RulePreview' })

export const vocabulary = z.record(z.string(), z.array(word)).meta({ id: 'Vocabulary' })
