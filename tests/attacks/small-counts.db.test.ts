// A stranger who reads every public figure of every place and period learns nothing about one person: not from a cell, not by
// subtracting cells from sums, not by watching the screen. Whoever works there reads everything.
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Principal } from '../../src/foundation/access/access.ts'
import { catchUp } from '../../src/foundation/journal/listeners.ts'
import { sealAll } from '../../src/foundation/journal/sealer.ts'
import { watch } from '../../src/foundation/journal/watchers.ts'
import { signUp } from '../../src/participation/admission/service.ts'
import { scan } from '../../src/participation/checkin/scan.ts'
import { currentCode } from '../../src/participation/checkin/service.ts'
import type { Place } from '../../src/places/contract.ts'
import { confirm } from '../../src/records/confirming.ts'
import type { Dashboard, LiveFigures } from '../../src/statistics/contract.ts'
import { statisticsListener } from '../../src/statistics/folding.ts'
import { liveWatcher } from '../../src/statistics/live.ts'
import { proveStatistics, rebuildStatistics } from '../../src/statistics/rebuild.ts'
import { givesAccount } from '../support/accounts.ts'
import { aVisitor, signsIn, type Visitor } from '../support/visitor.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let app: FastifyInstance
/** Communities of one town: where six serve, where one serves, where five of the six serve, and the next. */
let many: Place
let lonely: Place
let some: Place
let fourth: Place
let regulars: Principal[]
let serving: { asStranger: LiveFigures; asHead: LiveFigures }
let head: Visitor

beforeAll(async () => {
  world = await aWorld()
  ;({ app } = await world.house())
  ;[many, lonely, some, fourth] = world.book.all.filter(one => one.parentCode === world.town.code) as [
    Place,
    Place,
    Place,
    Place,
  ]
  regulars = []
  for (let i = 0; i < 6; i++) regulars.push(await world.aVolunteer())
  const young = await world.aVolunteer({ birthDate: '2000-01-01' })
  await serve(many, regulars)
  await serve(lonely, [young])
  await serve(some, regulars.slice(0, 5))
  world.at('2026-12-07T01:00:00Z')
  await serve(many, regulars.slice(0, 1), async () => {
    const atWork = await signedIn('activity-coordination-head', world.book.district, '13900000001')
    serving = { asStranger: await live(), asHead: await live(atWork) }
  })
  await heard()
  // A session ends with its day: signed in only when the days have passed.
  head = await signedIn('activity-coordination-head', world.book.district, '13900000005')
})
afterAll(() => app.close())

/** People serve together in a place, two days from now; the leader confirms them. */
async function serve(place: Place, people: readonly Principal[], meanwhile?: () => Promise<void>) {
  const project = await world.aProject({
    team: await world.aTeam(place),
    communityCode: place.code,
  })
  for (const one of people) await signUp(world.ground, one, { slotId: project.slotId })
  for (const at of [project.startsAt, project.endsAt]) {
    world.at(at)
    const { code } = await currentCode(world.ground, project.team.leader, project.shiftId)
    for (const one of people) await scan(world.ground, one, { code })
    if (at === project.startsAt) await meanwhile?.()
  }
  const { rows } = await world.ground.database.pool.query<{ id: number }>(
    'select id from service_record where shift_id = $1',
    [project.shiftId],
  )
  await confirm(
    world.ground,
    project.team.leader,
    rows.map(row => row.id),
  )
}

async function heard() {
  await sealAll(world.ground.database.pool)
  await catchUp(world.ground, statisticsListener)
  while ((await watch(world.ground, liveWatcher)) > 0);
}

/** Somebody with a duty signs in by phone and password, as the pages do. */
async function signedIn(role: Parameters<World['aStaffMember']>[0], at: Place, phone: string) {
  const { personId } = await world.aVolunteer()
  await givesAccount(world, personId as number, phone, { role, nodeId: at.nodeId })
  const visitor = aVisitor(app)
  await signsIn(world, visitor, phone, true)
  return visitor
}

