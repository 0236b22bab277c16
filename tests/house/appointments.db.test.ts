// Who holds which duty: told as the days of a district's office. One proposes, another approves, and everything ends.

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyDistrict } from '../../src/app/verify.ts'
import { may, type Principal } from '../../src/foundation/access/access.ts'
import { approve, returnProposal } from '../../src/foundation/access/approving.ts'
import { appointmentsDesk, appointmentsIn, handoverPage } from '../../src/foundation/access/desk.ts'
import { endAppointment } from '../../src/foundation/access/ending.ts'
import { exclusionPolicy } from '../../src/foundation/access/exclusions.ts'
import { leave } from '../../src/foundation/access/handover.ts'
import { deputise, propose } from '../../src/foundation/access/proposing.ts'
import { endExcluded, grantTerm } from '../../src/foundation/access/terms.ts'
import { holdAccount, joinHousehold, signIn } from '../../src/foundation/accounts/service.ts'
import { giveToken } from '../../src/foundation/accounts/tokens.ts'
import { addMinutes } from '../../src/foundation/clock.ts'
import { sealBatch } from '../../src/foundation/journal/sealer.ts'
import { watch } from '../../src/foundation/journal/watchers.ts'
import { decidePolicy, proposePolicy } from '../../src/foundation/policies/service.ts'
import { runDueTimers } from '../../src/foundation/timers/runner.ts'
import { makeContact } from '../../src/people/contacts.ts'
import { appointFirstAdministrator } from '../../src/people/staff-commands.ts'
import { submitProject, writeProject } from '../../src/projects/drafting.ts'
import { anOffice, codeOf } from '../support/office.ts'
import { aWorld, noDeclarations, type World, worldOn } from '../support/world.ts'

let world: World
let head: Principal
let security: Principal
beforeAll(async () => {
  world = await aWorld()
  head = { ...(await world.aStaffMember('general-service-head', world.book.district)), via: 'session' }
  security = { ...(await world.aStaffMember('security-administrator', world.book.district)), via: 'session' }
})
afterAll(async () => {
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
})

const { anOfficer, asked, days, rolesOf, seen } = anOffice(() => world)

describe('an appointment', () => {
  test('is proposed by one and approved by another, and holds from its first day to the end of its last', async () => {
    const he = await anOfficer('何晓')
    const id = await propose(
      world.ground,
      head,
      asked(he.personId, 'town-clerk', { since: days(5), until: days(10) }),
    )
    expect(await codeOf(approve(world.ground, { ...head, grants: security.grants }, id))).toBe(
      'grant.own-proposal',
    )
    expect(await codeOf(approve(world.ground, head, id))).toBe('forbidden')
    await approve(world.ground, security, id)
    expect(await codeOf(approve(world.ground, security, id))).toBe('grant.decided')
    expect(await rolesOf(he.personId)).toEqual([])
    const begin = world.now()
    world.at(addMinutes(begin, 5 * 24 * 60))
    expect(await rolesOf(he.personId)).toEqual(['town-clerk'])
    world.at(addMinutes(begin, 10 * 24 * 60 - 1))
    expect(await rolesOf(he.personId)).toEqual(['town-clerk'])
    world.at(addMinutes(begin, 10 * 24 * 60))
    expect(await rolesOf(he.personId)).toEqual([])
    world.at(begin)
  })

  test('is not approved by the appointee or their family, nor proposed by them; nor by another entry of the proposer', async () => {
    const ding = await anOfficer('丁伟')
    const wife = await world.aVolunteer({ name: '韩蕾' })
    await world.ground.transact(tx => joinHousehold(tx, ding.account, wife.personId as number, world.now()))
    const asWife = { ...security, personId: wife.personId }
    const id = await propose(world.ground, head, asked(ding.personId, 'station-keeper'))
    expect(await codeOf(approve(world.ground, { ...security, personId: ding.personId }, id))).toBe(
      'grant.kin',
    )
    expect(await codeOf(approve(world.ground, asWife, id))).toBe('grant.kin')
    expect(
      await codeOf(
        propose(world.ground, { ...head, personId: wife.personId }, asked(ding.personId, 'town-clerk')),
      ),
    ).toBe('grant.kin')
    const again = await world.aVolunteer({ name: '顾清' })
    await world.merge(again.personId as number, head.personId as number)
    expect(await codeOf(approve(world.ground, { ...security, personId: again.personId }, id))).toBe(
      'grant.own-proposal',
    )
    await approve(world.ground, security, id)
  })

  test('two approvals at once: one wins, the other is told that it is decided', async () => {
    const one = await anOfficer()
    const other = { ...(await world.aStaffMember('security-administrator', world.book.district)) }
    const id = await propose(world.ground, head, asked(one.personId, 'town-clerk'))
    const answers = await Promise.all([
      codeOf(approve(world.ground, security, id)),
      codeOf(approve(world.ground, other, id)),
    ])
    expect(answers.sort()).toEqual(['done', 'grant.decided'])
    expect(await rolesOf(one.personId)).toEqual(['town-clerk'])
  })

  test('needs a real name, a second proof, an end or a case; leaders of teams and people without registration hold other things', async () => {
    const plain = (await world.aVolunteer()).personId as number
    const id = await propose(world.ground, head, asked(plain, 'town-clerk'))
    expect(await codeOf(approve(world.ground, security, id))).toBe('grant.second-factor')
    await returnProposal(world.ground, security, id, '请先设密码')
    expect(await codeOf(propose(world.ground, head, asked(plain, 'town-clerk', { until: null })))).toBe(
      'grant.term',
    )
    expect(await codeOf(propose(world.ground, head, asked(plain, 'town-clerk', { until: days(-1) })))).toBe(
      'grant.term',
    )
    expect(await codeOf(propose(world.ground, head, asked(plain, 'team-leader')))).toBe('grant.membership')
    expect(await codeOf(propose(world.ground, head, asked(999_999, 'town-clerk')))).toBe('grant.person')
    const child = (await world.aVolunteer({ birthDate: '2012-05-01' })).personId as number
    expect(await codeOf(propose(world.ground, head, asked(child, 'town-clerk')))).toBe('grant.person')
    await propose(world.ground, head, asked(plain, 'station-keeper'))
    expect(await codeOf(propose(world.ground, head, asked(plain, 'station-keeper')))).toBe('grant.asked')
  })

  test('a head of a town proposes for the town, not for the next one', async () => {
    const townHead = await world.aStaffMember('town-head')
    const next = world.book.towns.find(one => one.code !== world.town.code)
    const one = await anOfficer()
    expect(
      await codeOf(
        propose(world.ground, townHead, asked(one.personId, 'town-clerk', { nodeId: next?.nodeId })),
      ),
    ).toBe('forbidden')
    expect(await codeOf(propose(world.ground, townHead, asked(one.personId, 'town-clerk')))).toBe('done')
  })
})

