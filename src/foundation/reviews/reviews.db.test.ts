// Reviews as a district lives them. A sample kind stands for any room; projects and hours are the real ones.
import { beforeAll, describe, expect, test } from 'vitest'
import { aWorld, noDeclarations, principal, type World } from '../../../tests/support/world.ts'
import { queueOf } from '../../app/overview/service.ts'
import { verifyDistrict } from '../../app/verify.ts'
import { teamOf } from '../../organizations/service.ts'
import { merge } from '../../people/merging.ts'
import { rewriteProject, submitProject, writeProject } from '../../projects/drafting.ts'
import { projectPolicies } from '../../projects/rules.ts'
import { publicProject } from '../../projects/service.ts'
import { confirm } from '../../records/confirming.ts'
import { dispute } from '../../records/corrections.ts'
import { ownHours } from '../../records/own.ts'
import type { Principal } from '../access/access.ts'
import { holdAccount, joinHousehold, makeAccount } from '../accounts/service.ts'
import { addMinutes, atLocal } from '../clock.ts'
import type { Ground, ReviewKind } from '../ground.ts'
import { answerObjection, object, publicitiesFor } from './publicity.ts'
import { reviewQueue } from './queue.ts'
import type { ReviewChain, ReviewStep } from './rules.ts'
import { decideReview, declareConflict, openReview, raiseReview, scoreReview } from './service.ts'
import { reviewPage, reviewsAbout } from './view.ts'

let world: World
let ground: Ground
const closed: { subject: string; state: string; reason: string }[] = []
const sample: ReviewKind = {
  kind: 'sample',
  closed: async (_, __, { review, state, reason }) => {
    closed.push({ subject: review.subject, state, reason })
  },
}
beforeAll(async () => {
  world = await aWorld()
  ground = { ...world.ground, rooms: [...world.ground.rooms, { name: 'sample', reviews: [sample] }] }
})
const monday = () => world.at('2026-11-23T01:00:00Z')

const town: ReviewStep = {
  kind: 'decision',
  permission: 'project.review',
  level: 'town',
  term: { workingDays: 3 },
}
const district: ReviewStep = { ...town, level: 'district' }
const version = (value: ReviewChain) => ({
  ...ground.policies.at(projectPolicies.review, '2026-11-23'),
  value,
})

let subjects = 0
/** An open review of a matter in a team of the town. */
async function aReview(
  steps: ReviewStep[],
  over: { author?: Principal; named?: Principal; nodeId?: number; concerns?: string[]; kind?: string } = {},
) {
  const author = over.author ?? (await world.aVolunteer())
  const subject = `matter:${++subjects}`
  const id = await ground.transact(tx =>
    openReview(ground, tx, {
      kind: over.kind ?? 'sample',
      subject,
      nodeId: over.nodeId ?? world.community.nodeId,
      title: `事项 ${subjects}`,
      chain: version({ steps }),
      author,
      concerns: over.concerns ?? [],
      addressees: { named: (over.named ?? author).personId as number },
    }),
  )
  return { id, subject, author }
}
const pass = (actor: Principal, id: number, step = 0) =>
  decideReview(ground, actor, id, { step, verdict: 'pass', reason: '' })
const clerk = () => world.aStaffMember('town-clerk')
const coordinator = () => world.aStaffMember('activity-coordination-clerk', world.book.district)
const stepOf = async (id: number, n = 0) =>
  (
    await world.ground.database.pool.query('select * from review_step where review_id = $1 and n = $2', [
      id,
      n,
    ])
  ).rows[0]

const toldOf = async (id: number): Promise<string[]> =>
  (
    await world.ground.database.pool.query('select kind from journal where subject = $1 order by id', [
      `review:${id}`,
    ])
  ).rows.map(row => row.kind)

