// The auditor's own questions: asked of one who holds a duty, seen by few, answered once, red when late, and holding nothing up.
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewQuestion } from '../../src/app/audit/contract.ts'
import { addresseesFor, askQuestion, questionsAsked } from '../../src/app/audit/questions.ts'
import { queueOf } from '../../src/app/overview/service.ts'
import { verifyDistrict } from '../../src/app/verify.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { decideReview } from '../../src/foundation/reviews/service.ts'
import { reviewPage } from '../../src/foundation/reviews/view.ts'
import { runDueTimers } from '../../src/foundation/timers/runner.ts'
import { readFull } from '../../src/people/desk.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let app: FastifyInstance
let supervisor: Principal
let auditor: Principal
let clerk: Principal
beforeAll(async () => {
  world = await aWorld()
  ;({ app } = await world.house())
  supervisor = await world.aStaffMember('supervisor', world.book.district)
  auditor = await world.aStaffMember('audit-administrator', world.book.district)
  clerk = await world.aStaffMember('information-clerk', world.book.district)
})
afterAll(() => app.close())
const monday = () => world.at('2026-11-23T02:00:00Z')

const ask = (who: Principal, of: Principal, over: Partial<NewQuestion> = {}) =>
  askQuestion(world.ground, who, {
    addressee: of.personId as number,
    about: '看了 11 人的手机号，理由「看看」',
    subject: null,
    text: '请说明当时在办哪件事',
    ...over,
  })
const answer = (who: Principal, review: number, reason: string) =>
  decideReview(world.ground, who, review, { step: 0, verdict: 'pass', reason })
const rowOf = async (who: Principal, review: number) =>
  (await questionsAsked(world.ground, who, { limit: 50 })).items.find(one => one.review === review)

test('a weak reason is asked about: the one asked finds it in their queue with its clock, answers once, and the auditors read it', async () => {
  monday()
  const person = await world.aVolunteer({ name: '郑小明' })
  await readFull(world.ground, clerk, person.personId as number, {
    field: 'name',
    kind: 'other',
    reason: '看看一眼',
  })
  const reads = await app.inject({
    url: '/api/audit/reads',
    headers: { authorization: `Bearer ${await world.tokenOf(supervisor)}` },
  })
  const [read] = reads.json().items
  expect(read).toMatchObject({ weak: true, byPerson: clerk.personId, subject: `person:${person.personId}` })

  const review = await ask(supervisor, clerk, { subject: read.subject })
  const { items } = await queueOf(world.ground, clerk)
  expect(items).toContainEqual(
    expect.objectContaining({
      kind: 'audit-question',
      page: `/desk/reviews/${review}`,
      dueAt: '2026-11-25T16:00:00.000Z',
      overdue: false,
    }),
  )
  const seen = await reviewPage(world.ground, clerk, review)
  expect(seen).toMatchObject({
    asked: '请说明当时在办哪件事',
    may: { decide: true, raise: false },
    tick: null,
  })
  expect(await rowOf(supervisor, review)).toMatchObject({ own: true, late: false, answer: null })

  await expect(answer(clerk, review, ' ')).rejects.toMatchObject({ code: 'review.reason' })
  await expect(answer(supervisor, review, '我替他答')).rejects.toMatchObject({ code: 'review.not-addressee' })
  expect(await answer(clerk, review, '电话回访，当时没写清楚')).toBe('passed')
  await expect(answer(clerk, review, '再补一句')).rejects.toMatchObject({ code: 'review.closed' })
  expect((await queueOf(world.ground, clerk)).items).toEqual([])
  expect(await rowOf(auditor, review)).toMatchObject({
    own: false,
    answer: { text: '电话回访，当时没写清楚' },
  })
})

