// Sites: who registers one, where it stands in the tree, what a project takes from it, and that none closes over what is announced.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, principal, type World } from '../../tests/support/world.ts'
import { verifyDistrict } from '../app/verify.ts'
import { addDays, localDay } from '../foundation/clock.ts'
import { Refusal } from '../foundation/refusals.ts'
import { signUp } from '../participation/admission/service.ts'
import { roster } from '../participation/checkin/roster.ts'
import { scan } from '../participation/checkin/scan.ts'
import { currentCode } from '../participation/checkin/service.ts'
import { gcj02Of } from '../places/datum.ts'
import { deskProject } from '../projects/desk.ts'
import { writeProject } from '../projects/drafting.ts'
import { endProject } from '../projects/ending.ts'
import { closeSite, registerSite, sitePage } from './service.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})
afterAll(async () => {
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
})

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    error => (error instanceof Refusal ? error.code : Promise.reject(error)),
  )
const METRES_NORTH = 1 / 111_195

test('a village station stands at its community, every other site below whoever registers it', async () => {
  const { ground, community, town } = world
  const clerk = await world.aStaffMember('town-clerk')
  const asked = {
    kind: 'village-station',
    name: '广富林志愿服务站',
    address: '文诚路 9 号',
    registrarCode: community.code,
    communityCode: community.code,
    lat: community.lat,
    lng: community.lng,
    datum: 'GCJ-02' as const,
    radius: 150,
    hours: [{ days: [1, 2, 3], from: '09:00', until: '17:00' }],
    organizationId: null,
    validFrom: '2026-01-01',
  }
  const station = await registerSite(ground, clerk, asked)
  expect(await sitePage(ground, station)).toMatchObject({ communityName: community.name, radius: 150 })
  // Its keeper, granted at the community, is the one who may close it; a leader is not.
  const keeper = principal(0, {
    personId: null,
    grants: [{ role: 'town-clerk', nodeId: community.nodeId }],
  })
  const { leader } = await world.aTeam()
  const on = addDays(localDay(world.now()), 20)
  expect(await codeOf(closeSite(ground, leader, station, { on, reason: '搬迁' }))).toBe('forbidden')
  expect(await codeOf(closeSite(ground, keeper, station, { on: '2026-11-22', reason: '搬迁' }))).toBe(
    'site.before',
  )
  expect(await codeOf(closeSite(ground, keeper, station, { on, reason: '搬迁' }))).toBe('done')
  expect(await codeOf(closeSite(ground, keeper, station, { on, reason: '搬迁' }))).toBe('site.closed')

  const ask = (over: object) =>
    codeOf(registerSite(ground, clerk, { ...asked, kind: 'service-point', ...over }))
  const elsewhere = world.book.all.find(one => one.level === 'community' && one.parentCode !== town.code)
  expect(await ask({ communityCode: elsewhere?.code, registrarCode: town.code })).toBe('site.place')
  expect(await ask({ communityCode: elsewhere?.code, registrarCode: elsewhere?.code })).toBe('forbidden')
  expect(await ask({ kind: 'castle' })).toBe('site.kind')
  expect(await ask({ organizationId: 999_999 })).toBe('site.host')
  expect(await ask({ hours: [...asked.hours, { days: [3], from: '16:00', until: '18:00' }] })).toBe(
    'site.hours',
  )
  expect(await ask({ name: '五龙湖服务点', registrarCode: town.code })).toBe('done')
  expect(await ask({ name: '五龙湖服务点', registrarCode: town.code })).toBe('site.name-taken')
})

test('a project at a site is where the site is, and a check-in is at the place within its radius', async () => {
  const { ground, community } = world
  const drawn = gcj02Of(community)
  const siteId = await world.aSite({ name: '图书馆西门', ...drawn, datum: 'GCJ-02', radius: 60 })
  const project = await world.aProject({
    siteId,
    placeName: '不算数',
    communityCode: null,
    lat: null,
    lng: null,
  })
  const { leader } = project.team
  const near = await world.aVolunteer()
  const far = await world.aVolunteer()
  for (const one of [near, far]) await signUp(ground, one, { slotId: project.slotId })
  world.at(project.startsAt)
  const { code } = await currentCode(ground, leader, project.shiftId)
  const at = (metres: number) => ({
    lat: community.lat + metres * METRES_NORTH,
    lng: community.lng,
    datum: 'WGS-84' as const,
  })
  const answer = await scan(ground, near, { code, position: at(40) })
  expect(answer.metres).toBeGreaterThan(35)
  expect(answer.metres).toBeLessThan(45)
  await scan(ground, far, { code, position: at(80) })
  const list = await roster(ground, leader, project.shiftId)
  expect(list.placeName).toBe('图书馆西门')
  expect(list.people.map(one => [one.personId, one.flags])).toEqual([
    [near.personId, []],
    [far.personId, ['far']],
  ])
})

test('a site does not close over a shift that is announced there, and takes no shift after its last day', async () => {
  const { ground, district } = world
  const siteId = await world.aSite()
  const project = await world.aProject({ siteId })
  const day = localDay(project.startsAt)
  const close = (on: string) => codeOf(closeSite(ground, district, siteId, { on, reason: '大修' }))
  expect(await close(addDays(day, -1))).toBe('project.at-site')
  await endProject(ground, district, project.id, 'cancel', '大修')
  expect(await close(addDays(day, -1))).toBe('done')
  world.at(`${day}T01:00:00Z`)
  expect(await codeOf(world.aProject({ siteId }))).toBe('project.site')
})

test('nothing is announced at a site for a day on which it is none', async () => {
  const { ground } = world
  const siteId = await world.aSite({ validFrom: addDays(localDay(world.now()), 10) })
  const team = await world.aTeam()
  const id = await writeProject(ground, team.leader, world.aDraft(team.id, { siteId }))
  expect((await deskProject(ground, team.leader, id)).gaps.map(one => one.rule)).toContain('site-days')
})
