// Who stands behind an hour and under which rule it was made, for the auditor's page.
import { demand, type Principal } from '../foundation/access/access.ts'
import type { Ground } from '../foundation/ground.ts'
import { notFound } from '../foundation/refusals.ts'
import { readableAt } from './readable.ts'
import * as store from './store.ts'

/** @throws Refusal `not-found` or `forbidden`. */
export async function behindRecord(ground: Ground, actor: Principal, id: number) {
  demand(actor, 'record.read')
  const record = await store.recordById(ground.db, id)
  if (!record) throw notFound('服务记录', 'The service record')
  demand(actor, 'record.read', await readableAt(ground, record))
  const { personId, confirmedBy, enteredBy, endedBy, policyId, replaces } = record
  return { personId, confirmedBy, enteredBy, endedBy, policyId, replaces }
}
