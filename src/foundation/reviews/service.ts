// Opening and deciding reviews. A room opens one inside its own transaction; whoever decides comes here, and what comes of it
// reaches the room by its ReviewKind, found among all that the rooms announce.
import { demandOwn, type Principal } from '../access/access.ts'
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import type { Version } from '../policies/policies.ts'
import { refuse as groundRefuse, notFound } from '../refusals.ts'
import {
  beginStep,
  demandStanding,
  endStep,
  everybodyIn,
  hashOf,
  isAuthor,
  kindOf,
  markedBy,
  stopTimers,
  subjectOf,
  tickOf,
} from './deciding.ts'
import { refuse } from './refusals.ts'
import {
  nodeAbove,
  nodeOfLevel,
  type Review,
  type ReviewChain,
  type ReviewState,
  type Verdict,
  verdictOf,
} from './rules.ts'
import { maySee, ownEntries } from './seeing.ts'
import * as store from './store.ts'

/**
 * Opens a review and begins its first step.
 * @throws Refusal `review.open` where one of this kind is open for the subject already.
 */
export async function openReview(
  ground: Ground,
  tx: Tx,
  ask: {
    kind: string
    subject: string
    /** Where the subject hangs; each step is decided at the node of its level above it. */
    nodeId: number
    title: string
    chain: Version<ReviewChain>
    author: Principal
    /** Everybody else who had a hand in it. */
    editors?: readonly number[]
    /** Other subjects that a declared conflict may name. */
    concerns?: readonly string[]
    /** Who is meant by the names of `answer` steps. */
    addressees?: Readonly<Record<string, number>>
    round?: number
  },
): Promise<number> {
  const review = await store.insertReview(tx, {
    kind: ask.kind,
    subject: ask.subject,
    nodeId: ask.nodeId,
    title: ask.title,
    round: ask.round ?? 1,
    authorPerson: ask.author.personId,
    policyId: ask.chain.id,
    concerns: [...(ask.concerns ?? [])],
    openedAt: ground.clock(),
  })
  if (!review) throw refuse('review.open')
  const line = await store.lineOf(tx, ask.nodeId)
  const steps = ask.chain.value.steps.map((settings, n) => {
    if (settings.kind !== 'answer')
      return { n, settings, nodeId: nodeOfLevel(line, settings.level), addresseePerson: null }
    const addresseePerson = ask.addressees?.[settings.addressee]
    if (addresseePerson === undefined) throw refuse('review.no-addressee', { name: settings.addressee })
    return { n, settings, nodeId: ask.nodeId, addresseePerson }
  })
  await store.insertSteps(tx, review.id, steps)
  const parties = (await kindOf(ground, ask.kind)?.parties?.(ground, tx, review)) ?? []
  const author = ask.author.personId
  await store.insertPeople(tx, review.id, [
    ...(author === null ? [] : [{ person: author, as: 'author' as const }]),
    ...(ask.editors ?? []).map(person => ({ person, as: 'editor' as const })),
    ...parties.map(person => ({ person, as: 'party' as const })),
  ])
  const [first] = steps
  if (first) await beginStep(ground, tx, { ...first, reviewId: review.id })
  await tell(tx, {
    at: review.openedAt,
    by: ask.author,
    kind: 'review.opened',
    subject: subjectOf(review.id),
    policyId: ask.chain.id,
    facts: { of: ask.subject, kind: ask.kind, round: review.round },
  })
  return review.id
}

/** Where nothing is left to decide, an open review of this kind over the subject ends as withdrawn. */
export async function dropReview(
  ground: Ground,
  tx: Tx,
  kind: string,
  subject: string,
  by: Principal | null,
): Promise<void> {
  const id = await store.openOf(tx, kind, subject)
  const review = id === undefined ? undefined : await store.lockReview(tx, id)
  if (review?.state !== 'open') return
  const steps = await store.stepsOf(tx, [review.id])
  await endStep(ground, tx, review, steps, { verdict: 'withdraw', reason: '', by })
}
export const isUnderReview = (tx: Tx, kind: string, subject: string): Promise<boolean> =>
  store.openOf(tx, kind, subject).then(id => id !== undefined)

