// Loading past participation in bulk: for demo districts and moves from another system. Same tables, same invariants, no hooks.
import type { BulkTable } from '../foundation/database/bulk.ts'
import type { NewSlot } from './store.ts'

export const pastSlot: BulkTable<NewSlot & { id: number; startsAt: Date; endsAt: Date; admitted: number }> = {
  table: 'slot',
  columns: [
    'id',
    'project_id',
    'shift_id',
    'position_id',
    'node_id',
    'title',
    'position_name',
    'kind',
    'town_code',
    'community_code',
    'place_name',
    'lat',
    'lng',
    'span',
    'starts_at',
    'ends_at',
    'places',
    'min_age',
    'high_risk',
    'admitted',
    'arrivals',
    'settled_at',
  ],
  values: it => [
    it.id,
    it.projectId,
    it.shiftId,
    it.positionId,
    it.nodeId,
    it.title,
    it.positionName,
    it.kind,
    it.townCode,
    it.communityCode ?? null,
    it.placeName,
    it.lat,
    it.lng,
    spanOf(it),
    it.startsAt,
    it.endsAt,
    it.places,
    it.minAge ?? null,
    it.highRisk,
    it.admitted,
    it.admitted,
    it.endsAt,
  ],
}
export const pastSignup: BulkTable<{
  id: number
  slotId: number
  personId: number
  arrival: number
  at: Date
}> = {
  table: 'signup',
  columns: ['id', 'slot_id', 'person_id', 'state', 'arrival', 'at'],
  values: it => [it.id, it.slotId, it.personId, 'attended', it.arrival, it.at],
}
export const pastAttendance: BulkTable<{
  id: number
  signupId: number
  slotId: number
  personId: number
  inAt: Date
  outAt: Date
}> = {
  table: 'attendance',
  columns: [
    'id',
    'signup_id',
    'slot_id',
    'person_id',
    'in_at',
    'in_how',
    'in_evidence',
    'out_at',
    'out_how',
    'out_evidence',
  ],
  values: it => [it.id, it.signupId, it.slotId, it.personId, it.inAt, 'code', '{}', it.outAt, 'code', '{}'],
}
/** Spans must be in order and may not touch. */
export const pastBusyTime: BulkTable<{
  personId: number
  spans: readonly { startsAt: Date; endsAt: Date }[]
}> = {
  table: 'busy_time',
  columns: ['person_id', 'busy'],
  values: it => [it.personId, `{${it.spans.map(spanOf).join(',')}}`],
}
const spanOf = (it: { startsAt: Date; endsAt: Date }) =>
  `["${it.startsAt.toISOString()}","${it.endsAt.toISOString()}")`
export const participationTables = ['slot', 'signup', 'attendance', 'busy_time']