const stranger = () => aVisitor(app)
const live = async (who = stranger()): Promise<LiveFigures> => (await who.get('/api/statistics/live')).json()
async function dashboard(period: string, place: Place | null, who = stranger()): Promise<Dashboard> {
  const query = new URLSearchParams({ period, ...(place && { [place.level]: place.code }) })
  return (await who.get(`/api/statistics/dashboard?${query}`)).json()
}

/** What an attacker would have by taking from a sum all of its parts but one. */
const byDifference = (name: string, sum: number | null, parts: readonly (number | null)[]) =>
  sum !== null && parts.filter(part => part === null).length === 1
    ? [`${name}: ${sum - parts.reduce<number>((all, part) => all + (part ?? 0), 0)}`]
    : []
function differences(
  name: string,
  { total, kinds, ages, hours, trend, towns, communities, ...of }: Dashboard,
) {
  const cuts = { kinds, ages, hours }
  return [
    ...Object.entries(cuts).flatMap(([cut, rows]) =>
      byDifference(
        `${name} ${cut}`,
        total.records,
        rows.map(one => one.records),
      ),
    ),
    ...Object.entries({
      trend,
      ...(of.town === null ? { towns } : of.community === null && { communities }),
    }).flatMap(([cut, rows]) =>
      byDifference(
        `${name} ${cut}`,
        total.minutes,
        rows.map(one => one.minutes),
      ),
    ),
  ]
}

describe('a stranger', () => {
  test('reads nothing of a community, an age or a month of one person', async () => {
    for (const period of ['all', '2026', '2026-11']) {
      const own = await dashboard(period, lonely)
      expect(own).toMatchObject({ hides: true, total: { minutes: null, records: null } })
      expect([...own.kinds, ...own.ages, ...own.hours, ...own.calendar]).toEqual([])
      expect(own.trend.every(one => one.minutes === null && one.active === null)).toBe(true)
    }
    for (const period of ['all', '2026']) {
      const { communities, ages } = await dashboard(period, world.town)
      expect(communities.find(one => one.code === lonely.code)).toMatchObject({ minutes: null })
      expect(ages.find(one => one.ageBand === '18-27')).toMatchObject({ minutes: null, records: null })
    }
    for (const place of [null, world.town, many])
      expect((await dashboard('2026-12', place)).total).toMatchObject({ minutes: null, records: null })
    // Nobody of them has to be hidden where they stand among others.
    expect((await dashboard('2026', world.town)).total).toMatchObject({
      minutes: 13 * 180,
      records: 13,
      active: 7,
    })
    expect((await dashboard('all', some)).total).toMatchObject({ minutes: 5 * 180, records: 5 })
  })

  test('has none of it by subtraction', async () => {
    const found: string[] = []
    for (const period of ['all', '2026', '2026-11', '2026-12'])
      for (const place of [null, world.town, many, lonely, some])
        found.push(...differences(`${place?.name ?? ''} ${period}`, await dashboard(period, place)))
    expect(found).toEqual([])
    // The attack is one: with everything shown but the one community, it is had.
    const open = await dashboard('2026', world.town, head)
    const communities = open.communities.map(one =>
      one.code === lonely.code ? { ...one, minutes: null } : one,
    )
    expect(differences('town', { ...open, communities })).toEqual(['town communities: 180'])
  })

  test('sees no single person’s hours on the screen, nor that one person serves', async () => {
    expect(serving.asStranger.serving).toBeNull()
    expect(serving.asHead.serving).toBe(1)
    const told = (await live()).happenings.filter(one => one.kind === 'counted')
    expect(told.length).toBeGreaterThan(5)
    expect(told.every(one => one.minutes === null)).toBe(true)
    expect((await live(head)).happenings.find(one => one.kind === 'counted')).toMatchObject({ minutes: 180 })
  })

  test('reads who lives in a place only from five on', async () => {
    const { rows } = await world.ground.database.pool.query<{ n: number }>(
      `select count(*) as n from person where community_code = $1 and state = 'active'`,
      [lonely.code],
    )
    // Everybody of this world lives in one community; one moves to the next.
    expect(rows[0]?.n).toBe(0)
    const [mover] = regulars
    await world.ground.database.pool.query('update person set community_code = $1 where id = $2', [
      lonely.code,
      mover?.personId,
    ])
    // Another process has not counted them yet.
    const other = (await world.houseOf(await world.beside())).app
    const people = async (place: Place, who = aVisitor(other)) => {
      who.goTo(other)
      return (await who.get(`/api/statistics/dashboard?community=${place.code}`)).json().people
    }
    expect(await people(lonely)).toMatchObject({ registered: null, verified: null })
    expect(await people(many)).toMatchObject({ registered: null, verified: null })
    expect(await people(lonely, head)).toMatchObject({ registered: 1, verified: 1 })
    head.goTo(app)
    await other.close()
  })
})