type Opened = {
  review: Review
  steps: store.Step[]
  step: store.Step
  involved: Awaited<ReturnType<typeof everybodyIn>>
}
/** Locks a review that this actor may see and that waits at the step they saw. */
async function lockOpen(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  id: number,
  seenStep: number,
): Promise<Opened> {
  const seen = await store.reviewById(tx, id)
  if (seen) await kindOf(ground, seen.kind)?.locksFirst?.(ground, tx, seen)
  const review = await store.lockReview(tx, id)
  const steps = review ? await store.stepsOf(tx, [id]) : []
  const step = steps[review?.step ?? 0]
  const involved = review ? await everybodyIn(ground, tx, review) : []
  if (!review || !step || !maySee(actor, await ownEntries(ground, tx, actor), { review, steps, involved }))
    throw notFound('审核', 'The review')
  if (review.state !== 'open') throw refuse('review.closed')
  if (review.step !== seenStep) throw refuse('review.moved-on')
  return { review, steps, step, involved }
}

/** A panel that lacks scorers is returned or handed up by whoever might score or has scored in it. */
const handingOn = async (ground: Ground, tx: Tx, open: Opened): Promise<Opened> =>
  open.step.kind === 'panel'
    ? { ...open, involved: await everybodyIn(ground, tx, open.review, open.step.n) }
    : open

const signedIn = (actor: Principal) => {
  if (actor.via === 'nobody') throw groundRefuse('signed-out')
}
/** Jurors whom we know by name and phone only give their mark and leave the rest to others. */
const inPerson = (actor: Principal) => {
  if (actor.personId === null) throw refuse('review.person')
}

/**
 * Decides the step that waits; the author may withdraw instead.
 * @param call.step the step the actor saw: a decision is never carried over to the next
 * @param call.ticked that the decider confirms what the kind asks for; nothing passes without it
 * @throws Refusal by name: not seen, not ticked, no permission at the step's node, maker, party, household, twice, conflict, closed, moved on
 */
export async function decideReview(
  ground: Ground,
  actor: Principal,
  id: number,
  call: { step: number; verdict: Verdict; reason: string; ticked?: boolean },
): Promise<ReviewState> {
  signedIn(actor)
  return ground.transact(async tx => {
    const open = await lockOpen(ground, tx, actor, id, call.step)
    const { review, steps, step } = open
    const reason = call.reason.trim()
    if (call.verdict === 'withdraw') {
      demandOwn(actor)
      if (!(await isAuthor(ground, tx, actor, review))) throw refuse('review.not-author')
      return endStep(ground, tx, review, steps, { verdict: 'withdraw', reason, by: actor })
    }
    inPerson(actor)
    const { forPerson } = await demandStanding(ground, tx, actor, await handingOn(ground, tx, open))
    if (
      (step.kind === 'panel' && call.verdict !== 'return') ||
      (step.kind === 'publicity' && call.verdict === 'pass')
    )
      throw refuse('review.other-kind')
    if (step.kind === 'answer' && call.verdict !== 'pass') throw refuse('review.other-kind')
    if (!reason && (call.verdict !== 'pass' || step.kind === 'answer'))
      throw refuse('review.reason', {}, 'reason')
    const tick = call.verdict === 'pass' ? tickOf(ground, review.kind, step) : null
    if (tick && !call.ticked) throw refuse('review.tick', {}, 'ticked')
    return endStep(ground, tx, review, steps, {
      verdict: call.verdict,
      reason,
      by: actor,
      forPerson,
      tickedPolicy: tick?.rule.id ?? null,
    })
  })
}

