// Reads a sheet in a thread of its own (reading-room.ts), within bounds of memory and time. Invariant: whatever somebody sent, this thread goes
// on answering; a sheet that asks for more than it may is refused in words, and is not tried again.
import { Worker } from 'node:worker_threads'
import { declared, type Params, Refusal } from '../refusals.ts'
import type { SheetBytes } from './bytes.ts'
import { refuse } from './refusals.ts'
import type { TableRow, Wanted } from './table.ts'

/** What is looked for; `others`: tables of other kinds, to say of which kind a sheet is instead. */
export type Look = { size: number; wanted: readonly Wanted[]; others: readonly (readonly Wanted[])[] }
export type Asked = { is: 'read'; id: number; from: number; until: number }
export type Said =
  | Asked
  | { is: 'table'; sheet: string; sheets: number; alike: string[] }
  | { is: 'missing'; missing: string[]; other: number | null }
  | { is: 'rows'; rows: TableRow[]; share: number }
  | { is: 'refused'; code: string; params: Params }
  | { is: 'broken'; why: string }
  | { is: 'end' }
/** An empty part is the end. */
export type Given = { is: 'part'; id: number; part: Uint8Array }
export type Answered = Given | { is: 'more' }

/** Of strings and rows in work; the shared strings of a large sheet lie outside of it and have their own bound. */
const MEMORY_MB = 256
/** Of the thread's own work, not of its waiting: a million rows are some 60 MB and take half a minute. */
const WORK_MS = 60_000
const WORK_MS_A_MB = 6000
const LOOKED_AT_EVERY_MS = 250
const MB = 1_048_576
/** Batches of rows on their way while one is being worked on. */
const AHEAD = 2

export type Bounds = { memoryMb?: number; workMs?: number }

export type FoundTable = {
  sheet: string
  sheets: number
  alike: readonly string[]
  /** In the order of the sheet, at most 500 at a time, and which share of it has been read. To be gone through once. */
  rows: AsyncIterable<{ rows: readonly TableRow[]; share: number }>
}
/** `other`: the place among the other kinds of the one that this is. */
export type NoTable = { missing: readonly string[]; other: number | null }

/**
 * The table of a sheet. Whoever does not go through its rows calls `close`.
 * @throws Refusal that says why it is no sheet, or asks for more than it may; and whatever the bytes throw
 */
export async function readTable(
  sheet: SheetBytes,
  wanted: readonly Wanted[],
  others: readonly (readonly Wanted[])[],
  bounds: Bounds = {},
): Promise<FoundTable | NoTable> {
  const thread = openThread(sheet, { size: sheet.size, wanted, others }, bounds)
  try {
    const first = await thread.next()
    if (first.is === 'table') {
      const { is: _, ...found } = first
      return { ...found, rows: rowsOf(thread) }
    }
    if (first.is !== 'missing') throw new Error(`the reading room said ${first.is} first`)
    await thread.close()
    return { missing: first.missing, other: first.other }
  } catch (error) {
    await thread.close()
    throw error
  }
}

async function* rowsOf(thread: Thread): FoundTable['rows'] {
  try {
    for (let n = 0; n < AHEAD; n++) thread.more()
    for (let said = await thread.next(); said.is === 'rows'; said = await thread.next()) {
      yield { rows: said.rows, share: said.share }
      thread.more()
    }
  } finally {
    await thread.close()
  }
}

type Heard = Exclude<Said, Asked | { is: 'refused' | 'broken' }>
type Thread = { next: () => Promise<Heard>; more: () => void; close: () => Promise<unknown> }

function openThread(sheet: SheetBytes, look: Look, bounds: Bounds): Thread {
  const worker = new Worker(new URL('./reading-room.ts', import.meta.url), {
    workerData: look,
    resourceLimits: { maxOldGenerationSizeMb: bounds.memoryMb ?? MEMORY_MB },
    env: {},
  })
  const said: Heard[] = []
  let failed: unknown
  let wake = () => {}
  const close = () => {
    clearInterval(watch)
    return worker.terminate()
  }
  const fail = (error: unknown) => {
    failed ??= error
    void close()
    wake()
  }
  const most = bounds.workMs ?? WORK_MS + (WORK_MS_A_MB * sheet.size) / MB
  const watch = setInterval(() => {
    if (worker.performance.eventLoopUtilization().active > most) fail(refuse('sheet.too-heavy'))
  }, LOOKED_AT_EVERY_MS)
  const give = async ({ id, from, until }: Asked) => {
    const part = await firstPart(sheet, from, until)
    worker.postMessage({ is: 'part', id, part } satisfies Given, [part.buffer])
  }
  worker.on('message', (message: Said) => {
    if (message.is === 'read') give(message).catch(fail)
    else if (message.is === 'refused') fail(refusedAs(message.code, message.params))
    else if (message.is === 'broken') fail(new Error(`a sheet was not read: ${message.why}`))
    else {
      said.push(message)
      wake()
    }
  })
  // What it could not bear, memory above all, is the sheet's.
  worker.on('error', error => {
    const heavy = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    fail(heavy ? refuse('sheet.too-heavy') : error)
  })
  worker.on('exit', () => fail(new Error('the reading room closed')))
  return {
    async next() {
      for (;;) {
        const first = said.shift()
        if (first) return first
        if (failed) throw failed
        await new Promise<void>(resolve => {
          wake = resolve
        })
      }
    },
    more: () => worker.postMessage({ is: 'more' } satisfies Answered),
    close,
  }
}

/** A copy of its own: it goes to the thread. */
async function firstPart(sheet: SheetBytes, from: number, until: number): Promise<Uint8Array<ArrayBuffer>> {
  for await (const part of sheet.bytes(from, until)) return new Uint8Array(part.subarray(0, until - from))
  return new Uint8Array()
}

function refusedAs(code: string, params: Params): Refusal {
  const sentence = declared.get(code)
  return sentence ? new Refusal(code, sentence, params) : refuse('sheet.unreadable')
}
