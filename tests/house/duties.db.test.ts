// How duties end and pass on: nobody is put out by one hand, nothing is left without an approver, and no term is broken by a successor.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyDistrict } from '../../src/app/verify.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { approve, returnProposal } from '../../src/foundation/access/approving.ts'
import { appointmentsDesk, handoverPage, ownDuties, termOf } from '../../src/foundation/access/desk.ts'
import { endAppointment } from '../../src/foundation/access/ending.ts'
import { leave } from '../../src/foundation/access/handover.ts'
import { deputise, propose } from '../../src/foundation/access/proposing.ts'
import type { Role } from '../../src/foundation/access/roles.ts'
import { joinHousehold } from '../../src/foundation/accounts/service.ts'
import { giveToken } from '../../src/foundation/accounts/tokens.ts'
import { addDays, addMinutes, localDay, startOfDay } from '../../src/foundation/clock.ts'
import { appointFirstAdministrator } from '../../src/people/staff-commands.ts'
import { anOffice, codeOf } from '../support/office.ts'
import { aWorld, principal, type World } from '../support/world.ts'

let world: World
let head: Principal
let coordination: Principal
let security: Principal
beforeAll(async () => {
  world = await aWorld()
  const { district } = world.book
  head = { ...(await world.aStaffMember('general-service-head', district)), via: 'session' }
  coordination = { ...(await world.aStaffMember('activity-coordination-head', district)), via: 'session' }
  security = { ...(await world.aStaffMember('security-administrator', district)), via: 'session' }
})
afterAll(async () => {
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
})

const { anOfficer, asked, days, rolesOf, seen } = anOffice(() => world)
/** Proposed by one, approved by another. */
async function given(personId: number, role: Role, over: object = {}): Promise<number> {
  const id = await propose(world.ground, head, asked(personId, role, over))
  await approve(world.ground, security, id)
  return id
}
const dutyOf = async (personId: number) => {
  const { rows } = await sql<{
    id: number
  }>`select id from access_grant where person_id = ${personId} and state = 'live'`.execute(world.ground.db)
  return rows[0]?.id ?? 0
}

describe('the three administrators', () => {
  test('are put out by no head who only proposes; the last one who approves stays', async () => {
    const district = { nodeId: world.book.district.nodeId }
    const own = await dutyOf(security.personId as number)
    const audit = await given((await anOfficer()).personId, 'audit-administrator', district)
    expect(await codeOf(endAppointment(world.ground, coordination, audit, '换人'))).toBe('forbidden')
    expect(await codeOf(endAppointment(world.ground, coordination, own, '换人'))).toBe('forbidden')
    expect(await codeOf(endAppointment(world.ground, security, own, '不干了'))).toBe('grant.last')
    expect(await codeOf(leave(world.ground, security, security.personId as number, '不干了'))).toBe(
      'grant.last',
    )
    await endAppointment(world.ground, security, audit, '换人')
    const second = await anOfficer()
    const other = await given(second.personId, 'security-administrator', district)
    const asSecond = await seen(second.personId)
    const ends = await Promise.all([
      codeOf(endAppointment(world.ground, security, own, '轮换')),
      codeOf(endAppointment(world.ground, asSecond, other, '轮换')),
    ])
    expect(ends.sort()).toEqual(['done', 'grant.last'])
    security = (await rolesOf(second.personId)).includes('security-administrator') ? asSecond : security
  })

  test('can be opened again from the command line once nobody who approves is left', async () => {
    const empty = await aWorld()
    await empty.aVolunteer({ name: '金勇', phone: '13600001111' })
    await empty.aVolunteer({ name: '秦川', phone: '13600002222' })
    await empty.aStaffMember('general-service-head', empty.book.district)
    const appoint = (phone: string) =>
      codeOf(appointFirstAdministrator(empty.ground, empty.district, { phone, days: 30 }))
    expect(await appoint('13600001111')).toBe('done')
    expect(await appoint('13600002222')).toBe('grant.first')
    empty.at(addMinutes(empty.now(), 40 * 24 * 60))
    const answers = await Promise.all([appoint('13600002222'), appoint('13600001111')])
    expect(answers.sort()).toEqual(['done', 'grant.first'])
    expect((await verifyDistrict(empty.ground)).filter(one => one.broken > 0)).toEqual([])
  })
})

test('somebody who only reads duties lets nobody leave: a leader of a team keeps their tokens', async () => {
  const { leader } = await world.aTeam()
  await giveToken(
    world.ground,
    { ...leader, via: 'session' },
    { name: '自己的', nodeId: null, permissions: ['own'], expiresAt: days(30) },
  )
  const reader = await world.aStaffMember('supervisor', world.book.district)
  expect(await codeOf(leave(world.ground, reader, leader.personId as number, '离开'))).toBe('forbidden')
  expect(await leave(world.ground, head, leader.personId as number, '离开')).toMatchObject({ tokens: 1 })
})

