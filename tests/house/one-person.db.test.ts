// One human with several entries: joined, joined on, parted. Whatever happens in between, nobody holds two places at one time, and every
// minute that was served is there once, with the entry that served it.
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { verifyDistrict } from '../../src/app/verify.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { addMinutes } from '../../src/foundation/clock.ts'
import type { Refusal } from '../../src/foundation/refusals.ts'
import { ownTeams } from '../../src/organizations/service.ts'
import { signUp } from '../../src/participation/admission/service.ts'
import { scan } from '../../src/participation/checkin/scan.ts'
import { currentCode, enterByRoster } from '../../src/participation/checkin/service.ts'
import { promoteWhereFree } from '../../src/participation/signups/promotion.ts'
import { ownSignup, withdraw } from '../../src/participation/signups/service.ts'
import { besideEachOther, mergePage, proposeMerge } from '../../src/people/merging.ts'
import { personFacts } from '../../src/people/service.ts'
import { accept, confirm } from '../../src/records/confirming.ts'
import { dispute } from '../../src/records/corrections.ts'
import { overlapPage } from '../../src/records/overlaps.ts'
import { ownHours } from '../../src/records/own.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let team: Awaited<ReturnType<World['aTeam']>>
beforeAll(async () => {
  world = await aWorld()
  team = await world.aTeam()
})
const idOf = (one: Principal) => one.personId as number
const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'done',
    (error: Refusal) => error.code,
  )
const rows = async <Row>(query: string, values: unknown[] = []): Promise<Row[]> =>
  (await world.ground.database.pool.query(query, values)).rows
const livingOf = async (one: Principal) =>
  (await personFacts(world.ground.db, [idOf(one)])).get(idOf(one))?.id ?? 0
const shift = (from: Date, hours: number, places = 20) =>
  world.aProject({
    team,
    places,
    shifts: [{ startsAt: from.toISOString(), endsAt: addMinutes(from, hours * 60).toISOString() }],
  })
type Shift = Awaited<ReturnType<typeof shift>>
const code = async (of: Shift) => (await currentCode(world.ground, team.leader, of.shiftId)).code
const press = async (person: Principal, of: Shift) => scan(world.ground, person, { code: await code(of) })
const holds = async () =>
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
const hours = async (one: Principal) => (await ownHours(world.ground, one)).totalMinutes
async function confirmAll(): Promise<void> {
  const waiting = await rows<{ id: number }>(
    `select id from service_record where 'confirmation' = any(waits)`,
  )
  const ids = waiting.map(row => Number(row.id))
  await confirm(world.ground, team.leader, ids, ids)
}
const tomorrow = () => {
  const day = new Date(world.now())
  day.setUTCHours(25, 0, 0, 0)
  return day
}

