// A figure opens to exactly what it counts: the list's total and sum are the figure's, however it was cut.
import { beforeAll, expect, test } from 'vitest'
import { figuresOfDesk } from '../../src/app/overview/service.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import type { Ground, List, ListRow } from '../../src/foundation/ground.ts'
import { startReading } from '../../src/foundation/journal/reading.ts'
import { totalOf } from '../../src/foundation/lists/lists.ts'
import { peopleList } from '../../src/people/lists.ts'
import type { Place } from '../../src/places/contract.ts'
import { projectList } from '../../src/projects/lists.ts'
import { confirm } from '../../src/records/confirming.ts'
import { recordList } from '../../src/records/lists.ts'
import { servedList } from '../../src/statistics/lists.ts'
import { dashboardOf } from '../../src/statistics/service.ts'
import { walkList } from '../support/walk.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let ground: Ground
beforeAll(async () => {
  world = await aWorld()
  ground = world.ground
}, 120_000)
const walk = <Row extends ListRow>(list: List<Row>, actor: Principal, query: object) =>
  walkList(ground, list, actor, query)

test('of the district, a town and each cell: the list’s total and sum are the figure’s, for whoever works there', async () => {
  const { book } = world
  const other = book.towns.find(one => one.code !== world.town.code) as Place
  const there = book.all.find(one => one.parentCode === other.code) as Place
  const ours = await world.aTeam()
  const theirs = await world.aTeam(there)
  const volunteer = await world.aVolunteer()
  const begun = world.now()
  for (const [team, place] of [
    [ours, world.community],
    [theirs, there],
    // A team of the other town serves in ours: our town's figures count it.
    [theirs, world.community],
  ] as const) {
    const project = await world.aProject({
      team,
      communityCode: place.code,
      shifts: [
        {
          startsAt: new Date(world.now().getTime() + 3_600_000).toISOString(),
          endsAt: new Date(world.now().getTime() + 4 * 3_600_000).toISOString(),
        },
      ],
    })
    await world.served(world.at, project, volunteer)
    const waiting = await walk(recordList, team.leader, { state: 'pending' })
    await confirm(
      ground,
      team.leader,
      waiting.map(one => one.id),
    )
  }
  const reading = startReading(ground, () => {}, 20)
  const head = world.district
  const clerk = await world.aStaffMember('town-clerk')
  const check = async (
    actor: Principal,
    town: string | null,
    list: List,
    query: object,
    n: number,
    minutes?: number,
  ) => {
    const total = await totalOf(ground, actor, list, { ...query, ...(town && { town }) })
    expect(total).toMatchObject({ total: n, more: false, figure: { total: n } })
    if (minutes !== undefined)
      expect(total).toMatchObject({ sums: { minutes }, figure: { sums: { minutes } } })
    expect(await walk(list, actor, { ...query, ...(town && { town }) })).toHaveLength(n)
  }
  await expect
    .poll(async () => (await dashboardOf(ground, 'all', null)).total.records, { timeout: 20_000 })
    .toBe(3)
  await reading.stop()
  for (const [actor, town] of [
    [head, null],
    [head, world.town.code],
    [head, other.code],
    [clerk, world.town.code],
  ] as const) {
    const { total, people, kinds, ages, hours } = await dashboardOf(ground, 'all', town)
    await check(actor, town, recordList, { state: 'counted' }, total.records, total.minutes)
    await check(actor, town, servedList, { period: 'all' }, total.active ?? 0)
    await check(actor, town, projectList, { published: 'yes' }, total.projects ?? 0)
    await check(actor, town, peopleList, { state: 'active', tier: 'real-name' }, people.verified)
    for (const { kind, records, minutes } of kinds)
      await check(actor, town, recordList, { state: 'counted', kind }, records, minutes)
    for (const { ageBand, sex, records, minutes } of ages)
      await check(actor, town, recordList, { state: 'counted', ageBand, sex }, records, minutes)
    for (const { weekday, hour, records } of hours)
      await check(actor, town, recordList, { state: 'counted', weekday, hour }, records)
  }
  // A town's clerk sees their town, and nothing of what was served elsewhere by others.
  expect((await walk(recordList, clerk, { state: 'counted' })).length).toBe(
    (await dashboardOf(ground, 'all', world.town.code)).total.records,
  )
  // A community's keeper reads their own figures at the list's head; of the town's they are told that there is more.
  const keeper = await world.aStaffMember('station-keeper', world.community)
  const { total: ofOurs } = await dashboardOf(ground, 'all', world.community.code)
  const counted = { state: 'counted', community: world.community.code }
  await check(keeper, null, recordList, counted, ofOurs.records, ofOurs.minutes)
  for (const [actor, query] of [
    [keeper, { state: 'counted', town: world.town.code }],
    [clerk, { state: 'counted', town: other.code }],
    [clerk, { state: 'counted' }],
  ] as const)
    expect(await totalOf(ground, actor, recordList, query)).toMatchObject({ beyond: true })
  expect(await totalOf(ground, head, recordList, { state: 'counted' })).not.toHaveProperty('beyond')
  await expect(figuresOfDesk(ground, clerk)).resolves.toMatchObject({ place: { code: world.town.code } })
  await expect(figuresOfDesk(ground, ours.leader)).resolves.toBeNull()
  expect((await figuresOfDesk(ground, clerk))?.minutes).toBe(
    (await dashboardOf(ground, 'all', world.town.code)).total.minutes,
  )
  world.at(begun)
}, 120_000)
