import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { prepareDistrict } from '../../src/app/compose.ts'
import { documents } from '../../src/app/demo/invented.ts'
import { makeAccount } from '../../src/foundation/accounts/service.ts'
import { backup } from '../../src/foundation/backups/backup.ts'
import { restore } from '../../src/foundation/backups/restore.ts'
import { readConfig } from '../../src/foundation/config.ts'
import { openDatabase } from '../../src/foundation/database/database.ts'
import { migrate } from '../../src/foundation/database/migrations.ts'
import { verifyChain } from '../../src/foundation/journal/chain.ts'
import { tell } from '../../src/foundation/journal/journal.ts'
import { listen } from '../../src/foundation/journal/listeners.ts'
import { sealAll, sealBatch } from '../../src/foundation/journal/sealer.ts'
import { checkSheet } from '../../src/foundation/sheets/check.ts'
import { registerSheet } from '../../src/foundation/sheets/register.ts'
import {
  beginImport,
  correctionRows,
  importRows,
  importSummary,
  importView,
  stopImport,
  unfinishedImport,
} from '../../src/foundation/sheets/service.ts'
import { peopleList } from '../../src/people/lists.ts'
import { claim, registerSelf } from '../../src/people/registration.ts'
import { sheetColumns } from '../../src/people/sheet/rules.ts'
import { songjiangPlaces } from '../../src/places/service.ts'
import { aWorld, principal, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})
const data = new URL('../data/', import.meta.url)

describe('the journal', () => {
  test('written by many at once, committed out of order: every row sealed once, no gap, heard once, in order', async () => {
    const pool = world.ground.database.pool
    const slow = world.ground.transact(async tx => {
      await tell(tx, { at: world.now(), by: null, kind: 'test.slow', subject: 'test:0' })
      await new Promise(resolve => setTimeout(resolve, 300))
    })
    const heard: number[] = []
    const listener = {
      name: 'test',
      hear: async (_: unknown, __: unknown, rows: readonly { position: number }[]) => {
        heard.push(...rows.map(row => row.position))
      },
    }
    const writers = Array.from({ length: 8 }, async (_, w) => {
      for (let i = 0; i < 25; i++)
        await world.ground.transact(tx =>
          tell(tx, { at: world.now(), by: null, kind: 'test.fast', subject: `test:${w}`, facts: { i } }),
        )
    })
    const reading = (async () => {
      for (let i = 0; i < 40; i++) {
        await sealBatch(pool, 7)
        await listen(world.ground, listener, 5)
        await new Promise(resolve => setTimeout(resolve, 10))
      }
    })()
    await Promise.all([...writers, reading, slow])
    await sealAll(pool)
    while ((await listen(world.ground, listener)) > 0);
    expect(heard).toEqual(heard.map((_, i) => i + 1))
    const { rows } = await pool.query('select count(*) as n from journal')
    expect(heard).toHaveLength(rows[0].n)
    expect(await verifyChain(pool)).toMatchObject({ ok: true, checked: heard.length })
  })
  test('one changed byte is found, and so is a missing row', async () => {
    const { pool } = world.owner
    await pool.query(
      `update journal set facts = '{"i": 99}' where id = (select id from journal where kind = 'test.fast' order by id limit 1)`,
    )
    expect(await verifyChain(pool)).toMatchObject({ ok: false, why: 'the row or its hash was changed' })
    await pool.query(`update journal set facts = '{"i":0}' where facts = '{"i": 99}'`)
    expect((await verifyChain(pool)).ok).toBe(true)
  })
})

/** A district of Songjiang’s shape under another code. */
const placesOf = (district: string) => songjiangPlaces().replaceAll('310117', district)

