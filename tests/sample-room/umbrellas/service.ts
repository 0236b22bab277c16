// Lending and giving back.
import { demand, type Principal, pathOf, scopeFilter } from '../foundation/access/access.ts'
import { localDay } from '../foundation/clock.ts'
import type { Db } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { refuse } from '../foundation/refusals.ts'
import { openReview } from '../foundation/reviews/service.ts'
import { schedule } from '../foundation/timers/timers.ts'
import { places } from '../places/service.ts'
import { loanPolicy, writeOffPolicy } from './rules.ts'
import * as store from './store.ts'

export async function lend(
  ground: Ground,
  actor: Principal,
  ask: { personId: number; townCode: string; sector: string | null },
): Promise<number> {
  demand(actor, 'umbrella.lend')
  const town = (await places(ground)).byCode(ask.townCode)
  if (!town) throw refuse('not-found', { what: ask.townCode })
  demand(actor, 'umbrella.lend', { path: await pathOf(ground.db, town.nodeId), sector: ask.sector })
  return ground.transact(async tx => {
    const lentAt = ground.clock()
    const version = ground.policies.at(loanPolicy, localDay(lentAt), town.code)
    const dueAt = ground.calendar.endOfTerm(lentAt, version.value.workingDays)
    const id = await store.insertLoan(tx, { ...ask, nodeId: town.nodeId, lentAt, dueAt })
    await schedule(tx, { kind: 'umbrella.overdue', subject: `umbrella:${id}`, at: dueAt })
    await tell(tx, {
      at: lentAt,
      by: actor,
      kind: 'umbrella.lent',
      subject: `umbrella:${id}`,
      policyId: version.id,
      facts: { person: ask.personId, town: town.code, sector: ask.sector },
    })
    return id
  })
}

/** Umbrellas that are out, as far as this actor may see. */
export function loans(ground: Ground, actor: Principal, limit: number): Promise<store.Loan[]> {
  demand(actor, 'umbrella.lend')
  return store.loansWhere(
    ground.db,
    scopeFilter(actor, 'umbrella.lend', { path: 'n.path', sector: 'l.sector' }),
    limit,
  )
}

/** A lost umbrella is written off when another says so. */
export async function askToWriteOff(ground: Ground, actor: Principal, id: number): Promise<number> {
  const loan = await store.loanById(ground.db, id)
  if (!loan) throw refuse('not-found', { what: `umbrella:${id}` })
  demand(actor, 'umbrella.lend', { path: await pathOf(ground.db, loan.nodeId), sector: loan.sector })
  return ground.transact(tx =>
    openReview(ground, tx, {
      kind: 'umbrella',
      subject: `umbrella:${id}`,
      nodeId: loan.nodeId,
      title: '遗失的伞',
      chain: ground.policies.at(writeOffPolicy, localDay(ground.clock())),
      author: actor,
    }),
  )
}

/** Umbrellas that are out, over the whole district. */
export const loansOut = (db: Db): Promise<number> => store.countOut(db)
