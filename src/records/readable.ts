// Who reads a record: whoever may where its team stands, and whoever may where it was served. A town's figures count what was served
// there, so they open to it whosever team it was. Invariant: `readableIn` for a list and `readableAt` for one say the same.
import { type RawBuilder, sql } from 'kysely'
import { type Principal, scopeFilter, scopesOf, type Where, whereOf } from '../foundation/access/access.ts'
import type { Ground } from '../foundation/ground.ts'
import { places } from '../places/service.ts'
import type { ServiceRecord } from './store.ts'

/** Where a record stands, for lists of them. */
export const RECORD_SCOPE = { path: 'n.path', orgPath: 'n.org_path', caseOf: sql`'record:' || r.id` }

/** The condition of a list of records (`r`, with its node `n`). */
export async function readableIn(ground: Ground, actor: Principal): Promise<RawBuilder<unknown>> {
  const book = await places(ground)
  const scopes = new Set(scopesOf(actor, 'record.read'))
  if (scopes.has(book.district.nodeId)) return sql`true`
  const codes = (level: string) =>
    book.all.filter(one => one.level === level && scopes.has(one.nodeId)).map(one => one.code)
  return sql`(${scopeFilter(actor, 'record.read', RECORD_SCOPE)} or r.served_town = any(${codes('town')}::text[])
    or r.served_community = any(${codes('community')}::text[]))`
}

export async function readableAt(
  ground: Ground,
  record: Pick<ServiceRecord, 'id' | 'nodeId' | 'servedTown' | 'servedCommunity'>,
): Promise<Where> {
  const book = await places(ground)
  const served = [book.byCode(record.servedTown), book.byCode(record.servedCommunity ?? '')]
  const { path, orgPath } = await whereOf(ground.db, record.nodeId)
  return {
    path,
    orgPath: [...orgPath, ...served.flatMap(one => (one ? [one.nodeId] : []))],
    caseOf: `record:${record.id}`,
  }
}