describe('narrow grants', () => {
  test('a scorer known by name and phone reaches one case, holds no desk duty, and keeps the account when registering', async () => {
    const contactId = await makeContact(world.ground, head, { name: '外聘评委', phone: '13711112222' })
    const team = (await world.aTeam()).id
    const scorer = { role: 'scorer' as const, nodeId: world.town.nodeId, since: world.now(), until: null }
    expect(await codeOf(propose(world.ground, head, { ...scorer, contactId }))).toBe('grant.term')
    expect(
      await codeOf(propose(world.ground, head, { ...scorer, role: 'town-clerk', contactId, until: days(9) })),
    ).toBe('grant.contact')
    const id = await propose(world.ground, head, { ...scorer, contactId, caseOf: `team:${team}` })
    await approve(world.ground, security, id)
    await world.ground.auth.sendCode('13711112222')
    const { cookies } = await signIn(world.ground, '13711112222', world.codes.get('13711112222') ?? '', {
      ticket: null,
      place: 'here',
    })
    const session = () =>
      world.ground.sessions.ofCookie(cookies[0]?.split(';')[0]?.split('=').slice(1).join('='))
    const { principal } = await session()
    expect(principal).toMatchObject({
      personId: null,
      contactId,
      grants: [{ role: 'scorer', caseOf: `team:${team}` }],
    })
    const person = (await world.aVolunteer({ name: '外聘评委' })).personId as number
    await world.ground.transact(tx => holdAccount(tx, principal.accountId ?? '', person, world.now()))
    world.ground.sessions.forget()
    expect((await session()).principal).toMatchObject({ personId: person, contactId })
  })

  test('a sector’s duty covers its sector across the node, and nothing without one', async () => {
    const su = await anOfficer('苏青')
    const id = await propose(
      world.ground,
      head,
      asked(su.personId, 'activity-coordination-clerk', {
        sector: 'education',
        nodeId: world.book.district.nodeId,
      }),
    )
    await approve(world.ground, security, id)
    const actor = await seen(su.personId)
    const path = [world.book.district.nodeId, world.town.nodeId]
    expect(may(actor, 'record.read', { path, sector: 'education' })).toBe(true)
    expect(may(actor, 'record.read', { path, sector: 'health' })).toBe(false)
    expect(may(actor, 'record.read', path)).toBe(false)
  })
})