describe('districts', () => {
  test('a second one beside the first: neither sees the other', async () => {
    const config = readConfig({
      YUNJIAN_DISTRICT: '310118',
      YUNJIAN_DATA: mkdtempSync(join(tmpdir(), 'yj-')),
    })
    await prepareDistrict(world.url, config, { places: placesOf('310118') })
    const other = openDatabase(world.url, config.schema, 2)
    await world.aVolunteer()
    expect((await other.pool.query('select count(*) as n from person')).rows[0].n).toBe(0)
    expect((await other.pool.query('select count(*) as n from place')).rows[0].n).toBe(401)
    await other.pool.query(`insert into migration (name, checksum) values ('theirs', 'x')`)
    expect(
      (await world.ground.database.pool.query(`select 1 from migration where name = 'theirs'`)).rowCount,
    ).toBe(0)
    await other.close()
  })
  test('four processes prepare a new one at once: it is laid once, and nobody fails', async () => {
    const config = readConfig({
      YUNJIAN_DISTRICT: '310119',
      YUNJIAN_DATA: mkdtempSync(join(tmpdir(), 'yj-')),
    })
    await Promise.all(
      Array.from({ length: 4 }, () => prepareDistrict(world.url, config, { places: placesOf('310119') })),
    )
    const made = openDatabase(world.url, config.schema, 2)
    expect((await made.pool.query('select count(*) as n from place')).rows[0].n).toBe(401)
    await made.close()
  })
  test('a migration that was changed after it was applied stops everything, and nothing is applied twice', async () => {
    const one = { name: 'a/1.sql', sql: 'create table a (x int)', checksum: '1' }
    expect(await migrate(world.url, 'd000001', { migrations: [one], views: [] })).toEqual(['a/1.sql'])
    expect(await migrate(world.url, 'd000001', { migrations: [one], views: [] })).toEqual([])
    await expect(
      migrate(world.url, 'd000001', { migrations: [{ ...one, checksum: '2' }], views: [] }),
    ).rejects.toThrow(/changed after it was applied/)
    await expect(
      migrate(world.url, 'd000001', {
        migrations: [one, { name: 'a/2.sql', sql: 'create table b (x int); select wrong', checksum: '3' }],
        views: [],
      }),
    ).rejects.toThrow()
    const client = new pg.Client({ connectionString: world.url })
    await client.connect()
    expect((await client.query(`select to_regclass('d000001.b') as t`)).rows[0].t).toBeNull()
    await client.end()
  })
  test('backup and restore bring everything back; a changed file is refused and harms nothing', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'yj-')), 'backup.gz')
    const count = async () =>
      (await world.ground.database.pool.query('select count(*) as n from person')).rows[0].n
    const before = await count()
    await backup(world.ground, file)
    const lost = await world.aVolunteer()
    expect(await count()).toBe(before + 1)
    const bytes = readFileSync(file)
    const broken = Buffer.from(bytes)
    broken[bytes.length >> 1] = (broken[bytes.length >> 1] ?? 0) ^ 1
    writeFileSync(`${file}.broken`, broken)
    await expect(restore(world.ground, `${file}.broken`, { by: world.district })).rejects.toMatchObject({
      code: expect.stringMatching(/^backup\.(changed|unsound)$/),
    })
    expect(await count()).toBe(before + 1)
    await restore(world.ground, file, { by: world.district })
    expect(await count()).toBe(before)
    expect(lost.personId).toBeGreaterThan(0)
    await world.aVolunteer() // sequences go on
  })
})

