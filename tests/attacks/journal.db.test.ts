// Somebody who has the database's password: what the role that serves is refused, and what whoever owns everything leaves behind
// for `verify`, or for a signed head that was kept elsewhere.
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { verifyDistrict } from '../../src/app/verify.ts'
import { checkAnchors, keepAnchors, readAnchors } from '../../src/foundation/journal/anchors.ts'
import { chainHash, GENESIS, ROW_TEXT, verifyChain } from '../../src/foundation/journal/chain.ts'
import { publishHead } from '../../src/foundation/journal/heads.ts'
import { sealAll } from '../../src/foundation/journal/sealer.ts'
import { confirm } from '../../src/records/confirming.ts'
import { run } from '../support/processes.ts'
import { aWorld, type World } from '../support/world.ts'

/** A district with two counted hours, sealed and anchored: the published head of yesterday and today's in a file. */
async function aDistrict() {
  const world = await aWorld()
  const project = await world.aProject()
  const [one, two] = [await world.aVolunteer(), await world.aVolunteer()]
  await world.served(world.at, project, one)
  world.at(project.startsAt)
  await world.served(world.at, await world.aProject({ team: project.team }), two)
  const { rows } = await world.owner.pool.query<{ id: number; person: number }>(
    'select id, person_id as person from service_record order by id',
  )
  for (const { id } of rows) await confirm(world.ground, project.team.leader, [id])
  await publishHead(world.ground)
  const anchors = join(mkdtempSync(join(tmpdir(), 'yj-anchors-')), 'heads.ndjson')
  await keepAnchors(world.ground, anchors)
  const steal = (text: string, values: unknown[] = []) => world.owner.pool.query(text, values)
  return { world, anchors, steal, records: rows, someone: two.personId as number }
}
const broken = async (world: World) =>
  (await verifyDistrict(world.ground)).filter(one => one.broken > 0).map(one => one.name)
const held = async ({ world, anchors }: { world: World; anchors: string }) =>
  (await checkAnchors(world.ground, readAnchors(anchors))).broken.map(one => one.why)

/** As anybody can who knows how rows are hashed. */
async function recompute({ owner: { pool } }: World) {
  const { rows } = await pool.query<{ position: number; text: string }>(
    `select s.position, ${ROW_TEXT} as text from journal_seal s join journal j on j.id = s.journal_id order by s.position`,
  )
  let hash: Buffer = GENESIS
  for (const { position, text } of rows) {
    hash = chainHash(hash, text)
    await pool.query('update journal_seal set hash = $1 where position = $2', [hash, position])
  }
}

describe('whoever owns the tables', () => {
  test('adds ten hours everywhere and recomputes the chain: the published head says so, and where it went too, the kept one', async () => {
    const it = await aDistrict()
    expect([await broken(it.world), await held(it)]).toEqual([[], []])
    await it.steal(
      `update journal set facts = replace(facts, '"minutes":180', '"minutes":780')
      where kind = 'record.counted' and subject = $1`,
      [`record:${it.records[0]?.id}`],
    )
    await it.steal(
      `update service_record set minutes = 780, to_at = from_at + interval '13 hours' where id = $1`,
      [it.records[0]?.id],
    )
    await it.steal('update service_total set minutes = minutes + 600 where person_id = $1', [
      it.records[0]?.person,
    ])
    expect(await broken(it.world)).toEqual(['the journal is whole and unchanged'])
    await recompute(it.world)
    expect(await broken(it.world)).toEqual(['every published head is still in the chain'])
    await it.steal('delete from journal_head')
    expect(await broken(it.world)).toEqual([]) // nothing in the house can tell any more
    expect((await held(it))[0]).toMatch(/rewritten/)
  })

  test('cuts the tail with the hour that it told: heads find it missing', async () => {
    const it = await aDistrict()
    const last = it.records.at(-1)
    await it.steal(
      `with cut as (delete from journal_seal where journal_id >= (select min(id) from journal where kind = 'record.counted' and subject = $1) returning journal_id)
       select count(*) from cut`,
      [`record:${last?.id}`],
    )
    expect(await broken(it.world)).toContain('every published head is still in the chain')
    expect(await broken(it.world)).toContain('the journal is whole and unchanged') // rows that no seal holds
    await it.steal(`delete from journal where id not in (select journal_id from journal_seal)`)
    await it.steal(
      `update service_record set state = 'pending', waits = '{confirmation}', counted_at = null where id = $1`,
      [last?.id],
    )
    await it.steal(
      'update service_total set minutes = minutes - 180, records = records - 1 where person_id = $1',
      [last?.person],
    )
    await it.steal('delete from journal_head')
    await it.steal(`delete from journal_listener`)
    expect(await broken(it.world)).toEqual([])
    expect(new Set(await held(it))).toEqual(new Set([expect.stringMatching(/tail was cut off/)]))
  })

  test('gives a role, makes one longer, revives one, and plants a token: each is what nobody told', async () => {
    const it = await aDistrict()
    const duties = ['every live duty is what the journal told last of it']
    const grant = `insert into access_grant (person_id, role, node_id, since, until, state, proposed_at, decided_at)
      values ($1, 'supervisor', $2, $3, $3::timestamptz + interval '1 year', 'live', $3, $3) returning id`
    const given = await it.steal(grant, [it.someone, it.world.book.district.nodeId, it.world.now()])
    expect(await broken(it.world)).toEqual(duties)
    await it.steal('delete from access_grant where id = $1', [given.rows[0].id])
    const clerk = await it.world.aStaffMember('town-clerk')
    expect(await broken(it.world)).toEqual([])
    await it.steal(`update access_grant set until = until + interval '5 years' where person_id = $1`, [
      clerk.personId,
    ])
    expect(await broken(it.world)).toEqual(duties)
    await it.steal(
      `update access_grant set until = until - interval '5 years', node_id = $2 where person_id = $1`,
      [clerk.personId, it.world.book.district.nodeId],
    )
    expect(await broken(it.world)).toEqual(duties)
    await it.steal(`update access_grant set node_id = $2 where person_id = $1`, [
      clerk.personId,
      it.world.town.nodeId,
    ])
    expect(await broken(it.world)).toEqual([])

    const planted = createHash('sha256').update('yj_planted').digest()
    await it.steal(
      `insert into api_token (hash, name, giver_person, node_id, permissions, issued_at, expires_at)
       values ($1, 'backup', $2, $3, '{people.read}', $4, $4::timestamptz + interval '1 year')`,
      [planted, clerk.personId, it.world.town.nodeId, it.world.now()],
    )
    expect(await broken(it.world)).toEqual(['every token that holds is what the journal told last of it'])
  })

  test('moves an hour to another person, totals and all: verify compares each hour with what was told of it', async () => {
    const it = await aDistrict()
    const [from] = it.records
    await it.steal('update service_record set person_id = $1 where id = $2', [it.someone, from?.id])
    await it.steal('update service_total set minutes = 0, records = 0 where person_id = $1', [from?.person])
    await it.steal('update service_total set minutes = 360, records = 2 where person_id = $1', [it.someone])
    expect(await broken(it.world)).toContain(
      'every counted hour is what the journal told of it: whose, when, how much, for whom, where',
    )
  })

  test('changes a moment by a millionth of a second: the chain is over it', async () => {
    const it = await aDistrict()
    await it.steal(
      `update journal set at = at + interval '1 microsecond' where id = (select max(id) from journal)`,
    )
    expect(await verifyChain(it.world.ground.database.pool)).toMatchObject({
      ok: false,
      why: 'the row or its hash was changed',
    })
    await it.steal(
      `update journal set at = at - interval '1 microsecond' where id = (select max(id) from journal)`,
    )
    await it.steal('delete from journal_seal where position = 3')
    expect(await verifyChain(it.world.ground.database.pool)).toMatchObject({
      ok: false,
      brokenAt: 3,
      checked: 2,
    })
  })
})

