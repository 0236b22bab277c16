// Loading people in bulk, for moves from another system and for demo districts.

import { localDay } from '../foundation/clock.ts'
import type { Bulk, BulkTable } from '../foundation/database/bulk.ts'
import type { Ground } from '../foundation/ground.ts'
import { volunteerNumber } from './identity.ts'
import { personPolicies } from './rules.ts'
import { type Entrant, entryOf, REGISTRATION } from './service.ts'
import type { NewPerson } from './store.ts'

const person: BulkTable<NewPerson & { id: number; no: string }> = {
  table: 'person',
  columns: [
    'id',
    'volunteer_no',
    'name',
    'pinyin',
    'initials',
    'sex',
    'birth_date',
    'document_type',
    'document_sealed',
    'document_hash',
    'document_mask',
    'phone_sealed',
    'phone_hash',
    'phone_mask',
    'community_code',
    'town_code',
    'tier',
    'verified_by_method',
    'verified_at',
    'source',
    'skills',
    'interests',
    'registered_at',
  ],
  values: it => [
    it.id,
    it.no,
    it.name,
    it.pinyin,
    it.initials,
    it.sex,
    it.birthDate,
    it.documentType,
    it.documentSealed,
    it.documentHash,
    it.documentMask,
    it.phoneSealed,
    it.phoneHash,
    it.phoneMask,
    it.communityCode,
    it.townCode,
    it.tier,
    it.verifiedByMethod,
    it.verifiedAt,
    it.source,
    it.skills,
    it.interests,
    it.registeredAt,
  ],
}
const consent: BulkTable<{ personId: number; version: string; at: Date }> = {
  table: 'consent',
  columns: ['person_id', 'purpose', 'version', 'how', 'at'],
  values: it => [it.personId, REGISTRATION, it.version, 'self', it.at],
}
export const peopleTables = ['person', 'consent']

/** Begins to load people who registered by themselves and consented; answers how to add one, which answers the id. */
export async function loadPeople(
  ground: Ground,
  bulk: Bulk,
): Promise<(it: Entrant, at: Date, tier: 'phone' | 'real-name') => number> {
  let next = await bulk.nextId('person')
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
