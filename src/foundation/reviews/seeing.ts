// Who may see a review: who is in it, whoever decides one of its steps, whoever it was escalated to, and the auditor of its line.
import { may, type Principal } from '../access/access.ts'
import { entriesOf } from '../access/kin.ts'
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { standings } from './deciding.ts'
import type { Involved, Review } from './rules.ts'
import type { Step } from './store.ts'

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
  it: { review: Review; steps: readonly Step[]; involved: readonly Involved[] },
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
