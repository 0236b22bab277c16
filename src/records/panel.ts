// What this room says of a person on the person's page, and the value it gives for one.
import { sql } from 'kysely'
import { demand } from '../foundation/access/access.ts'
import type { Measure, Panel } from '../foundation/ground.ts'
import { entriesOf } from '../people/service.ts'
import { readableIn } from './readable.ts'
import { hoursOf } from './rules.ts'

type Sums = { counted: number; records: number; waiting: number; last: string | null }

/** The hours of a person, of those records that lie in the actor's scope. */
export const hoursPanel: Panel = {
  of: 'person',
  name: 'hours',
  permission: 'record.read',
  async show(ground, actor, id) {
    demand(actor, 'record.read')
    const { rows } =
      await sql<Sums>`select coalesce(sum(r.minutes) filter (where r.state = 'counted'), 0)::bigint as counted,
        count(*) filter (where r.state = 'counted') as records, coalesce(sum(r.minutes) filter (where r.state = 'pending'), 0)::bigint as waiting,
        max(r.day) filter (where r.state = 'counted') as last
      from service_record r join scope n on n.id = r.node_id
      where r.person_id = any(${await entriesOf(ground.db, id)}::bigint[]) and ${await readableIn(ground, actor)}`.execute(
        ground.db,
      )
    const sums = rows[0]
    if (!sums || (sums.records === 0 && sums.waiting === 0)) return null
    const opens = `/desk/records?personId=${id}`
    return [
      { label: 'hours.counted', value: hoursOf(sums.counted), to: `${opens}&state=counted` },
      { label: 'hours.records', value: String(sums.records), to: `${opens}&state=counted` },
      { label: 'hours.waiting', value: hoursOf(sums.waiting), to: `${opens}&state=pending` },
      ...(sums.last ? [{ label: 'hours.last', value: sums.last }] : []),
    ]
  },
}

/** Counted minutes of a person up to the end of a day of service. */
export const minutesMeasure: Measure = {
  name: 'records.minutes',
  of: 'person',
  async at(ground, id, day) {
    const { rows } = await sql<{
      minutes: number
    }>`select coalesce(sum(minutes), 0)::bigint as minutes from service_record
      where person_id = any(${await entriesOf(ground.db, id)}::bigint[]) and state = 'counted' and day <= ${day}::date`.execute(
      ground.db,
    )
    return rows[0]?.minutes ?? 0
  },
}
