// A sheet survives its process: another one goes on with it, nobody is entered twice, and it can be stopped from anywhere.
import { createReadStream, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { aWorld, type World } from '../../../tests/support/world.ts'
import { documents } from '../../app/demo/invented.ts'
import type { Ground } from '../../foundation/ground.ts'
import { checkSheet } from '../../foundation/sheets/check.ts'
import { keptSheet } from '../../foundation/sheets/keeping.ts'
import { beginRegistration, registerWaiting } from '../../foundation/sheets/register.ts'
import { importSummary, importView, receiveSheet, stopImport } from '../../foundation/sheets/service.ts'
import { importWork, seeThrough } from '../../foundation/sheets/work.ts'
import { startWorks } from '../../foundation/works.ts'
import { sheetColumns } from './rules.ts'

let world: World
let other: Ground
beforeAll(async () => {
  world = await aWorld()
  other = await world.beside()
})

let sheets = 0
function aSheet(size: number): string {
  const number = documents(60 * sheets++) // numbers that no other sheet has
  const lines = Array.from({ length: size }, (_, i) => {
    const birth = `19${60 + (i % 40)}-0${1 + (i % 9)}-15`
    return `张三,身份证,${number(birth, 'female')},女,${birth},${13_700_000_000 + i},${world.town.name},${world.community.name},,,,,,`
  })
  const path = join(mkdtempSync(join(tmpdir(), 'yunjian-sheet-')), 'sheet.csv')
  writeFileSync(path, [sheetColumns.join(','), ...lines].join('\n'))
  return path
}
const begin = (path: string) =>
  receiveSheet(
    world.ground,
    world.district,
    { kind: 'people', name: '方松.csv', nodeId: world.book.district.nodeId, paper: null },
    createReadStream(path),
  )
const state = async (id: number) => (await importView(world.ground, world.district, id)).state
const until = async (id: number, wanted: string) => {
  for (let tries = 0; tries < 400 && (await state(id)) !== wanted; tries++) await sleep(25)
  expect(await state(id)).toBe(wanted)
}
const pieces = async (id: number) =>
  (
    await sql<{ n: number }>`select count(*) as n from import_piece where batch_id = ${id}`.execute(
      world.ground.db,
    )
  ).rows[0]?.n

describe('a sheet', () => {
  test('is kept sealed until it is checked, by any process, and registered in the name of whoever said so', async () => {
    const path = aSheet(900)
    const id = await begin(path)
    const stored = await sql<{
      sealed: Buffer
    }>`select sealed from import_piece where batch_id = ${id}`.execute(world.ground.db)
    expect(stored.rows[0]?.sealed.includes('张三')).toBe(false)
    const works = startWorks(other, () => {}, 20)
    await until(id, 'checked')
    expect(await pieces(id)).toBe(0)
    const clerk = await world.aStaffMember('information-clerk', world.book.district)
    await beginRegistration(world.ground, clerk, id)
    await until(id, 'done')
    await works.stop()
    expect(await importSummary(world.ground, world.district, id)).toMatchObject({ registered: 900 })
    const { rows } = await sql<{ by: number; n: number }>`
      select actor_person as by, count(*) as n from journal where kind = 'person.registered' and facts::json ->> 'import' = ${String(id)}
      group by 1`.execute(world.ground.db)
    expect(rows).toEqual([{ by: clerk.personId, n: 900 }])
  })

  test('whose worker vanished in the middle of the check is checked from the beginning by another; what the first still writes is refused', async () => {
    const id = await begin(aSheet(3000))
    // The first worker is slow: between two chunks it is taken for dead and another takes over.
    const kept = await keptSheet(world.ground, id)
    let letGo = () => {}
    const gate = new Promise<void>(resolve => {
      letGo = resolve
    })
    // Its encoding is told by all of it, once; the rows are what it is slow with, from its middle on.
    const parts: Uint8Array[] = []
    for await (const part of kept.bytes()) parts.push(Buffer.from(part))
    const all = Buffer.concat(parts)
    const half = all.length >> 1
    let readThrough = false
    const slow = {
      size: kept.size,
      async *bytes(from = 0, until = all.length) {
        if (from < half) yield all.subarray(from, Math.min(until, half))
        if (until <= half) return
        if (readThrough) await gate
        readThrough = true
        yield all.subarray(Math.max(from, half), until)
      },
    }
    const first = checkSheet(world.ground, id, slow).catch(error => error)
    for (
      let tries = 0;
      tries < 400 && (await importView(world.ground, world.district, id)).rowsSeen < 1000;
      tries++
    )
      await sleep(10)
    await checkSheet(other, id, await keptSheet(other, id))
    letGo()
    expect(String(await first)).toMatch(/taken over by another worker/)
    expect(await importView(world.ground, world.district, id)).toMatchObject({
      state: 'checked',
      rowsTotal: 3000,
      verdicts: [{ verdict: 'ok', rows: 3000 }],
    })
  })

  test('taken by two processes at once has one worker, and who comes second watches', async () => {
    const id = await begin(aSheet(2000))
    let workers = 0
    const how = (ground: Ground) => async () => {
      workers++
      await importWork.run(ground, id)
    }
    const shown: number[] = []
    await Promise.all([
      seeThrough(world.ground, id, how(world.ground), () => {}),
      seeThrough(other, id, how(other), done => shown.push(done)),
    ])
    expect(workers).toBe(1)
    expect(await state(id)).toBe('checked')
    await beginRegistration(world.ground, world.district, id)
    await Promise.all([registerWaiting(world.ground, id), registerWaiting(other, id)])
    expect(await importSummary(world.ground, world.district, id)).toMatchObject({ registered: 2000 })
  })

  test('is stopped from another process while it is checked, and its bytes go', async () => {
    const id = await begin(aSheet(6000))
    const works = startWorks(other, () => {}, 10)
    for (
      let tries = 0;
      tries < 400 && (await importView(world.ground, world.district, id)).rowsSeen === 0;
      tries++
    )
      await sleep(5)
    await stopImport(world.ground, world.district, id)
    await works.stop()
    await sleep(100)
    expect(await importView(world.ground, world.district, id)).toMatchObject({
      state: 'stopped',
      rowsTotal: null,
    })
    expect(await pieces(id)).toBe(0)
  })

  test('that is no sheet fails with its reason; a machine at fault is tried again', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'yunjian-sheet-')), 'x.csv')
    writeFileSync(path, Buffer.from([0, 1, 2, 3]))
    const [none, sound] = [await begin(path), await begin(aSheet(600))]
    await sql`alter table import_chunk add constraint planted check (false) not valid`.execute(world.owner.db)
    await importWork.run(world.ground, none)
    expect(await importView(world.ground, world.district, none)).toMatchObject({
      state: 'failed',
      code: 'sheet.unreadable',
      why: expect.stringMatching(/另存为 .xlsx/),
    })
    await expect(importWork.run(world.ground, sound)).rejects.toThrow(/planted/)
    expect(await importView(world.ground, world.district, sound)).toMatchObject({
      state: 'checking',
      why: expect.stringMatching(/planted/),
    })
    await sql`alter table import_chunk drop constraint planted`.execute(world.owner.db)
    expect((await importWork.open(world.ground)).map(one => one.id)).toEqual([sound])
    await importWork.run(other, sound)
    expect(await state(sound)).toBe('checked')
  })
})
