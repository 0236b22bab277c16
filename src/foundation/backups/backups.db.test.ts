// The nightly backup: asked for once, made by one, whole or not at all, and the oldest go when there is no room.
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { aWorld, type World } from '../../../tests/support/world.ts'
import type { Principal } from '../access/access.ts'
import { historyOf } from '../journal/journal.ts'
import { workOn } from '../works.ts'
import { askForBackup, backUpNow, backupsNow, backupWork, freeSpace } from './service.ts'

let world: World
let operator: Principal
const folder = join(mkdtempSync(join(tmpdir(), 'yunjian-backups-')), 'kept')
beforeAll(async () => {
  world = await aWorld({ YUNJIAN_BACKUPS: folder })
  operator = await world.aStaffMember('system-administrator', world.book.district)
})
beforeEach(async () => {
  await sql`delete from backup_run`.execute(world.ground.db)
})
const makeAll = async () => {
  for (const { id } of await backupWork.open(world.ground)) await workOn(world.ground, backupWork, id)
}

test('asked for by several at once it is made once, by one of two processes, and a third ask is told to wait', async () => {
  const beside = await world.beside()
  const asked = await Promise.all([
    askForBackup(world.ground),
    askForBackup(beside),
    askForBackup(world.ground),
  ])
  expect(asked.filter(Boolean)).toHaveLength(1)
  await expect(backUpNow(world.ground, operator)).rejects.toMatchObject({ code: 'backup.running' })
  const [open] = await backupWork.open(world.ground)
  await Promise.all([world.ground, beside].map(ground => workOn(ground, backupWork, open?.id ?? 0)))
  expect(await backupWork.open(world.ground)).toEqual([])
  expect(readdirSync(folder).filter(name => name.endsWith('.half'))).toEqual([])
  const now = await backupsNow(world.ground)
  expect(now).toMatchObject({ old: false, kept: 1, failed: null, running: false })
  expect(now.lastBytes).toBeGreaterThan(1000)
})

test('one that cannot be written leaves its reason and no file, and the last good one is still the last', async () => {
  await backUpNow(world.ground, operator)
  await makeAll()
  const file = join(mkdtempSync(join(tmpdir(), 'yunjian-no-folder-')), 'a-file')
  writeFileSync(file, '')
  const ground = { ...world.ground, config: { ...world.ground.config, backupFolder: join(file, 'below') } }
  await askForBackup(ground)
  for (const { id } of await backupWork.open(ground)) await workOn(ground, backupWork, id)
  const now = await backupsNow(world.ground)
  expect(now.failed?.error).toMatch(/ENOTDIR/)
  expect(now).toMatchObject({ kept: 1, old: false })
  world.at(new Date(world.now().getTime() + 27 * 3_600_000))
  expect((await backupsNow(world.ground)).old).toBe(true)
})

test('the oldest are removed, never one of the last seven, and the journal says which', async () => {
  for (let night = 0; night < 9; night++) {
    world.at(new Date(world.now().getTime() + 86_400_000))
    await askForBackup(world.ground)
    await makeAll()
  }
  const { rows } = await sql<{ file: string }>`select file from backup_run order by id`.execute(
    world.ground.db,
  )
  const wanted = (await backupsNow(world.ground)).spare.count
  expect(await freeSpace(world.ground, operator)).toMatchObject({ removed: wanted })
  expect(existsSync(join(folder, rows[0]?.file ?? ''))).toBe(false)
  while ((await backupsNow(world.ground)).spare.count > 0) await freeSpace(world.ground, operator)
  expect(rows.map(row => existsSync(join(folder, row.file)))).toEqual([false, false, ...Array(7).fill(true)])
  await expect(freeSpace(world.ground, operator)).rejects.toMatchObject({ code: 'backup.nothing' })
  const told = (await historyOf(world.ground.db, 'backup:oldest')).flatMap(one => one.facts.files)
  expect(told.sort()).toEqual(rows.slice(0, 2).map(row => row.file))
  const clerk = await world.aStaffMember('town-clerk')
  await expect(backUpNow(world.ground, clerk)).rejects.toMatchObject({ code: 'forbidden' })
})
