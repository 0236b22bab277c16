// The only file that reads or writes notices and their deliveries; addresses and words have files of their own.
import { sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import { columnsOf, recordset } from '../database/records.ts'
import type { Channel } from './kinds.ts'
import type { Choices } from './rules.ts'
import type { DeliveryRow, NoticeRow } from './tables.ts'

const NOTICE = sql`n.id, n.person_id, n.contact_id, n.concerns, n.kind, n.subject, n.facts, n.times, n.at, n.answer_by, n.read_at, n.settled_at`

/** Notices whose ways nobody has decided yet, for whoever decides them in this transaction. */
export const claimUnplanned = (tx: Tx, kinds: readonly string[], limit: number) =>
  sql<NoticeRow>`select ${NOTICE} from notice n where n.planned_at is null and n.kind = any(${[...kinds]})
    order by n.id limit ${limit} for update skip locked`
    .execute(tx)
    .then(result => result.rows)

export const markPlanned = (tx: Tx, ids: readonly number[], at: Date) =>
  sql`update notice set planned_at = ${at} where id = any(${[...ids]}::bigint[])`.execute(tx)

const DELIVERY = {
  channel: 'text',
  personId: 'bigint',
  contactId: 'bigint',
  asGuardian: 'boolean',
  kind: 'text',
  digest: 'boolean',
  state: 'text',
  madeAt: 'timestamptz',
  dueAt: 'timestamptz',
  nextAt: 'timestamptz',
  expiresAt: 'timestamptz',
}
export type NewDelivery = Pick<
  DeliveryRow,
  'channel' | 'personId' | 'contactId' | 'asGuardian' | 'kind' | 'digest' | 'dueAt' | 'expiresAt'
> & { notices: readonly number[] }

/** A digest that waits for the same person, way and hour takes the notices in. */
export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[], at: Date): Promise<void> {
  const single = deliveries.filter(one => !one.digest)
  const rows = single.map(one => ({ ...one, state: 'waiting', madeAt: at, nextAt: one.dueAt }))
  const ids: number[] = []
  if (rows.length > 0) {
    const made = await sql<{ id: number }>`insert into notice_delivery (${columnsOf(DELIVERY)})
      select * from ${recordset(DELIVERY, rows)} returning id`.execute(tx)
    ids.push(...made.rows.map(row => row.id))
  }
  const links = single.flatMap((one, i) => one.notices.map(notice => ({ delivery: ids[i] ?? 0, notice })))
  for (const one of deliveries.filter(each => each.digest)) {
    const made = await sql<{ id: number }>`
      insert into notice_delivery (channel, person_id, kind, digest, state, made_at, due_at, next_at)
      values (${one.channel}, ${one.personId}, ${one.kind}, true, 'waiting', ${at}, ${one.dueAt}, ${one.dueAt})
      on conflict (channel, person_id, due_at) where digest and state = 'waiting' and person_id is not null
      do update set next_at = excluded.next_at returning id`.execute(tx)
    links.push(...one.notices.map(notice => ({ delivery: made.rows[0]?.id ?? 0, notice })))
  }
  if (links.length > 0)
    await sql`insert into notice_in_delivery (delivery_id, notice_id)
      select * from unnest(${links.map(one => one.delivery)}::bigint[], ${links.map(one => one.notice)}::bigint[])
      on conflict do nothing`.execute(tx)
}

/** Takes what is due by one way, for this process alone: what it does not settle is found again as an orphan. */
export const claimDue = (db: Db, channel: Channel, now: Date, limit: number) =>
  sql<DeliveryRow>`
    update notice_delivery set state = 'sending', claimed_at = ${now}, sent_at = coalesce(sent_at, ${now}) where id in (
      select id from notice_delivery where channel = ${channel} and state = 'waiting' and next_at <= ${now}
      order by next_at, id limit ${limit} for update skip locked)
    returning *`
    .execute(db)
    .then(result => result.rows)

/** Those that a gateway may have, or has: taken for asking, for a while. */
export const claimAsking = (
  db: Db,
  channel: Channel,
  state: 'asking' | 'sent',
  now: Date,
  until: Date,
  limit: number,
) =>
  sql<DeliveryRow>`
    update notice_delivery set next_at = ${until} where id in (
      select id from notice_delivery where channel = ${channel} and state = ${state} and next_at <= ${now}
      order by next_at, id limit ${limit} for update skip locked)
    returning *`
    .execute(db)
    .then(result => result.rows)

/** Tries whose process is gone. */
export const orphans = (db: Db, channel: Channel, before: Date, now: Date) =>
  sql`update notice_delivery set state = 'asking', asked = 0, next_at = ${now}
    where channel = ${channel} and state = 'sending' and claimed_at < ${before}`.execute(db)

/** Writes what came of a claim, unless it has meanwhile been taken for an orphan. */
export const writeOutcome = (
  db: Db,
  was: Pick<DeliveryRow, 'id' | 'state' | 'claimedAt'>,
  set: Partial<DeliveryRow> & { state: DeliveryRow['state'] },
) =>
  sql`update notice_delivery set state = ${set.state}, next_at = coalesce(${set.nextAt ?? null}::timestamptz, next_at),
      tries = coalesce(${set.tries ?? null}::integer, tries), asked = coalesce(${set.asked ?? null}::integer, asked),
      settled_at = ${set.settledAt ?? null}, gateway = coalesce(${set.gateway ?? null}::text, gateway),
      gateway_ref = coalesce(${set.gatewayRef ?? null}::text, gateway_ref),
      address_mask = coalesce(${set.addressMask ?? null}::text, address_mask), why = ${set.why ?? null}::text
    where id = ${was.id} and state = ${was.state} and claimed_at is not distinct from ${was.claimedAt}`.execute(
    db,
  )

