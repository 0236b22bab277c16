// Many sign-ups in two statements: lock and look, then write. Persons ascending, then slots ascending, as everywhere.
import { sql } from 'kysely'
import { lookAgainOn, TryAgain, type Tx } from '../../foundation/database/database.ts'
import { type Entry, telling } from '../../foundation/journal/journal.ts'
import type { LockedSlot } from './rules.ts'

export type Locked = {
  /** The ask's place in the list, from 0. */
  n: number
  /** The person had a row of busy times that could be locked. */
  known: boolean
  collides: boolean
  signupId: number | null
  signupState: 'admitted' | 'waiting' | 'attended' | null
  arrival: number | null
  slot: LockedSlot | null
}
type Row = Omit<Locked, 'slot'> & { outdated: boolean } & {
  [Key in keyof LockedSlot]: LockedSlot[Key] | null
}

/**
 * Locks the people's busy times, then the slots, and says how each ask stands.
 * @throws TryAgain when somebody collides whose times changed while this waited for their lock: the sign-up that changed them is
 * not in the statement's picture, and may be the very one that is asked for.
 */
export async function lockStandings(
  tx: Tx,
  asks: readonly { personId: number; slotId: number }[],
): Promise<Locked[]> {
  const persons = asks.map(one => one.personId)
  const slots = asks.map(one => one.slotId)
  // The count over `busy` makes the slots wait for the people: the lock order.
  const { rows } = await sql<Row>`    with busy as materialized (
      select person_id, busy from busy_time where person_id = any(${persons}::bigint[]) order by person_id for update
    ), locked as materialized (
      select * from slot where id = any(${slots}::bigint[]) and (select count(*) from busy) >= 0 order by id for update
    )
    select a.n::integer - 1 as n, b.person_id is not null as known, coalesce(b.busy && s.span, false) as collides,
      case when b.busy && s.span then (select seen.busy from busy_time seen where seen.person_id = a.person_id) is distinct from b.busy
        else false end as outdated,
      g.id as signup_id, g.state as signup_state, g.arrival,
      s.id, s.state, s.starts_at, s.min_age, s.high_risk, s.places, s.admitted, s.waiting, s.arrivals
    from unnest(${persons}::bigint[], ${slots}::bigint[]) with ordinality as a(person_id, slot_id, n)
    left join busy b on b.person_id = a.person_id
    left join locked s on s.id = a.slot_id
    left join lateral (
      select id, state, arrival from signup g
      where g.slot_id = a.slot_id and g.living_id = a.person_id and g.state in ('admitted', 'waiting', 'attended') limit 1
    ) g on true
    order by a.n`.execute(tx)
  if (rows.some(row => row.outdated)) throw new TryAgain('somebody’s busy times changed beside us')
  return rows.map(({ n, known, collides, outdated: _, signupId, signupState, arrival, ...slot }) => ({
    n,
    known,
    collides,
    signupId,
    signupState,
    arrival,
    slot: slot.id === null ? null : (slot as LockedSlot),
  }))
}

export type NewSignup = {
  slotId: number
  /** The entry, and as whom it lives. */
  personId: number
  livingId: number
  /** There was no row of busy times to lock. */
  unknown: boolean
  state: 'admitted' | 'waiting'
  arrival: number
  onBehalf: boolean
}

/**
 * Writes admitted and waiting sign-ups, the slots' counters, the people's busy times and the journal in one statement.
 * Answers the new ids in the order given, or undefined when somebody without a row of busy times was admitted elsewhere
 * meanwhile, or lives as somebody else by now: then nothing may be committed.
 */
export async function writeSignups(
  tx: Tx,
  signups: readonly NewSignup[],
  told: readonly Omit<Entry, 'subject'>[],
  at: Date,
): Promise<number[] | undefined> {
  const column = <Key extends keyof NewSignup>(key: Key) => signups.map(one => one[key])
  const written = sql<{ id: number; busied: number; alive: number }>`    with asked as materialized (
      select * from unnest(${column('slotId')}::bigint[], ${column('personId')}::bigint[], ${column('livingId')}::bigint[], ${column('state')}::text[],
        ${column('arrival')}::integer[], ${column('onBehalf')}::boolean[]) with ordinality as a(slot_id, person_id, living_id, state, arrival, on_behalf, n)
    ), counted as (
      update slot s set admitted = s.admitted + c.admitted, waiting = s.waiting + c.waiting, arrivals = s.arrivals + c.admitted + c.waiting
      from (select slot_id, count(*) filter (where state = 'admitted') as admitted, count(*) filter (where state = 'waiting') as waiting
        from asked group by slot_id) c
      where s.id = c.slot_id
    ), busied as (
      insert into busy_time as b (person_id, busy)
      select a.living_id, tstzmultirange(s.span) from asked a join slot s on s.id = a.slot_id where a.state = 'admitted' order by a.living_id
      on conflict (person_id) do update set busy = b.busy + excluded.busy where not b.busy && excluded.busy
      returning 1
    ), made as (
      insert into signup (slot_id, person_id, living_id, state, arrival, on_behalf, at)
      select slot_id, person_id, living_id, state, arrival, on_behalf, ${at} from asked order by n
      returning id, slot_id, living_id
    ), placed as (
      select a.n, m.id from asked a join made m on m.slot_id = a.slot_id and m.living_id = a.living_id
    ), ${telling(
      told.map(one => ({ ...one, subject: '' })),
      sql`(select n, 'signup:' || id as subject from placed)`,
    )}
    select id, (select count(*) from busied) as busied,
      (select count(*) from asked a join person_life l on l.id = a.person_id and l.living_id = a.living_id) as alive from placed order by n`.execute(
    tx,
  )
  // A double click over two processes, by somebody without a row of busy times to lock: the other one's sign-up is there now.
  const { rows } = await lookAgainOn('signup_live', written)
  const admitted = signups.filter(one => one.state === 'admitted').length
  const settled =
    rows[0]?.busied === admitted && rows[0]?.alive === signups.length && (await livesStill(tx, signups))
  return settled ? rows.map(row => row.id) : undefined
}

/**
 * Whoever had no row to lock may have been merged while their first one was written: asked after it, that is seen. For all others their
 * lock kept a merge waiting, and the statement above saw what came before.
 */
async function livesStill(tx: Tx, signups: readonly NewSignup[]): Promise<boolean> {
  const unknown = signups.filter(one => one.unknown)
  if (unknown.length === 0) return true
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from unnest(${unknown.map(one => one.personId)}::bigint[],
      ${unknown.map(one => one.livingId)}::bigint[]) as a(person_id, living_id)
    join person_life l on l.id = a.person_id and l.living_id = a.living_id`.execute(tx)
  return rows[0]?.n === unknown.length
}
