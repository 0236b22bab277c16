// A stand-in for clamd that speaks as it does: PING, INSTREAM with its chunks and limit, answers in pieces, and its bad days.
// What the real one (ClamAV 1.4.6 from Debian, a database of one .ndb rule) answered, byte for byte, is in scanner.test.ts.
import { createServer, type Server, type Socket } from 'node:net'
import { afterwards } from './afterwards.ts'

export type Mood = 'well' | 'in pieces' | 'silent' | 'cuts' | 'cuts in the answer' | 'errs'

export async function aScanner(of: { signature?: RegExp; limit?: number } = {}) {
  const { signature = /EICAR-STANDARD/, limit = Number.POSITIVE_INFINITY } = of
  let mood: Mood = 'well'
  const sockets = new Set<Socket>()
  const scanned: number[] = []
  const server: Server = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    let got = Buffer.alloc(0)
    let body: Buffer[] | undefined
    let size = 0
    const say = (text: string) => {
      if (mood === 'silent') return
      if (mood === 'cuts in the answer') return void socket.end(text.slice(0, 9))
      if (mood !== 'in pieces') return void socket.end(`${text}\0`)
      const letters = [...`${text}\0`]
      const next = () => {
        const letter = letters.shift()
        if (letter === undefined) return void socket.end()
        socket.write(letter)
        setTimeout(next, 2)
      }
      next()
    }
    socket.on('data', chunk => {
      if (mood === 'cuts') return void socket.destroy()
      got = Buffer.concat([got, chunk])
      for (;;) {
        if (body === undefined) {
          const end = got.indexOf(0)
          if (end < 0) return
          const command = got.toString('latin1', 0, end)
          got = got.subarray(end + 1)
          if (command === 'zPING') say('PONG')
          else if (command === 'zINSTREAM') body = []
          else say('UNKNOWN COMMAND')
          continue
        }
        if (got.length < 4) return
        const length = got.readUInt32BE()
        if (got.length < 4 + length) return
        if (length === 0) {
          const whole = Buffer.concat(body)
          scanned.push(whole.length)
          if (mood === 'errs') return say('Can’t allocate memory ERROR')
          return say(
            signature.test(whole.toString('latin1')) ? 'stream: Test.EICAR.UNOFFICIAL FOUND' : 'stream: OK',
          )
        }
        size += length
        if (size > limit) {
          // It reads no further, and is gone.
          socket.removeAllListeners('data')
          return void socket.end('INSTREAM size limit exceeded. ERROR\0', () => socket.destroy())
        }
        body.push(got.subarray(4, 4 + length))
        got = got.subarray(4 + length)
      }
    })
  })
  const listen = (port: number) =>
    new Promise<number>(resolve =>
      server.listen(port, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
    )
  const port = await listen(0)
  const stop = () =>
    new Promise<void>(resolve => {
      for (const socket of sockets) socket.destroy()
      server.close(() => resolve())
    })
  afterwards(() => (server.listening ? stop() : undefined))
  return {
    address: `127.0.0.1:${port}`,
    /** Sizes of what it was given to scan. */
    scanned,
    feels: (next: Mood) => {
      mood = next
    },
    stop,
    startAgain: () => listen(port),
  }
}
