// A licence from the day it is entered to the day it is over: who confirms it, what it opens, and two who decide at once.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPdf } from '../../tests/support/samples.ts'
import { sender } from '../../tests/support/sending.ts'
import { aWorld, type World } from '../../tests/support/world.ts'
import { verifyDistrict } from '../app/verify.ts'
import type { Principal } from '../foundation/access/access.ts'
import { addDays, localDay } from '../foundation/clock.ts'
import { Refusal } from '../foundation/refusals.ts'
import { runDueTimers } from '../foundation/timers/runner.ts'
import { signUp } from '../participation/admission/service.ts'
import { scan } from '../participation/checkin/scan.ts'
import { currentCode } from '../participation/checkin/service.ts'
import { slotsForMe } from '../participation/service.ts'
import { confirmQualification, enterFor, enterOwn, moveQualification, qualificationsOf } from './service.ts'

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
const idOf = (who: Principal) => who.personId as number
const clerkOf = () => world.aStaffMember('town-clerk')
const basic = { kind: 'sign-language', number: '', validFrom: '2026-01-01', validUntil: null, files: [] }
const stateOf = async (who: Principal) => (await qualificationsOf(world.ground, idOf(who)))[0]?.state
/** A project whose one position needs somebody who signs. */
const signing = (over: object = {}) =>
  world.aProject({
    positions: [{ name: '手语翻译', places: 2, requirement: '', needs: ['sign-language'] }],
    ...over,
  })
async function signer(): Promise<Principal & { qualification: number }> {
  const person = await world.aVolunteer()
  const qualification = await enterOwn(world.ground, person, basic)
  await confirmQualification(world.ground, await clerkOf(), qualification)
  return { ...person, qualification }
}

test('what a position needs is asked at sign-up: the refusal says what is missing and how to get it', async () => {
  const { ground } = world
  const project = await signing()
  const person = await world.aVolunteer()
  const refused = await signUp(ground, person, { slotId: project.slotId }).catch(error => error)
  expect(refused).toMatchObject({ code: 'signup.unqualified' })
  expect(refused.say('zh')).toBe(
    '这个岗位要有：手语。有证的请到街镇中心登记核对；没有的，可报名培训部的手语课。',
  )
  const [slot] = await slotsForMe(ground, person, project.id)
  expect(slot?.obstacle).toEqual({ code: 'signup.unqualified', lacks: ['sign-language'] })

  // Entered it opens nothing; confirmed by somebody else it does.
  const id = await enterOwn(ground, person, basic)
  expect(await codeOf(signUp(ground, person, { slotId: project.slotId }))).toBe('signup.unqualified')
  await confirmQualification(ground, await clerkOf(), id)
  expect((await signUp(ground, person, { slotId: project.slotId })).state).toBe('admitted')
})

test('it goes by the living person: what one entry holds opens the door for the other', async () => {
  const { ground } = world
  const one = await signer()
  const other = await world.aVolunteer()
  await world.merge(idOf(one), idOf(other))
  const project = await signing()
  expect((await signUp(ground, other, { slotId: project.slotId })).state).toBe('admitted')
})

test('nobody confirms their own, nor what they entered, nor their household’s', async () => {
  const { ground } = world
  const clerk = await clerkOf()
  const own = await enterOwn(ground, clerk, basic)
  expect(await codeOf(confirmQualification(ground, clerk, own))).toBe('qualification.own')
  const person = await world.aVolunteer()
  const entered = await enterFor(ground, clerk, idOf(person), basic)
  expect(await codeOf(confirmQualification(ground, clerk, entered))).toBe('qualification.own')
  expect(await codeOf(confirmQualification(ground, person, entered))).toBe('forbidden')
  expect(await codeOf(confirmQualification(ground, await clerkOf(), entered))).toBe('done')
  const elsewhere = await world.aStaffMember('town-clerk', world.book.towns.at(-1))
  expect(await codeOf(moveQualification(ground, elsewhere, entered, 'withdraw', '不归我管'))).toBe(
    'forbidden',
  )
})

