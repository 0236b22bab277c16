// What an auditor finds: a figure down to its journal entry, who looked at whom, and a journal that cannot lose its end unseen.
import { createPublicKey, verify } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readQuestion } from '../../src/app/audit/question.ts'
import { traceOf } from '../../src/app/audit/service.ts'
import { verifyDistrict } from '../../src/app/verify.ts'
import { auditsDistrict } from '../../src/app/web/desk/audit/whole-district.ts'
import { issue } from '../../src/certificates/service.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { sessionView } from '../../src/foundation/accounts/view.ts'
import { headText, publishHead } from '../../src/foundation/journal/heads.ts'
import { catchUp } from '../../src/foundation/journal/listeners.ts'
import { SEALER_LOCK, sealAll, sealWith } from '../../src/foundation/journal/sealer.ts'
import { confirm } from '../../src/records/confirming.ts'
import { statisticsListener } from '../../src/statistics/folding.ts'
import { aWorld, principal, type World } from '../support/world.ts'

let world: World
let app: FastifyInstance
let supervisor: Principal
let auditor: Principal
let record: number
beforeAll(async () => {
  world = await aWorld()
  ;({ app } = await world.house())
  supervisor = await world.aStaffMember('supervisor', world.book.district)
  auditor = await world.aStaffMember('audit-administrator', world.book.district)
  const project = await world.aProject()
  await world.served(world.at, project, await world.aVolunteer({ name: '钱多多' }))
  const { rows } = await sql<{ id: number }>`select id from service_record`.execute(world.ground.db)
  record = rows[0]?.id ?? 0
  await confirm(world.ground, project.team.leader, [record])
  await sealAll(world.ground.database.pool)
  await catchUp(world.ground, statisticsListener)
})
afterAll(() => app.close())

const get = async (url: string, who: Principal) => {
  const answer = await app.inject({ url, headers: { authorization: `Bearer ${await world.tokenOf(who)}` } })
  return { status: answer.statusCode, body: answer.body, json: () => answer.json() }
}

test('a figure opens down seven links, names masked, each with its check', async () => {
  await publishHead(world.ground)
  const month = '2026-11'
  const trace = await traceOf(world.ground, supervisor, { text: `方松街道 ${month}` })
  expect(trace.figure).toMatchObject({
    place: '方松街道',
    minutes: 180,
    hours: '3.00',
    records: 1,
    checks: [
      { name: 'adds-up', met: true },
      { name: 'no-overlap', met: true },
    ],
  })
  expect(trace.records).toMatchObject([{ id: record, maskedName: '钱**' }])
  expect(trace.record).toMatchObject({
    maskedName: '钱**',
    checks: [{ met: true }, { met: true }, { met: true }],
    people: {
      volunteer: '钱**',
      others: [{ part: 'confirmed' }],
      checks: [
        { name: 'two-people', met: true },
        { name: 'no-household', met: true },
      ],
    },
    rule: { checks: [{ name: 'in-force', met: true }] },
    entry: {
      checks: [
        { name: 'sealed', met: true },
        { name: 'in-head', met: true },
      ],
    },
  })
  expect(trace.record?.evidence.map(one => one.kind)).toContain('attendance.closed')
  expect(JSON.stringify(trace)).not.toContain('钱多多')
})

test('a figure that does not add up from its records says so', async () => {
  await sql`update stat_month set minutes = minutes + 60 where month = '2026-11-01'`.execute(world.ground.db)
  const { figure } = await traceOf(world.ground, supervisor, { text: '2026-11' })
  expect(figure?.checks).toContainEqual({ name: 'adds-up', met: false })
  await sql`update stat_month set minutes = minutes - 60 where month = '2026-11-01'`.execute(world.ground.db)
})

