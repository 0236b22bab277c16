// How a list looks to whoever reads it: its columns, filters, orders and sums, with their words. Pure: the server writes sheets by
// it, the web draws tables and chips by it, and neither knows a column that the other does not.
import { z } from 'zod'
import { opaque } from '../http/shapes.ts'

/** Chinese, English. */
export type Words = readonly [zh: string, en: string]
export type Colour = 'jade' | 'amber' | 'indigo' | 'red' | 'grey'

/** What a column or filter of codes says for each of them. */
export type Codes = Readonly<Record<string, Words>>

/**
 * text · number · hours: minutes, shown as hours · day: a local day · moment: an instant · link: text that opens the row's page ·
 * code: one of `codes`, coloured by `colours` · codes: several of them · named: an id that the rule `rule` names.
 */
export type Column = {
  kind: 'text' | 'number' | 'hours' | 'day' | 'moment' | 'link' | 'code' | 'codes' | 'named'
  words: Words
  /** Only where somebody chooses it. */
  hidden?: true
  codes?: Codes
  colours?: Readonly<Record<string, Colour>>
  rule?: string
  /** The order that its head asks for. */
  sort?: string
}

/** search: what is typed into the list's own field · choice: one of `codes` · named: an id of the rule `rule` · place: a town or community · id: comes with an address only. */
export type Condition = {
  kind: 'search' | 'choice' | 'named' | 'town' | 'community' | 'day' | 'number' | 'id'
  words: Words
  codes?: Codes
  rule?: string
}

/** An order by name and the way it begins; asked for the other way with a minus before it. */
export type Order = { words: Words; begins: 'up' | 'down' }

export type Listing<Filter extends z.ZodObject = z.ZodObject> = {
  name: string
  title: Words
  /** What it counts: 人, 条. */
  unit: Words
  /** Its rows name people: each reading of it is on the journal. */
  ofPeople?: true
  filter: Filter
  conditions: Readonly<Record<string, Condition>>
  columns: Readonly<Record<string, Column>>
  /** The first is how it stands unasked. */
  orders: Readonly<Record<string, Order>>
  sums?: Readonly<Record<string, { kind: 'hours' | 'number'; words: Words }>>
  /** Views that everybody has, before their own. */
  views?: readonly { words: Words; query: Readonly<Record<string, string>> }[]
}

/** Exact to here; beyond it a list says that there are more, and a job counts. */
export const COUNTED_TO = 10_000

/** What every list takes beside its own conditions. */
export const pageAsk = z.object({
  /** The name of an order; with a minus before it the other way round. */
  sort: opaque(40).optional(),
  /** `next` of the page before. */
  after: opaque(600).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** `true`: the total and the sums as well. */
  count: z.enum(['true']).optional(),
})
export type PageAsk = z.output<typeof pageAsk>

/** The shape of every list's answer. */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    items: z.array(row),
    next: z.string().nullable(),
    /** Exact, unless `more` is true: then there are more than these. */
    total: z.number().optional(),
    more: z.boolean().optional(),
    sums: z.record(z.string(), z.number()).optional(),
    /** What the figure that opens here says, counted by another road. */
    figure: z.object({ total: z.number(), sums: z.record(z.string(), z.number()) }).optional(),
    /** `true`: that figure counts what the asker may not see as well. */
    beyond: z.boolean().optional(),
  })

export type Total = {
  total: number
  more: boolean
  sums?: Record<string, number>
  figure?: { total: number; sums: Record<string, number> }
  beyond?: boolean
}

export type Language = 'zh' | 'en'
export const wordOf = (words: Words, language: Language): string => words[language === 'zh' ? 0 : 1]

/** Minutes as hours with two decimals, cut. */
export const hoursText = (minutes: number): string => {
  const hundredths = Math.floor((minutes * 100) / 60)
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`
}
