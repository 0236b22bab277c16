// What nobody does who means well, and what happens to those who do: opening again and again, all at once, over a damaged store.
import { readdirSync } from 'node:fs'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPdf, aPhoto } from '../support/samples.ts'
import { sender } from '../support/sending.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let app: FastifyInstance
let me: ReturnType<typeof sender>
let token: string
beforeAll(async () => {
  world = await aWorld()
  ;({ app } = await world.house())
  token = await world.tokenOf(await world.aVolunteer())
  me = sender(app, token)
})
afterAll(() => app.close())

const openFiles = () => readdirSync('/proc/self/fd').length

test('a photo that the browser has already leaves nothing open in the store', async () => {
  const photo = await me.send('a.jpg', await aPhoto({ width: 2560, height: 1920, noise: true, quality: 60 }))
  expect(photo.body.size).toBeGreaterThan(600_000)
  const etag = String((await me.open(photo.body.id)).headers.etag)
  const before = openFiles()
  for (let n = 0; n < 20; n++) {
    const again = await app.inject({
      url: `/api/files/${photo.body.id}`,
      headers: { authorization: `Bearer ${token}`, 'if-none-match': etag },
    })
    expect(again.statusCode).toBe(304)
  }
  expect(openFiles() - before).toBeLessThan(5)
})

test('forty who send at once are all answered, and so is everybody else meanwhile', async () => {
  const people = await Promise.all(
    Array.from({ length: 4 }, async () => sender(app, await world.tokenOf(await world.aVolunteer()))),
  )
  const sent = Array.from({ length: 40 }, (_, n) => people[n % 4]?.send(`${n}.pdf`, aPdf(`all at once ${n}`)))
  const other = app.inject({ url: '/api/find' })
  expect((await Promise.all(sent)).map(answer => answer?.status)).toEqual(Array(40).fill(201))
  expect((await other).statusCode).toBe(200)
}, 20_000)

test('whoever sends again what the store has damaged mends it for all who have it', async () => {
  const bytes = aPdf('damaged and sent again')
  const first = (await me.send('a.pdf', bytes)).body.id
  const { rows } = await world.ground.database.pool.query<{ name: string }>(
    `select encode(c.name, 'hex') as name from file f join file_content c on c.id = f.content_id where f.id = $1`,
    [first],
  )
  const name = rows[0]?.name ?? ''
  const path = `${world.ground.config.schema}/contents/${name.slice(0, 2)}/${name}`
  const size = (await world.ground.store.sizeOf(path)) ?? 0
  await world.ground.store.put(path, Readable.from([Buffer.alloc(size)]), size)
  expect((await me.open(first)).status).toBe(503)
  const second = (await me.send('b.pdf', bytes)).body.id
  for (const id of [first, second]) expect((await me.open(id)).body.equals(bytes)).toBe(true)
})

test('a file that is given up while it is looked at does not come into being', async () => {
  const photo = await aPhoto({ width: 3000, height: 2000, noise: true, quality: 60 })
  const { body: begun } = await me.begin('a.jpg', photo.length)
  for (let at = 0; at < photo.length; at += 1_048_576)
    await me.piece(begun.id, at, photo.subarray(at, at + 1_048_576))
  const files = async () =>
    Number((await world.ground.database.pool.query('select count(*) as n from file')).rows[0].n)
  const before = await files()
  const done = me.done(begun.id)
  await sleep(100)
  expect((await me.call('DELETE', `/api/files/uploads/${begun.id}`)).status).toBe(200)
  expect((await done).status).not.toBe(200)
  expect(await files()).toBe(before)
})

test('so many may be on their way at once; the answer says what to do, and not to wait until tomorrow', async () => {
  const eager = sender(app, await world.tokenOf(await world.aVolunteer()))
  for (let n = 0; n < 50; n++) await eager.begin('a.pdf', 1000)
  const over = await eager.begin('a.pdf', 1000)
  expect([over.status, over.body.detail]).toEqual([429, '您有 50 个文件还没传完，请先传完或取消一些。'])
})