describe('somebody with two entries', () => {
  test('signs up, checks in and withdraws with either, and gets one place at one time', async () => {
    const [one, other] = [await world.aVolunteer(), await world.aVolunteer()]
    const [first, beside] = [await shift(tomorrow(), 3), await shift(addMinutes(tomorrow(), 60), 3)]
    await world.merge(idOf(one), idOf(other))
    const made = await signUp(world.ground, one, { slotId: first.slotId })
    expect(made.state).toBe('admitted')
    expect(await signUp(world.ground, other, { slotId: first.slotId })).toMatchObject({
      again: true,
      signupId: made.signupId,
    })
    expect(await codeOf(signUp(world.ground, other, { slotId: beside.slotId }))).toBe('signup.collides')
    expect(await ownSignup(world.ground, other, made.signupId)).toMatchObject({ state: 'admitted' })
    await withdraw(world.ground, other, made.signupId, '')
    const again = await signUp(world.ground, one, { slotId: first.slotId })
    world.at(first.startsAt)
    expect((await press(other, first)).what).toBe('in')
    world.at(first.endsAt)
    expect((await press(one, first)).what).toBe('out')
    await confirmAll()
    expect([await hours(one), await hours(other)]).toEqual([180, 180])
    // Parted, the hour is with the entry that signed up, and so is the sign-up.
    await world.part(idOf(one))
    expect([await hours(one), await hours(other)]).toEqual([180, 0])
    expect(await codeOf(ownSignup(world.ground, other, again.signupId))).toBe('not-found')
    await holds()
  })

  test('both of whom hold a place at one time are joined when one is given back', async () => {
    const [one, other] = [await world.aVolunteer(), await world.aVolunteer()]
    const [first, beside] = [await shift(tomorrow(), 3), await shift(addMinutes(tomorrow(), 60), 3)]
    const given = await signUp(world.ground, one, { slotId: first.slotId })
    await signUp(world.ground, other, { slotId: beside.slotId })
    expect(await codeOf(world.merge(idOf(one), idOf(other)))).toBe('merge.collides')
    await withdraw(world.ground, one, given.signupId, '')
    await world.merge(idOf(one), idOf(other))
    expect(await codeOf(signUp(world.ground, one, { slotId: first.slotId }))).toBe('signup.collides')
    await world.part(idOf(one))
    expect((await signUp(world.ground, one, { slotId: first.slotId })).state).toBe('admitted')
    await holds()
  })

  test('is entered on the roster by either, once', async () => {
    const [one, other] = [await world.aVolunteer(), await world.aVolunteer()]
    const first = await shift(tomorrow(), 2)
    await signUp(world.ground, one, { slotId: first.slotId })
    await world.merge(idOf(one), idOf(other))
    world.at(addMinutes(first.endsAt, 10))
    const entry = {
      personId: idOf(other),
      slotId: first.slotId,
      inAt: first.startsAt.toISOString(),
      outAt: first.endsAt.toISOString(),
      reason: '手机没电',
    }
    await enterByRoster(world.ground, team.leader, first.shiftId, entry)
    expect(await codeOf(enterByRoster(world.ground, team.leader, first.shiftId, entry))).toBe('checkin.done')
    const [record] = await rows<{ id: string; person_id: string }>(
      `select id, person_id from service_record where shift_id = $1`,
      [first.shiftId],
    )
    expect(Number(record?.person_id)).toBe(idOf(one))
    await accept(world.ground, other, Number(record?.id))
    expect(await hours(one)).toBe(120)
    await holds()
  })
})

test('a team that one entry is in is the person’s own, once, and as its leader where one of them leads', async () => {
  const [one, led] = [await world.aVolunteer(), await world.aTeam()]
  const mine = async (who: Principal) =>
    (await ownTeams(world.ground, idOf(who))).map(({ id, role }) => ({ id, role }))
  await world.merge(idOf(led.leader), idOf(one))
  expect(await mine(one)).toEqual([{ id: led.id, role: 'leader' }])
  expect(await mine(led.leader)).toEqual([{ id: led.id, role: 'leader' }])
  await world.part(idOf(led.leader))
  expect(await mine(one)).toEqual([])
})

test('a chain keeps every hour at its end, and each link that is taken out takes its own along', async () => {
  const [a, b, c] = [await world.aVolunteer(), await world.aVolunteer(), await world.aVolunteer()]
  for (const [person, length] of [
    [a, 1],
    [b, 2],
    [c, 3],
  ] as const)
    await world.served(world.at, await shift(tomorrow(), length), person)
  await confirmAll()
  await world.merge(idOf(a), idOf(b))
  await world.merge(idOf(b), idOf(c))
  expect(await Promise.all([a, b, c].map(livingOf))).toEqual([c, c, c].map(idOf))
  expect(await Promise.all([a, b, c].map(hours))).toEqual([360, 360, 360])
  await world.part(idOf(b))
  expect(await Promise.all([a, b, c].map(livingOf))).toEqual([b, b, c].map(idOf))
  expect(await Promise.all([a, b, c].map(hours))).toEqual([180, 180, 180])
  await world.part(idOf(a))
  expect(await Promise.all([a, b, c].map(hours))).toEqual([60, 120, 180])
  await holds()
})

/** Two who served for three hours each, the second an hour after the first. */
async function servedBeside() {
  const [one, other] = [await world.aVolunteer(), await world.aVolunteer()]
  const [first, beside] = [await shift(tomorrow(), 3), await shift(addMinutes(tomorrow(), 60), 3)]
  await signUp(world.ground, one, { slotId: first.slotId })
  await signUp(world.ground, other, { slotId: beside.slotId })
  for (const [at, person, of] of [
    [first.startsAt, one, first],
    [beside.startsAt, other, beside],
    [first.endsAt, one, first],
    [beside.endsAt, other, beside],
  ] as const) {
    world.at(at)
    await press(person, of)
  }
  const recordOf = async (who: Principal) =>
    Number(
      (await rows<{ id: string }>(`select id from service_record where person_id = $1`, [idOf(who)]))[0]?.id,
    )
  return { one, other, records: [await recordOf(one), await recordOf(other)] as const }
}

