// Reviews as a district lives them: who may decide what, for whom, and until when. Matters of a sample room, projects and hours.
import { beforeAll, describe, expect, test } from 'vitest'
import { closed, district, matters, town, withMatters } from '../../../tests/support/matters.ts'
import { aWorld, noDeclarations, type World } from '../../../tests/support/world.ts'
import { queueOf } from '../../app/overview/service.ts'
import { verifyDistrict } from '../../app/verify.ts'
import { teamOf } from '../../organizations/service.ts'
import { rewriteProject, submitProject, writeProject } from '../../projects/drafting.ts'
import { projectPolicies } from '../../projects/policies.ts'
import { publicProject } from '../../projects/service.ts'
import { confirm } from '../../records/confirming.ts'
import { dispute } from '../../records/corrections.ts'
import { ownRecords } from '../../records/lists.ts'
import { ownHours } from '../../records/own.ts'
import type { Principal } from '../access/access.ts'
import { addMinutes, atLocal } from '../clock.ts'
import type { Ground } from '../ground.ts'
import { reviewQueue } from './queue.ts'
import { decideReview, declareConflict, raiseReview } from './service.ts'
import { reviewPage, reviewsAbout } from './view.ts'

let world: World
let ground: Ground
beforeAll(async () => {
  world = await aWorld()
  ground = withMatters(world.ground)
})
const { aReview, pass, clerk, coordinator, stepOf, toldOf, sharesHousehold, fire, monday } = matters(
  () => world,
  () => ground,
)

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
    const record = (await ownRecords.rows(ground, person, {}, { limit: 1 })).items[0]?.id as number
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
    expect((await ownHours(ground, person)).total).toBe('2.00')
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
