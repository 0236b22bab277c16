// Who may take the step that waits, and what becomes of the review when it is taken: the parts that decisions, panels, publicity
// and the clock share. Invariant: a step ends with exactly one decision, and with it its timers.
import { type Principal, standingsOf } from '../access/access.ts'
import { entriesOf, kinOf } from '../access/kin.ts'
import { type Permission, permissions } from '../access/roles.ts'
import { localDay } from '../clock.ts'
import type { Tx } from '../database/database.ts'
import type { Ground, ReviewKind } from '../ground.ts'
import { type Fact, tell } from '../journal/journal.ts'
import { refuse as groundRefuse } from '../refusals.ts'
import { schedule, unschedule } from '../timers/timers.ts'
import { tellAuthor } from './notices.ts'
import { refuse } from './refusals.ts'
import {
  endOf,
  type Involved,
  makersOf,
  nextOf,
  nodeAbove,
  obstacleOf,
  type Review,
  reminders,
  type Verdict,
} from './rules.ts'
import * as store from './store.ts'

export const subjectOf = (id: number) => `review:${id}`
export const kindOf = (ground: Ground, kind: string): ReviewKind | undefined =>
  ground.rooms.flatMap(room => room.reviews ?? []).find(one => one.kind === kind)
/** Free text stays in rows that can be emptied; the journal proves it by a keyed hash. */
export const hashOf = (ground: Ground, text: string) => ground.secrets.lookup(text).toString('base64url')
const permissionOf = (step: store.Step): Permission | null =>
  permissions.find(one => one === step.permission) ?? null

/** What passing this step asks the decider to tick, and the version of its rule that is in force. */
export function tickOf(ground: Ground, kind: string, step: Pick<store.Step, 'kind'> | undefined) {
  const tick = step?.kind === 'decision' ? kindOf(ground, kind)?.tick : undefined
  return tick ? { words: tick.words, rule: ground.policies.at(tick.policy, localDay(ground.clock())) } : null
}

/** Everybody who has to do with a review: what is written down, and the parties as they are today. */
export async function everybodyIn(
  ground: Ground,
  tx: Tx,
  review: Review,
  butMarksOf?: number,
): Promise<Involved[]> {
  const parties = (await kindOf(ground, review.kind)?.parties?.(ground, tx, review)) ?? []
  return [
    ...(await store.involvedIn(tx, review.id, butMarksOf)),
    ...parties.map(person => ({ person, as: 'party' as const })),
  ]
}

/** What a declared conflict may name to bar somebody from this review. */
export const concernsOf = (review: Review): string[] => [
  review.subject,
  subjectOf(review.id),
  ...review.concerns,
]

/** For whom the actor would take this step: themselves (null), or those for whom they are deputy here. */
export const standings = (actor: Principal, step: store.Step, subject: string): (number | null)[] => {
  const permission = permissionOf(step)
  return permission ? standingsOf(actor, permission, { path: step.nodePath, caseOf: subject }) : []
}

/** Given by this actor, as the person or as the contact that they are. */
export const markedBy = (score: Pick<store.Score, 'personId' | 'contactId'>, actor: Principal): boolean =>
  (score.personId !== null && score.personId === actor.personId) ||
  (score.contactId !== null && score.contactId === actor.contactId)

/** Whichever of their entries it was submitted by. */
export const isAuthor = async (ground: Ground, tx: Tx, actor: Principal, review: Review): Promise<boolean> =>
  review.authorPerson !== null &&
  actor.personId !== null &&
  (await entriesOf(ground, tx, [actor.personId])).has(review.authorPerson)

/** A contact marks in a panel whose juror they are, once, and does nothing else; registered since then, they stay who they were. */
async function asContact(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  { review, step }: { review: Review; step: store.Step },
): Promise<Code | null> {
  const { personId, contactId } = actor
  if (contactId == null) return personId === null ? 'review.person' : null
  if (personId === null && step.kind !== 'panel') return 'review.person'
  if (step.kind !== 'panel' && step.kind !== 'decision') return null
  const stands = await store.contactStands(tx, contactId, review.id, concernsOf(review), ground.clock())
  return stands.scored ? 'review.twice' : stands.declared ? 'review.conflict' : null
}

export type Standing = { forPerson: number | null }
type Code = Parameters<typeof refuse>[0]
/**
 * As whom the actor may take the step that waits, or the code of why not. Own powers come before those of a deputy.
 * @param involved everybody in it; `decider` left out where the step is not a decision of its own
 */
export async function standingIn(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  at: { review: Review; step: store.Step; involved: readonly Involved[] },
): Promise<Standing | { obstacle: Code | 'forbidden' }> {
  const { review, step, involved } = at
  const barred = await asContact(ground, tx, actor, at)
  if (barred) return { obstacle: barred }
  const person = actor.personId
  if (person === null)
    return standings(actor, step, review.subject).length > 0 ? { forPerson: null } : { obstacle: 'forbidden' }
  const own = !actor.only || actor.only.includes('own')
  if (step.kind === 'answer') {
    const entries = await entriesOf(ground, tx, [person])
    if (!own || !entries.has(step.addresseePerson ?? 0)) return { obstacle: 'review.not-addressee' }
    const near = await kinOf(ground, tx, [person])
    const obstacle = obstacleOf({ person, near }, null, makersOf(involved))
    return obstacle ? { obstacle } : { forPerson: null }
  }
  const near = await kinOf(ground, tx, [person])
  let first: Code | null = null
  for (const forPerson of standings(actor, step, review.subject)) {
    const nearOther = forPerson === null ? null : await kinOf(ground, tx, [forPerson])
    const people = [...near, ...(nearOther ?? [])]
    const declared = await store.conflictsOf(tx, people, concernsOf(review), ground.clock())
    const obstacle = obstacleOf(
      { person, near },
      forPerson === null || nearOther === null ? null : { person: forPerson, near: nearOther },
      [...involved, ...declared.map(one => ({ person: one, as: 'conflict' as const }))],
    )
    if (!obstacle) return { forPerson }
    first ??= obstacle
  }
  return { obstacle: first ?? 'forbidden' }
}