test('what was served at one time waits while the two are one, and counts again when they are not', async () => {
  const { one, other, records } = await servedBeside()
  await confirm(world.ground, team.leader, [records[0]])
  await world.merge(idOf(one), idOf(other))
  // Confirmed while they are one it finds the other's hour there; parted, nothing stands against it.
  await confirm(world.ground, team.leader, [records[1]])
  expect(await hours(one)).toBe(180)
  await world.part(idOf(one))
  expect([await hours(one), await hours(other)]).toEqual([180, 180])
  await world.merge(idOf(other), idOf(one))
  expect(await hours(other)).toBe(0)
  await world.part(idOf(other))
  expect([await hours(one), await hours(other)]).toEqual([180, 180])
  await holds()
})

const asked = async () =>
  (
    await rows<{ subject: string }>(
      `select subject from review where kind = 'overlap' and state = 'open' order by id`,
    )
  ).map(row => row.subject)

describe('hours of two entries at one time', () => {
  let decider: Principal
  const aDecider = () => world.aStaffMember('activity-coordination-head', world.book.district)
  beforeAll(async () => {
    decider = await aDecider()
  })

  test('all wait when they are one; the one that is chosen counts, the other keeps what does not overlap, parted both are whole', async () => {
    const { one, other, records } = await servedBeside()
    await confirmAll()
    await world.merge(idOf(one), idOf(other))
    expect(await hours(one)).toBe(0)
    expect(await asked()).toEqual(records.map(id => `overlap:${id}`))
    // Who leads or served has not the power; who has it and served themselves, or confirmed, is told so.
    for (const hand of [team.leader, one, other])
      expect(await codeOf(world.decide(hand, `overlap:${records[0]}`, 'pass'))).toMatch(
        /^(forbidden|not-found)$/,
      )
    const page = await overlapPage(world.ground, decider, records[0])
    expect(page.records.map(each => [each.id, each.minutes, each.left])).toEqual([
      [records[0], 180, 60],
      [records[1], 180, 60],
    ])
    await world.decide(decider, `overlap:${records[0]}`, 'pass')
    expect(await asked()).toEqual([])
    expect([await hours(one), await hours(other)]).toEqual([240, 240])
    await holds()
    await world.part(idOf(one))
    expect([await hours(one), await hours(other)]).toEqual([180, 180])
    await holds()
    // And once more, the other way round.
    await world.merge(idOf(other), idOf(one))
    expect(await hours(one)).toBe(0)
    // By another: whoever decided once had a hand in what stands there now.
    const [which] = (await asked()) as [string]
    expect(await codeOf(world.decide(decider, which, 'refuse', '那天在另一处'))).toBe('review.party')
    await world.decide(await aDecider(), which, 'refuse', '那天在另一处')
    expect(await asked()).toEqual([])
    expect(await hours(one)).toBe(240)
    await world.part(idOf(other))
    expect([await hours(one), await hours(other)]).toEqual([180, 180])
    await holds()
  })

  test('two who decide at once: one of them does, and every minute is there once', async () => {
    const { one, other, records } = await servedBeside()
    await confirmAll()
    await world.merge(idOf(one), idOf(other))
    const answers = await Promise.all(
      records.map(id => codeOf(world.decide(decider, `overlap:${id}`, 'pass'))),
    )
    expect(answers.filter(said => said === 'done')).toHaveLength(1)
    expect(await hours(one)).toBe(240)
    expect(await asked()).toEqual([])
    await holds()
  })

  test('a decision on one that was corrected since stands; the rest is as it was', async () => {
    const { one, other, records } = await servedBeside()
    await confirmAll()
    await world.merge(idOf(one), idOf(other))
    const id = await dispute(world.ground, one, records[0], { minutes: 30, reason: '那天很早就走了' })
    await world.decide(decider, `correction:${id}`, 'pass')
    // Half an hour overlaps nothing any more: nobody is asked, and both count.
    expect(await asked()).toEqual([])
    expect(await hours(one)).toBe(210)
    await world.part(idOf(one))
    expect([await hours(one), await hours(other)]).toEqual([30, 180])
    await holds()
  })
})

