// Documents are printed in a thread of their own: a page takes Typst some milliseconds, a report many, and whoever asks the server something else
// waits for none of them. The thread opens with the first document and holds nobody up when the process ends.
import { Worker } from 'node:worker_threads'
import type { Answered, Asked } from './press-room.ts'
import type { Sheet } from './typst.ts'

let room: Worker | undefined
let asked = 0
const waiting = new Map<number, { done: (pdf: Buffer) => void; failed: (error: unknown) => void }>()

/** A thread that died takes what it had begun with it; the next document opens another. */
function lost(error: unknown): void {
  room = undefined
  for (const { failed } of waiting.values()) failed(error)
  waiting.clear()
}

function open(): Worker {
  const made = new Worker(new URL('./press-room.ts', import.meta.url))
  made.on('message', (answer: Answered) => {
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0) made.unref()
    if ('pdf' in answer)
      one?.done(Buffer.from(answer.pdf.buffer, answer.pdf.byteOffset, answer.pdf.byteLength))
    else one?.failed(answer.error)
  })
  made.on('error', lost)
  made.on('exit', () => {
    if (room === made) lost(new Error('the press room closed'))
  })
  return made
}

/** Prints Typst source as PDF. */
export function renderPdf(sheet: Sheet): Promise<Buffer> {
  room ??= open()
  const id = ++asked
  const answer = new Promise<Buffer>((done, failed) => waiting.set(id, { done, failed }))
  room.ref()
  room.postMessage({ id, sheet } satisfies Asked)
  return answer
}
