// Stores to try against: a folder, an S3 server on this machine, and one that has no room.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import { freePort } from '../../src/foundation/database/embedded.ts'
import { type ObjectStore, StoreFull } from '../../src/foundation/files/objects.ts'
import { afterwards } from './afterwards.ts'

/** A fresh bucket behind a door that lets in only as much as there is room for, as a store with a quota does. */
export async function anS3Bucket() {
  const directory = mkdtempSync(join(tmpdir(), 'yunjian-s3-'))
  const [inner, port] = [await freePort(), await freePort()]
  const server = new S3rver({
    address: '127.0.0.1',
    port: inner,
    silent: true,
    directory,
    vhostBuckets: false,
    configureBuckets: [{ name: 'yunjian' }],
  })
  await server.run()
  let room = Number.POSITIVE_INFINITY
  const door = createServer((asked, answer) => {
    if (asked.method === 'PUT') {
      room -= Number(asked.headers['content-length'])
      if (room < 0) {
        answer.writeHead(507, { 'content-type': 'application/xml', connection: 'close' })
        answer.end('<?xml version="1.0"?><Error><Code>QuotaExceeded</Code></Error>')
        return
      }
    }
    const { method, url, headers } = asked
    const passed = request({ host: '127.0.0.1', port: inner, method, path: url, headers }, given => {
      answer.writeHead(given.statusCode ?? 500, given.headers)
      given.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    asked.pipe(passed)
  })
  await new Promise<void>(resolve => door.listen(port, '127.0.0.1', resolve))
  afterwards(async () => {
    door.closeAllConnections()
    door.close()
    await server.close()
    rmSync(directory, { recursive: true, force: true })
  })
  return {
    url: `s3://S3RVER:S3RVER@127.0.0.1:${port}/yunjian/files`,
    roomFor: (bytes: number) => {
      room = bytes
    },
  }
}

/** The same store with room for so many bytes: then it is full, in the middle of what is being put. */
export function limited(store: ObjectStore): { store: ObjectStore; roomFor: (bytes: number) => void } {
  let left = Number.POSITIVE_INFINITY
  return {
    roomFor: bytes => {
      left = bytes
    },
    store: {
      ...store,
      put: (name, bytes, size) => store.put(name, counted(bytes), size),
    },
  }
  async function* counted(bytes: AsyncIterable<Uint8Array>) {
    for await (const chunk of bytes) {
      left -= chunk.byteLength
      if (left < 0) throw new StoreFull('no space left on device')
      yield chunk
    }
  }
}
