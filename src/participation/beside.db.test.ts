// Two processes on one district: every answer is the one that a single process would give.
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { aWorld, type World } from '../../tests/support/world.ts'
import { verifyDistrict } from '../app/verify.ts'
import type { Principal } from '../foundation/access/access.ts'
import { addMinutes } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import { signUp } from './admission/service.ts'
import { closeEndedShifts } from './checkin/ending.ts'
import { scan } from './checkin/scan.ts'
import { currentCode } from './checkin/service.ts'
import { ownSignupList } from './lists.ts'
import { promote, promoteWhereFree } from './signups/promotion.ts'
import { withdraw } from './signups/service.ts'
import { setSlotsState } from './store.ts'

/** All sign-ups of somebody, what is to come first. */
const ownSignups = async (ground: Ground, person: Principal) =>
  (
    await Promise.all(
      ['coming', 'past'].map(when => ownSignupList.rows(ground, person, { when }, { limit: 100 })),
    )
  ).flatMap(page => page.items)

let world: World
let grounds: [Ground, Ground]
beforeAll(async () => {
  world = await aWorld()
  grounds = [world.ground, await world.beside()]
})
const sound = async () => (await verifyDistrict(world.ground)).filter(check => check.broken > 0)
const many = (n: number) => Promise.all(Array.from({ length: n }, () => world.aVolunteer()))
const stateOf = async (person: Principal) => (await ownSignups(world.ground, person))[0]?.state

describe('signing up at two processes', () => {
  test('a double click over both is one sign-up, for people with and without busy times, admitted or waiting', async () => {
    const [first, second] = [
      await world.aProject({ places: 12 }),
      await world.aProject({ places: 12, shifts: later(3) }),
    ]
    const people = await many(40)
    for (const { slotId } of [first, second]) {
      // Alone in its batch: what fails in a crowd is tried again one by one.
      for (const person of people) {
        const [left, right] = await Promise.all(grounds.map(ground => signUp(ground, person, { slotId })))
        expect(left?.signupId).toBe(right?.signupId)
        expect([left?.again, right?.again].sort()).toEqual([false, true])
      }
    }
    expect(await sound()).toEqual([])
  })

  test('a double click does not collide with itself, however late the second one gets its lock', async () => {
    const person = await world.aVolunteer()
    const { slotId } = await world.aProject()
    await signUp(world.ground, person, { slotId: (await world.aProject({ shifts: later(4) })).slotId })
    // The first click holds the person's times, is answered, and commits while the second waits for them.
    const holder = await grounds[0].database.pool.connect()
    await holder.query('begin')
    await holder.query('select 1 from busy_time where person_id = $1 for update', [person.personId])
    const waiting = signUp(grounds[1], person, { slotId })
    await blocked()
    await holder.query(
      `with s as (update slot set admitted = admitted + 1, arrivals = arrivals + 1 where id = $2 returning *),
       b as (update busy_time set busy = busy + tstzmultirange(s.span) from s where person_id = $1)
       insert into signup (slot_id, person_id, living_id, state, arrival, at) select id, $1, $1, 'admitted', arrivals, now() from s`,
      [person.personId, slotId],
    )
    await holder.query('commit')
    holder.release()
    expect(await waiting).toMatchObject({ state: 'admitted', again: true })
    expect(await sound()).toEqual([])
  })

  test('the rush over both gives the places once, in one order of arrival', async () => {
    const { slotId } = await world.aProject({ places: 9 })
    const answers = await Promise.all(
      (await many(60)).map((person, i) => signUp(grounds[i % 2] as Ground, person, { slotId })),
    )
    expect(answers.map(one => one.arrival).sort((a, b) => a - b)).toEqual(answers.map((_, i) => i + 1))
    expect(answers.filter(one => one.state === 'admitted').every(one => one.arrival <= 9)).toBe(true)
    expect(await sound()).toEqual([])
  })

  test('one person pressing for two overlapping shifts, one at each process, gets one of them', async () => {
    for (const person of await many(8)) {
      const two = [await world.aProject(), await world.aProject()]
      const answers = await Promise.allSettled(
        two.map(({ slotId }, i) => signUp(grounds[i] as Ground, person, { slotId })),
      )
      expect(
        answers.map(one => (one.status === 'fulfilled' ? one.value.state : one.reason.code)).sort(),
      ).toEqual(['admitted', 'signup.collides'])
    }
    expect(await sound()).toEqual([])
  })
})

