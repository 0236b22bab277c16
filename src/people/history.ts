// Loading people in bulk, for moves from another system and for demo districts.

import { localDay } from '../foundation/clock.ts'
import type { Bulk, BulkTable } from '../foundation/database/bulk.ts'
import type { Ground } from '../foundation/ground.ts'
import { type Entrant, entryOf, REGISTRATION } from './entry.ts'
import { volunteerNumber } from './identity.ts'
import { personPolicies } from './rules.ts'
import type { NewPerson } from './store.ts'

const person: BulkTable<NewPerson & { id: number; no: string }> = {
  table: 'person',
  columns: {
    id: it => it.id,
    volunteer_no: it => it.no,
    name: it => it.name,
    pinyin: it => it.pinyin,
    initials: it => it.initials,
    sex: it => it.sex,
    birth_date: it => it.birthDate,
    document_type: it => it.documentType,
    document_sealed: it => it.documentSealed,
    document_hash: it => it.documentHash,
    document_mask: it => it.documentMask,
    phone_sealed: it => it.phoneSealed,
    phone_hash: it => it.phoneHash,
    phone_mask: it => it.phoneMask,
    community_code: it => it.communityCode,
    town_code: it => it.townCode,
    tier: it => it.tier,
    verified_by_method: it => it.verifiedByMethod,
    verified_at: it => it.verifiedAt,
    source: it => it.source,
    skills: it => it.skills,
    interests: it => it.interests,
    registered_at: it => it.registeredAt,
    name_key: it => it.nameKey,
    languages: it => it.languages,
    free_times: it => it.freeTimes,
  },
}
const consent: BulkTable<{ personId: number; version: string; at: Date }> = {
  table: 'consent',
  columns: {
    person_id: it => it.personId,
    purpose: () => REGISTRATION,
    version: it => it.version,
    how: () => 'self',
    at: it => it.at,
  },
}
export const peopleTables = ['person', 'consent']

/** Begins to load people who registered by themselves and consented; answers how to add one, which answers the id. */
export async function loadPeople(
  ground: Ground,
  bulk: Bulk,
): Promise<(it: Entrant, at: Date, tier: 'phone' | 'real-name') => number> {
  let next = await bulk.nextId(person)
  const { version } = ground.policies.at(personPolicies.consent, localDay(ground.clock())).value
  return (it, at, tier) => {
    const id = next++
    const method = tier === 'real-name' ? ('staff' as const) : null
    const entry = entryOf(ground, it, { tier, method, source: 'demo', at })
    bulk.add(person, { ...entry, id, no: volunteerNumber(ground.config.district, id) })
    bulk.add(consent, { personId: id, version, at })
    return id
  }
}
