// Steps where many speak: a publicity with objections, a panel that scores blind, an answer by somebody who was named.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closed, district, matters, publicity, town, withMatters } from '../../../tests/support/matters.ts'
import { aWorld, type World } from '../../../tests/support/world.ts'
import { verifyDistrict } from '../../app/verify.ts'
import { makeContact } from '../../people/contacts.ts'
import { nobody, type Principal } from '../access/access.ts'
import type { Ground } from '../ground.ts'
import { answerObjection, object, publicitiesFor } from './publicity.ts'
import { reviewQueue } from './queue.ts'
import type { ReviewStep } from './rules.ts'
import { decideReview, declareConflict, raiseReview, scoreReview } from './service.ts'
import { reviewPage } from './view.ts'

let world: World
let ground: Ground
beforeAll(async () => {
  world = await aWorld()
  ground = withMatters(world.ground)
})
afterAll(async () => {
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
})
const { aReview, pass, clerk, coordinator, stepOf, toldOf, sharesHousehold, fire, monday } = matters(
  () => world,
  () => ground,
)

describe('a publicity', () => {
  test('ends on time and waits until every objection is answered, by somebody who may', async () => {
    monday()
    const { id, subject, author } = await aReview([publicity])
    const citizen = await world.aVolunteer()
    const objection = await object(ground, citizen, id, '该项目与事实不符')
    await expect(object(ground, citizen, id, '再补充一条')).rejects.toMatchObject({ code: 'review.objected' })
    const { due_at } = await stepOf(id)
    world.at(due_at)
    await fire()
    expect((await reviewPage(ground, author, id)).state).toBe('open')
    expect((await reviewPage(ground, author, id)).steps[0]).toMatchObject({
      late: true,
      reminders: 3,
      escalatedTo: world.book.district.name,
    })
    expect((await reviewQueue(ground, await coordinator(), 5000)).find(one => one.id === id)).toMatchObject({
      below: false,
      escalated: true,
    })
    expect((await toldOf(id)).slice(-2)).toEqual(['review.reminded', 'review.escalated'])
    await expect(object(ground, await world.aVolunteer(), id, '太晚了的异议')).rejects.toMatchObject({
      code: 'review.publicity-over',
    })
    await expect(answerObjection(ground, citizen, id, objection, '不对')).rejects.toMatchObject({
      code: 'forbidden',
    })
    const officer = await clerk()
    expect((await reviewQueue(ground, officer, 200)).some(one => one.id === id)).toBe(true)
    await expect(pass(officer, id)).rejects.toMatchObject({ code: 'review.other-kind' })
    expect(await answerObjection(ground, officer, id, objection, '已核实，材料属实')).toBe('passed')
    expect(closed).toContainEqual({ subject, state: 'passed', reason: '' })
    monday()
  })
  test('is read by everybody while it lasts, and after it by whoever objected, with their own answers only', async () => {
    monday()
    const { id } = await aReview([publicity])
    const [citizen, other, passer] = [
      await world.aVolunteer(),
      await world.aVolunteer(),
      await world.aVolunteer(),
    ]
    const read = async (who: Principal) => (await publicitiesFor(ground, who)).find(one => one.id === id)
    const { due_at } = await stepOf(id)
    expect(await read(passer)).toMatchObject({
      where: world.town.name,
      until: due_at.toISOString(),
      open: true,
      mine: [],
    })
    const objection = await object(ground, citizen, id, '该项目与事实不符')
    const second = await object(ground, other, id, '另一个人的意见')
    world.at(due_at)
    await fire()
    await answerObjection(ground, await clerk(), id, objection, '已核实，材料属实')
    await answerObjection(ground, await clerk(), id, second, '另行答复')
    expect(await read(passer)).toBeUndefined()
    expect((await read(citizen))?.open).toBe(false)
    expect((await read(citizen))?.mine).toMatchObject([
      { id: objection, text: '该项目与事实不符', answer: '已核实，材料属实' },
    ])
    monday()
  })
  test('takes no objection from its makers or their household', async () => {
    monday()
    const { id, author } = await aReview([publicity])
    const spouse = await world.aVolunteer()
    await sharesHousehold(author, spouse)
    for (const near of [author, spouse])
      await expect(object(ground, near, id, '自己的公示')).rejects.toMatchObject({
        code: 'review.maker-objects',
      })
    expect(await object(ground, await world.aVolunteer(), id, '别人的意见')).toBeGreaterThan(0)
  })
  test('passes by itself when nobody objected, and can be stopped with a reason while it lasts', async () => {
    monday()
    const quiet = await aReview([publicity])
    const stopped = await aReview([publicity])
    expect((await reviewQueue(ground, await clerk(), 200)).some(one => one.id === quiet.id)).toBe(false)
    await decideReview(ground, await clerk(), stopped.id, { step: 0, verdict: 'refuse', reason: '异议属实' })
    world.at((await stepOf(quiet.id)).due_at)
    await fire()
    expect(
      closed.filter(one => [quiet.subject, stopped.subject].includes(one.subject)).map(one => one.state),
    ).toEqual(['refused', 'passed'])
    monday()
  })
  test('whoever objected, or lives with them, does not answer; outside a publicity there is nothing to object to', async () => {
    monday()
    const officer = await clerk()
    const { id } = await aReview([publicity])
    const objection = await object(ground, officer, id, '我自己也有意见')
    await expect(answerObjection(ground, officer, id, objection, '自问自答')).rejects.toMatchObject({
      code: 'review.own-objection',
    })
    expect(await answerObjection(ground, await clerk(), id, objection, '已答复')).toBe('open')
    await expect(answerObjection(ground, await clerk(), id, objection, '再答')).rejects.toMatchObject({
      code: 'review.answered',
    })
    const other = await aReview([town])
    await expect(object(ground, officer, other.id, '这里没有公示')).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

describe('a panel', () => {
  const panel: ReviewStep = { ...town, kind: 'panel', scorers: 3, passMark: 80 }
  const score = (actor: Principal, id: number, mark: number) =>
    scoreReview(ground, actor, id, { step: 0, score: mark, remark: `给 ${mark} 分` })
  test('scores blind; the last mark opens all and the mean decides', async () => {
    monday()
    const { id, author, subject } = await aReview([panel, district])
    const [a, b, c, d] = [await clerk(), await clerk(), await coordinator(), await coordinator()]
    await expect(pass(a, id)).rejects.toMatchObject({ code: 'review.other-kind' })
    expect(await score(a, id, 90)).toBe('open')
    await expect(score(a, id, 95)).rejects.toMatchObject({ code: 'review.scored' })
    await expect(score(author, id, 100)).rejects.toMatchObject({ code: 'forbidden' })
    const locked = await reviewPage(ground, b, id)
    expect(locked.steps[0]?.panel).toEqual({ scorers: 3, passMark: 80, given: 1, scores: null, mean: null })
    expect(JSON.stringify(locked)).not.toContain('给 90 分')
    expect((await reviewPage(ground, a, id)).obstacle?.code).toBe('review.scored')
    await score(b, id, 70)
    expect(await score(c, id, 80)).toBe('open')
    const opened = await reviewPage(ground, author, id)
    expect(opened.step).toBe(1)
    expect(opened.steps[0]?.panel?.mean).toBe(80)
    expect(opened.steps[0]?.panel?.scores?.map(one => one.score)).toEqual([90, 70, 80])
    await expect(pass(c, id, 1)).rejects.toMatchObject({ code: 'review.twice' })
    expect(await pass(d, id, 1)).toBe('passed')
    expect(closed).toContainEqual({ subject, state: 'passed', reason: '' })
  })
  test('that lacks scorers is returned or handed up, by who scored in it as well', async () => {
    monday()
    const [a, b] = [await clerk(), await clerk()]
    const stuck = await aReview([panel])
    await score(a, stuck.id, 90)
    const view = await reviewPage(ground, a, stuck.id)
    expect(view.may).toMatchObject({ score: false, decide: false, return: true, raise: true })
    await expect(
      decideReview(ground, a, stuck.id, { step: 0, verdict: 'refuse', reason: '人手不够' }),
    ).rejects.toMatchObject({ code: 'review.other-kind' })
    expect(
      await decideReview(ground, a, stuck.id, {
        step: 0,
        verdict: 'return',
        reason: '人手不够，请改由区级评审',
      }),
    ).toBe('returned')
    const raised = await aReview([panel])
    await score(a, raised.id, 90)
    await raiseReview(ground, b, raised.id, { step: 0, reason: '街镇只有两人' })
    await expect(score(b, raised.id, 80)).rejects.toMatchObject({ code: 'forbidden' })
    await score(await coordinator(), raised.id, 80)
    expect(await score(await coordinator(), raised.id, 80)).toBe('passed')
    const own = await aReview([panel], { author: a })
    await expect(
      decideReview(ground, a, own.id, { step: 0, verdict: 'return', reason: '自己退回' }),
    ).rejects.toMatchObject({ code: 'review.own' })
  })
  test('below its mark it refuses; of two last marks at once one is the last', async () => {
    const { id, subject } = await aReview([panel])
    const scorers = [await clerk(), await clerk(), await clerk(), await clerk()]
    const all = await Promise.allSettled(scorers.map((one, i) => score(one, id, 70 + i)))
    expect(all.filter(one => one.status === 'fulfilled')).toHaveLength(3)
    expect(all.find(one => one.status === 'rejected')).toMatchObject({ reason: { code: 'review.closed' } })
    expect(closed).toContainEqual({ subject, state: 'refused', reason: '' })
  })
})

describe('a panel of jurors', () => {
  const jury = {
    ...town,
    kind: 'panel',
    permission: 'review.score',
    scorers: 2,
    passMark: 80,
  } satisfies ReviewStep
  /** Known by name and phone only, a juror of one case. */
  const aJuror = (contactId: number, caseOf: string): Principal => ({
    ...nobody,
    accountId: `juror-${contactId}`,
    contactId,
    grants: [{ role: 'scorer', nodeId: world.town.nodeId, caseOf }],
    proofs: { code: true, password: false },
    via: 'session',
  })
  const aContact = (name: string) =>
    makeContact(
      ground,
      { ...world.district, grants: [{ role: 'general-service-head', nodeId: world.book.district.nodeId }] },
      {
        name,
        phone: `138${String(20_000_000 + ++phones)}`,
      },
    )
  let phones = 0
  const mark = (actor: Principal, id: number, step = 0, score = 85) =>
    scoreReview(ground, actor, id, { step, score, remark: '看过材料' })

  test('marks what it was called for, once, and does nothing else', async () => {
    monday()
    const { id, subject } = await aReview([jury, jury])
    const [first, second, third] = [
      await aContact('钱评委'),
      await aContact('孙评委'),
      await aContact('李评委'),
    ]
    const [a, b, c] = [aJuror(first, subject), aJuror(second, subject), aJuror(third, 'matter:999999')]
    expect((await reviewQueue(ground, a, 10)).map(one => [one.id, one.below])).toEqual([[id, false]])
    expect(await reviewQueue(ground, c, 10)).toEqual([])
    await expect(mark(c, id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(mark(await clerk(), id)).rejects.toMatchObject({ code: 'not-found' })
    expect((await reviewPage(ground, a, id)).may).toEqual({
      decide: false,
      return: false,
      score: true,
      answer: false,
      withdraw: false,
      raise: false,
      declare: true,
    })
    for (const verdict of ['pass', 'return', 'refuse'] as const)
      await expect(decideReview(ground, a, id, { step: 0, verdict, reason: '越权' })).rejects.toMatchObject({
        code: 'review.person',
      })
    await expect(raiseReview(ground, a, id, { step: 0, reason: '越权' })).rejects.toMatchObject({
      code: 'review.person',
    })
    await mark(a, id)
    await expect(mark(a, id)).rejects.toMatchObject({ code: 'review.scored' })
    expect(await reviewQueue(ground, a, 10)).toEqual([])
    expect((await reviewPage(ground, b, id)).steps[0]?.panel).toMatchObject({ given: 1, scores: null })
    expect(await mark(b, id)).toBe('open')
    const opened = await reviewPage(ground, b, id)
    expect(opened.step).toBe(1)
    expect(opened.steps[0]?.panel?.scores?.map(one => one.by)).toEqual(['钱**', '孙**'])
    // The second panel takes other people; who registers since then is still who they were.
    await expect(mark(a, id, 1)).rejects.toMatchObject({ code: 'review.twice' })
    const registered: Principal = { ...a, personId: (await world.aVolunteer()).personId }
    await expect(mark(registered, id, 1)).rejects.toMatchObject({ code: 'review.twice' })
    expect(await reviewQueue(ground, registered, 10)).toEqual([])
  })

  test('a juror who has to do with it says so and marks no more; of two taps one counts', async () => {
    const { id, subject } = await aReview([jury])
    const [a, b] = [aJuror(await aContact('周评委'), subject), aJuror(await aContact('吴评委'), subject)]
    await declareConflict(ground, a, id, { about: undefined, reason: '我参加过' })
    await expect(mark(a, id)).rejects.toMatchObject({ code: 'review.conflict' })
    expect(await reviewQueue(ground, a, 10)).toEqual([])
    const taps = await Promise.allSettled([mark(b, id), mark(b, id)])
    expect(taps.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const person = await world.aVolunteer()
    const both: Principal = { ...aJuror(await aContact('郑评委'), subject), personId: person.personId }
    expect(await mark(both, id)).toBe('passed')
    const kept = await sql<{ personId: number | null; contact: boolean }>`
      select person_id, contact_id is not null as contact from review_score where review_id = ${id} order by id`.execute(
      ground.db,
    )
    expect(kept.rows).toEqual([
      { personId: null, contact: true },
      { personId: person.personId, contact: true },
    ])
  })
})

const answer: ReviewStep = { kind: 'answer', addressee: 'named', term: { workingDays: 2 } }
test('an answer is given by the one who was named, and by nobody else', async () => {
  const named = await world.aVolunteer()
  const { id, subject } = await aReview([answer], { named })
  expect((await reviewQueue(ground, named, 10)).map(one => one.id)).toContain(id)
  await expect(pass(await clerk(), id)).rejects.toMatchObject({ code: 'not-found' })
  await expect(pass(named, id)).rejects.toMatchObject({ code: 'review.reason' })
  await decideReview(ground, named, id, { step: 0, verdict: 'pass', reason: '当天有人代签，已更正' })
  expect(closed).toContainEqual({ subject, state: 'passed', reason: '当天有人代签，已更正' })
})

test('a step whose addressee nobody named is refused by name when the review is opened', async () => {
  await expect(aReview([{ ...answer, addressee: 'nobody' }])).rejects.toMatchObject({
    code: 'review.no-addressee',
  })
})

test('an answer is not given by who asked, nor by their household, though they were named', async () => {
  const author = await world.aVolunteer()
  const spouse = await world.aVolunteer()
  await sharesHousehold(author, spouse)
  for (const [named, code] of [
    [author, 'review.own'],
    [spouse, 'review.own-household'],
  ] as const) {
    const { id } = await aReview([answer], { author, named })
    await expect(
      decideReview(ground, named, id, { step: 0, verdict: 'pass', reason: '自己答复自己' }),
    ).rejects.toMatchObject({ code })
    expect((await reviewPage(ground, named, id)).obstacle?.code).toBe(code)
    expect((await reviewQueue(ground, named, 5000)).some(one => one.id === id)).toBe(false)
  }
})

test('after a merge the living entry answers and withdraws what the other was named in or submitted', async () => {
  monday()
  const [living, twin] = [await world.aVolunteer(), await world.aVolunteer()]
  const asked = await aReview([answer], { named: twin })
  const submitted = await aReview([town], { author: twin })
  await world.merge(twin.personId as number, living.personId as number)
  expect((await reviewQueue(ground, living, 10)).map(one => one.id)).toContain(asked.id)
  await decideReview(ground, living, asked.id, { step: 0, verdict: 'pass', reason: '已更正' })
  expect((await reviewPage(ground, living, submitted.id)).may.withdraw).toBe(true)
  expect(await decideReview(ground, living, submitted.id, { step: 0, verdict: 'withdraw', reason: '' })).toBe(
    'withdrawn',
  )
})