export const noticesIn = (db: Db, deliveries: readonly number[]) =>
  sql<NoticeRow & { deliveryId: number }>`select d.delivery_id, ${NOTICE} from notice_in_delivery d
    join notice n on n.id = d.notice_id where d.delivery_id = any(${[...deliveries]}::bigint[]) order by n.id`
    .execute(db)
    .then(result => result.rows)

export type GatewayRow = {
  channel: Channel
  failures: number
  pausedUntil: Date | null
  downSince: Date | null
  why: string | null
}
export const gatewayStates = (db: Db) =>
  sql<GatewayRow>`select * from notice_gateway`.execute(db).then(result => result.rows)
export const gatewayFailed = (
  db: Db,
  channel: Channel,
  failures: number,
  until: Date,
  why: string,
  at: Date,
) =>
  sql`insert into notice_gateway as g (channel, failures, paused_until, down_since, why) values (${channel}, ${failures}, ${until}, ${at}, ${why})
    on conflict (channel) do update set failures = greatest(g.failures, excluded.failures), paused_until = excluded.paused_until,
      down_since = coalesce(g.down_since, excluded.down_since), why = excluded.why`.execute(db)
export const gatewayWorks = (db: Db, channel: Channel) =>
  sql`update notice_gateway set failures = 0, paused_until = null, down_since = null, why = null where channel = ${channel}`.execute(
    db,
  )

export const choicesOf = (db: Db, people: readonly number[]) =>
  sql<
    Choices & { personId: number }
  >`select person_id, quiet_from, quiet_until, ask, soon, later, digest, language
    from notice_choice where person_id = any(${[...people]}::bigint[])`
    .execute(db)
    .then(result => result.rows)
export const writeChoices = (tx: Tx, personId: number, to: Choices, at: Date) =>
  sql`insert into notice_choice (person_id, quiet_from, quiet_until, ask, soon, later, digest, language, changed_at)
    values (${personId}, ${to.quietFrom}, ${to.quietUntil}, ${[...to.ask]}, ${[...to.soon]}, ${[...to.later]}, ${to.digest}, ${to.language}, ${at})
    on conflict (person_id) do update set quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, ask = excluded.ask,
      soon = excluded.soon, later = excluded.later, digest = excluded.digest, language = excluded.language, changed_at = excluded.changed_at`.execute(
    tx,
  )

/** Whose inbox: the entries of one human and of those they act for, or a contact. */
export type Whose = { people: readonly number[]; contact: number | null }
const mine = (whose: Whose) =>
  sql`(n.person_id = any(${[...whose.people]}::bigint[]) or n.contact_id = ${whose.contact})`

/** What asks for an answer and still can have one, soonest first. */
export const asksIn = (db: Db, whose: Whose, kinds: readonly string[], now: Date, limit: number) =>
  sql<NoticeRow>`select ${NOTICE} from notice n where ${mine(whose)} and n.kind = any(${[...kinds]})
    and n.settled_at is null and n.answer_by > ${now} order by n.answer_by, n.id limit ${limit}`
    .execute(db)
    .then(result => result.rows)

/** The rest, newest first, by keyset. */
export const toldIn = (
  db: Db,
  whose: Whose,
  asks: readonly string[],
  now: Date,
  before: number | null,
  limit: number,
) =>
  sql<NoticeRow>`select ${NOTICE} from notice n where ${mine(whose)}
    and not (n.kind = any(${[...asks]}) and n.settled_at is null and coalesce(n.answer_by > ${now}, false))
    and (${before}::bigint is null or n.id < ${before}::bigint) order by n.id desc limit ${limit}`
    .execute(db)
    .then(result => result.rows)

export const countsIn = (db: Db, whose: Whose, asks: readonly string[], now: Date) =>
  sql<{ unread: number; asks: number }>`
    select count(*) filter (where n.read_at is null) as unread,
      count(*) filter (where n.kind = any(${[...asks]}) and n.settled_at is null and n.answer_by > ${now}) as asks
    from notice n where ${mine(whose)} and (n.read_at is null or (n.settled_at is null and n.answer_by > ${now}))`
    .execute(db)
    .then(result => result.rows[0] ?? { unread: 0, asks: 0 })

export const markRead = (tx: Tx, whose: Whose, upTo: number | null, id: number | null, at: Date) =>
  sql`update notice n set read_at = ${at} where ${mine(whose)} and n.read_at is null
    and (${id}::bigint is null or n.id = ${id}::bigint) and (${upTo}::bigint is null or n.id <= ${upTo}::bigint)`
    .execute(tx)
    .then(result => Number(result.numAffectedRows ?? 0))

/** The same told to a guardian, about the child; told once however often it is planned. */
export async function insertCopies(
  tx: Tx,
  copies: readonly { guardian: number; notice: NoticeRow }[],
  at: Date,
): Promise<void> {
  if (copies.length === 0) return
  await sql`insert into notice (person_id, concerns, kind, subject, facts, times, at, answer_by)
    select g.guardian, n.person_id, n.kind, n.subject, n.facts, n.times, ${at}, n.answer_by
    from unnest(${copies.map(one => one.guardian)}::bigint[], ${copies.map(one => one.notice.id)}::bigint[]) as g(guardian, id)
    join notice n on n.id = g.id`.execute(tx)
}