test('what is typed is read as a figure, a record, a certificate or a volunteer', () => {
  const read = (text: string) => readQuestion(text, world.book, '2026-11-23')
  expect(read('方松街道 11 月')).toEqual({ kind: 'figure', place: world.town.code, period: '2026-11' })
  expect(read('全区 2025 年')).toEqual({ kind: 'figure', place: null, period: '2025' })
  expect(read('2025年3月')).toEqual({ kind: 'figure', place: null, period: '2025-03' })
  expect(read('记录 12')).toEqual({ kind: 'record', id: 12 })
  expect(read('record-12345')).toEqual({ kind: 'record', id: 12345 })
  expect(read('c310117-20261123-abcd2345')).toEqual({ kind: 'certificate', no: 'C310117-20261123-ABCD2345' })
  expect(read('31011700000029')).toEqual({ kind: 'volunteer', no: '31011700000029' })
  expect(read('  ')).toEqual({ kind: 'nothing' })
})

test('a place may be begun only and a month written with a stroke; what is understood in part is not answered', async () => {
  const read = (text: string) => readQuestion(text, world.book, '2026-11-23')
  const town = world.town.code
  const { name, code } = world.community
  for (const text of [
    '方松 2026-11',
    '方松街道2026年11月',
    '方松街道 · 2026-11',
    '方松街道，11月',
    '2026-11 方松街道',
  ])
    expect(read(text)).toEqual({ kind: 'figure', place: town, period: '2026-11' })
  expect(read('方松')).toEqual({ kind: 'figure', place: town, period: 'all' })
  expect(read(`方松街道 ${name} 2026`)).toEqual({ kind: 'figure', place: code, period: '2026' })
  expect(read('2019/11')).toEqual({ kind: 'figure', place: null, period: '2019-11' })
  expect(read('全区')).toEqual({ kind: 'figure', place: null, period: 'all' })
  // 九 begins two towns; what is no id of anything is no record either.
  for (const text of [
    '你好',
    '1234',
    '12',
    '·',
    '2026-13',
    '方松街道 2026-13',
    '2026-11-05',
    '方松街道 2026-11 你好',
    '九 2026-11',
    'record 99999999999999999999',
  ]) {
    expect(read(text), text).toEqual({ kind: 'unknown' })
    await expect(traceOf(world.ground, supervisor, { text })).rejects.toMatchObject({ code: 'not-found' })
  }
})

test('the rule behind a record is the version in force where and when it was served: none that was replaced, none of another town', async () => {
  const checks = async () =>
    (await traceOf(world.ground, supervisor, { text: `record ${record}` })).record?.rule?.checks
  const { rows } = await sql<{
    policyId: number
  }>`select policy_id from service_record where id = ${record}`.execute(world.ground.db)
  const [own] = world.ground.policies.all().filter(one => one.id === rows[0]?.policyId)
  if (!own) throw new Error('no rule')
  const another = (scope: string, from: string) =>
    sql<{
      id: number
    }>`insert into policy (key, scope, effective_from, value, state, seed, source, proposed_at)
      values (${own.key}, ${scope}, ${from}, ${JSON.stringify(own.value)}::jsonb, 'approved', true, 'trial', now())
      returning id`
      .execute(world.ground.db)
      .then(result => Number(result.rows[0]?.id))
  const underRule = (id: number) =>
    sql`update service_record set policy_id = ${id} where id = ${record}`.execute(world.ground.db)
  expect(await checks()).toEqual([{ name: 'in-force', met: true }])

  const next = world.book.towns.find(one => one.code !== world.town.code) ?? world.town
  const elsewhere = await another(next.code, '2026-11-01')
  await world.ground.policies.reload()
  await underRule(elsewhere)
  expect(await checks()).toEqual([{ name: 'in-force', met: false }])

  const newer = await another('', '2026-11-01')
  await world.ground.policies.reload()
  await underRule(own.id)
  expect(await checks()).toEqual([{ name: 'in-force', met: false }])
  await underRule(newer)
  expect(await checks()).toEqual([{ name: 'in-force', met: true }])

  await underRule(own.id)
  await sql`delete from policy where id in (${elsewhere}, ${newer})`.execute(world.ground.db)
  await world.ground.policies.reload()
})

