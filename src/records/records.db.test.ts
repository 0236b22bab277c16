import { beforeAll, describe, expect, test } from 'vitest'
import { aWorld, principal, type World } from '../../tests/support/world.ts'
import { inventDocument } from '../app/demo/invented.ts'
import { verifyDistrict } from '../app/verify.ts'
import {
  certificateFile,
  issue,
  revokeCertificate,
  verifyByNumber,
  verifyFile,
} from '../certificates/service.ts'
import type { Principal } from '../foundation/access/access.ts'
import { holdAccount, joinHousehold, makeAccount } from '../foundation/accounts/service.ts'
import { addDays, addMinutes, localDay } from '../foundation/clock.ts'
import { signUp } from '../participation/admission/service.ts'
import { scan } from '../participation/checkin/scan.ts'
import { currentCode, enterByRoster } from '../participation/checkin/service.ts'
import { verify } from '../people/desk.ts'
import { registerSelf } from '../people/registration.ts'
import { accept, confirm } from './confirming.ts'
import { dispute, proposeCorrection } from './corrections.ts'
import { ownRecords, recordList } from './lists.ts'
import { ownHours } from './own.ts'
import { recordTrail } from './trail.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})
const hours = async (person: Principal) => ({
  ...(await ownHours(world.ground, person)),
  list: (await ownRecords.rows(world.ground, person, {}, { limit: 50 })).items,
})
const sound = async () => (await verifyDistrict(world.ground)).filter(check => check.broken > 0)
/** Monday again, whatever the story before did to the clock. */
const monday = () => world.at('2026-11-23T01:00:00Z')

async function aPendingRecord() {
  monday()
  const project = await world.aProject()
  const person = await world.aVolunteer()
  await world.served(world.at, project, person)
  const [record] = (await hours(person)).list
  if (!record) throw new Error('no record')
  return { project, person, record }
}
async function aCountedRecord() {
  const made = await aPendingRecord()
  await confirm(world.ground, made.project.team.leader, [made.record.id])
  return made
}

