// What the clock does to reviews: it reminds, it shows a late step to the level above, it ends a publicity. Each may run twice.
import type { Tx } from '../database/database.ts'
import type { Ground, TimerKind } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import type { Timer } from '../timers/timers.ts'
import { endStep, escalate, subjectOf } from './deciding.ts'
import type { Review } from './rules.ts'
import * as store from './store.ts'

/** Of three marks, the end of the term. */
const LAST_REMINDER = 3

type Waiting = { review: Review; steps: store.Step[]; step: store.Step }
/** The step that a timer speaks of, locked, if it still waits. */
async function stillWaiting(tx: Tx, timer: Timer): Promise<Waiting | null> {
  const review = await store.lockReview(tx, Number(timer.payload.review))
  if (review?.state !== 'open' || review.step !== timer.payload.step) return null
  const steps = await store.stepsOf(tx, [review.id])
  const step = steps[review.step]
  return step ? { review, steps, step } : null
}

async function remind(ground: Ground, tx: Tx, timer: Timer): Promise<void> {
  const waiting = await stillWaiting(tx, timer)
  const mark = Number(timer.payload.mark)
  if (!waiting || waiting.step.reminders >= mark) return
  await sayReminded(ground, tx, waiting, mark)
}

async function sayReminded(ground: Ground, tx: Tx, { review, step }: Waiting, mark: number): Promise<void> {
  const at = ground.clock()
  await store.updateStep(tx, review.id, step.n, { reminders: mark, remindedAt: at })
  await tell(tx, {
    at,
    by: null,
    kind: 'review.reminded',
    subject: subjectOf(review.id),
    facts: { of: review.subject, kind: review.kind, step: step.n, mark, node: step.nodeId },
  })
}

async function late(ground: Ground, tx: Tx, timer: Timer): Promise<void> {
  const waiting = await stillWaiting(tx, timer)
  if (waiting) await escalate(ground, tx, waiting.review, waiting.step)
}

/**
 * Ends on time; with an objection unanswered it goes on waiting for the answer, and takes no new ones: whoever should have answered
 * is reminded, and the level above sees it.
 */
async function publicityEnds(ground: Ground, tx: Tx, timer: Timer): Promise<void> {
  const waiting = await stillWaiting(tx, timer)
  if (!waiting) return
  const { review, steps, step } = waiting
  const objections = (await store.objectionsOf(tx, [review.id])).filter(one => one.n === step.n)
  if (objections.every(one => one.answeredAt))
    return void (await endStep(ground, tx, review, steps, { verdict: 'pass', reason: '', by: null }))
  if (step.reminders < LAST_REMINDER) await sayReminded(ground, tx, waiting, LAST_REMINDER)
  await escalate(ground, tx, review, step)
}

export const reviewTimers: readonly TimerKind[] = [
  { kind: 'review.remind', run: remind },
  { kind: 'review.escalate', run: late },
  { kind: 'review.publicity-ends', run: publicityEnds },
]