test('a record is opened only where it is behind what was asked', async () => {
  const other = await world.aVolunteer()
  const { rows } = await sql<{
    volunteerNo: string
  }>`select volunteer_no from person where id = ${other.personId}`.execute(world.ground.db)
  const open = (text: string) => traceOf(world.ground, supervisor, { text, record })
  for (const text of ['方松街道 2026-10', '永丰街道', `record ${record + 1000}`, rows[0]?.volunteerNo ?? ''])
    await expect(open(text), text).rejects.toMatchObject({ code: 'not-found' })
  for (const text of ['方松街道 2026-11', '全区', `record ${record}`, ''])
    expect((await open(text)).record?.id).toBe(record)
})

test('a town supervisor follows a certificate as far as their town, and is not shown who read full identities', async () => {
  const next = world.book.towns.find(one => one.code !== world.town.code) ?? world.town
  const ofTown = await world.aStaffMember('supervisor')
  const elsewhere = await world.aStaffMember('supervisor', next)
  const { rows } = await sql<{
    personId: number
  }>`select person_id from service_record where id = ${record}`.execute(world.ground.db)
  const holder = principal(rows[0]?.personId ?? 0)
  const { no } = await issue(world.ground, holder, {})
  expect((await traceOf(world.ground, ofTown, { text: no })).record?.id).toBe(record)
  expect(await traceOf(world.ground, elsewhere, { text: no })).toMatchObject({
    certificate: { no, records: 1 },
    records: [],
    record: null,
  })
  await expect(traceOf(world.ground, elsewhere, { text: no, record })).rejects.toMatchObject({
    code: 'forbidden',
  })

  expect((await get('/api/audit/reads', ofTown)).status).toBe(403)
  for (const [who, shown] of [
    [ofTown, false],
    [supervisor, true],
    [auditor, true],
  ] as const)
    expect(auditsDistrict((await sessionView(world.ground, who)).roles)).toBe(shown)
})

test('who looked at full identities stands with their reason; a weak one is marked; the journal has no words of it', async () => {
  const person = await world.aVolunteer({ name: '郑小明' })
  const clerk = await world.aStaffMember('information-clerk', world.book.district)
  const token = await world.tokenOf(clerk)
  for (const reason of ['核对身份证件原件', '看看看看看看'])
    await app.inject({
      method: 'POST',
      url: `/api/people/${person.personId}/full`,
      payload: { field: 'document', kind: 'compare', reason },
      headers: { authorization: `Bearer ${token}` },
    })
  const { items: reads, people } = (await get('/api/audit/reads', auditor)).json()
  expect(reads).toMatchObject([
    { of: '郑**', reason: '看看看看看看', weak: true },
    { of: '郑**', reason: '核对身份证件原件', weak: false },
  ])
  expect(people).toBe(1)
  const { rows } = await sql<{
    facts: string
  }>`select facts from journal where kind = 'person.read-full'`.execute(world.ground.db)
  expect(rows).toHaveLength(2)
  expect(JSON.stringify(rows)).not.toContain('核对')
  expect((await get('/api/audit/reads?day=2026-11-01', auditor)).json()).toEqual({
    items: [],
    next: null,
    total: 0,
    people: 0,
  })
  await sql`insert into identity_read (person_id, by_person, at, what, kind, reason)
    select person_id, by_person, '2026-11-20T02:00:00Z', what, kind, reason from identity_read, generate_series(1, 251)`.execute(
    world.ground.db,
  )
  let walked = 0
  for (let next: string | null = ''; next !== null; ) {
    const page = (
      await get(`/api/audit/reads?day=2026-11-20&after=${next}`.replace(/&after=$/, ''), auditor)
    ).json()
    expect(page.total).toBe(502)
    walked += page.items.length
    next = page.next
  }
  expect(walked).toBe(502)
  await sql`delete from identity_read where at = '2026-11-20T02:00:00Z'`.execute(world.ground.db)
  await sql`update identity_read set reason = null`.execute(world.ground.db)
  expect((await get('/api/audit/reads', auditor)).json().items[0]).toMatchObject({
    reason: null,
    weak: false,
  })
})