describe('moving up', () => {
  test('a promotion that was lost is found by either process, once, in order; nobody who collides is moved', async () => {
    const project = await world.aProject({ places: 2 })
    const [a, b, busy, next, last] = (await many(5)) as [
      Principal,
      Principal,
      Principal,
      Principal,
      Principal,
    ]
    for (const one of [a, b, busy, next, last]) await signUp(world.ground, one, { slotId: project.slotId })
    await signUp(world.ground, busy, { slotId: (await world.aProject()).slotId })
    // The process dies between giving the place back and moving somebody up.
    const dying = Object.assign(Object.create(world.ground), {
      transact: once(world.ground, () => {
        throw new Error('killed')
      }),
    })
    const [own] = await ownSignups(world.ground, a)
    await withdraw(dying, a, own?.id ?? 0, '临时有事')
    expect(await stateOf(next)).toBe('waiting')
    expect((await sound()).map(one => one.name)).toEqual([
      'no open slot to come has a free place and somebody waiting who could take it',
    ])
    const moved = await Promise.all(grounds.map(promoteWhereFree))
    expect(sum(moved)).toBe(1)
    expect([await stateOf(next), await stateOf(last)]).toEqual(['admitted', 'waiting'])
    expect((await ownSignups(world.ground, busy)).map(one => one.state).sort()).toEqual([
      'admitted',
      'waiting',
    ])
    expect(await sound()).toEqual([])
  })

  test('after a resumed project the queue moves, and after the start nobody does', async () => {
    const project = await world.aProject({ places: 1 })
    const [a, b, c] = (await many(3)) as [Principal, Principal, Principal]
    for (const one of [a, b, c]) await signUp(world.ground, one, { slotId: project.slotId })
    await world.ground.transact(tx => setSlotsState(tx, project.id, ['open'], 'suspended'))
    const [own] = await ownSignups(world.ground, a)
    await withdraw(world.ground, a, own?.id ?? 0, '临时有事')
    expect(await stateOf(b)).toBe('waiting')
    await world.ground.transact(tx => setSlotsState(tx, project.id, ['suspended'], 'open'))
    expect(await promoteWhereFree(world.ground)).toBe(1)
    expect(await stateOf(b)).toBe('admitted')
    const before = world.now()
    world.at(project.startsAt)
    const [second] = await ownSignups(world.ground, b)
    await withdraw(world.ground, b, second?.id ?? 0, '堵在路上')
    expect([await promoteWhereFree(world.ground), await promote(world.ground, project.slotId)]).toEqual([
      0, 0,
    ])
    expect(await stateOf(c)).toBe('waiting')
    world.at(before)
  })
})

describe('being there', () => {
  test('a double scan over both processes is one attendance and no failure', async () => {
    const project = await world.aProject({ places: 30 })
    const people = await many(30)
    for (const person of people) await signUp(world.ground, person, { slotId: project.slotId })
    const before = world.now()
    world.at(project.startsAt)
    const { code } = await currentCode(world.ground, project.team.leader, project.shiftId)
    for (const person of people) {
      const answers = await Promise.allSettled(grounds.map(ground => scan(ground, person, { code })))
      expect(
        answers.map(one => (one.status === 'fulfilled' ? one.value.what : one.reason.code)).sort(),
      ).toEqual(['checkin.twice', 'in'])
    }
    expect(await sound()).toEqual([])

    // At the end two processes settle at once: each slot once, each hour once, and a run finds nothing left of the past.
    world.at(addMinutes(project.endsAt, 600))
    const settled = await Promise.all(grounds.map(closeEndedShifts))
    expect(sum(settled)).toBeGreaterThanOrEqual(30)
    expect(await Promise.all(grounds.map(closeEndedShifts))).toEqual([0, 0])
    const { rows } = await sql<{ n: number; people: number }>`
      select count(*) as n, count(distinct subject) as people from journal where kind = 'attendance.closed'`.execute(
      world.ground.db,
    )
    expect(rows[0]).toEqual({ n: 30, people: 30 })
    expect(await sound()).toEqual([])
    world.at(before)
  })
})

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
function later(days: number) {
  const day = new Date(world.now().getTime() + (days + 2) * 86_400_000).toISOString().slice(0, 10)
  return [{ startsAt: `${day}T01:00:00Z`, endsAt: `${day}T04:00:00Z` }]
}
/** Lets one transaction through and then does something else. */
function once(ground: Ground, then: () => never): Ground['transact'] {
  let calls = 0
  return work => (calls++ === 0 ? ground.transact(work) : then())
}
/** Until somebody waits for a lock in this database. */
async function blocked() {
  for (let tries = 0; tries < 200; tries++) {
    const { rows } = await world.ground.database.pool.query(
      'select 1 from pg_stat_activity where datname = current_database() and wait_event_type = $1',
      ['Lock'],
    )
    if (rows.length > 0) return
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  throw new Error('nobody waits')
}
