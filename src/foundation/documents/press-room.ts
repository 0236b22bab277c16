// The thread of the press: prints what it is given, one sheet after another.
import { parentPort } from 'node:worker_threads'
import { printed, type Sheet } from './typst.ts'

export type Asked = { id: number; sheet: Sheet }
export type Answered = { id: number; pdf: Uint8Array } | { id: number; error: unknown }

parentPort?.on('message', async ({ id, sheet }: Asked) => {
  const answer = await printed(sheet).then(
    (pdf): Answered => ({ id, pdf }),
    (error: unknown): Answered => ({ id, error: new Error(String(error)) }), // not every error goes from thread to thread
  )
  parentPort?.postMessage(answer)
})
