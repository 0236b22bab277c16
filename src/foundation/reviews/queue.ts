// What waits for somebody's decision, by scope and in SQL: only what they may really decide, their own level first, then by deadline.
import { type RawBuilder, sql } from 'kysely'
import { holds, type Principal, scopeFilter, scopesOf } from '../access/access.ts'
import { entriesOf, kinOf } from '../access/kin.ts'
import { permissions } from '../access/roles.ts'
import type { Ground } from '../ground.ts'

export type WaitingReview = {
  id: number
  kind: string
  subject: string
  title: string
  authorPerson: number | null
  concerns: string[]
  dueAt: Date
  escalated: boolean
  /** It waits at a level below the actor's own: theirs to decide, not theirs first. */
  below: boolean
}
/** Where a page of the queue ended. */
type After = { below: boolean; dueAt: Date; id: number }

/** One way in which the actor may decide: as themselves, or for one whom they stand for. */
type Way = { covers: RawBuilder<boolean>; own: number[]; near: number[] }

async function waysOf(ground: Ground, actor: Principal, people: readonly number[]): Promise<Way[]> {
  return ground.transact(async tx => {
    const ways: Way[] = []
    for (const [deputyFor, grants] of Map.groupBy(actor.grants, grant => grant.deputyFor ?? null)) {
      const standing = { ...actor, grants }
      const held = permissions.filter(permission => holds(standing, permission))
      if (held.length === 0) continue
      const covers = held.map(
        permission =>
          sql<boolean>`(s.permission = ${permission} and ${scopeFilter(standing, permission, { path: sql`n.path`, caseOf: sql`r.subject` })})`,
      )
      ways.push({
        covers: sql<boolean>`(${sql.join(covers, sql` or `)})`,
        own: [...new Set(held.flatMap(permission => scopesOf(standing, permission)))],
        near: [...(await kinOf(ground, tx, [...people, ...(deputyFor === null ? [] : [deputyFor])]))],
      })
    }
    return ways
  })
}

/** Not a maker, a party, a decider, nor in conflict: nobody of `near` is, nor the contact. */
const free = (near: number[], contact: number | null, at: Date) => sql<boolean>`(
  not exists (select 1 from review_person p where p.review_id = r.id and p.person_id = any(${near}::bigint[]))
  and (s.kind = 'publicity' or (
    not exists (select 1 from review_decision d where d.review_id = r.id and (d.by_person = any(${near}::bigint[]) or d.for_person = any(${near}::bigint[])))
    and not exists (select 1 from review_score x where x.review_id = r.id and (x.person_id = any(${near}::bigint[]) or x.contact_id = ${contact}::bigint or x.for_person = any(${near}::bigint[])))))
  and not exists (select 1 from declared_conflict c where (c.person_id = any(${near}::bigint[]) or c.contact_id = ${contact}::bigint) and c.since <= ${at} and (c.until is null or c.until > ${at})
    and (c.subject = r.subject or c.subject = 'review:' || r.id or c.subject = any(r.concerns))))`

/** At most `limit` of what waits for this actor, of any kind; `after` goes on where a page ended. */
export async function reviewQueue(
  ground: Ground,
  actor: Principal,
  limit: number,
  after?: After,
): Promise<WaitingReview[]> {
  const people = actor.personId === null ? [] : [actor.personId]
  const contact = actor.contactId ?? null
  if (people.length === 0 && contact === null) return []
  const ways = await waysOf(ground, actor, people)
  const at = ground.clock()
  const { entries, near } = await ground.transact(async tx => ({
    entries: [...(await entriesOf(ground, tx, people))],
    near: [...(await kinOf(ground, tx, people))],
  }))
  const mine = [
    sql<boolean>`(s.addressee_person = any(${entries}::bigint[]) and not exists (
      select 1 from review_person p where p.review_id = r.id and p.part <> 'party' and p.person_id = any(${near}::bigint[])))`,
    ...ways.map(way => sql<boolean>`(${way.covers} and ${free(way.near, contact, at)})`),
  ]
  const own = [...new Set(ways.flatMap(way => way.own))]
  const cases = actor.grants.flatMap(grant => grant.caseOf ?? [])
  const { rows } = await sql<WaitingReview>`
    select * from (
      select r.id, r.kind, r.subject, r.title, r.author_person, r.concerns, s.due_at, s.escalated_at is not null as escalated,
        not (s.node_id = any(${own}::bigint[]) or r.subject = any(${cases}::text[]) or coalesce(s.escalated_node = any(${own}::bigint[]), false)
          or coalesce(s.addressee_person = any(${entries}::bigint[]), false)) as below
      from review_step s join review r on r.id = s.review_id join scope n on n.id = s.node_id
      where s.begun_at is not null and s.ended_at is null and (${sql.join(mine, sql` or `)})
        and (s.kind <> 'publicity' or exists (select 1 from review_objection o where o.review_id = r.id and o.n = s.n and o.answered_at is null))
    ) waiting
    ${after ? sql`where (below, due_at, id) > (${after.below}, ${after.dueAt}, ${after.id})` : sql``}
    order by below, due_at, id limit ${limit}`.execute(ground.db)
  return rows
}
