// Against a stand-in that speaks as clamd does. The real one was asked the same by hand (ClamAV 1.4.6 of Debian 12, a database of
// one rule `Test.EICAR:0:*:<the EICAR text>`, StreamMaxLength 20M) and answered, byte for byte:
//   zPING                 PONG\0
//   zINSTREAM, clean      stream: OK\0
//   zINSTREAM, EICAR      stream: Test.EICAR.UNOFFICIAL FOUND\0        (cut into two chunks too; over TCP and over a socket)
//   zINSTREAM, nothing    stream: OK\0
//   zINSTREAM, 26 MB      INSTREAM size limit exceeded. ERROR\0        and closes at once: whoever goes on writing gets EPIPE
//   zNONSENSE             UNKNOWN COMMAND\0
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { aScanner } from '../../../tests/support/clamd.ts'
import { eicar } from '../../../tests/support/samples.ts'
import { meaningOf, type ScannerPlace, scan, scannerAnswers } from './scanner.ts'

let clamd: Awaited<ReturnType<typeof aScanner>>
let place: ScannerPlace
beforeEach(async () => {
  clamd = await aScanner({ limit: 2_000_000 })
  const [host = '', port = ''] = clamd.address.split(':')
  place = { host, port: Number(port) }
})
async function* inChunks(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const infected = { is: 'infected', signature: 'Test.EICAR.UNOFFICIAL' }

test('finds what is to be found, however it is cut, and hears an answer that comes letter by letter', async () => {
  expect(await scannerAnswers(place)).toBe(true)
  const bytes = Buffer.from(`${'x'.repeat(100_000)}${eicar()}`)
  for (const size of [7, 4096, 70_000, 1_000_000])
    expect(await scan(place, inChunks(bytes, size))).toEqual(infected)
  clamd.feels('in pieces')
  expect(await scan(place, inChunks(bytes, 5000))).toEqual(infected)
  expect(await scan(place, inChunks(Buffer.from('harmless'), 3))).toEqual({ is: 'clean' })
  expect(await scan(place, inChunks(Buffer.alloc(0), 3))).toEqual({ is: 'clean' })
  expect(clamd.scanned.slice(0, 4)).toEqual([100_068, 100_068, 100_068, 100_068])
})

test('more than it takes is its own answer, heard although it hangs up in the middle', async () => {
  for (let n = 0; n < 5; n++)
    expect(await scan(place, inChunks(Buffer.alloc(30_000_000), 262_144))).toEqual({ is: 'too-large' })
})

test('silent, cut off, in trouble or away: unavailable with why, never clean', async () => {
  const bytes = Buffer.from('harmless')
  clamd.feels('silent')
  expect(await scan(place, inChunks(bytes, 8), 200)).toEqual({ is: 'unavailable', why: 'it says nothing' })
  clamd.feels('cuts in the answer')
  expect(await scan(place, inChunks(bytes, 8))).toMatchObject({ is: 'unavailable' })
  clamd.feels('cuts')
  expect(await scan(place, inChunks(bytes, 8))).toMatchObject({ is: 'unavailable' })
  expect(await scannerAnswers(place)).toBe(false)
  clamd.feels('errs')
  expect(await scan(place, inChunks(bytes, 8))).toEqual({
    is: 'unavailable',
    why: 'Can’t allocate memory ERROR',
  })
  await clamd.stop()
  expect(await scan(place, inChunks(bytes, 8))).toMatchObject({
    is: 'unavailable',
    why: expect.stringContaining('ECONNREFUSED'),
  })
  expect(await scan({ path: '/nowhere/clamd.sock' }, inChunks(bytes, 8))).toMatchObject({ is: 'unavailable' })
})

test('only one answer is clean', () => {
  fc.assert(
    fc.property(fc.string(), said => {
      if (said !== 'stream: OK') expect(meaningOf(said).is).not.toBe('clean')
    }),
  )
  expect(meaningOf('stream: Win.Test.EICAR_HDB-1 FOUND')).toEqual({
    is: 'infected',
    signature: 'Win.Test.EICAR_HDB-1',
  })
})
