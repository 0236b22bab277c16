// Asks a virus scanner that speaks clamd: bytes go as INSTREAM in chunks, one word of answer comes back.
import { createConnection, type Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { drained } from './drained.ts'

export type ScannerPlace = { host: string; port: number } | { path: string }
export type Scanned =
  | { is: 'clean' }
  | { is: 'infected'; signature: string }
  /** It will not take so many bytes. */
  | { is: 'too-large' }
  /** It does not answer, or answers that it cannot. */
  | { is: 'unavailable'; why: string }

const CHUNK = 65_536
const LONGEST_ANSWER = 4096

/** @param patience milliseconds without a byte either way */
export async function scan(
  place: ScannerPlace,
  bytes: AsyncIterable<Uint8Array>,
  patience = 60_000,
): Promise<Scanned> {
  const answer = await talk(place, patience, async send => {
    await send(Buffer.from('zINSTREAM\0'))
    for await (const chunk of bytes)
      for (let from = 0; from < chunk.byteLength; from += CHUNK) {
        const part = chunk.subarray(from, from + CHUNK)
        const length = Buffer.alloc(4)
        length.writeUInt32BE(part.byteLength)
        await send(Buffer.concat([length, part]))
      }
    await send(Buffer.alloc(4))
  })
  return 'why' in answer ? { is: 'unavailable', why: answer.why } : meaningOf(answer.said)
}

export const scannerAnswers = async (place: ScannerPlace, patience = 5_000): Promise<boolean> => {
  const answer = await talk(place, patience, send => send(Buffer.from('zPING\0')))
  return 'said' in answer && answer.said === 'PONG'
}

/** `stream: OK`, `stream: Eicar-Test-Signature FOUND`, `INSTREAM size limit exceeded. ERROR` and other errors. */
export function meaningOf(said: string): Scanned {
  const found = /^stream: (.+) FOUND$/.exec(said)
  if (found?.[1]) return { is: 'infected', signature: found[1] }
  if (said === 'stream: OK') return { is: 'clean' }
  if (/size limit exceeded/i.test(said)) return { is: 'too-large' }
  return { is: 'unavailable', why: said.slice(0, 200) || 'no answer' }
}

type Send = (bytes: Uint8Array) => Promise<void>
type Said = { said: string } | { why: string }

/** One command and its answer, which ends with a zero byte. Whatever fails is an answer of its own, never thrown. */
async function talk(
  place: ScannerPlace,
  patience: number,
  speak: (send: Send) => Promise<void>,
): Promise<Said> {
  const socket = createConnection(place)
  const answer = answerOf(socket, patience)
  const send: Send = async bytes => {
    if (socket.destroyed) return
    if (!socket.write(bytes)) await drained(socket)
    // It may answer, and hang up, before everything was sent: what it said is heard before more is written into a closed door.
    await nextTurn()
  }
  try {
    await speak(send)
    return await answer
  } finally {
    socket.destroy()
  }
}

const answerOf = (socket: Socket, patience: number): Promise<Said> =>
  new Promise(resolve => {
    let said = ''
    socket.setTimeout(patience, () => {
      resolve({ why: 'it says nothing' })
      socket.destroy()
    })
    socket.on('data', chunk => {
      said += chunk.toString('utf8')
      const end = said.indexOf('\0')
      if (end < 0 && said.length <= LONGEST_ANSWER) return
      resolve(end < 0 ? { why: 'it says too much' } : { said: said.slice(0, end).trim() })
      socket.destroy()
    })
    socket.once('error', error => resolve({ why: error.message }))
    socket.once('close', () => resolve({ why: 'it hung up in the middle' }))
  })