test('of two answers sent at once one is taken', async () => {
  monday()
  const review = await ask(auditor, clerk)
  const sent = await Promise.allSettled([answer(clerk, review, '第一次'), answer(clerk, review, '第二次')])
  expect(sent.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(sent.find(one => one.status === 'rejected')).toMatchObject({ reason: { code: 'review.closed' } })
})

test('whoever was not asked, does not audit, or audits another town sees nothing of it', async () => {
  monday()
  const inTown = await world.aStaffMember('town-clerk')
  const review = await ask(supervisor, inTown)
  const next = world.book.towns.find(one => one.code !== world.town.code) ?? world.town
  const elsewhere = await world.aStaffMember('supervisor', next)
  for (const stranger of [elsewhere, clerk, await world.aStaffMember('town-head'), await world.aVolunteer()])
    await expect(reviewPage(world.ground, stranger, review)).rejects.toMatchObject({ code: 'not-found' })
  expect(await rowOf(elsewhere, review)).toBeUndefined()
  await expect(questionsAsked(world.ground, clerk, { limit: 50 })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(ask(clerk, inTown)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(ask(elsewhere, inTown)).rejects.toMatchObject({ code: 'not-found' })
  expect(await addresseesFor(world.ground, elsewhere, '')).toEqual([])
})

test('nobody asks themselves, nor somebody without a duty, nor about what the journal never told', async () => {
  monday()
  await expect(ask(supervisor, supervisor)).rejects.toMatchObject({ code: 'audit.self' })
  await expect(ask(supervisor, await world.aVolunteer())).rejects.toMatchObject({ code: 'not-found' })
  await expect(ask(supervisor, clerk, { subject: 'record:987654' })).rejects.toMatchObject({
    code: 'audit.subject',
  })
  await expect(ask(supervisor, clerk, { subject: 'journal:987654' })).rejects.toMatchObject({
    code: 'audit.subject',
  })
  const { rows } = await sql<{ id: number }>`select min(id)::int as id from journal`.execute(world.ground.db)
  expect(await ask(supervisor, clerk, { subject: `journal:${rows[0]?.id}` })).toBeGreaterThan(0)
  const { leader } = await world.aTeam()
  expect(await ask(supervisor, leader)).toBeGreaterThan(0)
  const offered = await addresseesFor(world.ground, supervisor, '')
  expect(offered.map(one => one.personId)).toContain(clerk.personId)
  expect(offered.map(one => one.personId)).not.toContain(leader.personId)
  expect(offered.map(one => one.personId)).not.toContain(supervisor.personId)
})

test('a question that nobody answered in time is late for everybody, and still only theirs to answer', async () => {
  monday()
  const inTown = await world.aStaffMember('town-clerk')
  const review = await ask(supervisor, inTown)
  world.at('2026-11-25T16:00:01Z')
  await runDueTimers(world.ground)
  expect(await rowOf(supervisor, review)).toMatchObject({ late: true, answer: null })
  const mine = (await queueOf(world.ground, inTown)).items.find(one => one.page.endsWith(`/${review}`))
  expect(mine?.overdue).toBe(true)
  const seen = await reviewPage(world.ground, supervisor, review)
  expect(seen.steps[0]).toMatchObject({ late: true, escalatedTo: world.book.district.name })
  const above = await world.aStaffMember('activity-coordination-head', world.book.district)
  await expect(answer(above, review, '替他答')).rejects.toMatchObject({ code: 'not-found' })
  expect(await answer(inTown, review, '迟了，请谅解')).toBe('passed')
  expect(await rowOf(supervisor, review)).toMatchObject({ late: false, answer: { text: '迟了，请谅解' } })
})

test('the asker may take a question back; its words can be emptied, and the journal never held them', async () => {
  monday()
  const review = await ask(supervisor, clerk)
  await decideReview(world.ground, supervisor, review, { step: 0, verdict: 'withdraw', reason: '' })
  expect(await rowOf(supervisor, review)).toMatchObject({ withdrawn: true, late: false, answer: null })
  const { rows } = await sql<{ facts: string }>`select facts from journal where kind = 'audit.asked'`.execute(
    world.ground.db,
  )
  expect(rows.length).toBeGreaterThan(3)
  expect(JSON.stringify(rows)).not.toContain('请说明')
  expect(JSON.stringify(rows)).not.toContain('看看')
  await sql`update audit_question set text = null`.execute(world.ground.db)
  expect((await reviewPage(world.ground, supervisor, review)).asked).toBeNull()
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
})
