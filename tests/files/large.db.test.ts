// Large pictures, several at once: they become small ones while the house goes on answering, and memory stays where it was.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { aPhoto } from '../support/samples.ts'
import { sender } from '../support/sending.ts'
import { aWorld } from '../support/world.ts'

const MB = 1_048_576
const PIECE = 4 * MB

test('three photos of 40 MB are taken while others are answered', async () => {
  const world = await aWorld()
  const { app } = await world.house()
  const me = sender(app, await world.tokenOf(await world.aVolunteer()))
  const made = await aPhoto({ width: 5600, height: 4200, noise: true, quality: 90 })
  // Behind its end a JPEG may carry anything; ours comes to just under the limit.
  const photo = Buffer.concat([made, Buffer.alloc(40 * MB - made.length)])
  expect(made.length).toBeGreaterThan(20 * MB)

  const sendOne = async (n: number) => {
    const { body: begun } = await me.begin(`${n}.jpg`, photo.length)
    for (let at = 0; at < photo.length; at += PIECE)
      await me.piece(begun.id, at, photo.subarray(at, at + PIECE))
    return begun.id
  }
  const ids: number[] = []
  for (let n = 0; n < 3; n++) ids.push(await sendOne(n))

  global.gc?.()
  const before = process.memoryUsage().rss
  let peak = before
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 20)
  let answered = 0
  let busy = true
  const others = (async () => {
    while (busy) {
      await app.inject({ url: '/api/find' })
      answered++
      await sleep(5)
    }
  })()
  const began = performance.now()
  const files = await Promise.all(ids.map(id => me.done(id)))
  const seconds = (performance.now() - began) / 1000
  busy = false
  await others
  clearInterval(watch)
  delay.disable()
  const measured = {
    seconds: Number(seconds.toFixed(1)),
    grewMb: Math.round((peak - before) / MB),
    delayP99Ms: Math.round(delay.percentile(99) / 1e6),
    longestMs: Math.round(delay.max / 1e6),
    answered,
  }
  process.stdout.write(`${JSON.stringify(measured)}\n`)
  expect(files.map(one => [one.status, one.body.width, one.body.height])).toEqual(
    Array.from({ length: 3 }, () => [200, 1920, 2560]),
  )
  expect((await sharp((await me.open(files[0]?.body.id ?? 0)).body).metadata()).exif).toBeUndefined()
  // Not three times forty and three pictures unpacked (71 MB each): one at a time a processor.
  expect(measured.grewMb).toBeLessThan(400)
  expect(measured.delayP99Ms).toBeLessThan(250)
  expect(answered).toBeGreaterThan(20)
  await app.close()
}, 120_000)