describe('staff', () => {
  test('of the town read everything of it, and of the district what strangers read; nobody keeps their answers', async () => {
    const clerk = await signedIn('town-clerk', world.town, '13900000002')
    const next = world.book.towns.find(one => one.code !== world.town.code) as Place
    const neighbour = await signedIn('town-clerk', next, '13900000003')
    const keeper = await signedIn('station-keeper', lonely, '13900000004')
    for (const who of [clerk, keeper, head])
      expect(await dashboard('2026', lonely, who)).toMatchObject({
        hides: false,
        total: { minutes: 180, records: 1 },
        ages: [{ ageBand: '18-27', records: 1 }],
      })
    expect((await dashboard('2026-12', world.town, clerk)).total).toMatchObject({ records: 1, active: 1 })
    for (const who of [neighbour, stranger()])
      expect((await dashboard('2026', lonely, who)).total).toMatchObject({ minutes: null })
    expect((await dashboard('2026-12', null, clerk)).total).toMatchObject({ minutes: null })
    expect((await dashboard('2026-12', null, head)).total).toMatchObject({ records: 1 })
    const kept = async (who: Visitor) => {
      const { headers } = await who.get('/api/statistics/dashboard')
      return [headers['cache-control'], headers.vary]
    }
    expect(await kept(stranger())).toEqual(['public, max-age=5', 'cookie, authorization'])
    expect(await kept(clerk)).toEqual(['no-store', 'cookie, authorization'])
  })
})

describe('who stands behind a cell', () => {
  const proven = async () => {
    const { behind, proofs } = await proveStatistics(world.ground)
    return [behind, ...proofs.filter(one => one.differing > 0).map(one => one.table)]
  }
  const shown = async () => (await dashboard('all', fourth)).total.records

  test('is counted by the living: an entry that turns out to be somebody else’s makes no fifth', async () => {
    const [beside, later] = [await world.aVolunteer(), await world.aVolunteer()]
    await serve(fourth, [...regulars.slice(0, 4), beside])
    await serve(fourth, [later])
    await heard()
    expect(await shown()).toBe(6)
    const join = (entry: Principal, into: Principal | undefined) =>
      world.merge(entry.personId as number, into?.personId as number)
    // Two records of one time both wait, and four people are left; one of them counts, and whoever of the kept five is gone, the sixth
    // takes their place.
    await join(beside, regulars[0])
    await heard()
    expect(await shown()).toBeNull()
    const asked = await world.ground.database.pool.query<{ subject: string }>(
      `select subject from review where kind = 'overlap' and state = 'open'`,
    )
    const decider = await world.aStaffMember('activity-coordination-head', world.book.district)
    await world.decide(decider, asked.rows[0]?.subject ?? '', 'pass')
    await heard()
    expect(await shown()).toBe(5)
    expect(await proven()).toEqual([0])
    // Five records, and of them two are of one person.
    await join(later, regulars[1])
    await heard()
    expect(await shown()).toBeNull()
    expect(await proven()).toEqual([0])
    await world.part(later.personId as number)
    await heard()
    expect(await shown()).toBe(5)
    expect(await proven()).toEqual([0])
  })

  test('cannot be made up: a falsified crowd is found, and put right', async () => {
    await world.ground.database.pool.query(
      `update stat_crowd set people = '{1,2,3,4,5}' where place = $1 and dimension = 'whole'`,
      [lonely.code],
    )
    expect(await proven()).toEqual([0, 'stat_crowd'])
    await rebuildStatistics(world.ground)
    expect(await proven()).toEqual([0])
    expect((await dashboard('all', lonely)).total.minutes).toBeNull()
  })
})
