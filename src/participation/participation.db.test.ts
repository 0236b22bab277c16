import { beforeAll, describe, expect, test } from 'vitest'
import { aWorld, type World } from '../../tests/support/world.ts'
import { verifyDistrict } from '../app/verify.ts'
import type { Principal } from '../foundation/access/access.ts'
import { addMinutes } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import { endProject } from '../projects/ending.ts'
import { signUp } from './admission/service.ts'
import { closeEndedShifts } from './checkin/ending.ts'
import { roster } from './checkin/roster.ts'
import { scan } from './checkin/scan.ts'
import { currentCode, enterByRoster } from './checkin/service.ts'
import { ownSignupList } from './lists.ts'
import { slotsForMe } from './service.ts'
import { promote } from './signups/promotion.ts'
import { release, withdraw } from './signups/service.ts'
import { codeAhead } from './web/code-ahead.ts'

/** All sign-ups of somebody, what is to come first. */
const ownSignups = async (ground: Ground, person: Principal) =>
  (
    await Promise.all(
      ['coming', 'past'].map(when => ownSignupList.rows(ground, person, { when }, { limit: 100 })),
    )
  ).flatMap(page => page.items)

let world: World
beforeAll(async () => {
  world = await aWorld()
})
const sound = async () => (await verifyDistrict(world.ground)).filter(check => check.broken > 0)
const many = (n: number) => Promise.all(Array.from({ length: n }, () => world.aVolunteer()))

describe('signing up', () => {
  test('the 21st volunteer for 20 places waits, and moves up when one withdraws', async () => {
    const project = await world.aProject({ places: 20 })
    const people = await many(22)
    const answers = []
    for (const person of people) answers.push(await signUp(world.ground, person, { slotId: project.slotId }))
    expect(answers.slice(0, 20).every(one => one.state === 'admitted')).toBe(true)
    expect(answers[20]).toMatchObject({ state: 'waiting', arrival: 21, queue: 1 })
    expect(answers[21]).toMatchObject({ state: 'waiting', arrival: 22, queue: 2 })
    await withdraw(world.ground, people[3] as Principal, answers[3]?.signupId ?? 0, '临时有事')
    const [first] = await ownSignups(world.ground, people[20] as Principal)
    const [second] = await ownSignups(world.ground, people[21] as Principal)
    expect(first).toMatchObject({ state: 'admitted', promotedAt: expect.any(String) })
    expect(second).toMatchObject({ state: 'waiting', queue: 1 })
    expect(await sound()).toEqual([])
  })

  test('100 at once for 7 places: 7 admitted, 93 waiting in order of arrival, nobody lost', async () => {
    const project = await world.aProject({ places: 7 })
    const answers = await Promise.all(
      (await many(100)).map(person => signUp(world.ground, person, { slotId: project.slotId })),
    )
    expect(
      answers
        .filter(one => one.state === 'admitted')
        .map(one => one.arrival)
        .sort((a, b) => a - b),
    ).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(
      answers
        .filter(one => one.state === 'waiting')
        .map(one => one.arrival)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 93 }, (_, i) => i + 8))
    expect(await sound()).toEqual([])
  })

  test('one person pressing at once for two overlapping shifts gets one of them, and is told by name', async () => {
    const a = await world.aProject({ title: '图书馆整架甲' })
    const b = await world.aProject({ title: '图书馆整架乙' })
    const person = await world.aVolunteer()
    const outcomes = await Promise.allSettled(
      [a, b].map(one => signUp(world.ground, person, { slotId: one.slotId })),
    )
    expect(outcomes.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    const refused = outcomes.find(one => one.status === 'rejected')
    expect(refused).toMatchObject({
      reason: { code: 'signup.collides', params: { with: expect.stringContaining('图书馆整架') } },
    })
    const slots = await slotsForMe(world.ground, person, outcomes[0]?.status === 'fulfilled' ? b.id : a.id)
    expect(slots[0]?.obstacle).toMatchObject({ code: 'signup.collides' })
  })

  test('a double click is one sign-up', async () => {
    const project = await world.aProject()
    const person = await world.aVolunteer()
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => signUp(world.ground, person, { slotId: project.slotId })),
    )
    const answers = outcomes.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
    expect(answers.map(one => one.again)).toEqual([false, true, true])
    expect(new Set(answers.map(one => one.signupId)).size).toBe(1)
    expect((await ownSignups(world.ground, person)).length).toBe(1)
  })

  test('waiting in two overlapping queues is allowed; promotion passes over who was meanwhile admitted elsewhere', async () => {
    const [a, b] = [await world.aProject({ places: 1 }), await world.aProject({ places: 1 })]
    const [first, second, eager, patient] = (await many(4)) as [Principal, Principal, Principal, Principal]
    const inA = await signUp(world.ground, first, { slotId: a.slotId })
    const inB = await signUp(world.ground, second, { slotId: b.slotId })
    await signUp(world.ground, eager, { slotId: a.slotId })
    await signUp(world.ground, eager, { slotId: b.slotId })
    await signUp(world.ground, patient, { slotId: b.slotId })
    await withdraw(world.ground, first, inA.signupId, '有事')
    await withdraw(world.ground, second, inB.signupId, '有事')
    expect((await ownSignups(world.ground, eager)).map(one => [one.slot.id, one.state]).sort()).toEqual(
      [
        [a.slotId, 'admitted'],
        [b.slotId, 'waiting'],
      ].sort(),
    )
    expect((await ownSignups(world.ground, patient))[0]?.state).toBe('admitted')
    expect(await sound()).toEqual([])
  })

  test('withdrawals and arrivals racing never leave a place empty while somebody waits, nor one too many', async () => {
    const project = await world.aProject({ places: 5 })
    const people = await many(30)
    const answers = await Promise.all(
      people.map(person => signUp(world.ground, person, { slotId: project.slotId })),
    )
    const admitted = people.filter((_, i) => answers[i]?.state === 'admitted')
    const late = await many(10)
    await Promise.all([
      ...admitted.map((person, i) =>
        withdraw(world.ground, person, answers[people.indexOf(person)]?.signupId ?? i, '有事'),
      ),
      ...late.map(person => signUp(world.ground, person, { slotId: project.slotId })),
    ])
    await promote(world.ground, project.slotId)
    const [slot] = await slotsForMe(world.ground, people[0] as Principal, project.id)
    expect(slot).toMatchObject({ admitted: 5, waiting: 30 })
    expect(await sound()).toEqual([])
  })

  test('the leader releases with a reason; a cancelled project releases everybody', async () => {
    const project = await world.aProject({ places: 1 })
    const [one, two] = (await many(2)) as [Principal, Principal]
    const answer = await signUp(world.ground, one, { slotId: project.slotId })
    await signUp(world.ground, two, { slotId: project.slotId })
    await release(world.ground, project.team.leader, answer.signupId, '本班需会急救')
    expect((await ownSignups(world.ground, two))[0]?.state).toBe('admitted')
    await endProject(world.ground, project.team.leader, project.id, 'cancel', '暴雨红色预警')
    expect((await ownSignups(world.ground, two))[0]?.state).toBe('released')
    await expect(signUp(world.ground, one, { slotId: project.slotId })).rejects.toMatchObject({
      code: 'signup.closed',
    })
    expect(await sound()).toEqual([])
  })

  test('somebody acts for the household, and it is on the record', async () => {
    const project = await world.aProject()
    const [parent, child] = (await many(2)) as [Principal, Principal]
    await expect(
      signUp(world.ground, parent, { slotId: project.slotId, forPerson: child.personId as number }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    const family = { ...parent, actsFor: [child.personId as number] }
    await signUp(world.ground, family, { slotId: project.slotId, forPerson: child.personId as number })
    const { rows } = await world.ground.database.pool.query(
      `select on_behalf_of from journal where kind = 'signup.admitted' order by id desc limit 1`,
    )
    expect(rows[0]?.on_behalf_of).toBe(child.personId)
  })
})