/** One phone, two people: from now on they are of one household. */
async function sharesHousehold(a: Principal, b: Principal) {
  await ground.transact(async tx => {
    const account = await makeAccount(ground, tx, `139${String(10_000_000 + (a.personId as number))}`)
    await holdAccount(tx, account, a.personId as number, world.now())
    await joinHousehold(tx, account, b.personId as number, world.now())
  })
}

/** Runs the timers of reviews that are due by now, in their order. */
async function fire() {
  const kinds = ground.rooms.flatMap(room => room.timers ?? [])
  const { rows } = await world.ground.database.pool.query(
    `select * from timer where state = 'waiting' and kind like 'review.%' and due_at <= $1 order by due_at, id`,
    [world.now()],
  )
  for (const row of rows) {
    const kind = kinds.find(one => one.kind === row.kind)
    const timer = {
      id: Number(row.id),
      kind: row.kind,
      subject: row.subject,
      dueAt: row.due_at,
      payload: JSON.parse(row.payload),
    }
    // Twice, as a runner may that was stopped half way: it must say the same.
    for (let i = 0; i < 2; i++) await ground.transact(async tx => kind?.run(ground, tx, timer))
    await world.ground.database.pool.query(`update timer set state = 'done', settled_at = $2 where id = $1`, [
      row.id,
      world.now(),
    ])
  }
}