describe('an hour', () => {
  test('waits for the leader with a date, and counts when the leader confirms', async () => {
    const { project, person, record } = await aPendingRecord()
    expect(record).toMatchObject({
      state: 'pending',
      waits: ['confirmation'],
      hours: '3.00',
      dueOn: '2026-12-09',
    })
    expect(await hours(person)).toMatchObject({
      total: '0.00',
      waitingHours: '3.00',
      waitingDue: '2026-12-09',
    })
    expect(await confirm(world.ground, project.team.leader, [record.id])).toEqual([
      { id: record.id, outcome: 'counted' },
    ])
    expect(await hours(person)).toMatchObject({ total: '3.00', waitingHours: '0.00', records: 1 })
    expect(await confirm(world.ground, project.team.leader, [record.id])).toEqual([
      { id: record.id, outcome: 'record.not-waiting' },
    ])
  })

  test('confirmed ten times at once counts once', async () => {
    const { project, person, record } = await aPendingRecord()
    await Promise.all(
      Array.from({ length: 10 }, () => confirm(world.ground, project.team.leader, [record.id])),
    )
    expect(await hours(person)).toMatchObject({ total: '3.00', records: 1 })
    expect(await sound()).toEqual([])
  })

  test('a list is confirmed in one transaction, and each id has its answer', async () => {
    monday()
    const project = await world.aProject()
    const people = [await world.aVolunteer(), await world.aVolunteer(), await world.aVolunteer()]
    for (const person of people) await signUp(world.ground, person, { slotId: project.slotId })
    for (const at of [project.startsAt, project.endsAt]) {
      world.at(at)
      const { code } = await currentCode(world.ground, project.team.leader, project.shiftId)
      for (const person of [...people]) await scan(world.ground, person, { code })
    }
    const ids = await Promise.all(people.map(async one => (await hours(one)).list[0]?.id as number))
    const foreign = (await aPendingRecord()).record.id
    const asked = [...ids, foreign, 987_654, ...ids].reverse()
    const outcomes = await confirm(world.ground, project.team.leader, asked)
    expect(new Map(outcomes.map(one => [one.id, one.outcome]))).toEqual(
      new Map<number, string>([
        ...ids.map(id => [id, 'counted'] as const),
        [foreign, 'not-found'],
        [987_654, 'not-found'],
      ]),
    )
    const { rows } = await world.ground.database.pool.query(
      `select count(*)::int as n, count(distinct xmin::text)::int as transactions from journal
       where kind = 'record.counted' and subject = any($1)`,
      [ids.map(id => `record:${id}`)],
    )
    expect(rows).toEqual([{ n: 3, transactions: 1 }])
    expect((await hours(people[0] as Principal)).total).toBe('3.00')
    expect(await sound()).toEqual([])
  })

  test('two lists that share records, in any order, count each once and neither fails', async () => {
    const made = [await aPendingRecord(), await aPendingRecord(), await aPendingRecord()]
    const ids = made.map(one => one.record.id)
    const clerks = [await world.aStaffMember('town-clerk'), await world.aStaffMember('town-clerk')]
    const answers = await Promise.all([
      confirm(world.ground, clerks[0] as Principal, ids),
      confirm(world.ground, clerks[1] as Principal, [...ids].reverse()),
      confirm(world.ground, clerks[0] as Principal, ids.slice(1)),
    ])
    for (const id of ids)
      expect(answers.flat().filter(one => one.id === id && one.outcome === 'counted').length).toBeGreaterThan(
        0,
      )
    for (const { person } of made) expect(await hours(person)).toMatchObject({ total: '3.00', records: 1 })
    expect(await sound()).toEqual([])
  })

  test('two records of one person at one time, confirmed together, count one and hold the other', async () => {
    monday()
    const [a, b] = [await world.aProject(), await world.aProject({ title: '同一时间另一处' })]
    const [first, twin] = [await world.aVolunteer(), await world.aVolunteer()]
    await world.served(world.at, a, first)
    monday()
    await world.served(world.at, b, twin)
    await world.merge(twin.personId as number, first.personId as number)
    const ids = [
      ...(await hours(first)).list.map(one => one.id),
      ...(await hours(twin)).list.map(one => one.id),
    ]
    const outcomes = await confirm(world.ground, await world.aStaffMember('town-clerk'), ids)
    expect(outcomes.map(one => one.outcome).sort()).toEqual(['counted', 'pending'])
    expect((await hours(first)).list.map(one => one.waits)).toContainEqual(['overlap'])
    expect(await sound()).toEqual([])
  })

  test('nobody confirms for their household, whichever entry it is in', async () => {
    const { record, person } = await aPendingRecord()
    const spouse = await world.aStaffMember('town-clerk')
    await world.ground.transact(async tx => {
      const account = await makeAccount(world.ground, tx, '13955550001')
      await holdAccount(tx, account, spouse.personId as number, world.now())
      await joinHousehold(tx, account, person.personId as number, world.now())
    })
    expect(await confirm(world.ground, spouse, [record.id])).toEqual([
      { id: record.id, outcome: 'record.own' },
    ])
  })

  test('the deputy of whoever served does not confirm it, and what a deputy confirms names both', async () => {
    monday()
    const project = await world.aProject()
    const away = await world.aStaffMember('town-clerk')
    await world.served(world.at, project, away)
    const own = (await hours(away)).list[0]?.id as number
    const deputy: Principal = {
      ...(await world.aVolunteer()),
      grants: [{ role: 'town-clerk', nodeId: world.town.nodeId, deputyFor: away.personId }],
    }
    const { record } = await aPendingRecord()
    expect(await confirm(world.ground, deputy, [own, record.id])).toEqual([
      { id: own, outcome: 'record.stands-for' },
      { id: record.id, outcome: 'counted' },
    ])
    const { rows } = await world.ground.database.pool.query(
      `select r.confirmed_by::int as by, r.confirmed_for::int as for, j.on_behalf_of::int as told from service_record r
       join journal j on j.subject = 'record:' || r.id and j.kind = 'record.counted' where r.id = $1`,
      [record.id],
    )
    expect(rows).toEqual([{ by: deputy.personId, for: away.personId, told: away.personId }])
    expect(await sound()).toEqual([])
  })

  test('overdue ones are shown after ten working days', async () => {
    const { project, record } = await aPendingRecord()
    world.at('2026-12-10T01:00:00Z')
    const { items } = await recordList.rows(
      world.ground,
      project.team.leader,
      { overdue: 'true' },
      { limit: 50 },
    )
    expect(items.map(one => [one.id, one.overdue])).toEqual([[record.id, true]])
  })

  test('entered by the leader is accepted by the volunteer, not by the one who entered it', async () => {
    monday()
    const project = await world.aProject()
    const person = await world.aVolunteer()
    await signUp(world.ground, person, { slotId: project.slotId })
    world.at(addMinutes(project.endsAt, 10))
    await enterByRoster(world.ground, project.team.leader, project.shiftId, {
      personId: person.personId as number,
      slotId: project.slotId,
      inAt: project.startsAt.toISOString(),
      outAt: project.endsAt.toISOString(),
      reason: '手机没电，现场见到本人',
    })
    const [record] = (await hours(person)).list
    expect(record).toMatchObject({ waits: ['acceptance'], mayAccept: true })
    expect(await confirm(world.ground, project.team.leader, [record?.id ?? 0])).toEqual([
      { id: record?.id, outcome: 'record.entered-by-you' },
    ])
    await accept(world.ground, person, record?.id ?? 0)
    expect((await hours(person)).total).toBe('3.00')
    expect(await sound()).toEqual([])
  })

  test('nobody confirms their own', async () => {
    monday()
    const project = await world.aProject()
    await world.served(world.at, project, project.team.leader)
    const [record] = (await hours(project.team.leader)).list
    expect(await confirm(world.ground, project.team.leader, [record?.id ?? 0])).toEqual([
      { id: record?.id, outcome: 'record.own' },
    ])
  })

  test('served before verification waits for it and is never lost', async () => {
    monday()
    const project = await world.aProject()
    const phone = '13612345678'
    const accountId = await world.ground.transact(tx => makeAccount(world.ground, tx, phone))
    const id = await registerSelf(world.ground, principal(0, { personId: null, accountId }), {
      name: '赵新',
      documentType: 'resident-card',
      document: inventDocument('1990-01-01', 'male', 7),
      phone,
      communityCode: world.community.code,
      skills: [],
      interests: [],
      consent: true,
    })
    const person = principal(id, { accountId })
    await world.served(world.at, project, person)
    const [record] = (await hours(person)).list
    expect(record?.waits).toEqual(['real-name', 'confirmation'])
    await confirm(world.ground, project.team.leader, [record?.id ?? 0])
    expect((await hours(person)).list[0]).toMatchObject({ state: 'pending', waits: ['real-name'] })
    await verify(world.ground, await world.aStaffMember('town-clerk'), id)
    expect((await hours(person)).total).toBe('3.00')
  })
})