describe('checking in', () => {
  test('by the leader’s code, in and out; nobody who is not on the roster', async () => {
    const monday = world.now()
    const project = await world.aProject()
    const [person, stranger] = (await many(2)) as [Principal, Principal]
    await signUp(world.ground, person, { slotId: project.slotId })
    const early = await currentCode(world.ground, project.team.leader, project.shiftId)
    await expect(scan(world.ground, person, { code: early.code })).rejects.toMatchObject({
      code: 'checkin.too-early',
    })
    world.at(addMinutes(project.startsAt, -5))
    const { code } = await currentCode(world.ground, project.team.leader, project.shiftId)
    await expect(scan(world.ground, stranger, { code })).rejects.toMatchObject({
      code: 'checkin.not-on-roster',
    })
    await expect(scan(world.ground, person, { code: `${code.slice(0, -1)}!` })).rejects.toMatchObject({
      code: 'checkin.code',
    })
    expect(
      await scan(world.ground, person, { code, position: { lat: 31.04, lng: 121.22, datum: 'WGS-84' } }),
    ).toMatchObject({ what: 'in', metres: expect.any(Number) })
    await expect(scan(world.ground, person, { code })).rejects.toMatchObject({ code: 'checkin.twice' })
    world.at(addMinutes(project.startsAt, 10))
    await expect(scan(world.ground, person, { code })).rejects.toMatchObject({ code: 'checkin.expired' })
    world.at(project.endsAt)
    expect(
      await scan(world.ground, person, {
        code: (await currentCode(world.ground, project.team.leader, project.shiftId)).code,
      }),
    ).toMatchObject({ what: 'out' })
    await expect(
      withdraw(world.ground, person, (await ownSignups(world.ground, person))[0]?.id ?? 0, '有事'),
    ).rejects.toMatchObject({ code: 'signup.not-live' })
    world.at(monday)
  })

  test('a phone without network is late and says so; one device for two people raises a flag', async () => {
    const monday = world.now()
    const project = await world.aProject()
    const [one, two] = (await many(2)) as [Principal, Principal]
    for (const person of [one, two]) await signUp(world.ground, person, { slotId: project.slotId })
    world.at(project.startsAt)
    const { code } = await currentCode(world.ground, project.team.leader, project.shiftId)
    await scan(world.ground, one, { code, device: 'device-123456' })
    world.at(addMinutes(project.startsAt, 90))
    expect(
      await scan(world.ground, two, {
        code,
        device: 'device-123456',
        seenAt: project.startsAt.toISOString(),
      }),
    ).toMatchObject({ what: 'in', late: true, at: project.startsAt.toISOString() })
    const people = (await roster(world.ground, project.team.leader, project.shiftId)).people
    expect(people.find(row => row.personId === two.personId)).toMatchObject({
      late: true,
      flags: ['late', 'no-place', 'shared-device'],
    })
    world.at(monday)
  })

  test('a leader’s phone that lost its network goes on showing codes, of its own shift and until its end', async () => {
    const monday = world.now()
    const project = await world.aProject()
    const other = await world.aProject()
    const [person] = (await many(1)) as [Principal]
    await signUp(world.ground, person, { slotId: project.slotId })
    expect((await currentCode(world.ground, project.team.leader, project.shiftId)).ahead).toBeNull() // days before
    world.at(addMinutes(project.startsAt, -180))
    const heard = await currentCode(world.ground, project.team.leader, project.shiftId)
    // The phone's own clock is four minutes slow, and two and a half hours later there is still no network.
    const slow = 4 * 60_000
    const heardAt = world.now().getTime() - slow
    world.at(addMinutes(project.startsAt, -30))
    const shown = await codeAhead(project.shiftId, heard, heardAt, world.now().getTime() - slow)
    expect(shown?.code).toBe((await currentCode(world.ground, project.team.leader, project.shiftId)).code)
    expect(await scan(world.ground, person, { code: shown?.code ?? '' })).toMatchObject({ what: 'in' })
    const elsewhere = await codeAhead(other.shiftId, heard, heardAt, world.now().getTime() - slow)
    await expect(scan(world.ground, person, { code: elsewhere?.code ?? '' })).rejects.toMatchObject({
      code: 'checkin.code',
    })
    world.at(addMinutes(project.endsAt, 61))
    expect(await codeAhead(project.shiftId, heard, heardAt, world.now().getTime() - slow)).toBeNull()
    world.at(monday)
  })

  test('a forgotten check-out ends with the shift; who never came is absent; who never moved up has lapsed', async () => {
    const monday = world.now()
    const project = await world.aProject({ places: 2 })
    const [came, absent, waited] = (await many(3)) as [Principal, Principal, Principal]
    for (const person of [came, absent, waited])
      await signUp(world.ground, person, { slotId: project.slotId })
    world.at(project.startsAt)
    await scan(world.ground, came, {
      code: (await currentCode(world.ground, project.team.leader, project.shiftId)).code,
    })
    world.at(addMinutes(project.endsAt, 61))
    expect(await closeEndedShifts(world.ground)).toBeGreaterThanOrEqual(3)
    const [state] = await ownSignups(world.ground, came)
    expect(state?.attendance).toMatchObject({ outAt: project.endsAt.toISOString(), outHow: 'shift-end' })
    expect((await ownSignups(world.ground, absent))[0]?.state).toBe('absent')
    expect((await ownSignups(world.ground, waited))[0]?.state).toBe('lapsed')
    expect(await sound()).toEqual([])
    world.at(monday)
  })

  test('by the roster: within the shift, never oneself, never before it began', async () => {
    const monday = world.now()
    const project = await world.aProject()
    const person = await world.aVolunteer()
    await signUp(world.ground, person, { slotId: project.slotId })
    const entry = {
      personId: person.personId as number,
      slotId: project.slotId,
      inAt: project.startsAt.toISOString(),
      outAt: project.endsAt.toISOString(),
      reason: '手机没电，现场见到本人',
    }
    await expect(
      enterByRoster(world.ground, project.team.leader, project.shiftId, entry),
    ).rejects.toMatchObject({ code: 'roster.not-begun' })
    world.at(addMinutes(project.endsAt, 30))
    await expect(
      enterByRoster(world.ground, project.team.leader, project.shiftId, {
        ...entry,
        personId: project.team.leader.personId as number,
      }),
    ).rejects.toMatchObject({ code: 'roster.self' })
    await expect(
      enterByRoster(world.ground, project.team.leader, project.shiftId, {
        ...entry,
        outAt: addMinutes(project.endsAt, 600).toISOString(),
      }),
    ).rejects.toMatchObject({ code: 'roster.times' })
    await enterByRoster(world.ground, project.team.leader, project.shiftId, entry)
    expect((await ownSignups(world.ground, person))[0]?.attendance).toMatchObject({ inHow: 'roster' })
    world.at(monday)
  })
})