test('the role that serves changes and removes nothing that was told, lays nothing, and becomes nobody else', async () => {
  const world = await aWorld()
  await world.aVolunteer()
  await sealAll(world.ground.database.pool)
  await publishHead(world.ground)
  const { pool } = world.ground.database
  for (const table of ['journal', 'journal_seal', 'journal_head', 'key_fingerprint', 'migration'])
    for (const attempt of [
      `delete from ${table}`,
      `truncate ${table} cascade`,
      `update ${table} set ${table === 'journal' ? `facts = '{}'` : table.startsWith('journal') ? `hash = ''` : `name = ''`}`,
      `alter table ${table} add column x int`,
      `drop table ${table} cascade`,
      `create rule never as on insert to ${table} do instead nothing`,
    ])
      await expect(pool.query(attempt), attempt).rejects.toThrow(/permission denied|must be owner/)
  for (const attempt of [
    `update told set facts = '{}'`,
    'create table mine (x int)',
    'create table public.mine (x int)',
    'create schema mine',
    `alter role current_user superuser`,
    'set role yunjian',
    `copy journal to program 'cat'`,
    `insert into journal (id, at, kind, subject, facts) overriding system value values (1, now(), 'a', 'b', '{}')`,
  ])
    await expect(pool.query(attempt), attempt).rejects.toThrow(/permission denied|must be|duplicate key/)
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
})

describe('heads that somebody keeps', () => {
  test('are taken from the public address or the command line, and are checked there', async () => {
    const it = await aDistrict()
    const { app } = await it.world.house()
    const saved = join(mkdtempSync(join(tmpdir(), 'yj-saved-')), 'heads.json')
    writeFileSync(saved, (await app.inject({ url: '/api/journal/heads' })).body)
    expect(await checkAnchors(it.world.ground, readAnchors(saved))).toEqual({ checked: 1, broken: [] })
    const lines = readFileSync(it.anchors, 'utf8')
    expect(lines.trim().split('\n')).toHaveLength(2)
    writeFileSync(it.anchors, lines.replace(/"position":\d+/, '"position":1'))
    const forged = await run(['src/app/cli.ts', 'audit', 'verify', '--anchors', it.anchors], {
      DATABASE_URL: it.world.ground.databaseUrl,
      YUNJIAN_DATA: it.world.ground.config.dataFolder,
    })
    expect(forged).toMatchObject({
      code: 3,
      output: expect.stringMatching(/whole: [\s\S]*not signed with this district’s key/),
    })
    await app.close()
  }, 120_000)

  test('of another district, or none at all, are told apart', async () => {
    const [it, other] = [await aDistrict(), await aDistrict()]
    expect(
      (await checkAnchors(other.world.ground, readAnchors(it.anchors))).broken.map(one => one.why),
    ).toEqual(['it was not signed with this district’s key', 'it was not signed with this district’s key'])
    writeFileSync(it.anchors, readFileSync(it.anchors, 'utf8').replaceAll('310117', '310118'))
    expect((await held(it))[0]).toContain('310118')
    writeFileSync(it.anchors, 'heads\n')
    expect(() => readAnchors(it.anchors)).toThrow(/line 1/)
    expect(await keepAnchors(it.world.ground, `${it.anchors}.2`)).toBe(2)
    expect(await keepAnchors(it.world.ground, `${it.anchors}.2`)).toBe(0)
  })
})
