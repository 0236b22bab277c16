// Files in the backup: out of a folder into an S3 store and back, and nothing of a changed backup.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { verifyDistrict } from '../../src/app/verify.ts'
import { backup } from '../../src/foundation/backups/backup.ts'
import { restore } from '../../src/foundation/backups/restore.ts'
import { readAll } from '../../src/foundation/files/checking.ts'
import { sweepFiles, withoutRemoval } from '../../src/foundation/files/sweeping.ts'
import { anOfficeDocument, aPdf, aPhoto } from '../support/samples.ts'
import { sender } from '../support/sending.ts'
import { anS3Bucket } from '../support/stores.ts'
import { aWorld, worldOn } from '../support/world.ts'

const DAY = 86_400_000

test('a district goes from a folder into an S3 store and back, with every byte of its files', async () => {
  const world = await aWorld()
  const { ground } = world
  const { app } = await world.house()
  const who = await world.aVolunteer()
  const me = sender(app, await world.tokenOf(who))
  const photo = (await me.send('a.jpg', await aPhoto({ width: 1200, height: 900, noise: true }))).body
  const paper = (await me.send('b.docx', anOfficeDocument('docx'), 'project.paper')).body
  const left = (await me.begin('c.pdf', 1_000_000, 'project.paper')).body
  await me.piece(left.id, 0, Buffer.alloc(500_000))
  const before = { photo: (await me.open(photo.id)).body, paper: (await me.open(paper.id)).body }
  const file = join(mkdtempSync(join(tmpdir(), 'yj-')), 'backup.gz')
  const made = await backup(ground, file)
  expect(made).toMatchObject({ contents: 4, missing: [] })
  expect(gunzipSync(readFileSync(file)).includes(before.paper.subarray(0, 60))).toBe(false) // sealed there too

  // What came after the backup is gone with it; what was taken away is back.
  await me.remove(paper.id)
  const later = (await me.send('d.pdf', aPdf('later'))).body
  world.at(new Date(world.now().getTime() + 2 * DAY))
  await sweepFiles(ground)
  const { url } = await anS3Bucket()
  const moved = await worldOn(
    { url: ground.databaseUrl, owner: world.url },
    ground.config.dataFolder,
    world.now(),
    { YUNJIAN_FILES: url },
  )
  const { app: there } = await moved.house()
  const again = sender(there, await moved.tokenOf(who))

  // A byte of a content that was changed, its compression sound: refused, and nothing was touched.
  const plain = gunzipSync(readFileSync(file))
  plain[plain.length - 200] = (plain[plain.length - 200] ?? 0) ^ 1
  writeFileSync(`${file}.changed`, gzipSync(plain))
  const put = (path: string, to = moved) => restore(to.ground, path, { by: to.district })
  await expect(put(`${file}.changed`)).rejects.toMatchObject({ code: 'backup.changed' })
  writeFileSync(`${file}.cut`, readFileSync(file).subarray(0, readFileSync(file).length - 5000))
  await expect(put(`${file}.cut`)).rejects.toMatchObject({ code: 'backup.unsound' })
  expect((await again.where(left.id)).status).toBe(200)
  expect((await me.open(later.id)).status).toBe(200)

  expect(await put(file)).toMatchObject({ contents: 4 })
  const token = sender(there, await moved.tokenOf(who))
  expect((await token.open(photo.id)).body.equals(before.photo)).toBe(true)
  expect((await token.open(paper.id)).body.equals(before.paper)).toBe(true)
  expect((await token.open(later.id)).status).toBe(404)
  expect((await token.where(left.id)).status).toBe(404) // what was on its way is in no backup
  expect(await readAll(moved.ground)).toMatchObject({ read: 4, broken: [] })
  expect((await verifyDistrict(moved.ground)).filter(check => check.broken > 0)).toEqual([])

  // And back into an empty folder.
  await backup(moved.ground, `${file}.2`)
  const home = await worldOn(world.url, ground.config.dataFolder, world.now(), {
    YUNJIAN_FILES: mkdtempSync(join(tmpdir(), 'yj-files-')),
  })
  await put(`${file}.2`, home)
  expect(await readAll(home.ground)).toMatchObject({ read: 4, broken: [] })
  await Promise.all([app.close(), there.close()])
}, 120_000)

test('what a store has lost does not stop the backup, and is named', async () => {
  const world = await aWorld()
  const { app } = await world.house()
  const me = sender(app, await world.tokenOf(await world.aVolunteer()))
  await me.send('a.pdf', aPdf('one'))
  await me.send('b.pdf', aPdf('two'))
  const names: string[] = []
  for await (const one of world.ground.store.list(`${world.ground.config.schema}/contents`))
    names.push(one.name)
  await world.ground.store.remove(names[0] ?? '')
  const file = join(mkdtempSync(join(tmpdir(), 'yj-')), 'backup.gz')
  const made = await backup(world.ground, file)
  expect([made.contents, made.missing]).toEqual([1, [names[0]?.split('/').at(-1)]])
  await app.close()
})

test('nothing is removed while it is being copied', async () => {
  const world = await aWorld()
  const { app } = await world.house()
  const me = sender(app, await world.tokenOf(await world.aVolunteer()))
  const file = (await me.send('a.pdf', aPdf('copied'))).body
  await me.remove(file.id)
  world.at(new Date(world.now().getTime() + 2 * DAY))
  const contents = async () =>
    Number((await world.ground.database.pool.query('select count(*) as n from file_content')).rows[0].n)
  await withoutRemoval(world.ground, async () => {
    expect(await sweepFiles(await world.beside())).toBe(0)
    expect(await contents()).toBe(1)
  })
  expect(await sweepFiles(world.ground)).toBe(1)
  expect(await contents()).toBe(0)
  await app.close()
})