describe('a chain from town to district', () => {
  test('two clerks of one town cannot pass it: the second step is the district’s', async () => {
    const { id, subject } = await aReview([town, district])
    expect(await pass(await clerk(), id)).toBe('open')
    await expect(pass(await clerk(), id, 1)).rejects.toMatchObject({ code: 'forbidden' })
    expect(closed.some(one => one.subject === subject)).toBe(false)
    expect(await pass(await coordinator(), id, 1)).toBe('passed')
    expect(closed.filter(one => one.subject === subject)).toEqual([{ subject, state: 'passed', reason: '' }])
  })

  test('a district’s coordinator who took the town’s step does not take the district’s as well', async () => {
    const { id } = await aReview([town, district])
    const one = await coordinator()
    await pass(one, id)
    await expect(pass(one, id, 1)).rejects.toMatchObject({ code: 'review.twice' })
    const spouse = await coordinator()
    await sharesHousehold(one, spouse)
    await expect(pass(spouse, id, 1)).rejects.toMatchObject({ code: 'review.twice-household' })
    expect(await pass(await coordinator(), id, 1)).toBe('passed')
  })

  test('a level that is missing goes to the next above, still decided by different people', async () => {
    const { id } = await aReview([town, district], { nodeId: world.book.district.nodeId })
    expect(Number((await stepOf(id)).node_id)).toBe(world.book.district.nodeId)
    const one = await coordinator()
    await expect(pass(await clerk(), id)).rejects.toMatchObject({ code: 'not-found' })
    await pass(one, id)
    await expect(pass(one, id, 1)).rejects.toMatchObject({ code: 'review.twice' })
    expect(await pass(await coordinator(), id, 1)).toBe('passed')
  })

  test('handed up with a reason it is the district’s, with a term of its own; above the district there is nobody', async () => {
    monday()
    const { id } = await aReview([town])
    const one = await clerk()
    world.at('2026-11-24T01:00:00Z')
    await raiseReview(ground, one, id, { step: 0, reason: '涉及两个街镇' })
    const step = await stepOf(id)
    expect([Number(step.node_id), step.level]).toEqual([world.book.district.nodeId, 'district'])
    expect(step.due_at).toEqual(atLocal('2026-11-28', '00:00'))
    await expect(pass(await clerk(), id)).rejects.toMatchObject({ code: 'not-found' })
    const chief = await coordinator()
    const view = await reviewPage(ground, chief, id)
    expect(view.steps[0]?.raised).toMatchObject({ from: world.town.name, reason: '涉及两个街镇' })
    expect(view.may).toMatchObject({ decide: true, raise: false })
    await expect(raiseReview(ground, chief, id, { step: 0, reason: '再往上' })).rejects.toMatchObject({
      code: 'review.top',
    })
    expect((await reviewQueue(ground, chief, 5000)).find(waiting => waiting.id === id)?.below).toBe(false)
    expect(await pass(chief, id)).toBe('passed')
    monday()
  })

  test('a clerk of another town sees nothing of it', async () => {
    const { id, subject } = await aReview([town])
    const stranger = await world.aStaffMember('town-clerk', world.book.towns.at(-1))
    await expect(pass(stranger, id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(reviewPage(ground, stranger, id)).rejects.toMatchObject({ code: 'not-found' })
    expect(await reviewsAbout(ground, stranger, subject)).toEqual([])
    expect((await reviewQueue(ground, stranger, 200)).some(one => one.id === id)).toBe(false)
  })

  test('two decide at the same moment: one wins, the other is told that it moved on', async () => {
    const { id } = await aReview([town, district])
    const both = await Promise.allSettled([pass(await clerk(), id), pass(await clerk(), id)])
    expect(both.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    expect(both.find(one => one.status === 'rejected')).toMatchObject({
      reason: { code: 'review.moved-on', status: 409 },
    })
    await pass(await coordinator(), id, 1)
    await expect(pass(await coordinator(), id, 1)).rejects.toMatchObject({ code: 'review.closed' })
  })

  test('anything but a pass needs a reason, which the author reads; only the author withdraws', async () => {
    const { id, subject, author } = await aReview([town])
    const one = await clerk()
    await expect(
      decideReview(ground, one, id, { step: 0, verdict: 'return', reason: ' ' }),
    ).rejects.toMatchObject({ code: 'review.reason' })
    await expect(
      decideReview(ground, one, id, { step: 0, verdict: 'withdraw', reason: '' }),
    ).rejects.toMatchObject({ code: 'review.not-author' })
    await decideReview(ground, one, id, { step: 0, verdict: 'return', reason: '请写明风险' })
    const [view] = await reviewsAbout(ground, author, subject)
    expect(view?.steps[0]?.decision).toMatchObject({ verdict: 'return', reason: '请写明风险', forWhom: null })
    expect(view?.steps[0]?.decision?.by).toMatch(/^王\*/)
    const { rows } = await world.ground.database.pool.query(`select facts from told where subject = $1`, [
      `review:${id}`,
    ])
    expect(JSON.stringify(rows)).not.toContain('请写明风险')
  })
})

describe('who stands behind what is asked', () => {
  test('a clerk who rewrote a leader’s draft cannot pass it, nor can who lives with the leader', async () => {
    monday()
    const team = await world.aTeam()
    const editor = await clerk()
    const id = await writeProject(ground, team.leader, world.aDraft(team.id))
    const { version: read } = (
      await world.ground.database.pool.query('select version from project where id = $1', [id])
    ).rows[0]
    await rewriteProject(ground, editor, id, read, world.aDraft(team.id, { title: '改过的题目' }))
    await submitProject(ground, team.leader, id, { answers: noDeclarations })
    const subject = `project:${id}`
    await expect(world.decide(editor, subject, 'pass')).rejects.toMatchObject({ code: 'review.own' })
    expect((await reviewQueue(ground, editor, 200)).some(one => one.subject === subject)).toBe(false)
    const spouse = await clerk()
    await sharesHousehold(team.leader, spouse)
    await expect(world.decide(spouse, subject, 'pass')).rejects.toMatchObject({
      code: 'review.own-household',
    })
    expect((await reviewQueue(ground, spouse, 200)).some(one => one.subject === subject)).toBe(false)
    const other = await clerk()
    expect((await reviewQueue(ground, other, 200)).some(one => one.subject === subject)).toBe(true)
    expect(await world.decide(other, subject, 'pass')).toBe('passed')
    expect((await publicProject(ground, id)).title).toBe('改过的题目')
  })

  test('a project passes by the reviewer’s own tick only, and the decision keeps the version that they confirmed', async () => {
    monday()
    const team = await world.aTeam()
    const written = await writeProject(ground, team.leader, world.aDraft(team.id))
    await submitProject(ground, team.leader, written, { answers: noDeclarations })
    const one = await clerk()
    const about = async () => (await reviewsAbout(ground, one, `project:${written}`))[0]
    const review = await about()
    expect(review?.tick).toEqual({ words: 'project.tick', ruleFrom: '2012-01-01' })
    const id = review?.id ?? 0
    await expect(pass(one, id)).rejects.toMatchObject({ code: 'review.tick' })
    expect((await about())?.state).toBe('open')
    await decideReview(ground, one, id, { step: 0, verdict: 'pass', reason: '', ticked: true })
    expect(await about()).toMatchObject({
      state: 'passed',
      tick: null,
      steps: [{ decision: { verdict: 'pass', ticked: '2012-01-01' } }],
    })
    const declaration = ground.policies.at(projectPolicies.declaration, '2026-11-23')
    const { rows } = await world.ground.database.pool.query(
      `select d.ticked_policy, t.facts from review_decision d join told t on t.subject = 'review:' || d.review_id and t.kind = 'review.passed'
       where d.review_id = $1`,
      [id],
    )
    expect(rows).toMatchObject([{ ticked_policy: declaration.id }])
    expect(JSON.parse(rows[0].facts).ticked).toBe(declaration.id)
  })
  test('what is returned needs no tick, and kinds that ask for none pass without', async () => {
    monday()
    const team = await world.aTeam()
    const written = await writeProject(ground, team.leader, world.aDraft(team.id))
    await submitProject(ground, team.leader, written, { answers: noDeclarations })
    const one = await clerk()
    expect(await world.decide(one, `project:${written}`, 'return', '请写明风险')).toBe('returned')
    const { id } = await aReview([town])
    expect((await reviewPage(ground, one, id)).tick).toBeNull()
    expect(await pass(one, id)).toBe('passed')
  })

  test('the page shows each condition with its evidence and rule, and what changed since the return', async () => {
    monday()
    const team = await world.aTeam()
    const id = await writeProject(ground, team.leader, world.aDraft(team.id))
    await submitProject(ground, team.leader, id, { answers: noDeclarations })
    const one = await clerk()
    await world.decide(one, `project:${id}`, 'return', '风险提示过于笼统')
    const waits = await queueOf(ground, team.leader)
    expect(waits.items).toContainEqual(
      expect.objectContaining({ kind: 'returned', subject: `project:${id}`, page: `/me/write/${id}` }),
    )
    const { version: read } = (
      await world.ground.database.pool.query('select version from project where id = $1', [id])
    ).rows[0]
    await rewriteProject(
      ground,
      team.leader,
      id,
      read,
      world.aDraft(team.id, { riskNotice: '高处取书两人一组，穿防滑鞋。' }),
    )
    await submitProject(ground, team.leader, id, { answers: noDeclarations })
    const [first, second] = await reviewsAbout(ground, one, `project:${id}`)
    expect([first?.state, second?.state, second?.round]).toEqual(['returned', 'open', 2])
    expect(second?.changes).toEqual([
      { field: 'project.risk', before: '取高处图书两人一组。', now: '高处取书两人一组，穿防滑鞋。' },
    ])
    expect(second?.conditions.every(condition => condition.state === 'met')).toBe(true)
    expect(
      second?.conditions.find(condition => condition.name === 'project.rules.risk-notice')?.evidence,
    ).toBe('project.evidence.changed')
    expect(second?.conditions.find(condition => condition.name === 'project.rules.insurance')).toMatchObject({
      evidence: '中国人寿 2026-01-01 – 2027-12-31',
      ruleFrom: '2012-01-01',
    })
    expect(second?.may).toMatchObject({ decide: true, withdraw: false })
    // Who returned it may pass it in the next round.
    expect(await world.decide(one, `project:${id}`, 'pass')).toBe('passed')
  })

  test('nobody decides about hours that they confirmed, entered or served', async () => {
    monday()
    const project = await world.aProject()
    const person = await world.aVolunteer()
    await world.served(world.at, project, person)
    const record = (await ownHours(ground, person, { limit: 1 })).list[0]?.id as number
    const confirmer = await clerk()
    expect(await confirm(ground, confirmer, [record])).toEqual([{ id: record, outcome: 'counted' }])
    const asked = await dispute(ground, person, record, { minutes: 120, reason: '其实提前走了' })
    const subject = `correction:${asked}`
    await expect(world.decide(confirmer, subject, 'pass')).rejects.toMatchObject({ code: 'review.party' })
    const spouse = await clerk()
    await sharesHousehold(person, spouse)
    await expect(world.decide(spouse, subject, 'pass')).rejects.toMatchObject({
      code: 'review.own-household',
    })
    for (const near of [confirmer, spouse])
      expect((await reviewQueue(ground, near, 200)).some(one => one.subject === subject)).toBe(false)
    expect(await world.decide(await clerk(), subject, 'pass')).toBe('passed')
    expect((await ownHours(ground, person, { limit: 1 })).total).toBe('2.00')
  })

  test('a declared conflict with what a review concerns bars from it, by name', async () => {
    const { id } = await aReview([town], { concerns: ['team:77'] })
    const next = await aReview([town], { concerns: ['team:77'] })
    const one = await clerk()
    await expect(
      declareConflict(ground, one, id, { about: 'team:78', reason: '我是队员' }),
    ).rejects.toMatchObject({ code: 'review.concern' })
    await declareConflict(ground, one, id, { about: 'team:77', reason: '我是队员' })
    await declareConflict(ground, one, id, { about: 'team:77', reason: '再说一次' })
    expect(await toldOf(id)).toEqual(['review.opened', 'review.conflict-declared'])
    for (const each of [id, next.id]) {
      await expect(pass(one, each)).rejects.toMatchObject({ code: 'review.conflict' })
      expect((await reviewPage(ground, one, each)).obstacle?.code).toBe('review.conflict')
    }
    const mine = (await reviewQueue(ground, one, 200)).map(waiting => waiting.id)
    expect(mine).not.toContain(id)
    expect(mine).not.toContain(next.id)
    expect(await pass(await clerk(), id)).toBe('passed')
  })
})

describe('a deputy', () => {
  const deputyOf = async (whom: Principal): Promise<Principal> => ({
    ...(await world.aVolunteer()),
    grants: [{ role: 'town-clerk', nodeId: world.town.nodeId, deputyFor: whom.personId }],
  })
  test('decides for whom they stand, and both have decided', async () => {
    const away = await coordinator()
    const { id } = await aReview([town, district])
    const deputy = await deputyOf(away)
    expect((await reviewPage(ground, deputy, id)).forWhom).toMatch(/^王\*/)
    await pass(deputy, id)
    const { rows } = await world.ground.database.pool.query(
      'select by_person, for_person from review_decision where review_id = $1',
      [id],
    )
    expect(rows.map(row => [Number(row.by_person), Number(row.for_person)])).toEqual([
      [deputy.personId, away.personId],
    ])
    await expect(pass(away, id, 1)).rejects.toMatchObject({ code: 'review.twice' })
  })
  test('cannot do what the one they stand for could not', async () => {
    const author = await clerk()
    const { id } = await aReview([town], { author })
    const deputy = await deputyOf(author)
    await expect(pass(deputy, id)).rejects.toMatchObject({ code: 'review.stands-for' })
    expect((await reviewQueue(ground, deputy, 200)).some(one => one.id === id)).toBe(false)
    // With a grant of their own as well it is they who decide.
    const own = {
      ...deputy,
      grants: [...deputy.grants, { role: 'town-clerk' as const, nodeId: world.town.nodeId }],
    }
    expect((await reviewQueue(ground, own, 200)).some(one => one.id === id)).toBe(true)
    expect(await pass(own, id)).toBe('passed')
  })
})

describe('the clock', () => {
  test('a legal term ends at 24:00 of its last working day, across make-up days', async () => {
    world.at('2026-02-13T02:00:00Z') // a Friday; the 14th is worked, the Spring Festival follows to the 23rd
    const { id } = await aReview([{ ...town, term: { workingDays: 3 } }])
    expect((await stepOf(id)).due_at).toEqual(atLocal('2026-02-26', '00:00'))
    monday()
  })
  test('a service clock counts working hours', async () => {
    world.at('2026-11-27T08:30:00Z') // Friday 16:30: one hour is left of the day
    const { id } = await aReview([{ ...town, term: { workingHours: 4 } }])
    expect((await stepOf(id)).due_at).toEqual(atLocal('2026-11-30', '11:30'))
    monday()
  })
  test('reminds at half, four fifths and the end, then shows it to the level above', async () => {
    monday()
    const { id } = await aReview([town])
    const { begun_at, due_at } = await stepOf(id)
    const at = (part: number) =>
      addMinutes(begun_at, ((due_at.getTime() - begun_at.getTime()) / 60_000) * part)
    const chief = await coordinator()
    const place = async () => (await reviewQueue(ground, chief, 5000)).find(one => one.id === id)
    expect(await place()).toMatchObject({ below: true, escalated: false })
    for (const [part, reminders] of [
      [0.4, 0],
      [0.5, 1],
      [0.8, 2],
      [1, 3],
    ] as const) {
      world.at(at(part))
      await fire()
      expect((await stepOf(id)).reminders).toBe(reminders)
    }
    expect(await place()).toMatchObject({ below: false, escalated: true })
    expect((await reviewPage(ground, await clerk(), id)).steps[0]).toMatchObject({
      late: true,
      escalatedTo: world.book.district.name,
    })
    const { rows } = await world.ground.database.pool.query(
      `select kind, count(*)::int as n from told where subject = $1 group by kind order by kind`,
      [`review:${id}`],
    )
    expect(rows).toEqual([
      { kind: 'review.escalated', n: 1 },
      { kind: 'review.opened', n: 1 },
      { kind: 'review.reminded', n: 3 },
    ])
    expect(await pass(chief, id)).toBe('passed')
    monday()
  })
  test('a step that was taken reminds nobody', async () => {
    monday()
    const { id } = await aReview([town])
    await pass(await clerk(), id)
    const { rows } = await world.ground.database.pool.query(`select 1 from timer where subject like $1`, [
      `review:${id}%`,
    ])
    expect(rows).toEqual([])
  })
})

const publicity: ReviewStep = { ...town, kind: 'publicity', term: { workingDays: 5 } }
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
  const chief = await world.aStaffMember('activity-coordination-head', world.book.district)
  await merge(ground, chief, twin.personId as number, living.personId as number, '同一人两次登记')
  expect((await reviewQueue(ground, living, 10)).map(one => one.id)).toContain(asked.id)
  await decideReview(ground, living, asked.id, { step: 0, verdict: 'pass', reason: '已更正' })
  expect((await reviewPage(ground, living, submitted.id)).may.withdraw).toBe(true)
  expect(await decideReview(ground, living, submitted.id, { step: 0, verdict: 'withdraw', reason: '' })).toBe(
    'withdrawn',
  )
})

describe('the queue', () => {
  test('three thousand open reviews of another town hide none of mine', async () => {
    monday()
    const other = world.book.towns.find(one => one.code !== world.town.code)
    await world.ground.database.pool.query(
      `with made as (insert into review (kind, subject, node_id, title, round, opened_at)
         select 'sample', 'flood:' || i, $1, '别的街镇', 1, $2 from generate_series(1, 3000) i returning id)
       insert into review_step (review_id, n, kind, permission, level, node_id, settings, begun_at, due_at)
         select id, 0, 'decision', 'project.review', 'town', $1, $3, $2, $4 from made`,
      [other?.nodeId, world.now(), JSON.stringify(town), addMinutes(world.now(), 1)],
    )
    const mine = await aReview([town])
    const one = await clerk()
    expect((await reviewQueue(ground, one, 200)).map(waiting => waiting.id)).toContain(mine.id)
    // Nor does the flood at other towns push the district's own matters off its page.
    const own = await aReview([district], { nodeId: world.book.district.nodeId })
    const chief = await coordinator()
    const page = await reviewQueue(ground, chief, 50)
    expect(page.map(waiting => waiting.id)).toContain(own.id)
    const last = page.at(-1)
    const next = last ? await reviewQueue(ground, chief, 50, last) : []
    expect(next).toHaveLength(50)
    expect(next.some(waiting => page.some(seen => seen.id === waiting.id))).toBe(false)
    const began = performance.now()
    await reviewQueue(ground, one, 200)
    expect(performance.now() - began).toBeLessThan(500)
    await world.ground.database.pool.query(
      `update review_step set ended_at = begun_at where review_id in (select id from review where subject like 'flood:%');
       insert into review_decision (review_id, n, verdict, reason, at) select id, 0, 'withdraw', '', opened_at from review where subject like 'flood:%';
       update review set state = 'withdrawn' where subject like 'flood:%'`,
    )
  })

  test('a kind that no room takes breaks nobody’s desk, is shown, and is not decided', async () => {
    const { id } = await aReview([town], { kind: 'of-a-room-to-come' })
    const one = await clerk()
    const queue = await queueOf(world.ground, one)
    expect(queue.items).toContainEqual(
      expect.objectContaining({ kind: 'of-a-room-to-come', page: `/desk/reviews/${id}` }),
    )
    expect((await reviewPage(world.ground, one, id)).conditions).toEqual([])
    await expect(
      decideReview(world.ground, one, id, { step: 0, verdict: 'pass', reason: '' }),
    ).rejects.toMatchObject({ code: 'review.unknown-kind' })
  })

  test('somebody without any grant, or signed out, has none', async () => {
    expect(await queueOf(ground, await world.aVolunteer())).toEqual({ items: [], more: false })
    await expect(
      reviewPage(ground, principal(0, { via: 'nobody', personId: null }), 1),
    ).rejects.toMatchObject({
      code: 'signed-out',
    })
  })
})

test('over HTTP a review is read and decided where it may be, and refused in words', async () => {
  monday()
  const team = await world.aTeam()
  const { nodeId } = await teamOf(ground, team.id)
  const { id } = await aReview([town], { nodeId })
  const { app } = await world.house()
  const answer = await app.inject({ method: 'GET', url: `/api/reviews/${id}` })
  expect(answer.statusCode).toBe(401)
  const bad = await app.inject({ method: 'GET', url: '/api/reviews?subject=nonsense' })
  expect([400, 401]).toContain(bad.statusCode)
  await app.close()
})

test('whatever happened above, the reviews are sound', async () => {
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
  expect(
    Object.keys(world.ground.rooms.find(room => room.name === 'reviews')?.invariants ?? {}),
  ).toHaveLength(7)
  // And the rules see what is broken: a decider made into an editor, a decision taken away.
  const pool = world.ground.database.pool
  await pool.query(`insert into review_person (review_id, person_id, part)
    select review_id, by_person, 'editor' from review_decision where by_person is not null and verdict = 'pass' limit 1`)
  await pool.query(
    `delete from review_decision where id = (select max(id) from review_decision where verdict = 'return')`,
  )
  expect(
    (await verifyDistrict(world.ground))
      .filter(one => one.broken > 0)
      .map(one => one.name)
      .sort(),
  ).toEqual([
    'every step that a review has left behind was decided',
    'nobody decided what they made or what concerns them',
  ])
})
