// Insurance behind a service: two people behind a contract, no code without one in force, and hours that wait for it.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, noDeclarations, type World } from '../../tests/support/world.ts'
import { verifyDistrict } from '../app/verify.ts'
import type { Principal } from '../foundation/access/access.ts'
import { addDays, localDay } from '../foundation/clock.ts'
import { Refusal } from '../foundation/refusals.ts'
import { signUp } from '../participation/admission/service.ts'
import { closeEndedShifts } from '../participation/checkin/ending.ts'
import { scan } from '../participation/checkin/scan.ts'
import { currentCode } from '../participation/checkin/service.ts'
import { nameCover } from '../projects/covering.ts'
import { submitProject, writeProject } from '../projects/drafting.ts'
import { publicProject } from '../projects/service.ts'
import { confirm } from '../records/confirming.ts'
import type { NewCover } from './contract.ts'
import { confirmCover, coverFor, coversFor, enterCover, withdrawCover } from './service.ts'

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
let serial = 0
const asked = (over: Partial<NewCover> = {}): NewCover => ({
  homeCode: world.town.code,
  insurer: '中国人保',
  policyNo: `T-${++serial}`,
  from: '2026-01-01',
  until: '2027-12-31',
  limits: [{ what: '意外身故', fen: 50_000_000 }],
  ageFrom: 6,
  ageTo: 80,
  premiumFen: 1_200,
  payer: 'town',
  territory: '上海市',
  ...over,
})
const clerkOf = () => world.aStaffMember('town-clerk')
const recordOf = async (who: Principal) =>
  (
    await sql<{ id: number; state: string; waits: string[] }>`
      select id, state, waits from service_record where person_id = ${who.personId}`.execute(world.ground.db)
  ).rows[0]

test('a contract is entered by one and confirmed by another, once, and named below the place that has it', async () => {
  const { ground } = world
  const [one, two] = [await clerkOf(), await clerkOf()]
  const id = await enterCover(ground, one, asked({ policyNo: 'T-A' }))
  expect(await codeOf(enterCover(ground, two, asked({ policyNo: 'T-A' })))).toBe('cover.known')
  expect(await codeOf(confirmCover(ground, one, id))).toBe('cover.own')
  const outcomes = await Promise.all([
    codeOf(confirmCover(ground, two, id)),
    codeOf(confirmCover(ground, two, id)),
  ])
  expect(outcomes.sort()).toEqual(['cover.state', 'done'])
  const { id: team, leader } = await world.aTeam()
  expect((await coversFor(ground, leader, team)).map(cover => cover.policyNo)).toContain('T-A')
  const elsewhere = world.book.all.find(
    place => place.level === 'community' && place.parentCode !== world.town.code,
  )
  const far = await world.aTeam(elsewhere)
  expect((await coversFor(ground, far.leader, far.id)).map(cover => cover.policyNo)).not.toContain('T-A')
  const draft = world.aDraft(far.id, { coverId: id, insurance: null })
  expect(await codeOf(writeProject(ground, far.leader, draft))).toBe('cover.none')
  expect(await codeOf(enterCover(ground, one, asked({ from: '2027-01-01', until: '2026-12-31' })))).toBe(
    'cover.term',
  )
  expect(await codeOf(enterCover(ground, one, asked({ ageFrom: 80, ageTo: 6 })))).toBe('cover.ages')
})

test('what a writer says in a draft is a contract that waits; whoever passes the project confirms it', async () => {
  const { ground } = world
  const team = await world.aTeam()
  const said = { insurer: '太平洋保险', policyNo: 'D-1', from: '2026-01-01', until: '2027-12-31' }
  const draft = world.aDraft(team.id, { insurance: said })
  const id = await writeProject(ground, team.leader, draft)
  const again = await writeProject(ground, team.leader, { ...draft, title: '再写一次' })
  const covers = (await coversFor(ground, team.leader, team.id)).filter(one => one.policyNo === 'D-1')
  expect(covers).toMatchObject([{ state: 'waiting', insurer: '太平洋保险' }])
  await submitProject(ground, team.leader, id, { answers: noDeclarations })
  await world.decide(await clerkOf(), `project:${id}`, 'pass')
  const cover = await coverFor(ground.db, covers[0]?.id ?? 0)
  expect(cover?.state).toBe('confirmed')
  expect(cover?.confirmedBy).not.toBe(cover?.enteredBy)
  expect(await publicProject(ground, id)).toMatchObject({ coverId: cover?.id, cover: said })
  expect(again).not.toBe(id)
})

test('no code is shown without a contract in force; what was served all the same waits for one, and counts when it comes', async () => {
  const { ground } = world
  const today = localDay(world.now())
  const clerk = await clerkOf()
  const coverId = await enterCover(ground, clerk, asked())
  await confirmCover(ground, await clerkOf(), coverId)
  const project = await world.aProject({ coverId, insurance: null })
  const { leader } = project.team
  const person = await world.aVolunteer()
  await signUp(ground, person, { slotId: project.slotId })
  world.at(project.startsAt)
  const { code } = await currentCode(ground, leader, project.shiftId)
  await withdrawCover(ground, clerk, coverId, '保险公司退保')
  expect(await codeOf(currentCode(ground, leader, project.shiftId))).toBe('checkin.uncovered')
  // The phone had seen the code before.
  await scan(ground, person, { code })
  world.at(new Date(project.endsAt.getTime() + 3 * 3_600_000))
  await closeEndedShifts(ground)
  const born = await recordOf(person)
  expect(born?.waits).toEqual(['cover', 'confirmation'])
  await confirm(ground, leader, [born?.id ?? 0], [born?.id ?? 0])
  expect(await recordOf(person)).toMatchObject({ state: 'pending', waits: ['cover'] })

  // A contract that does not reach back to the day changes nothing; one that does makes the hour count once it is confirmed.
  const short = await enterCover(ground, clerk, asked({ from: addDays(today, 30) }))
  await confirmCover(ground, await clerkOf(), short)
  await nameCover(ground, leader, project.id, short)
  expect(await recordOf(person)).toMatchObject({ state: 'pending', waits: ['cover'] })
  const whole = await enterCover(ground, clerk, asked())
  await nameCover(ground, leader, project.id, whole)
  expect(await recordOf(person)).toMatchObject({ state: 'pending', waits: ['cover'] })
  await confirmCover(ground, await clerkOf(), whole)
  expect(await recordOf(person)).toMatchObject({ state: 'counted', waits: [] })
})