describe('a dispute', () => {
  test('is decided by the town, reverses and replaces, and both stay visible', async () => {
    const { person, record, project } = await aCountedRecord()
    const town = await world.aStaffMember('town-clerk')
    const id = await dispute(world.ground, person, record.id, { minutes: 120, reason: '其实提前走了一小时' })
    await expect(
      dispute(world.ground, person, record.id, { minutes: 100, reason: '再次提出' }),
    ).rejects.toMatchObject({ code: 'record.disputed' })
    await expect(world.decide(project.team.leader, `correction:${id}`, 'pass')).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(world.decide(person, `correction:${id}`, 'pass')).rejects.toMatchObject({
      code: 'forbidden',
    })
    await world.decide(town, `correction:${id}`, 'pass', '属实')
    const after = await hours(person)
    expect(after).toMatchObject({ total: '2.00', records: 1 })
    expect(after.list[0]).toMatchObject({
      hours: '2.00',
      correctedFrom: '3.00',
      state: 'counted',
      how: 'correction',
    })
    const trail = await recordTrail(world.ground, town, after.list[0]?.id ?? 0)
    expect(trail.chain.map(one => one.kind)).toEqual(
      expect.arrayContaining([
        'signup.admitted',
        'attendance.closed',
        'record.counted',
        'record.disputed',
        'record.reversed',
      ]),
    )
    expect(await sound()).toEqual([])
  })

  test('refused leaves everything as it was; too late is too late', async () => {
    const { person, record } = await aCountedRecord()
    const town = await world.aStaffMember('town-clerk')
    const id = await dispute(world.ground, person, record.id, { minutes: 170, reason: '应该更多' })
    await world.decide(town, `correction:${id}`, 'refuse', '签退时间清楚')
    expect(await hours(person)).toMatchObject({ total: '3.00' })
    world.at(new Date(`${addDays(localDay(world.now()), 31)}T01:00:00Z`))
    await expect(
      dispute(world.ground, person, record.id, { minutes: 170, reason: '应该更多' }),
    ).rejects.toMatchObject({ code: 'record.dispute-late' })
  })

  test('a correction by a leader needs somebody else, and to zero takes the hours away', async () => {
    const { person, record, project } = await aCountedRecord()
    const id = await proposeCorrection(world.ground, project.team.leader, record.id, {
      minutes: 0,
      reason: '签到后离开未服务',
    })
    await expect(world.decide(project.team.leader, `correction:${id}`, 'pass')).rejects.toMatchObject({
      status: 403,
    })
    await world.decide(await world.aStaffMember('town-clerk'), `correction:${id}`, 'pass')
    expect(await hours(person)).toMatchObject({ total: '0.00', records: 0 })
    expect(await sound()).toEqual([])
  })
})

