// Saved views and long work on lists as they cross the wire.
import { z } from 'zod'
import { line, opaque, searchText, wordId } from '../http/shapes.ts'
import type { Fields } from '../shapes/fields.ts'

const query = z.record(wordId(40), searchText(200))
const columns = z.array(wordId(40)).max(60)
const sort = opaque(40).nullable()
const fields: Fields = {
  name: { zh: '视图的名称', en: 'Name of the view' },
  query: { zh: '条件', en: 'Conditions' },
  sort: { zh: '排列方式', en: 'Order' },
  columns: { zh: '显示哪些列', en: 'Columns' },
  isFirst: { zh: '打开清单时先用', en: 'Open the list with it' },
  action: { zh: '办理什么', en: 'Action' },
}

export const viewInput = z
  .object({
    name: line(30),
    query,
    sort,
    columns,
    isFirst: z.boolean().default(false),
  })
  .meta({ id: 'ViewToKeep', fields })
export type ViewInput = z.infer<typeof viewInput>
export const savedView = z
  .object({ id: z.number(), name: z.string(), query, sort, columns, isFirst: z.boolean() })
  .meta({ id: 'ListView' })
export type SavedView = z.infer<typeof savedView>

/** The rows of a query, or some of them by id. */
export const taskInput = z
  .object({
    kind: z.enum(['count', 'sheet', 'action']),
    action: wordId(40).optional(),
    query,
    sort: opaque(40).optional(),
    columns: columns.default([]),
    ids: z.array(z.number().int().positive()).min(1).max(1000).optional(),
  })
  .meta({ id: 'TaskToBegin', fields })
export type TaskInput = z.infer<typeof taskInput>

export const taskView = z
  .object({
    id: z.number(),
    kind: z.enum(['count', 'sheet', 'action']),
    list: z.string(),
    /** The list's name in the language in which it was asked for. */
    title: z.string(),
    action: z.string().nullable(),
    state: z.enum(['waiting', 'weighed', 'confirmed', 'done', 'stopped', 'failed']),
    done: z.number(),
    of: z.number().nullable(),
    query,
    /** Of a count: the total and the sums. */
    counted: z.object({ n: z.number(), sums: z.record(z.string(), z.number()) }).nullable(),
    /** Of an action: how many rows would come, or came, to what. */
    outcomes: z.array(z.object({ outcome: z.string(), n: z.number(), does: z.boolean() })),
    bytes: z.number().nullable(),
    why: z.string().nullable(),
    begunAt: z.string(),
    endedAt: z.string().nullable(),
    keptUntil: z.string(),
  })
  .meta({ id: 'ListTask' })
export type TaskView = z.infer<typeof taskView>