describe('a deputy during leave', () => {
  test('stands for the holder in the term, says for whom, and is powerless the second it ends, in another process too', async () => {
    const chen = await anOfficer('陈建')
    const zhou = await anOfficer('周敏')
    const duty = await propose(world.ground, head, asked(chen.personId, 'town-head'))
    await approve(world.ground, security, duty)
    const asChen: Principal = { ...(await seen(chen.personId)), via: 'session' }
    const term = { personId: zhou.personId, since: world.now(), until: days(11) }
    expect(await codeOf(deputise(world.ground, asChen, duty, { ...term, until: days(999) }))).toBe(
      'grant.deputy',
    )
    const stranger = await world.aStaffMember('town-clerk')
    expect(await codeOf(deputise(world.ground, stranger, duty, term))).toBe('forbidden')
    const leaveId = await deputise(world.ground, asChen, duty, term)
    await approve(world.ground, security, leaveId)
    expect(await codeOf(deputise(world.ground, head, leaveId, term))).toBe('grant.deputy')

    const second = await worldOn(world.url, world.ground.config.dataFolder, world.now())
    const token = await world.tokenOf(zhou.personId)
    const there = async () => (await second.ground.sessions.ofBearer(token)).principal
    expect((await there()).grants).toMatchObject([{ role: 'town-head', deputyFor: chen.personId }])
    expect((await appointmentsIn(world.ground, security, 'deputies', undefined, 50)).items).toMatchObject([
      { name: '周敏', deputyFor: { name: '陈建' } },
    ])
    // Its own end, by the clock alone.
    const before = world.now()
    second.at(term.until)
    expect((await there()).grants).toEqual([])
    second.at(before)
    second.ground.sessions.forget()
    expect((await there()).grants).toHaveLength(1)
    // The holder's duty ends here; the other process, told nothing but what is in the database, follows within five seconds.
    const ended = Date.now()
    await endAppointment(world.ground, head, duty, '调离')
    while ((await there()).grants.length > 0) {
      expect(Date.now() - ended).toBeLessThan(5_000)
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    expect(await rolesOf(chen.personId)).toEqual([])
    // And sooner, once the journal was read to it.
    const fresh = await propose(world.ground, head, asked(zhou.personId, 'station-keeper'))
    await approve(world.ground, security, fresh)
    for (const room of second.ground.rooms)
      for (const one of room.watchers ?? []) if (one.name === 'sessions') await watch(second.ground, one)
    expect((await there()).grants).toEqual([])
    await endAppointment(world.ground, security, fresh, '试')
    const third = await propose(
      world.ground,
      head,
      asked(zhou.personId, 'training-clerk', { nodeId: world.book.district.nodeId }),
    )
    await approve(world.ground, security, third)
    await sealBatch(world.ground.database.pool)
    for (const room of second.ground.rooms)
      for (const one of room.watchers ?? []) if (one.name === 'sessions') await watch(second.ground, one)
    expect((await there()).grants).toMatchObject([{ role: 'training-clerk' }])
  })
})

describe('duties that exclude each other', () => {
  test('are refused when proposed, when approved, for deputies, and for another entry of the same person', async () => {
    const cao = await anOfficer('曹立')
    const district = { nodeId: world.book.district.nodeId }
    const first = await propose(world.ground, head, asked(cao.personId, 'system-administrator', district))
    const both = await propose(world.ground, head, asked(cao.personId, 'audit-administrator', district))
    await approve(world.ground, security, first)
    expect(
      await codeOf(propose(world.ground, head, asked(cao.personId, 'security-administrator', district))),
    ).toBe('grant.excluded')
    expect(await codeOf(approve(world.ground, security, both))).toBe('grant.excluded')
    expect(
      (await appointmentsDesk(world.ground, security)).waiting.find(one => one.id === both),
    ).toMatchObject({
      standing: 'may',
      checks: [
        { name: 'exclusive', met: false, other: 'system-administrator' },
        { met: true },
        { met: true },
      ],
    })
    const fang = await anOfficer('方芸')
    const audit = await propose(world.ground, head, asked(fang.personId, 'audit-administrator', district))
    await approve(world.ground, security, audit)
    expect(
      await codeOf(
        deputise(world.ground, head, audit, { personId: cao.personId, since: world.now(), until: days(9) }),
      ),
    ).toBe('grant.excluded')
    const twin = await anOfficer('曹立')
    await world.merge(twin.personId, cao.personId)
    expect(
      await codeOf(propose(world.ground, head, asked(twin.personId, 'audit-administrator', district))),
    ).toBe('grant.excluded')
  })

  test('two proposals that exclude each other, approved at the same moment: one', async () => {
    const lu = await anOfficer('陆文')
    const district = { nodeId: world.book.district.nodeId }
    const ids = [
      await propose(world.ground, head, asked(lu.personId, 'system-administrator', district)),
      await propose(world.ground, head, asked(lu.personId, 'audit-administrator', district)),
    ]
    const answers = await Promise.all(ids.map(id => codeOf(approve(world.ground, security, id))))
    expect(answers.sort()).toEqual(['done', 'grant.excluded'])
  })

  test('a new exclusion ends the duty that was approved later, on its first day, and the journal says by which rule', async () => {
    const pair = await anOfficer('丁伟')
    const earlier = await propose(
      world.ground,
      head,
      asked(pair.personId, 'training-clerk', { nodeId: world.book.district.nodeId }),
    )
    const later = await propose(world.ground, head, asked(pair.personId, 'station-keeper'))
    await approve(world.ground, security, earlier)
    world.at(addMinutes(world.now(), 1))
    await approve(world.ground, security, later)
    expect(await endExcluded(world.ground)).toBe(0)
    const { value } = world.ground.policies.at(exclusionPolicy, '2026-11-23')
    const rule = await proposePolicy(world.ground, head, {
      key: exclusionPolicy.key,
      scope: '',
      from: '2026-11-24',
      value: {
        pairs: [...value.pairs, { one: 'station-keeper', other: 'training-clerk', scope: 'same-node' }],
      },
      source: '内控制度第 2 版',
      document: null,
    })
    const other = await world.aStaffMember('activity-coordination-head', world.book.district)
    await decidePolicy(world.ground, other, rule, { verdict: 'approve', reason: '' })
    expect(await endExcluded(world.ground)).toBe(0)
    world.at('2026-11-23T16:00:00Z')
    const broken = async () =>
      (await verifyDistrict(world.ground)).filter(one => one.broken > 0).map(one => one.name)
    expect(await broken()).toEqual(['nobody holds two duties that exclude each other'])
    // The rule's own timer, without the nightly sweep.
    await runDueTimers(world.ground)
    expect(await broken()).toEqual([])
    expect(await endExcluded(world.ground)).toBe(0)
    expect(await rolesOf(pair.personId)).toEqual(['training-clerk'])
    const { rows } = await sql<{ kind: string; policyId: number | null }>`
      select kind, policy_id from journal where subject = ${`grant:${later}`} order by id`.execute(
      world.ground.db,
    )
    expect(rows.map(row => row.kind)).toEqual([
      'grant.proposed',
      'grant.approved',
      'grant.ended',
      'grant.excluded',
    ])
    expect(rows.at(-1)?.policyId).toBeGreaterThan(0)
    expect((await appointmentsDesk(world.ground, security)).exclusions.stopped).toMatchObject([
      { name: '丁伟' },
    ])
  })
})

describe('leaving', () => {
  test('a successor takes over on the approved day; the list says what is in hand; what is left ends with the leaver', async () => {
    const sun = await anOfficer('孙平')
    const he = await anOfficer('何晓')
    const duty = await propose(world.ground, head, asked(sun.personId, 'town-clerk'))
    await approve(world.ground, security, duty)
    const other = await propose(world.ground, head, asked(sun.personId, 'station-keeper'))
    await approve(world.ground, security, other)
    const asSun: Principal = { ...(await seen(sun.personId)), via: 'session', only: undefined } as Principal
    await giveToken(world.ground, asSun, {
      name: '学校接口',
      nodeId: world.town.nodeId,
      permissions: ['record.read'],
      expiresAt: days(30),
    })
    const next = await propose(
      world.ground,
      head,
      asked(he.personId, 'town-clerk', { since: days(6), succeeds: duty }),
    )
    await approve(world.ground, security, next)
    const team = await world.aTeam()
    const project = await writeProject(world.ground, team.leader, world.aDraft(team.id))
    await submitProject(world.ground, team.leader, project, { answers: noDeclarations })
    const list = await handoverPage(world.ground, head, sun.personId)
    expect(list.waits).toEqual([{ kind: 'project', n: 1 }])
    expect(list).toMatchObject({
      name: '孙平',
      duties: [
        { grant: { role: 'town-clerk', successor: { name: '何晓' } } },
        { grant: { role: 'station-keeper', successor: null } },
      ],
    })
    expect(list.tokens.map(one => one.name)).toContain('学校接口')
    await leave(world.ground, head, sun.personId, '退休')
    expect(await rolesOf(sun.personId)).toEqual(['town-clerk'])
    const before = world.now()
    world.at(days(6))
    expect(await rolesOf(sun.personId)).toEqual([])
    expect(await rolesOf(he.personId)).toEqual(['town-clerk'])
    // What tells the journal that a term is over comes by itself and says it once.
    const timer = {
      id: 1,
      kind: 'grant.term',
      subject: `grant:${duty}`,
      dueAt: world.now(),
      payload: {},
      tries: 0,
    }
    for (let i = 0; i < 2; i++) await world.ground.transact(tx => grantTerm.run(world.ground, tx, timer))
    const { rows } = await sql<{
      facts: string
    }>`select facts from journal where subject = ${`grant:${duty}`} and kind = 'grant.ended'`.execute(
      world.ground.db,
    )
    expect(rows.map(row => JSON.parse(row.facts).why)).toEqual(['succeeded'])
    world.at(before)
  })
})

test('the first security administrator is appointed once, by two at the same moment too, and only where nobody serves', async () => {
  const empty = await aWorld()
  const first = await empty.aVolunteer({ name: '金勇', phone: '13600001111' })
  const second = await empty.aVolunteer({ name: '秦川', phone: '13600002222' })
  const appoint = (phone: string, name?: string) =>
    codeOf(appointFirstAdministrator(empty.ground, empty.district, { phone, name, days: 365 }))
  expect(await appoint('13600003333')).toBe('staff.none')
  const answers = await Promise.all([appoint('13600001111'), appoint('13600002222', '秦川')])
  expect(answers.sort()).toEqual(['done', 'grant.first'])
  expect(await appoint('13600002222')).toBe('grant.first')
  const { rows } = await sql<{ personId: number }>`select person_id from access_grant`.execute(
    empty.ground.db,
  )
  expect(rows).toHaveLength(1)
  expect([first.personId, second.personId]).toContain(rows[0]?.personId)
  expect((await verifyDistrict(empty.ground)).filter(one => one.broken > 0)).toEqual([])
})

describe('tokens', () => {
  test('carry named permissions, never more than the giver has there, and shrink with the giver', async () => {
    const yuan = await anOfficer('袁梅')
    const duty = await propose(world.ground, head, asked(yuan.personId, 'town-head'))
    await approve(world.ground, security, duty)
    const asYuan = { ...(await seen(yuan.personId)), via: 'session' as const, only: undefined } as Principal
    const give = (permissions: ('record.read' | 'journal.read' | 'own')[], nodeId: number | null) =>
      giveToken(world.ground, asYuan, { name: '接口', nodeId, permissions, expiresAt: days(30) })
    expect(await codeOf(give(['journal.read'], world.town.nodeId))).toBe('token.more')
    expect(await codeOf(give(['record.read'], world.book.district.nodeId))).toBe('token.more')
    const { id, text } = await give(['record.read'], world.community.nodeId)
    const held = async () => (await world.ground.sessions.ofBearer(text)).principal
    const path = [world.book.district.nodeId, world.town.nodeId]
    const reads = async (at: number[]) => may(await held(), 'record.read', at)
    expect(await reads([...path, world.community.nodeId])).toBe(true)
    expect(await reads(path)).toBe(false)
    expect(may(await held(), 'people.read', [...path, world.community.nodeId])).toBe(false)
    const { app } = await world.house()
    const get = async (url: string) =>
      (await app.inject({ url, headers: { authorization: `Bearer ${text}` } })).statusCode
    expect(await get('/api/me/profile')).toBe(403)
    expect(await get('/api/people')).toBe(403)
    expect(await get('/api/desk/records')).toBe(200)
    const twice = await app.inject({
      method: 'POST',
      url: '/api/tokens',
      headers: { authorization: `Bearer ${await world.tokenOf(yuan.personId)}` },
      payload: {
        name: '重复',
        nodeId: null,
        permissions: ['own', 'own'],
        expiresAt: days(30).toISOString(),
      },
    })
    expect(twice.json()).toMatchObject({ fields: [{ field: 'permissions' }] })
    await endAppointment(world.ground, head, duty, '换岗')
    expect(await reads([...path, world.community.nodeId])).toBe(false)
    expect(await get('/api/desk/records')).toBe(403)
    await app.inject({
      method: 'DELETE',
      url: `/api/tokens/${id}`,
      headers: { authorization: `Bearer ${await world.tokenOf(yuan.personId)}` },
    })
    expect((await held()).via).toBe('nobody')
    await app.close()
  })
})