/** @throws Refusal by name, where the actor may not take the step. */
export async function demandStanding(...call: Parameters<typeof standingIn>): Promise<Standing> {
  const standing = await standingIn(...call)
  if (!('obstacle' in standing)) return standing
  if (standing.obstacle === 'forbidden')
    throw groundRefuse('forbidden', { permission: call[3].step.permission ?? '' })
  throw refuse(standing.obstacle)
}

const timersOf = (reviewId: number, n: number) => ({
  remind: [1, 2, 3].map(mark => ({ mark, subject: `review:${reviewId}/${n}/${mark}` })),
  end: `review:${reviewId}/${n}`,
})

/** A step begins: its term runs, and its timers wait. */
export async function beginStep(
  ground: Ground,
  tx: Tx,
  step: store.NewStep & { reviewId: number },
): Promise<void> {
  const at = ground.clock()
  await runTerm(tx, step, at, endOf(ground.calendar, at, step.settings.term))
}

/** The term of a step runs from one instant to another; asked again, its timers move with it. */
export async function runTerm(
  tx: Tx,
  step: store.NewStep & { reviewId: number },
  at: Date,
  due: Date,
): Promise<void> {
  await store.updateStep(tx, step.reviewId, step.n, { begunAt: at, dueAt: due })
  const payload = { review: step.reviewId, step: step.n }
  const names = timersOf(step.reviewId, step.n)
  if (step.settings.kind === 'publicity')
    return schedule(tx, { kind: 'review.publicity-ends', subject: names.end, at: due, payload })
  for (const [i, moment] of reminders(at, due).entries()) {
    const { subject, mark } = names.remind[i] ?? { subject: names.end, mark: 0 }
    await schedule(tx, { kind: 'review.remind', subject, at: moment, payload: { ...payload, mark } })
  }
  await schedule(tx, { kind: 'review.escalate', subject: names.end, at: due, payload })
}

export async function stopTimers(tx: Tx, step: store.Step): Promise<void> {
  const names = timersOf(step.reviewId, step.n)
  if (step.kind === 'publicity') return unschedule(tx, 'review.publicity-ends', names.end)
  for (const { subject } of names.remind) await unschedule(tx, 'review.remind', subject)
  await unschedule(tx, 'review.escalate', names.end)
}

/** The step that waits is over. The next begins, or the review closes and its room hears of it in the same transaction. */
export async function endStep(
  ground: Ground,
  tx: Tx,
  review: Review,
  steps: readonly store.Step[],
  outcome: {
    verdict: Verdict
    reason: string
    by: Principal | null
    forPerson?: number | null
    /** The version of the rule whose words were ticked. */
    tickedPolicy?: number | null
    facts?: Record<string, Fact>
  },
): Promise<Review['state']> {
  const at = ground.clock()
  const step = steps[review.step]
  if (!step) throw new Error(`review ${review.id} waits at no step`)
  await store.insertDecision(tx, {
    reviewId: review.id,
    n: step.n,
    verdict: outcome.verdict,
    reason: outcome.reason,
    byPerson: outcome.by?.personId ?? null,
    byAccount: outcome.by?.accountId ?? null,
    forPerson: outcome.forPerson ?? null,
    tickedPolicy: outcome.tickedPolicy ?? null,
    at,
  })
  await store.updateStep(tx, review.id, step.n, { endedAt: at })
  await stopTimers(tx, step)
  const next = nextOf(review.step, steps.length, outcome.verdict)
  if (next.state === 'open') {
    await store.updateReview(tx, review.id, { step: next.step })
    const begins = steps[next.step]
    if (begins) await beginStep(ground, tx, begins)
  } else {
    const kind = kindOf(ground, review.kind)
    if (!kind) throw refuse('review.unknown-kind')
    await store.updateReview(tx, review.id, { state: next.state, closedAt: at })
    await kind.closed(ground, tx, {
      review: { ...review, state: next.state, closedAt: at },
      state: next.state,
      by: outcome.by,
      reason: outcome.reason,
    })
    if (!kind.tells) await tellAuthor(tx, at, review, next.state, outcome.reason)
  }
  await tell(tx, {
    at,
    by: outcome.by,
    onBehalfOf: outcome.forPerson ?? null,
    kind: next.state === 'open' ? 'review.step-passed' : `review.${next.state}`,
    subject: subjectOf(review.id),
    policyId: review.policyId,
    facts: {
      of: review.subject,
      kind: review.kind,
      step: step.n,
      ...(outcome.reason && { said: hashOf(ground, outcome.reason) }),
      ...(outcome.tickedPolicy != null && { ticked: outcome.tickedPolicy }),
      ...outcome.facts,
    },
  })
  return next.state
}

/** The level above sees a step that nobody took in time. */
export async function escalate(ground: Ground, tx: Tx, review: Review, step: store.Step): Promise<void> {
  if (step.escalatedAt) return
  const above = nodeAbove(await store.lineOf(tx, step.nodeId), step.nodeId)
  const at = ground.clock()
  await store.updateStep(tx, review.id, step.n, { escalatedAt: at, escalatedNode: above?.id ?? null })
  await tell(tx, {
    at,
    by: null,
    kind: 'review.escalated',
    subject: subjectOf(review.id),
    facts: { of: review.subject, kind: review.kind, step: step.n, from: step.nodeId, to: above?.id ?? null },
  })
}
