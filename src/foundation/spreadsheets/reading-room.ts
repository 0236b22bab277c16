// The thread in which a sheet is read. It holds no key and no connection: it asks for the sheet's bytes, and answers with rows.
// What somebody sent can use up this thread's memory and time, and nobody else's.
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../refusals.ts'
import type { SheetBytes } from './bytes.ts'
import { openBook } from './read.ts'
import type { Answered, Asked, Given, Look, Said } from './reading.ts'
import { findHeader, findTable, rowsIn, type TableRow } from './table.ts'

/** Rows go out together up to so many, and up to so much text. */
const ROWS_AT_ONCE = 500
const TEXT_AT_ONCE = 2_000_000
const { size, wanted, others }: Look = workerData
const say = (said: Said) => parentPort?.postMessage(said)

let asked = 0
const waiting = new Map<number, (given: Given) => void>()
let goOn = () => {}
let credit = 0
parentPort?.on('message', (message: Answered) => {
  if (message.is === 'more') {
    credit++
    goOn()
  } else {
    waiting.get(message.id)?.(message)
    waiting.delete(message.id)
  }
})

/** The first bytes from a place on, as many as come at once. */
function ask(from: number, until: number): Promise<Given> {
  const id = ++asked
  const given = new Promise<Given>(resolve => waiting.set(id, resolve))
  say({ is: 'read', id, from, until } satisfies Asked)
  return given
}

/** One part is asked for ahead of the one that is being read. */
const sheet: SheetBytes = {
  size,
  async *bytes(from = 0, until = size) {
    let next = until > from ? ask(from, until) : undefined
    for (let at = from; next; ) {
      const { part } = await next
      if (part.byteLength === 0) return
      at += part.byteLength
      next = at < until ? ask(at, until) : undefined
      yield part
    }
  },
}

async function read(): Promise<void> {
  const book = await openBook(sheet)
  const found = await findTable(book, wanted)
  if ('missing' in found) {
    const other = others.findIndex(one =>
      found.first.some(lines => {
        const header = findHeader(lines, one)
        return one.every(column => !column.required || header?.at.has(column.key))
      }),
    )
    return say({ is: 'missing', missing: found.missing, other: other === -1 ? null : other })
  }
  say({ is: 'table', sheet: found.sheet.name, sheets: book.sheets.length, alike: found.alike })
  let share = 0
  let [rows, text]: [TableRow[], number] = [[], 0]
  const send = async () => {
    while (credit === 0)
      await new Promise<void>(resolve => {
        goOn = resolve
      })
    credit--
    say({ is: 'rows', rows, share })
    ;[rows, text] = [[], 0]
  }
  const heard = (read: number) => {
    share = read
  }
  for await (const row of rowsIn(found, wanted, book.from1904, heard)) {
    rows.push(row)
    for (const cell of Object.values(row.cells)) text += cell.length
    if (rows.length === ROWS_AT_ONCE || text > TEXT_AT_ONCE) await send()
  }
  if (rows.length > 0) await send()
  say({ is: 'end' })
}

await read().catch(error => {
  if (error instanceof Refusal) say({ is: 'refused', code: error.code, params: error.params })
  else say({ is: 'broken', why: error instanceof Error ? (error.stack ?? error.message) : String(error) })
})
