// Whom a notice reaches: the living person behind an entry, their phone, and a minor's guardian.
import { sql } from 'kysely'
import { nameKey } from '../foundation/cleaning.ts'
import { ageOn, localDay } from '../foundation/clock.ts'
import type { Db } from '../foundation/database/database.ts'
import type { Ground, Recipient, Recipients } from '../foundation/ground.ts'
import { phoneKey } from './entry.ts'
import { personPolicies } from './rules.ts'

type Row = {
  askedId: number
  id: number
  name: string
  state: string
  birthDate: string
  phoneSealed: Buffer | null
  shared: boolean
  guardianName: string | null
  guardianPhoneSealed: Buffer | null
}

async function peopleReached(
  ground: Ground,
  db: Db,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Recipient>> {
  const { rows } = await sql<Row>`
    select asked.id as asked_id, p.id, p.name, p.state, p.birth_date, p.phone_sealed, p.guardian_name, p.guardian_phone_sealed,
      exists (select from person o where o.phone_hash = p.phone_hash and o.id <> p.id and o.merged_into is null) as shared
    from person asked join person p on p.id = coalesce(asked.living_id, asked.id) where asked.id = any(${[...ids]}::bigint[])`.execute(
    db,
  )
  const today = localDay(ground.clock())
  const { guardianBelow } = ground.policies.at(personPolicies.minors, today).value
  const opened = (sealed: Buffer | null) => (sealed ? ground.secrets.decrypt(sealed) : null)
  const minors = rows.filter(row => row.guardianName !== null && ageOn(row.birthDate, today) < guardianBelow)
  const guardians = await guardiansOf(ground, db, minors)
  return new Map(
    rows.map(row => [
      row.askedId,
      {
        id: row.id,
        name: row.name,
        phone: opened(row.phoneSealed),
        sharesPhone: row.shared,
        reachable: row.state === 'active' || row.state === 'suspended',
        guardian: minors.includes(row)
          ? { personId: guardians.get(row.id) ?? null, phone: opened(row.guardianPhoneSealed) }
          : null,
      },
    ]),
  )
}

/** A guardian's own entry: the adult of that name with that phone, where there is exactly one. */
async function guardiansOf(ground: Ground, db: Db, minors: readonly Row[]): Promise<Map<number, number>> {
  const wanted = minors.flatMap(row =>
    row.guardianPhoneSealed && row.guardianName
      ? [
          {
            ward: row.id,
            key: nameKey(row.guardianName),
            phone: ground.secrets.decrypt(row.guardianPhoneSealed),
          },
        ]
      : [],
  )
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ ward: number; id: number }>`
    select w.ward, min(p.id) as id
    from unnest(${wanted.map(one => one.ward)}::bigint[], ${wanted.map(one => one.key)}::text[],
      ${wanted.map(one => phoneKey(ground, one.phone))}::bytea[]) as w(ward, name_key, phone)
    join person p on p.phone_hash = w.phone and p.name_key = w.name_key and p.id <> w.ward and p.merged_into is null and p.state = 'active'
    group by w.ward having count(*) = 1`.execute(db)
  return new Map(rows.map(row => [row.ward, row.id]))
}

async function contactsReached(
  ground: Ground,
  db: Db,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Recipient>> {
  const { rows } = await sql<{ id: number; name: string; phoneSealed: Buffer | null; shared: boolean }>`
    select c.id, c.name, c.phone_sealed, exists (select from contact o where o.phone_hash = c.phone_hash and o.id <> c.id)
      or exists (select from person p where p.phone_hash = c.phone_hash and p.merged_into is null) as shared
    from contact c where c.id = any(${[...ids]}::bigint[])`.execute(db)
  return new Map(
    rows.map(row => [
      row.id,
      {
        id: row.id,
        name: row.name,
        phone: row.phoneSealed ? ground.secrets.decrypt(row.phoneSealed) : null,
        sharesPhone: row.shared,
        reachable: true,
        guardian: null,
      },
    ]),
  )
}

export const peopleRecipients: Recipients = { people: peopleReached, contacts: contactsReached }