describe('the registration sheet', () => {
  const expected = new Map(
    readFileSync(new URL('registrations.expected.csv', data), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map(line => line.trim().split(',') as [string, string]),
  )
  test.each(['registrations.csv', 'registrations.xlsx'])(
    '%s gives exactly the expected verdicts; sent twice it changes nothing',
    async name => {
      const path = new URL(name, data).pathname
      const send = async () => {
        const id = await beginImport(world.ground, world.district, {
          kind: 'people',
          path,
          name,
          nodeId: world.book.district.nodeId,
          paper: null,
        })
        await checkSheet(world.ground, id, path)
        await registerSheet(world.ground, world.district, id)
        return { id, ...(await importSummary(world.ground, world.district, id)) }
      }
      const first = await send()
      const verdicts = new Map(first.rejected.map(one => [String(one.row), one.code]))
      expect([...expected].filter(([row, verdict]) => (verdicts.get(row) ?? 'ok') !== verdict)).toEqual([])
      expect(first.accepted + first.rejected.length).toBe(expected.size)
      const second = await send()
      expect(second).toMatchObject({ registered: 0, unchanged: first.accepted })
      const correction: unknown[] = []
      for await (const row of correctionRows(world.ground, world.district, first.id)) correction.push(row)
      expect(correction).toHaveLength(first.rejected.length)
    },
  )
  test('stopped half-way it goes on where it stopped, and two who register it at once enter nobody twice', async () => {
    const [size, number] = [4700, documents(300)]
    const row = (i: number) => {
      const birth = `19${60 + (i % 40)}-0${1 + (i % 9)}-15`
      return `张三${i % 7 ? '' : '丰'},身份证,${number(birth, 'female')},女,${birth},${13700000000 + i},${world.town.name},${world.community.name},,,,,,`
    }
    const path = join(mkdtempSync(join(tmpdir(), 'yunjian-sheet-')), 'sheet.csv')
    writeFileSync(
      path,
      [sheetColumns.join(','), ...Array.from({ length: size }, (_, i) => row(i))].join('\n'),
    )
    const { ground, district } = world
    const sheet = {
      kind: 'people',
      path,
      name: 'sheet.csv',
      nodeId: world.book.district.nodeId,
      paper: 'p',
    }
    const id = await beginImport(ground, district, sheet)
    const heard: number[] = []
    await checkSheet(ground, id, path, (_, of) => heard.push(of))
    expect(heard.at(-1)).toBe(size)
    expect(await importSummary(ground, district, id)).toMatchObject({ accepted: size, registered: 0 })
    const page = await importRows(ground, district, id, { verdict: 'ok', after: 501, limit: 2 })
    expect(page.rows.map(one => one.row)).toEqual([502, 503])
    expect(page.rows[0]).toMatchObject({ shown: '张*', subject: null })

    let stopped: Promise<void> | undefined
    await registerSheet(ground, district, id, () => {
      stopped ??= stopImport(ground, district, id)
    })
    await stopped
    const half = await importView(ground, district, id)
    expect(half.state).toBe('stopped')
    expect((await importSummary(ground, district, id)).registered).toBeLessThan(size)
    expect(await unfinishedImport(ground, district, sheet)).toBe(id)

    // A chunk that cannot be written ends it with that error, and the sheet is not called done.
    await world.owner.pool.query(
      `alter table import_row add constraint planted check (row_no < 4000) not valid`,
    )
    await expect(registerSheet(ground, district, id)).rejects.toThrow(/planted/)
    expect((await importView(ground, district, id)).state).toBe('registering')
    await world.owner.pool.query('alter table import_row drop constraint planted')

    await Promise.all([registerSheet(ground, district, id), registerSheet(ground, district, id)])
    expect((await importView(ground, district, id)).state).toBe('done')
    expect(await importSummary(ground, district, id)).toMatchObject({ registered: size, accepted: size })
    const told = await ground.database.pool.query(
      `select count(*)::integer as n, count(distinct subject)::integer as people from journal
       where kind = 'person.registered' and facts::json ->> 'import' = $1`,
      [String(id)],
    )
    expect(told.rows[0]).toEqual({ n: size, people: size })
    const left = await ground.database.pool.query(
      'select count(*)::integer as n from import_chunk where batch_id = $1 and sealed is not null',
      [id],
    )
    expect(left.rows[0].n).toBe(0)
  })
  test('an empty file is refused; one stopped while it was checked cannot be registered', async () => {
    const { ground, district } = world
    const path = join(mkdtempSync(join(tmpdir(), 'yunjian-sheet-')), 'empty.csv')
    writeFileSync(path, '')
    const begin = () =>
      beginImport(ground, district, {
        kind: 'people',
        path,
        name: 'x',
        nodeId: world.book.district.nodeId,
        paper: null,
      })
    const empty = await begin()
    await expect(checkSheet(ground, empty, path)).rejects.toMatchObject({ code: 'sheet.empty' })
    expect(await importView(ground, district, empty)).toMatchObject({ state: 'failed', code: 'sheet.empty' })
    const stopped = await begin()
    await stopImport(ground, district, stopped)
    await checkSheet(ground, stopped, path)
    await expect(registerSheet(ground, district, stopped)).rejects.toMatchObject({ code: 'import.state' })
  })
  test('whoever was entered by a sheet claims it on the phone; “already registered” is no dead end', async () => {
    const phone = '13100001629'
    const accountId = await world.ground.transact(tx => makeAccount(world.ground, tx, phone))
    const me = principal(0, { personId: null, accountId })
    const document = '310199197409055528'
    const registration = {
      name: '唐梓涛',
      documentType: 'resident-card' as const,
      document,
      phone,
      communityCode: world.community.code,
      skills: [],
      interests: [],
      consent: true,
    }
    await expect(registerSelf(world.ground, me, registration)).rejects.toMatchObject({
      code: 'person.already-registered',
    })
    await expect(claim(world.ground, me, { ...registration, phone: '13100001620' })).rejects.toMatchObject({
      code: 'claim.not-your-phone',
    })
    await expect(claim(world.ground, me, { ...registration, name: '唐子涛' })).rejects.toMatchObject({
      code: 'claim.none',
    })
    expect(await claim(world.ground, me, registration)).toMatchObject({ as: 'own' })
    const stored = await world.ground.database.pool.query(
      `select row_to_json(person)::text as text from person where name = '唐梓涛'`,
    )
    expect(stored.rows[0].text).not.toContain(document)
    expect(stored.rows[0].text).not.toContain(phone)
  })
  test('is found by pinyin and initials, masked', async () => {
    const found = (text: string) => peopleList.rows(world.ground, world.district, { text }, { limit: 20 })
    expect((await found('tzt')).items.map(one => one.maskedName)).toContain('唐**')
    expect((await found('tangzi')).items.length).toBeGreaterThan(0)
  })
})