test('a duty is proposed at its level, for a term of years that are few, and for a case that there is', async () => {
  const one = await anOfficer()
  const proposed = (role: Role, over: object = {}) =>
    codeOf(propose(world.ground, head, asked(one.personId, role, over)))
  const district = { nodeId: world.book.district.nodeId }
  expect(await proposed('security-administrator')).toBe('grant.level')
  expect(await proposed('town-clerk', district)).toBe('grant.level')
  expect(await proposed('town-clerk', { until: new Date('9999-12-31T00:00:00Z') })).toBe('grant.too-long')
  expect(await proposed('town-clerk', { since: days(4000), until: days(4100) })).toBe('grant.too-long')
  for (const caseOf of ['base:7', 'team:999999'])
    expect(await proposed('scorer', { until: null, caseOf })).toBe('grant.case')
  const caseOf = `team:${(await world.aTeam()).id}`
  expect(await proposed('scorer', { until: null, caseOf })).toBe('done')
  const begun = localDay(world.now())
  const ends = (day: string) => ({ until: startOfDay(addDays(day, 1)) })
  const third = `${Number(begun.slice(0, 4)) + 3}${begun.slice(4)}`
  expect(await proposed('town-clerk', ends(addDays(third, 1)))).toBe('grant.too-long')
  expect(await proposed('town-clerk', ends(third))).toBe('done')
})

test('a proposal is taken back by who proposed it, by no token of theirs; two of different lines may wait at once', async () => {
  const one = await anOfficer()
  const id = await propose(world.ground, head, asked(one.personId, 'station-keeper', { sector: 'education' }))
  for (const sector of ['health', null])
    expect(await codeOf(propose(world.ground, head, asked(one.personId, 'station-keeper', { sector })))).toBe(
      'done',
    )
  expect(
    await codeOf(propose(world.ground, head, asked(one.personId, 'station-keeper', { sector: 'health' }))),
  ).toBe('grant.asked')
  const byToken: Principal = { ...head, via: 'token', only: ['grant.read'] }
  expect(await codeOf(returnProposal(world.ground, byToken, id, '用令牌撤回'))).toBe('forbidden')
  const stranger = await world.aVolunteer()
  expect(await codeOf(returnProposal(world.ground, stranger, id, '看看有没有'))).toBe('not-found')
  expect(await codeOf(returnProposal(world.ground, head, id, '写错了'))).toBe('done')

  const holder = await anOfficer()
  const duty = await given(holder.personId, 'station-keeper')
  const asHolder = await seen(holder.personId)
  const term = { personId: one.personId, since: world.now(), until: days(9) }
  const asksFor = await deputise(world.ground, asHolder, duty, term)
  const own = await ownDuties(world.ground, asHolder)
  expect([own.duties.map(it => it.id), own.asked.map(it => it.id)]).toEqual([[duty], [asksFor]])
  expect(await ownDuties(world.ground, stranger)).toEqual({ duties: [], asked: [] })
  // After a merge they are still who proposed it.
  const twin = await anOfficer()
  await world.merge(holder.personId, twin.personId)
  const living = await seen(twin.personId)
  expect((await ownDuties(world.ground, living)).asked.map(it => it.id)).toEqual([asksFor])
  expect(await codeOf(returnProposal(world.ground, living, asksFor, '不休假了'))).toBe('done')
})