describe('places at one time', () => {
  const bothHold = async (places = 20) => {
    const [one, other] = [await world.aVolunteer(), await world.aVolunteer()]
    const [first, beside] = [
      await shift(tomorrow(), 3, places),
      await shift(addMinutes(tomorrow(), 60), 3, places),
    ]
    const given = await signUp(world.ground, one, { slotId: first.slotId })
    const kept = await signUp(world.ground, other, { slotId: beside.slotId })
    return { one, other, first, beside, given: given.signupId, kept: kept.signupId }
  }
  const stateOf = async (id: number) =>
    (await rows<{ state: string }>(`select state from signup where id = $1`, [id]))[0]?.state

  test('are chosen at the proposal, given back at the decision, and go to whoever waits', async () => {
    const { one, other, first, given, kept } = await bothHold(1)
    const waits = await signUp(world.ground, await world.aVolunteer(), { slotId: first.slotId })
    expect(waits.state).toBe('waiting')
    const stranger = await signUp(world.ground, await world.aVolunteer(), {
      slotId: (await shift(tomorrow(), 3)).slotId,
    })
    expect(await codeOf(world.merge(idOf(one), idOf(other)))).toBe('merge.collides')
    expect(await codeOf(world.merge(idOf(one), idOf(other), [`signup:${stranger.signupId}`]))).toBe(
      'merge.not-given',
    )
    await world.merge(idOf(one), idOf(other), [`signup:${given}`])
    expect([await stateOf(given), await stateOf(kept)]).toEqual(['withdrawn', 'admitted'])
    expect(await promoteWhereFree(world.ground)).toBe(1)
    expect(await stateOf(waits.signupId)).toBe('admitted')
    await holds()
  })

  test('that came since the proposal are refused by name, and nothing is given back for it', async () => {
    const { one, other, beside, given, kept } = await bothHold()
    const [maker, checker] = [
      await world.aStaffMember('information-head', world.book.district),
      await world.aStaffMember('information-head', world.book.district),
    ]
    const id = await proposeMerge(world.ground, maker, idOf(one), idOf(other), {
      reason: '同一人两次登记',
      gives: [`signup:${given}`],
    })
    const since = await shift(addMinutes(tomorrow(), 24 * 60), 2)
    const again = await shift(addMinutes(tomorrow(), 24 * 60 + 30), 2)
    await signUp(world.ground, one, { slotId: since.slotId })
    await signUp(world.ground, other, { slotId: again.slotId })
    const page = await mergePage(world.ground, checker, id)
    expect(page.beside?.clashes.map(each => each.given)).toEqual([true, false, false, false])
    expect(await codeOf(world.decide(checker, `merge:${id}`, 'pass'))).toBe('merge.collides')
    expect([await stateOf(given), await stateOf(kept)]).toEqual(['admitted', 'admitted'])
    // Returned, it is proposed anew with everything chosen.
    await world.decide(checker, `merge:${id}`, 'return', '又有了新的报名')
    const held = (await besideEachOther(world.ground, maker, idOf(one), idOf(other))).clashes
    const gives = held.filter(each => each.side === 'from').map(each => each.subject)
    await world.merge(idOf(one), idOf(other), gives)
    expect(await codeOf(signUp(world.ground, one, { slotId: beside.slotId }))).toBe('done')
    await holds()
  })
})

const MOVES = ['merge', 'part', 'none'] as const
const day = fc.record({
  /** Which of the day's two shifts each signs up for. */
  wants: fc.array(fc.constantFrom('early', 'late', 'nothing'), { minLength: 5, maxLength: 5 }),
  /** Before anybody came, and after all went. */
  moves: fc.array(fc.tuple(fc.constantFrom(...MOVES), fc.nat(4), fc.nat(4)), { minLength: 2, maxLength: 4 }),
  /** What becomes of hours that overlap, of those that are decided that day. */
  verdicts: fc.array(fc.constantFrom('pass', 'refuse'), { maxLength: 2 }),
  gone: fc.nat(9),
})

