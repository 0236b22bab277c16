// Who may see a review: who is in it, whoever decides one of its steps, whoever it was escalated to, and the auditor of its line.
import { may, type Principal } from '../access/access.ts'
import { entriesOf, kinOf } from '../access/kin.ts'
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { everybodyIn, standings } from './deciding.ts'
import type { Involved, Review } from './rules.ts'
import * as store from './store.ts'

/** The entries of the actor and of those they act for; a token sees what is its giver's own only where it names that. */
export async function ownEntries(ground: Ground, tx: Tx, actor: Principal): Promise<Set<number>> {
  if (actor.only && !actor.only.includes('own')) return new Set()
  const people = [actor.personId, ...actor.actsFor].filter(person => person !== null)
  return entriesOf(ground, tx, people)
}

/** @param mine what `ownEntries` answers */
export function maySee(
  actor: Principal,
  mine: ReadonlySet<number>,
  it: { review: Review; steps: readonly store.Step[]; involved: readonly Involved[] },
): boolean {
  return (
    it.involved.some(one => one.as !== 'conflict' && mine.has(one.person)) ||
    it.steps.some(
      step =>
        mine.has(step.addresseePerson ?? step.raisedBy ?? 0) ||
        standings(actor, step, it.review.subject).length > 0,
    ) ||
    may(actor, 'journal.read', it.steps[0]?.nodePath ?? [])
  )
}

/**
 * Does it fall to this actor to decide a review of this subject, or did it? Nobody who is in it, or of the household of somebody
 * who is: they see the review, but not what is meant for its deciders alone.
 */
export const decidesAbout = (ground: Ground, actor: Principal, subject: string): Promise<boolean> =>
  ground.transact(async tx => {
    for (const review of await store.reviewsOfSubject(tx, subject)) {
      const steps = await store.stepsOf(tx, [review.id])
      if (!steps.some(step => standings(actor, step, subject).length > 0)) continue
      if (actor.personId === null) return true
      const near = new Set([actor.personId, ...(await kinOf(ground, tx, [actor.personId]))])
      const involved = await everybodyIn(ground, tx, review)
      if (!involved.some(one => one.as !== 'decider' && near.has(one.person))) return true
    }
    return false
  })