test('who leaves takes everything along: what is proposed for them, tokens of another entry, in whichever order', async () => {
  const [one, twin] = [await anOfficer(), await anOfficer()]
  await given(one.personId, 'station-keeper')
  const waits = await propose(world.ground, head, asked(one.personId, 'town-clerk'))
  await giveToken(
    world.ground,
    { ...principal(twin.personId), via: 'session' },
    { name: '另一个登记的', nodeId: null, permissions: ['own'], expiresAt: days(30) },
  )
  await world.merge(twin.personId, one.personId)
  expect((await handoverPage(world.ground, head, one.personId)).tokens.map(it => it.name)).toEqual([
    '另一个登记的',
  ])
  const both = await Promise.all([
    codeOf(approve(world.ground, security, waits)),
    codeOf(leave(world.ground, head, one.personId, '离职')),
  ])
  expect(both[1]).toBe('done')
  expect(['done', 'grant.decided']).toContain(both[0])
  expect(await rolesOf(one.personId)).toEqual([])
  expect(await codeOf(approve(world.ground, security, waits))).toBe('grant.decided')
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from api_token
    where giver_person = ${twin.personId} and revoked_at is null`.execute(world.ground.db)
  expect(rows).toEqual([{ n: 0 }])
})

test('a town’s head who lets somebody leave sends back nothing that another town proposed', async () => {
  const one = await anOfficer()
  const next = world.book.towns.find(town => town.code !== world.town.code)
  await given(one.personId, 'station-keeper')
  const here = await propose(world.ground, head, asked(one.personId, 'town-clerk'))
  const there = await propose(world.ground, head, asked(one.personId, 'town-clerk', { nodeId: next?.nodeId }))
  const townHead = await world.aStaffMember('town-head')
  expect(await leave(world.ground, townHead, one.personId, '离职')).toMatchObject({ ended: 1 })
  const { rows } = await sql<{ state: string }>`
    select state from access_grant where id in (${here}, ${there}) order by id`.execute(world.ground.db)
  expect(rows).toEqual([{ state: 'returned' }, { state: 'proposed' }])
})

test('who reads one town’s duties reads no other town’s on the page of somebody who leaves', async () => {
  const one = await anOfficer()
  const next = world.book.towns.find(town => town.code !== world.town.code)
  await given(one.personId, 'station-keeper', { reason: '本街镇的理由' })
  await given(one.personId, 'station-keeper', { nodeId: next?.nodeId, reason: '别处的理由' })
  const townHead = await world.aStaffMember('town-head')
  const page = await handoverPage(world.ground, townHead, one.personId)
  expect(page.duties.map(it => it.grant.nodeId)).toEqual([world.town.nodeId])
  expect(page.elsewhere).toBe(1)
  expect(JSON.stringify(page)).not.toContain('别处的理由')
  expect((await handoverPage(world.ground, head, one.personId)).elsewhere).toBe(0)
})

describe('a deputy', () => {
  test('from the day on which the duty began to the day on which it ends, though both lie in the middle of a day', async () => {
    const [one, other] = [await anOfficer(), await anOfficer()]
    const duty = await given(one.personId, 'town-clerk')
    const first = localDay(world.now())
    const last = addDays(first, 365)
    const term = (since: string, until: string) => ({ personId: other.personId, ...termOf(since, until) })
    expect(
      await codeOf(deputise(world.ground, head, duty, term(addDays(first, -1), addDays(first, 9)))),
    ).toBe('grant.deputy')
    expect(await codeOf(deputise(world.ground, head, duty, term(first, addDays(last, 1))))).toBe(
      'grant.deputy',
    )
    const id = await deputise(world.ground, head, duty, term(first, last))
    await approve(world.ground, security, id)
    const { rows } = await sql<{ since: Date; until: Date }>`
      select d.since, d.until from access_grant d join access_grant o on o.id = d.deputy_for
      where d.id = ${id} and d.since >= o.since and d.until = o.until`.execute(world.ground.db)
    expect(rows).toHaveLength(1)
  })

  test('is asked for, and a duty laid down, only with the second proof', async () => {
    const [one, other] = [await anOfficer(), await anOfficer()]
    const duty = await given(one.personId, 'town-clerk')
    const byCode = { ...(await seen(one.personId)), proofs: { code: true, password: false } }
    const term = { personId: other.personId, since: world.now(), until: days(9) }
    expect(await codeOf(deputise(world.ground, byCode, duty, term))).toBe('second-proof')
    expect(await codeOf(endAppointment(world.ground, byCode, duty, '不干了'))).toBe('second-proof')
    expect(await codeOf(leave(world.ground, byCode, one.personId, '不干了'))).not.toBe('done')
    expect(await codeOf(endAppointment(world.ground, await seen(one.personId), duty, '不干了'))).toBe('done')
  })

  test('is approved neither by whom they stand in for nor by the family of these', async () => {
    const [one, other] = [await anOfficer(), await anOfficer()]
    const wife = await world.aVolunteer({ name: '韩蕾' })
    await world.ground.transact(tx => joinHousehold(tx, one.account, wife.personId as number, world.now()))
    const duty = await given(one.personId, 'town-clerk')
    const id = await deputise(world.ground, head, duty, {
      personId: other.personId,
      since: world.now(),
      until: days(9),
    })
    for (const personId of [one.personId, wife.personId])
      expect(await codeOf(approve(world.ground, { ...security, personId }, id))).toBe('grant.kin')
    expect(await codeOf(approve(world.ground, security, id))).toBe('done')
  })

  test('of who approves may not do what that one may not; what a deputy proposes is as if that one had', async () => {
    const { nodeId } = world.book.district
    const [away, wife] = [await anOfficer(), await world.aVolunteer()]
    await world.ground.transact(tx => joinHousehold(tx, away.account, wife.personId as number, world.now()))
    const standIn = async (role: Role): Promise<Principal> => ({
      ...(await world.aVolunteer()),
      grants: [{ role, nodeId, deputyFor: away.personId }],
      via: 'session',
    })
    const approves = await standIn('security-administrator')
    for (const personId of [away.personId, wife.personId]) {
      const one = await anOfficer()
      const theirs = await propose(world.ground, { ...head, personId }, asked(one.personId, 'town-clerk'))
      expect(await codeOf(approve(world.ground, approves, theirs))).toBe('grant.stands-for')
      const { waiting } = await appointmentsDesk(world.ground, approves)
      expect(waiting.find(it => it.id === theirs)?.standing).toBe('stands-for')
      // By a grant of one's own it is one's own hand.
      const both = { ...approves, grants: [...approves.grants, ...security.grants] }
      expect(await codeOf(approve(world.ground, both, theirs))).toBe('done')
    }
    const own = await propose(world.ground, head, asked(away.personId, 'town-clerk'))
    expect(await codeOf(approve(world.ground, approves, own))).toBe('grant.stands-for')

    const proposes = await standIn('general-service-head')
    expect(await codeOf(propose(world.ground, proposes, asked(away.personId, 'station-keeper')))).toBe(
      'grant.stands-for',
    )
    const one = await anOfficer()
    const through = await propose(world.ground, proposes, asked(one.personId, 'station-keeper'))
    for (const [personId, answer] of [
      [away.personId, 'grant.own-proposal'],
      [wife.personId, 'grant.kin'],
      [proposes.personId, 'grant.own-proposal'],
    ] as const)
      expect(await codeOf(approve(world.ground, { ...security, personId }, through))).toBe(answer)
    const other = await anOfficer()
    const far = await propose(world.ground, coordination, asked(other.personId, 'town-clerk'))
    await approve(world.ground, approves, far)
    const told = await sql<{ kind: string; onBehalfOf: number | null }>`
      select kind, on_behalf_of from journal
      where subject in (${`grant:${through}`}, ${`grant:${far}`}) order by id`.execute(world.ground.db)
    expect(told.rows.map(row => [row.kind, row.onBehalfOf])).toEqual([
      ['grant.proposed', away.personId],
      ['grant.proposed', null],
      ['grant.approved', away.personId],
    ])
  })
})

describe('a successor', () => {
  test('follows in the same duty at the same place, and the desk says after whom', async () => {
    const [one, other] = [await anOfficer('前任'), await anOfficer('后任')]
    const duty = await given(one.personId, 'town-clerk')
    const next = world.book.towns.find(town => town.code !== world.town.code)
    for (const over of [
      { nodeId: next?.nodeId },
      { sector: 'education' },
      { role: 'station-keeper' as const },
    ])
      expect(
        await codeOf(
          propose(world.ground, head, asked(other.personId, 'town-clerk', { succeeds: duty, ...over })),
        ),
      ).toBe('grant.succeeds')
    const id = await propose(world.ground, head, asked(other.personId, 'town-clerk', { succeeds: duty }))
    expect(
      (await appointmentsDesk(world.ground, security)).waiting.find(it => it.id === id)?.succeeds,
    ).toEqual({ name: '前任', role: 'town-clerk' })
    await approve(world.ground, security, id)
    const { rows } = await sql<{ facts: string }>`
      select facts from journal where subject = ${`grant:${id}`} order by id`.execute(world.ground.db)
    for (const row of rows)
      expect(JSON.parse(row.facts)).toMatchObject({
        since: world.now().toISOString(),
        until: days(365).toISOString(),
        sector: null,
        case: null,
        succeeds: duty,
      })
  })

  test('on a coming day: deputies of the one before end with the duty, and none is approved beyond it', async () => {
    const [one, deputy, late, next] = [
      await anOfficer(),
      await anOfficer(),
      await anOfficer(),
      await anOfficer(),
    ]
    const duty = await given(one.personId, 'town-clerk')
    const stands = (personId: number, until: number) =>
      deputise(world.ground, head, duty, { personId, since: world.now(), until: days(until) })
    const approved = await stands(deputy.personId, 60)
    await approve(world.ground, security, approved)
    const waiting = await stands(late.personId, 60)
    await given(next.personId, 'town-clerk', { since: days(6), succeeds: duty })
    const { rows } = await sql<{
      until: Date
    }>`select until from access_grant where id = ${approved}`.execute(world.ground.db)
    expect(rows).toEqual([{ until: days(6) }])
    expect(await codeOf(approve(world.ground, security, waiting))).toBe('grant.deputy')
  })

  test('who begins before the one before has begun takes the whole duty', async () => {
    const [one, next] = [await anOfficer(), await anOfficer()]
    const duty = await given(one.personId, 'town-clerk', { since: days(20) })
    await given(next.personId, 'town-clerk', { since: days(10), succeeds: duty })
    const { rows } = await sql<{
      state: string
      endedWhy: string
    }>`select state, ended_why from access_grant where id = ${duty}`.execute(world.ground.db)
    expect(rows).toEqual([{ state: 'ended', endedWhy: 'succeeded' }])
  })
})
