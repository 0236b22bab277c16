// Opening, deciding and listing reviews. The room that owns the subject calls these inside its own transaction.
import type { Generated } from 'kysely'
import { demand, type Principal, pathOf, scopesOf } from '../access/access.ts'
import type { Permission } from '../access/roles.ts'
import { type LocalDay, localDay } from '../clock.ts'
import type { Db, Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { refusals } from '../refusals.ts'
import {
  decide,
  type Review,
  type ReviewChain,
  type ReviewState,
  type ReviewStep,
  type Verdict,
} from './rules.ts'

export type ReviewTables = {
  review: {
    id: Generated<number>
    kind: string
    subject: string
    nodeId: number
    title: string
    steps: ReviewStep[]
    step: number
    state: ReviewState
    authorPerson: number | null
    round: number
    openedAt: Date
    dueOn: LocalDay
    closedAt: Date | null
  }
  reviewDecision: {
    id: Generated<number>
    reviewId: number
    step: number
    verdict: Verdict
    reason: string
    byPerson: number | null
    byAccount: string | null
    at: Date
  }
}

export const refuse = refusals({
  'review.closed': { status: 409, zh: '这项审核已经办结。', en: 'This review is closed already.' },
  'review.own': {
    status: 403,
    zh: '自己提交的不能自己审核。',
    en: 'Nobody reviews what they submitted themselves.',
  },
  'review.twice': {
    status: 403,
    zh: '同一人不能连续办理两级审核。',
    en: 'One person cannot decide two steps of a review.',
  },
  'review.reason': {
    status: 422,
    zh: '请写明理由，提交人会看到。',
    en: 'Give a reason; whoever submitted it will read it.',
  },
  'review.not-author': { status: 403, zh: '只有提交人可以撤回。', en: 'Only the author may withdraw it.' },
})

/** Opens a review; one that is open already for this subject is a conflict of the caller's making. */
export async function openReview(
  ground: Ground,
  tx: Tx,
  ask: {
    kind: string
    subject: string
    nodeId: number
    title: string
    chain: ReviewChain
    author: Principal
    authorPerson: number | null
    round?: number
  },
): Promise<number> {
  const at = ground.clock()
  const { id } = await tx
    .withTables<ReviewTables>()
    .insertInto('review')
    .values({
      kind: ask.kind,
      subject: ask.subject,
      nodeId: ask.nodeId,
      title: ask.title,
      steps: JSON.stringify(ask.chain.steps) as unknown as ReviewStep[],
      step: 0,
      state: 'open',
      authorPerson: ask.authorPerson,
      round: ask.round ?? 1,
      openedAt: at,
      dueOn: ground.calendar.addWorkingDays(localDay(at), ask.chain.workingDays),
      closedAt: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tell(tx, {
    at,
    by: ask.author,
    kind: 'review.opened',
    subject: `review:${id}`,
    facts: { of: ask.subject, kind: ask.kind },
  })
  return id
}

/**
 * Decides the current step of the open review of a subject and answers what came of it.
 * @throws Refusal when there is none, when the actor lacks the step's permission here, or maker-checker forbids it.
 */
export async function decideReview(
  ground: Ground,
  tx: Tx,
  call: { kind: string; subject: string; actor: Principal; verdict: Verdict; reason: string },
): Promise<{ review: Review; state: ReviewState }> {
  const db = tx.withTables<ReviewTables>()
  const review = await db
    .selectFrom('review')
    .selectAll()
    .where('kind', '=', call.kind)
    .where('subject', '=', call.subject)
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst()
  if (!review) throw refuse('review.closed')
  const step = review.steps[review.step]
  if (call.verdict !== 'withdraw' && step)
    demand(call.actor, step.permission, await pathOf(tx, review.nodeId))
  const earlier = await db
    .selectFrom('reviewDecision')
    .select('byPerson')
    .where('reviewId', '=', review.id)
    .execute()
  const deciders = earlier.flatMap(row => (row.byPerson === null ? [] : [row.byPerson]))
  const decision = decide({ ...review, deciders }, call.actor.personId, call.verdict, call.reason)
  if ('refuse' in decision) throw refuse(decision.refuse)
  const at = ground.clock()
  await db
    .insertInto('reviewDecision')
    .values({
      reviewId: review.id,
      step: review.step,
      verdict: call.verdict,
      reason: call.reason,
      byPerson: call.actor.personId,
      byAccount: call.actor.accountId,
      at,
    })
    .execute()
  const state = decision.next === 'step' ? 'open' : decision.state
  await db
    .updateTable('review')
    .where('id', '=', review.id)
    .set(decision.next === 'step' ? { step: decision.step } : { state, closedAt: at })
    .execute()
  await tell(tx, {
    at,
    by: call.actor,
    kind: `review.${state === 'open' ? 'step-passed' : state}`,
    subject: `review:${review.id}`,
    facts: { of: review.subject, kind: review.kind, step: review.step },
  })
  return { review, state }
}

/** The open reviews whose current step this actor may decide, by deadline; with what is their own left out. */
export async function reviewQueue(db: Db, actor: Principal, limit = 200): Promise<Review[]> {
  const rows = await db
    .withTables<ReviewTables & { scopeNode: { id: number; path: number[] } }>()
    .selectFrom('review')
    .innerJoin('scopeNode', 'scopeNode.id', 'review.nodeId')
    .selectAll('review')
    .select('scopeNode.path')
    .where('state', '=', 'open')
    .orderBy('dueOn')
    .orderBy('review.id')
    .limit(2000)
    .execute()
  const scopes = new Map<Permission, Set<number>>()
  const scopeOf = (permission: Permission) => {
    const known = scopes.get(permission) ?? new Set(scopesOf(actor, permission))
    scopes.set(permission, known)
    return known
  }
  return rows
    .filter(row => {
      const permission = row.steps[row.step]?.permission
      return (
        permission &&
        row.authorPerson !== actor.personId &&
        row.path.some(node => scopeOf(permission).has(node))
      )
    })
    .slice(0, limit)
}

/** The reviews of one subject with their decisions, oldest first. */
export async function reviewsOf(db: Db, subject: string) {
  const tables = db.withTables<ReviewTables>()
  const reviews = await tables
    .selectFrom('review')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('id')
    .execute()
  const ids = reviews.map(review => review.id)
  const decisions =
    ids.length === 0
      ? []
      : await tables
          .selectFrom('reviewDecision')
          .selectAll()
          .where('reviewId', 'in', ids)
          .orderBy('id')
          .execute()
  return reviews.map(review => ({
    ...review,
    decisions: decisions.filter(one => one.reviewId === review.id),
  }))
}
