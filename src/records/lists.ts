// The desk's lists of hours, and what waits there to be confirmed.
import { sql } from 'kysely'
import { demand, type Principal, scopeFilter } from '../foundation/access/access.ts'
import { addDays, localDay, startOfDay } from '../foundation/clock.ts'
import type { Ground, QueueSource } from '../foundation/ground.ts'
import { maskName } from '../people/identity.ts'
import { personFacts } from '../people/service.ts'
import * as store from './store.ts'
import { viewOf } from './view.ts'

/** Where a record stands, for lists of them. */
const SCOPE = { path: 'n.path', caseOf: sql`'record:' || r.id` }

export async function listRecords(
  ground: Ground,
  actor: Principal,
  query: Omit<store.DeskFilter, 'scope' | 'overdueOn' | 'before'> & { overdue?: boolean; before?: string },
) {
  demand(actor, 'record.read')
  const { overdue, before, ...filter } = query
  const [day, id] = before?.split('.') ?? []
  const rows = await store.recordsIn(ground.db, {
    ...filter,
    scope: scopeFilter(actor, 'record.read', SCOPE),
    limit: query.limit + 1,
    ...(overdue && { overdueOn: localDay(ground.clock()) }),
    ...(day && id && { before: { day, id: Number(id) } }),
  })
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const facts = await personFacts(
    ground.db,
    page.map(one => one.personId),
  )
  return {
    records: page.map(one => ({
      ...viewOf(ground, one),
      maskedName: maskName(facts.get(one.personId)?.name ?? ''),
    })),
    next: rows.length > query.limit && last ? `${last.day}.${last.id}` : null,
  }
}

const SHIFTS = 200

/** Shifts with hours to confirm, earliest deadline first. */
export async function waitingShifts(ground: Ground, actor: Principal, limit = SHIFTS) {
  demand(actor, 'record.confirm')
  const today = localDay(ground.clock())
  const shifts = await store.waitingShifts(ground.db, scopeFilter(actor, 'record.confirm', SCOPE), limit)
  return shifts.map(one => ({ ...one, overdue: one.dueOn < today }))
}

/** Hours to confirm, a line a shift. */
export const hoursToConfirm: QueueSource = {
  permission: 'record.confirm',
  waiting: async (ground, actor, limit) =>
    (await waitingShifts(ground, actor, limit)).map(one => ({
      kind: 'confirm',
      subject: `shift:${one.shiftId}`,
      title: one.title,
      from: one.day,
      page: `/desk/confirm/${one.shiftId}`,
      dueAt: startOfDay(addDays(one.dueOn, 1)),
      overdue: one.overdue,
      count: one.people,
    })),
}