describe('merging two entries of one person', () => {
  test('sums their hours, counts no minute twice, and can be undone', async () => {
    const first = await aCountedRecord()
    monday()
    const twin = await world.aVolunteer()
    const project = await world.aProject({ title: '同一时间另一处' })
    await world.served(world.at, project, twin)
    await confirm(world.ground, project.team.leader, [(await hours(twin)).list[0]?.id ?? 0])
    await world.merge(twin.personId as number, first.person.personId as number)
    expect(await hours(first.person)).toMatchObject({ total: '0.00', waitingHours: '6.00' })
    expect(await hours(twin)).toMatchObject({ total: '0.00' })
    expect(await sound()).toEqual([])
    await world.part(twin.personId as number)
    expect(await hours(first.person)).toMatchObject({ total: '3.00', waitingHours: '0.00' })
    expect(await sound()).toEqual([])
  })
})

describe('a certificate', () => {
  test('holds what counts, is verified by number, code and file, and revoked is told from changed', async () => {
    const { person } = await aCountedRecord()
    const made = await issue(world.ground, person, {})
    expect(made).toMatchObject({ hours: '3.00', records: 1 })
    expect(await verifyByNumber(world.ground, made.no, made.shortCode.toLowerCase())).toMatchObject({
      verdict: 'genuine',
      certificate: { hours: '3.00', maskedName: expect.stringMatching(/^王\*/) },
    })
    expect(await verifyByNumber(world.ground, made.no, 'WRONG1')).toEqual({
      verdict: 'unknown',
      certificate: null,
      since: null,
      revokedAt: null,
    })
    const { file } = await certificateFile(world.ground, person, made.id)
    expect((await verifyFile(world.ground, file)).verdict).toBe('genuine')
    const changed = Buffer.from(file)
    changed[2000] = (changed[2000] ?? 0) ^ 1
    expect((await verifyFile(world.ground, changed)).verdict).toBe('changed')
    await expect(
      revokeCertificate(world.ground, await world.aStaffMember('town-clerk'), made.no, '重复出具'),
    ).rejects.toMatchObject({ code: 'forbidden' })
    await revokeCertificate(
      world.ground,
      await world.aStaffMember('activity-coordination-head', world.book.district),
      made.no,
      '重复出具',
    )
    expect((await verifyFile(world.ground, file)).verdict).toBe('revoked')
    expect(await sound()).toEqual([])
  })
  test('cannot be had for hours that do not count yet', async () => {
    const { person } = await aPendingRecord()
    await expect(issue(world.ground, person, {})).rejects.toMatchObject({ code: 'certificate.empty' })
  })
})