test('suspended between sign-up and check-in, nobody checks in; resumed, they do', async () => {
  const { ground } = world
  const person = await signer()
  const project = await signing()
  await signUp(ground, person, { slotId: project.slotId })
  const clerk = await clerkOf()
  await moveQualification(ground, clerk, person.qualification, 'suspend', '证件存疑')
  world.at(project.startsAt)
  const { code } = await currentCode(ground, project.team.leader, project.shiftId)
  expect(await codeOf(scan(ground, person, { code }))).toBe('checkin.unqualified')
  await moveQualification(ground, clerk, person.qualification, 'resume', '已核实')
  expect((await scan(ground, person, { code })).what).toBe('in')
  world.at('2026-11-23T01:00:00Z')
})

test('of two who decide at once one is first, and the other is told', async () => {
  const { ground } = world
  const person = await world.aVolunteer()
  const id = await enterOwn(ground, person, basic)
  const clerks = await Promise.all([1, 2, 3].map(clerkOf))
  const confirmed = await Promise.all(clerks.map(clerk => codeOf(confirmQualification(ground, clerk, id))))
  expect(confirmed.sort()).toEqual(['done', 'qualification.state', 'qualification.state'])
  const [one, two] = clerks as [Principal, Principal, Principal]
  const both = await Promise.all([
    codeOf(moveQualification(ground, one, id, 'withdraw', '登记错了人')),
    codeOf(moveQualification(ground, two, id, 'suspend', '证件存疑')),
  ])
  // Withdrawing comes after suspending as well; suspending never after withdrawing.
  expect(both[0]).toBe('done')
  expect(['done', 'qualification.state']).toContain(both[1])
  expect(await stateOf(person)).toBe('withdrawn')
})

test('what a kind asks for: its picture, its longest term; and the same paper is entered once', async () => {
  const { ground } = world
  const person = await world.aVolunteer()
  const aid = { ...basic, kind: 'first-aid', number: 'R-7' }
  const ask = (over: object) => codeOf(enterOwn(ground, person, { ...aid, ...over }))
  expect(await ask({})).toBe('qualification.file')
  expect(await ask({ validUntil: '2029-01-01' })).toBe('qualification.term')
  expect(await ask({ validFrom: '2023-01-01' })).toBe('qualification.over')
  expect(await ask({ kind: 'flying' })).toBe('qualification.kind')
  const house = await world.house()
  const token = await world.tokenOf(person)
  const files = sender(house.app, token)
  const { body } = await files.send('证书.pdf', aPdf(), 'qualification.certificate')
  expect(await ask({ files: [body.id] })).toBe('done')
  expect(await ask({ kind: 'sign-language' })).toBe('done')
  expect(await ask({ kind: 'sign-language' })).toBe('qualification.known')
  const [, first] = await qualificationsOf(ground, idOf(person))
  expect(first).toMatchObject({ kind: 'first-aid', validUntil: '2027-12-31' })
  await house.app.close()
})

test('on the day after its last it is over by itself, and opens nothing meanwhile', async () => {
  const { ground } = world
  const today = localDay(world.now())
  const person = await world.aVolunteer()
  const id = await enterOwn(ground, person, { ...basic, validUntil: addDays(today, 3) })
  await confirmQualification(ground, await clerkOf(), id)
  const day = addDays(today, 4)
  const late = await signing({ shifts: [{ startsAt: `${day}T01:00:00Z`, endsAt: `${day}T04:00:00Z` }] })
  expect(await codeOf(signUp(ground, person, { slotId: late.slotId }))).toBe('signup.unqualified')
  expect(await codeOf(signUp(ground, person, { slotId: (await signing()).slotId }))).toBe('done')
  world.at(`${addDays(today, 3)}T15:59:00Z`)
  await runDueTimers(ground)
  expect(await stateOf(person)).toBe('confirmed')
  world.at(`${addDays(today, 3)}T16:00:00Z`)
  await runDueTimers(ground)
  expect(await stateOf(person)).toBe('expired')
  expect(await codeOf(moveQualification(ground, await clerkOf(), id, 'resume', '再用一次'))).toBe(
    'qualification.state',
  )
})
