// Maker-checker: who asked cannot decide, and nobody decides two steps of one review.
import { z } from 'zod'
import { permissions } from '../access/roles.ts'

export const reviewStep = z.object({
  permission: z.enum(permissions),
  /** Who decides, in words for the page: `town`, `district`. */
  level: z.string(),
})
export type ReviewStep = z.infer<typeof reviewStep>
/** A chain is data: the steps, and the working days each may take. */
export const reviewChain = z.object({
  steps: z.array(reviewStep).min(1),
  workingDays: z.number().int().min(1),
})
export type ReviewChain = z.infer<typeof reviewChain>

export type Verdict = 'pass' | 'return' | 'refuse' | 'withdraw'
export type ReviewState = 'open' | 'passed' | 'returned' | 'refused' | 'withdrawn'

export type ReviewFacts = {
  state: ReviewState
  step: number
  steps: ReviewStep[]
  authorPerson: number | null
  /** Who decided earlier steps of this round. */
  deciders: readonly number[]
}

export type Decision =
  | { next: 'step'; step: number }
  | { next: 'closed'; state: Exclude<ReviewState, 'open'> }
  | { refuse: 'review.closed' | 'review.own' | 'review.twice' | 'review.reason' | 'review.not-author' }

const CLOSES = { return: 'returned', refuse: 'refused', withdraw: 'withdrawn' } as const

/** What a verdict does to a review. Only its author may withdraw; everything but a pass needs a reason. */
export function decide(review: ReviewFacts, by: number | null, verdict: Verdict, reason: string): Decision {
  if (review.state !== 'open') return { refuse: 'review.closed' }
  const isAuthor = by !== null && by === review.authorPerson
  if (verdict === 'withdraw')
    return isAuthor ? { next: 'closed', state: 'withdrawn' } : { refuse: 'review.not-author' }
  if (isAuthor) return { refuse: 'review.own' }
  if (by !== null && review.deciders.includes(by)) return { refuse: 'review.twice' }
  if (verdict !== 'pass')
    return reason.trim() ? { next: 'closed', state: CLOSES[verdict] } : { refuse: 'review.reason' }
  const step = review.step + 1
  return step < review.steps.length ? { next: 'step', step } : { next: 'closed', state: 'passed' }
}

/** A review as it stands. */
export type Review = {
  id: number
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
  dueOn: string
  closedAt: Date | null
}
/** What a rule asks for, whether it is so, and on what that rests. Names are text keys of the room's words. */
export type Condition = {
  name: string
  state: 'met' | 'warn' | 'missing'
  evidence: string
  source: string
  policyId: number | null
}
/** A field, as it was when it was last returned and as it is now. */
export type Difference = { field: string; before: string; now: string }
