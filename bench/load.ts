// A load generator in a process of its own, so that making the load does not slow the server that answers it.
// Bare sockets, one request after another on each connection. Talks to 127.0.0.1 only.
import { connect, type Socket } from 'node:net'

export type Call = { method: 'GET' | 'POST'; path: string; token?: string; body?: string }
export type Job = { port: number; connections: number; calls: Call[] }
export type Result = {
  seconds: number
  statuses: Record<number, number>
  /** Milliseconds. */
  p50: number
  p95: number
  worst: number
  sample: string
}

const bytesOf = (call: Call): Buffer => {
  const body = call.body ?? ''
  const head = [
    `${call.method} ${call.path} HTTP/1.1`,
    'host: 127.0.0.1',
    ...(call.token ? [`authorization: Bearer ${call.token}`] : []),
    ...(call.method === 'POST'
      ? ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`]
      : []),
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}

export async function load(job: Job): Promise<Result> {
  const requests = job.calls.map(bytesOf)
  const times: number[] = []
  const statuses: Record<number, number> = {}
  let sample = ''
  let next = 0
  const begun = performance.now()
  await Promise.all(
    Array.from(
      { length: Math.min(job.connections, requests.length) },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket: Socket = connect(job.port, '127.0.0.1')
          let answer = ''
          let sentAt = 0
          const send = () => {
            const request = requests[next++]
            if (!request) {
              socket.end()
              resolve()
              return
            }
            sentAt = performance.now()
            socket.write(request)
          }
          socket.setNoDelay(true)
          socket.setEncoding('latin1')
          socket.once('connect', send)
          socket.once('error', reject)
          socket.on('data', (chunk: string) => {
            answer += chunk
            const head = answer.indexOf('\r\n\r\n')
            if (head < 0) return
            const length = /content-length: (\d+)/i.exec(answer)?.[1]
            if (length === undefined) return reject(new Error(`no content-length: ${answer.slice(0, 300)}`))
            if (answer.length < head + 4 + Number(length)) return
            times.push(performance.now() - sentAt)
            const status = Number(answer.slice(9, 12))
            statuses[status] = (statuses[status] ?? 0) + 1
            if (status >= 400 || !sample) sample = answer.slice(head + 4, head + 400)
            answer = ''
            send()
          })
        }),
    ),
  )
  const seconds = (performance.now() - begun) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { seconds, statuses, p50: at(0.5), p95: at(0.95), worst: at(1), sample }
}

process.once('message', async (job: Job) => {
  process.send?.(await load(job))
  process.disconnect()
})
