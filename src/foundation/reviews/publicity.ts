// A publicity is open to everybody's objections for its term; it passes when that is over and every objection is answered.
import { demandOwn, type Principal } from '../access/access.ts'
import { kinOf } from '../access/kin.ts'
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { refuse as groundRefuse, notFound } from '../refusals.ts'
import type { PublicityView } from './contract.ts'
import { demandStanding, endStep, everybodyIn, hashOf, subjectOf } from './deciding.ts'
import { refuse } from './refusals.ts'
import { makersOf, type Review, type ReviewState } from './rules.ts'
import { ownEntries } from './seeing.ts'
import * as store from './store.ts'

/** The review while it waits in its publicity. Everybody may know of that one, and of no other. */
async function lockPublic(
  tx: Tx,
  id: number,
): Promise<{ review: Review; steps: store.Step[]; step: store.Step }> {
  const review = await store.lockReview(tx, id)
  const steps = review ? await store.stepsOf(tx, [id]) : []
  const step = steps[review?.step ?? 0]
  if (review?.state !== 'open' || step?.kind !== 'publicity') throw notFound('公示', 'The publicity')
  return { review, steps, step }
}

/** The publicities that run, for everybody who is signed in, and those in which they objected, with what they were answered. */
export async function publicitiesFor(ground: Ground, actor: Principal): Promise<PublicityView[]> {
  if (actor.via === 'nobody') throw groundRefuse('signed-out')
  return ground.transact(async tx => {
    const mine = await ownEntries(ground, tx, actor)
    const list = await store.publicities(tx, [...mine], ground.clock())
    const objections = (
      await store.objectionsOf(
        tx,
        list.map(one => one.id),
      )
    ).filter(one => mine.has(one.byPerson))
    return list.map(({ n, until, ...one }) => ({
      ...one,
      until: until.toISOString(),
      mine: objections
        .filter(each => each.reviewId === one.id && each.n === n)
        .map(each => ({
          id: each.id,
          text: each.text,
          at: each.at.toISOString(),
          answer: each.answer,
          answeredAt: each.answeredAt?.toISOString() ?? null,
        })),
    }))
  })
}

/** Anybody under their real name objects while the publicity lasts, and is answered. */
export async function object(ground: Ground, actor: Principal, id: number, text: string): Promise<number> {
  demandOwn(actor)
  const byPerson = actor.personId
  if (byPerson === null) throw refuse('review.person')
  return ground.transact(async tx => {
    const { step } = await lockPublic(tx, id)
    const near = await kinOf(ground, tx, [byPerson])
    if (makersOf(await store.involvedIn(tx, id)).some(one => near.has(one.person)))
      throw refuse('review.maker-objects')
    const at = ground.clock()
    if (step.dueAt && at >= step.dueAt) throw refuse('review.publicity-over')
    const made = await store.insertObjection(tx, { reviewId: id, n: step.n, text, byPerson, at })
    if (!made) throw refuse('review.objected')
    await tell(tx, {
      at,
      by: actor,
      kind: 'review.objected',
      subject: subjectOf(id),
      facts: { objection: made.id, said: hashOf(ground, text) },
    })
    return made.id
  })
}

/** Whoever holds the step's permission answers, not its makers, nor who objected; the last answer after the end passes the step. */
export async function answerObjection(
  ground: Ground,
  actor: Principal,
  id: number,
  objectionId: number,
  answer: string,
): Promise<ReviewState> {
  if (actor.via === 'nobody') throw groundRefuse('signed-out')
  return ground.transact(async tx => {
    const { review, steps, step } = await lockPublic(tx, id)
    const objections = (await store.objectionsOf(tx, [id])).filter(one => one.n === step.n)
    const objection = objections.find(one => one.id === objectionId)
    if (!objection) throw notFound('异议', 'The dispute')
    // Answering decides nothing: who decided an earlier step may answer.
    const involved = (await everybodyIn(ground, tx, review)).filter(one => one.as !== 'decider')
    const { forPerson } = await demandStanding(ground, tx, actor, { review, step, involved })
    const person = actor.personId as number
    if ((await kinOf(ground, tx, [person])).has(objection.byPerson)) throw refuse('review.own-objection')
    if (objection.answeredAt) throw refuse('review.answered')
    const at = ground.clock()
    await store.answerObjection(tx, objectionId, { answer, answeredBy: person, answeredAt: at })
    const waiting = objections.filter(one => one.id !== objectionId && !one.answeredAt).length
    const state =
      waiting === 0 && step.dueAt && at >= step.dueAt
        ? await endStep(ground, tx, review, steps, { verdict: 'pass', reason: '', by: null })
        : 'open'
    await tell(tx, {
      at,
      by: actor,
      onBehalfOf: forPerson,
      kind: 'review.objection-answered',
      subject: subjectOf(id),
      facts: { objection: objectionId, said: hashOf(ground, answer) },
    })
    return state
  })
}
