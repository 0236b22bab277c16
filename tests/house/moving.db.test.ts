// Somebody moves: from that day on they count for the new town, what was before stays where it was, whoever looks after them changes.
import { beforeAll, describe, expect, test } from 'vitest'
import { verifyDistrict } from '../../src/app/verify.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { addMinutes } from '../../src/foundation/clock.ts'
import type { Refusal } from '../../src/foundation/refusals.ts'
import { signUp } from '../../src/participation/admission/service.ts'
import { enterByRoster } from '../../src/participation/checkin/service.ts'
import { personPage } from '../../src/people/desk.ts'
import { moveAtStation, moveOwn } from '../../src/people/moving.ts'
import type { Place } from '../../src/places/contract.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let team: Awaited<ReturnType<World['aTeam']>>
let there: Place
let beyond: Place
let clerk: Principal
beforeAll(async () => {
  world = await aWorld()
  team = await world.aTeam()
  clerk = await world.aStaffMember('town-clerk')
  const town = world.book.townNamed('岳阳街道')
  const [first, second] = world.book.all.filter(one => one.parentCode === town?.code)
  there = first as Place
  beyond = second as Place
})
const idOf = (one: Principal) => one.personId as number
const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'done',
    (error: Refusal) => error.code,
  )
const DAY = 24 * 60
const nextMorning = () => {
  const day = new Date(world.now())
  day.setUTCHours(25, 0, 0, 0)
  return day
}
const aShift = (from: Date) =>
  world.aProject({
    team,
    shifts: [{ startsAt: from.toISOString(), endsAt: addMinutes(from, 120).toISOString() }],
  })
const homesOf = async (who: Principal) =>
  (
    await world.ground.database.pool.query(
      `select day::text, home_community as home, home_town as town from service_record where person_id = $1 order by day`,
      [idOf(who)],
    )
  ).rows
const noted = { communityCode: '', reason: '看了新居住证' }

describe('somebody who moves', () => {
  test('counts for the new town from that day on, and for the old one on the days before, whenever the hour is entered', async () => {
    const person = await world.aVolunteer()
    const [before, late] = [await aShift(nextMorning()), await aShift(addMinutes(nextMorning(), DAY))]
    await world.served(world.at, before, person)
    await signUp(world.ground, person, { slotId: late.slotId })
    world.at(addMinutes(late.endsAt, DAY))
    await moveAtStation(world.ground, clerk, idOf(person), { ...noted, communityCode: there.code })
    // Its list came late: on that day they lived where they did.
    await enterByRoster(world.ground, team.leader, late.shiftId, {
      personId: idOf(person),
      slotId: late.slotId,
      inAt: late.startsAt.toISOString(),
      outAt: late.endsAt.toISOString(),
      reason: '纸上签到，后来才交',
    })
    const after = await aShift(nextMorning())
    await world.served(world.at, after, person)
    const [old, town] = [world.community.code, world.town.code]
    expect(await homesOf(person)).toMatchObject([
      { home: old, town },
      { home: old, town },
      { home: there.code, town: there.parentCode },
    ])
    expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
  })

  test('is looked after there from now on, with where they lived before', async () => {
    const person = await world.aVolunteer()
    await moveAtStation(world.ground, clerk, idOf(person), { ...noted, communityCode: there.code })
    expect(await codeOf(personPage(world.ground, clerk, idOf(person)))).toBe('forbidden')
    const theirs = await world.aStaffMember('town-clerk', world.book.townNamed('岳阳街道'))
    expect(await personPage(world.ground, theirs, idOf(person))).toMatchObject({
      person: { communityCode: there.code },
      homes: [{ name: `${world.town.name} ${world.community.name}` }],
      history: expect.arrayContaining([expect.objectContaining({ kind: 'person.moved' })]),
    })
  })

  test('says so on the phone, not again within the days of the rule, and the station may', async () => {
    const person = await world.aVolunteer()
    const moves = (communityCode: string) => codeOf(moveOwn(world.ground, person, { communityCode }))
    expect(await moves(world.community.code)).toBe('move.same')
    expect(await moves(world.town.code)).toBe('person.place')
    expect(await moves(there.code)).toBe('done')
    expect(await moves(beyond.code)).toBe('move.lately')
    const theirs = await world.aStaffMember('town-clerk', world.book.townNamed('岳阳街道'))
    await moveAtStation(world.ground, theirs, idOf(person), { ...noted, communityCode: beyond.code })
    world.at(addMinutes(world.now(), 30 * DAY))
    expect(await moves(there.code)).toBe('done')
    const homes = (await personPage(world.ground, theirs, idOf(person))).homes
    expect(homes.map(one => one.name.split(' ')[1])).toEqual([beyond.name, there.name, world.community.name])
  })

  test('pressing twice moves once; nobody moves somebody of another household, nor staff their own', async () => {
    const [person, stranger] = [await world.aVolunteer(), await world.aVolunteer()]
    const twice = await Promise.all(
      [there, there].map(one => codeOf(moveOwn(world.ground, person, { communityCode: one.code }))),
    )
    expect(twice.sort()).toEqual(['done', 'move.lately'])
    expect(
      await codeOf(moveOwn(world.ground, stranger, { communityCode: there.code, for: idOf(person) })),
    ).toBe('forbidden')
    const own = { ...noted, communityCode: there.code }
    expect(await codeOf(moveAtStation(world.ground, clerk, idOf(clerk), own))).toBe('verify.self')
  })

  test('is one person with another entry: the one they live as moves', async () => {
    const [person, twin] = [await world.aVolunteer(), await world.aVolunteer()]
    await world.merge(idOf(twin), idOf(person))
    await moveOwn(world.ground, twin, { communityCode: there.code })
    expect((await personPage(world.ground, world.district, idOf(person))).person.communityCode).toBe(
      there.code,
    )
    await world.part(idOf(twin))
    expect((await personPage(world.ground, world.district, idOf(twin))).person.communityCode).toBe(
      world.community.code,
    )
  })
})
