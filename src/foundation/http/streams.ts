// Server-sent events. Invariant: nobody holds more than a few streams, what nobody reads is let go, and none outlives the server's wish to stop.
import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ground } from '../ground.ts'
import { refusals } from '../refusals.ts'
import { callerOf, principalOf } from './caller.ts'

const refuse = refusals({
  'stream.full': {
    status: 503,
    zh: '看大屏的人太多，请稍后再打开。',
    en: 'Too many screens are open; try again later.',
  },
  'stream.too-many': {
    status: 429,
    zh: '这里已经打开了 {most} 块大屏，请先关掉几块。',
    en: '{most} screens are open here already; close some first.',
  },
})

/** In one process. */
const MOST = 500
const MOST_OF_AN_ACCOUNT = 6
/** A school or a hall shares an address. */
const MOST_OF_AN_ADDRESS = 30
const HEARTBEAT_MS = 20_000
/** So many bytes wait for somebody who reads no more. */
const UNREAD_MOST = 1_048_576

type Stream = { caller: string; end: () => void }
const streams = new WeakMap<Ground, Set<Stream>>()
function openOf(ground: Ground): Set<Stream> {
  const open = streams.get(ground) ?? new Set()
  streams.set(ground, open)
  return open
}

/**
 * Opens a stream of events to whoever asks. `begin` is given how to send, and answers what is to be done at its end.
 * @throws Refusal `stream.full`, `stream.too-many`
 */
export function openStream(
  ground: Ground,
  request: FastifyRequest,
  reply: FastifyReply,
  begin: (send: (event: unknown) => void) => () => void,
): void {
  const open = openOf(ground)
  const caller = callerOf(request)
  const most = principalOf(request) === null ? MOST_OF_AN_ADDRESS : MOST_OF_AN_ACCOUNT
  if (open.size >= MOST) throw refuse('stream.full')
  if ([...open].filter(one => one.caller === caller).length >= most) throw refuse('stream.too-many', { most })
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  const write = (text: string) => {
    if (raw.writableLength > UNREAD_MOST) raw.destroy()
    else raw.write(text)
  }
  const ended = begin(event => write(`data: ${JSON.stringify(event)}\n\n`))
  const beat = setInterval(write, HEARTBEAT_MS, ': still here\n\n')
  const stream: Stream = { caller, end: () => raw.end() }
  open.add(stream)
  raw.once('close', () => {
    clearInterval(beat)
    open.delete(stream)
    ended()
  })
}

/** The server stops: whoever watches asks again, and another process answers. */
export function endStreams(ground: Ground): void {
  for (const stream of openOf(ground)) stream.end()
}
