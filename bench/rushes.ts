// The rushes: sign-ups spread over 1,000 shifts, one hot shift, and a shift's check-in, each beside one bare statement a go.
import { sql } from 'kysely'
import { commandActor } from '../src/foundation/access/access.ts'
import { currentCode } from '../src/participation/checkin/service.ts'
import { type District, openDistrict, openSlots, rush, volunteers } from './district.ts'
import { floor } from './floor.ts'
import type { Line, Setting } from './line.ts'

/** What a sign-up leaves behind, as one statement: the place, the person's time, the sign-up, the journal and its queue. */
const SIGN_UP = `with taken as (
    update slot set admitted = admitted + case when admitted < places then 1 else 0 end, waiting = waiting + case when admitted < places then 0 else 1 end, arrivals = arrivals + 1
    where id = :slot and state = 'open' returning id, arrivals, span, case when waiting > 0 then 'waiting' else 'admitted' end as state),
  busy as (insert into busy_time (person_id, busy) select :person::bigint, tstzmultirange(span) from taken where state = 'admitted'
    on conflict (person_id) do update set busy = busy_time.busy + excluded.busy),
  signed as (insert into signup (slot_id, person_id, living_id, state, arrival, at) select id, :person::bigint, :person::bigint, state, arrivals, '2026-01-01' from taken on conflict do nothing returning id, arrival),
  told as (insert into journal (at, actor_person, kind, subject, facts) select '2026-01-01', :person::bigint, 'signup.admitted', 'signup:' || id, '{"slot":' || :slot || ',"arrival":' || arrival || '}' from signed returning id)
  insert into journal_unsealed select id from told`

const CHECK_IN = `with came as (insert into attendance (signup_id, slot_id, person_id, in_at, in_how, in_evidence) select id, slot_id, person_id, '2026-01-01', 'code', '{}' from signup where id = :signup on conflict do nothing returning signup_id)
  insert into journal (at, kind, subject, facts) select '2026-01-01', 'attendance.opened', 'signup:' || signup_id, '{}' from came`

const signUpCalls = (people: { token: string }[], slotOf: (n: number) => number | undefined) =>
  people.map((one, n) => ({
    method: 'POST' as const,
    path: '/api/signups',
    token: one.token,
    body: JSON.stringify({ slotId: slotOf(n) }),
  }))

function demand(result: { statuses: Record<number, number>; sample: string }, status: number, n: number) {
  if (result.statuses[status] !== n)
    throw new Error(`wanted ${n} × ${status}, got ${JSON.stringify(result.statuses)}: ${result.sample}`)
}

async function spread(district: District, size: number, connections: number, quick: boolean): Promise<Line> {
  const { ground, schema, url, port } = district
  const people = await volunteers(ground, size)
  const slots = await openSlots(ground, 1000, Math.ceil(size / 1000) + 1)
  const ids = slots.map(one => one.id)
  const ours = await rush(
    port,
    connections,
    signUpCalls(people, n => ids[n % 1000]),
  )
  demand(ours, 201, size)
  const others = await openSlots(ground, 1000, 1_000_000)
  const bare = await floor(
    {
      url,
      schema,
      connections,
      times: size,
      statement: SIGN_UP,
      variables: { slot: [others[0]?.id ?? 0, others[999]?.id ?? 0], person: [10_000_000, 900_000_000] },
    },
    quick,
  )
  return lineOf('sign-up rush, 1,000 shifts', size, connections, ours, bare, 0.5)
}

async function hot(district: District, size: number, connections: number, quick: boolean): Promise<Line> {
  const { ground, schema, url, port } = district
  const people = await volunteers(ground, size)
  const [slot] = await openSlots(ground, 1, 200)
  const ours = await rush(
    port,
    connections,
    signUpCalls(people, () => slot?.id),
  )
  demand(ours, 201, size)
  const { rows } = await sql<{ admitted: number; waiting: number; arrivals: number; n: number }>`
    select s.admitted, s.waiting, s.arrivals, (select count(distinct arrival) from signup where slot_id = s.id) as n from slot s where id = ${slot?.id}`.execute(
    ground.db,
  )
  const admitted = Math.min(200, size)
  const [is] = rows
  if (is?.admitted !== admitted || is.waiting !== size - admitted || is.arrivals !== size || is.n !== size)
    throw new Error(`the hot shift does not add up: ${JSON.stringify(is)}`)
  const [other] = await openSlots(ground, 1, 200)
  const bare = await floor(
    {
      url,
      schema,
      connections,
      times: size,
      statement: SIGN_UP,
      variables: { slot: [other?.id ?? 0, other?.id ?? 0], person: [10_000_000, 900_000_000] },
    },
    quick,
  )
  return lineOf('sign-up rush, one shift of 200 places', size, connections, ours, bare, 1)
}

async function checkIns(
  district: District,
  size: number,
  connections: number,
  quick: boolean,
): Promise<Line> {
  const { ground, schema, url, port } = district
  const people = await volunteers(ground, size)
  const [slot] = await openSlots(ground, 1, size, '20 minutes')
  demand(
    await rush(
      port,
      connections,
      signUpCalls(people, () => slot?.id),
    ),
    201,
    size,
  )
  const { rows } = await sql<{ root: number }>`select min(id) as root from scope_node`.execute(ground.db)
  const { code } = await currentCode(ground, commandActor(rows[0]?.root ?? 0), slot?.shiftId ?? 0)
  const calls = people.map(one => ({
    method: 'POST' as const,
    path: '/api/checkins',
    token: one.token,
    body: JSON.stringify({ code, device: one.token }),
  }))
  const ours = await rush(port, connections, calls)
  demand(ours, 200, size)
  const made = await sql<{ first: number; last: number }>`
    with s as (select * from slot where id = ${slot?.id}),
    signed as (insert into signup (slot_id, person_id, living_id, state, arrival, at) select s.id, 10000000 + n, 10000000 + n, 'admitted', n + ${size}, now() from s, generate_series(1, ${size * 4}::integer) n returning id)
    select min(id) as first, max(id) as last from signed`.execute(ground.db)
  const range = made.rows[0]
  const bare = await floor(
    {
      url,
      schema,
      connections,
      times: size,
      statement: CHECK_IN,
      variables: { signup: [range?.first ?? 0, range?.last ?? 0] },
    },
    quick,
  )
  return lineOf('check-in rush, one shift', size, connections, ours, bare, 0.5)
}

const lineOf = (
  what: string,
  size: number,
  connections: number,
  ours: { seconds: number; peakMb: number; p95: number },
  bare: { perSecond: number; by: string },
  aim: number,
): Line => ({
  what,
  size,
  ours: size / ours.seconds,
  unit: '/s',
  peer: bare.perSecond,
  peerIs: `${bare.by}, ${connections} connections`,
  ratio: size / ours.seconds / bare.perSecond,
  aim: `≥ ${aim}`,
  met: size / ours.seconds / bare.perSecond >= aim,
  p95Ms: ours.p95,
  peakMb: ours.peakMb,
})

/** Each size twice: the first time cold (sessions unknown, code not yet compiled), the second time warm. */
export async function rushes({ folder, url, smoke }: Setting): Promise<Line[]> {
  const district = await openDistrict(folder, url)
  const lines: Line[] = []
  try {
    for (const size of smoke ? [200] : [2_000, 10_000]) {
      lines.push(await spread(district, size, 64, smoke))
      lines.push(await hot(district, size, 64, smoke))
      lines.push(await checkIns(district, Math.min(size, 5_000), 64, smoke))
    }
  } finally {
    await district.close()
  }
  return lines
}
