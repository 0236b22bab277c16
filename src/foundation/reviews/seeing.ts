// Who may see a review: who is in it, whoever decides one of its steps, whoever it was escalated to, and the auditor of its line.
import { may, type Principal } from '../access/access.ts'
import { standings } from './deciding.ts'
import type { Involved, Review } from './rules.ts'
import type { Step } from './store.ts'

export function maySee(
  actor: Principal,
  it: { review: Review; steps: readonly Step[]; involved: readonly Involved[] },
): boolean {
  // A token sees what is its giver's own only where it names that.
  const own = !actor.only || actor.only.includes('own')
  const mine = new Set(own ? [actor.personId, ...actor.actsFor] : [])
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