test('random lives of five entries lose no minute and double none', async () => {
  const lives = fc.sample(fc.array(day, { minLength: 6, maxLength: 6 }), { numRuns: 3, seed: 20_261_130 })
  for (const life of lives) {
    const people: Principal[] = []
    for (let i = 0; i < 5; i++) people.push(await world.aVolunteer())
    const minutes = new Map(people.map(one => [idOf(one), 0]))
    const into = new Map<Principal, Principal>()
    const rootOf = (one: Principal): Principal => {
      const next = into.get(one)
      return next ? rootOf(next) : one
    }
    const move = async ([what, i, j]: [(typeof MOVES)[number], number, number]) => {
      const [one, other] = [people[i] as Principal, people[j] as Principal]
      if (what === 'part') {
        expect(await codeOf(world.part(idOf(one)))).toBe(into.has(one) ? 'done' : 'merge.none')
        into.delete(one)
      }
      if (what !== 'merge' || one === other) return
      const answer = await codeOf(world.merge(idOf(one), idOf(other)))
      if (into.has(one) || into.has(other)) expect(answer).toBe('merge.already')
      else if (rootOf(other) === one) expect(answer).not.toBe('done')
      else expect(['done', 'merge.collides']).toContain(answer)
      if (answer === 'done') into.set(one, other)
    }
    for (const { wants, moves, verdicts, gone } of life) {
      const early = await shift(tomorrow(), 3)
      const late = await shift(addMinutes(tomorrow(), 120), 3)
      const placed: [Principal, Shift][] = []
      for (const [i, want] of wants.entries()) {
        const person = people[i] as Principal
        if (want === 'nothing') continue
        const of = want === 'early' ? early : late
        const answer = await signUp(world.ground, person, { slotId: of.slotId }).catch(
          (error: Refusal) => error,
        )
        const busy = placed.find(([other]) => rootOf(other) === rootOf(person))
        if (!busy) expect(answer).toMatchObject({ state: 'admitted', again: false })
        else if (busy[1] === of) expect(answer).toMatchObject({ again: true })
        else expect(answer).toMatchObject({ code: 'signup.collides' })
        if (!busy) placed.push([person, of])
      }
      await move(moves[0] as (typeof moves)[number])
      const serving = placed.filter((_, i) => i !== gone)
      for (const [at, of] of [
        [early.startsAt, early],
        [late.startsAt, late],
        [early.endsAt, early],
        [late.endsAt, late],
      ] as const) {
        world.at(at)
        // Any entry of the same person may press.
        for (const [person, its] of serving)
          if (its === of) await press(people.findLast(one => rootOf(one) === rootOf(person)) ?? person, of)
      }
      for (const [person] of serving) minutes.set(idOf(person), (minutes.get(idOf(person)) ?? 0) + 180)
      await confirmAll()
      for (const one of moves.slice(1)) await move(one)
      await confirmAll()
      for (const verdict of verdicts) {
        const [first] = await rows<{ subject: string }>(
          `select subject from review where kind = 'overlap' and state = 'open' order by id limit 1`,
        )
        const decider = await world.aStaffMember('activity-coordination-head', world.book.district)
        if (first) await world.decide(decider, first.subject, verdict, verdict === 'pass' ? '' : '在另一处')
      }
      // What gave way is kept beside what is left of it.
      const kept = await rows<{ person_id: string; minutes: string }>(
        `select r.person_id, sum(case when r.state <> 'reversed' then r.minutes when a.record_id is null then 0
          else r.minutes - coalesce(x.minutes, 0) end) as minutes
        from service_record r left join record_set_aside a on a.record_id = r.id left join service_record x on x.id = a.rest_id
        where r.person_id = any($1) group by 1`,
        [people.map(idOf)],
      )
      for (const one of people)
        expect(Number(kept.find(row => Number(row.person_id) === idOf(one))?.minutes ?? 0)).toBe(
          minutes.get(idOf(one)),
        )
    }
    for (const one of people) if (into.delete(one)) await world.part(idOf(one))
    await confirmAll()
    for (const one of people) expect(await hours(one)).toBe(minutes.get(idOf(one)))
    await holds()
  }
}, 180_000)