/** Hands the step up: from now on it is the level above that decides it, with a term of its own. */
export async function raiseReview(
  ground: Ground,
  actor: Principal,
  id: number,
  call: { step: number; reason: string },
): Promise<void> {
  signedIn(actor)
  await ground.transact(async tx => {
    const open = await lockOpen(ground, tx, actor, id, call.step)
    const { review, step } = open
    inPerson(actor)
    const { forPerson } = await demandStanding(ground, tx, actor, await handingOn(ground, tx, open))
    if (step.kind !== 'decision' && step.kind !== 'panel') throw refuse('review.other-kind')
    const above = nodeAbove(await store.lineOf(tx, step.nodeId), step.nodeId)
    if (!above) throw refuse('review.top')
    const at = ground.clock()
    await stopTimers(tx, step)
    await store.updateStep(tx, id, step.n, {
      nodeId: above.id,
      level: above.level,
      reminders: 0,
      escalatedAt: null,
      escalatedNode: null,
      raisedFrom: step.nodeId,
      raisedBy: actor.personId,
      raisedReason: call.reason,
      raisedAt: at,
    })
    await beginStep(ground, tx, step)
    await tell(tx, {
      at,
      by: actor,
      onBehalfOf: forPerson,
      kind: 'review.raised',
      subject: subjectOf(id),
      facts: {
        of: review.subject,
        kind: review.kind,
        step: step.n,
        from: step.nodeId,
        to: above.id,
        said: hashOf(ground, call.reason),
      },
    })
  })
}

/** A scorer's mark, unseen by the others until all have given theirs; the last one's decides the step. */
export async function scoreReview(
  ground: Ground,
  actor: Principal,
  id: number,
  call: { step: number; score: number; remark: string },
): Promise<ReviewState> {
  signedIn(actor)
  return ground.transact(async tx => {
    const open = await lockOpen(ground, tx, actor, id, call.step)
    const { review, steps, step } = open
    const { settings } = step
    if (settings.kind !== 'panel') throw refuse('review.other-kind')
    const before = (await store.scoresOf(tx, [id])).filter(one => one.n === step.n)
    if (before.some(one => markedBy(one, actor))) throw refuse('review.scored')
    const { forPerson } = await demandStanding(ground, tx, actor, open)
    const score = {
      reviewId: id,
      n: step.n,
      personId: actor.personId,
      contactId: actor.contactId ?? null,
      accountId: actor.accountId,
      forPerson,
      score: call.score,
      remark: call.remark,
      at: ground.clock(),
    }
    await store.insertScore(tx, score)
    const marks = [...before, score].map(one => one.score)
    const facts = { of: review.subject, kind: review.kind, step: step.n, marks: marks.length }
    if (marks.length < settings.scorers) {
      await tell(tx, {
        at: score.at,
        by: actor,
        onBehalfOf: forPerson,
        kind: 'review.scored',
        subject: subjectOf(id),
        facts,
      })
      return 'open'
    }
    const state = await endStep(ground, tx, review, steps, {
      verdict: verdictOf(marks, settings.passMark),
      reason: '',
      by: null,
      facts: { mean: Math.round((marks.reduce((sum, one) => sum + one, 0) * 100) / marks.length) / 100 },
    })
    await tell(tx, {
      at: score.at,
      by: actor,
      onBehalfOf: forPerson,
      kind: 'review.scored',
      subject: subjectOf(id),
      facts,
    })
    return state
  })
}

/** "I have to do with this": from now on whoever says so and their household decide nothing in what they named. */
export async function declareConflict(
  ground: Ground,
  actor: Principal,
  id: number,
  call: { about: string | undefined; reason: string },
): Promise<void> {
  demandOwn(actor)
  const { personId, contactId = null } = actor
  if (personId === null && contactId === null) throw refuse('review.person')
  await ground.transact(async tx => {
    const review = await store.reviewById(tx, id)
    const steps = review ? await store.stepsOf(tx, [id]) : []
    const involved = review ? await everybodyIn(ground, tx, review) : []
    if (!review || !maySee(actor, await ownEntries(ground, tx, actor), { review, steps, involved }))
      throw notFound('审核', 'The review')
    const subject = call.about ?? review.subject
    if (subject !== review.subject && !review.concerns.includes(subject))
      throw refuse('review.concern', {}, 'about')
    const at = ground.clock()
    if (!(await store.insertConflict(tx, { personId, contactId, subject, reason: call.reason, since: at })))
      return
    await tell(tx, {
      at,
      by: actor,
      kind: 'review.conflict-declared',
      subject: subjectOf(id),
      facts: { about: subject, said: hashOf(ground, call.reason) },
    })
  })
}