test('anybody can check the published head with the public key, and a tail that was cut off is seen', async () => {
  world.at('2026-11-25T16:00:00Z')
  await publishHead(world.ground)
  await publishHead(world.ground)
  const { heads, publicKey, district, unbrokenDays } = (
    await app.inject({ url: '/api/journal/heads' })
  ).json()
  expect(heads[0]).toMatchObject({ day: '2026-11-25', signed: true, inChain: true })
  expect(unbrokenDays).toBe(2)
  const head = { ...heads[0], hash: Buffer.from(heads[0].hash, 'hex') }
  expect(
    verify(
      null,
      headText(district, head),
      createPublicKey(publicKey),
      Buffer.from(heads[0].signature, 'base64'),
    ),
  ).toBe(true)
  expect(
    verify(
      null,
      headText(district, { ...head, position: head.position + 1 }),
      createPublicKey(publicKey),
      Buffer.from(heads[0].signature, 'base64'),
    ),
  ).toBe(false)
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
  await world.owner.db
    .transaction()
    .execute(async tx => {
      await sql`delete from journal_seal where position = ${head.position}`.execute(tx)
      const { rows } =
        await sql`select h.position from journal_head h left join journal_seal s on s.position = h.position where s.hash is distinct from h.hash`.execute(
          tx,
        )
      expect(rows).toHaveLength(1)
      throw new Error('put back')
    })
    .catch(error => expect(error.message).toBe('put back'))
})

test('the audit administrator reads and exports the journal and opens no figure; the supervisor opens figures and exports nothing', async () => {
  expect((await get('/api/audit/trace?text=2026', auditor)).status).toBe(403)
  expect((await get('/api/journal/export?from=2026-11-23&until=2026-11-30', supervisor)).status).toBe(403)
  const page = (await get('/api/journal?limit=5', auditor)).json()
  expect(page.items).toHaveLength(5)
  expect(page.next).toBeGreaterThan(0)
  expect((await get(`/api/journal?subject=record:${record}`, auditor)).json().items).toMatchObject([
    { kind: 'record.counted', subject: `record:${record}` },
    { kind: 'record.born' },
  ])
  await sealAll(world.ground.database.pool)
  const exported = await get('/api/journal/export?from=2026-11-01&until=2026-11-30', auditor)
  const lines = exported.body
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(lines.map(one => one.position)).toEqual(lines.map((_, i) => i + 1))
  expect((await get('/api/journal?kind=journal.exported', auditor)).json().items).toHaveLength(1)
})

test('a head is published only when a sealer at work has sealed what it has in hand', async () => {
  world.at('2026-11-26T16:00:00Z')
  const { pool } = world.ground.database
  await sealAll(pool)
  await world.aVolunteer()
  const sealer = await pool.connect()
  await sealer.query('begin')
  await sealer.query('select pg_advisory_xact_lock($1, hashtext(current_schema()))', [SEALER_LOCK])
  const publishing = publishHead(world.ground)
  const sealed = await sealWith(sealer)
  expect(sealed).toBeGreaterThan(0)
  expect(await Promise.race([publishing.then(() => 'published'), sleep(50, 'waits')])).toBe('waits')
  await sealer.query('commit')
  sealer.release()
  await publishing
  const { rows } =
    await pool.query(`select h.day::text, h.position = (select max(position) from journal_seal) as whole
    from journal_head h order by h.day desc limit 1`)
  expect(rows).toEqual([{ day: '2026-11-26', whole: true }])
})
