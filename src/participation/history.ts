// Loading past participation in bulk: for demo districts and moves from another system. Same tables, same invariants, no hooks.
import type { BulkTable } from '../foundation/database/bulk.ts'
import type { NewSlot } from './store.ts'

export const pastSlot: BulkTable<NewSlot & { id: number; startsAt: Date; endsAt: Date; admitted: number }> = {
  table: 'slot',
  columns: {
    id: it => it.id,
    project_id: it => it.projectId,
    shift_id: it => it.shiftId,
    position_id: it => it.positionId,
    node_id: it => it.nodeId,
    title: it => it.title,
    position_name: it => it.positionName,
    kind: it => it.kind,
    town_code: it => it.townCode,
    community_code: it => it.communityCode ?? null,
    site_id: it => it.siteId ?? null,
    radius: it => it.radius ?? null,
    place_name: it => it.placeName,
    lat: it => it.lat,
    lng: it => it.lng,
    span: it => spanOf(it),
    starts_at: it => it.startsAt,
    ends_at: it => it.endsAt,
    places: it => it.places,
    min_age: it => it.minAge ?? null,
    high_risk: it => it.highRisk,
    admitted: it => it.admitted,
    arrivals: it => it.admitted,
    settled_at: it => it.endsAt,
  },
}
export const pastSignup: BulkTable<{
  id: number
  slotId: number
  personId: number
  arrival: number
  at: Date
}> = {
  table: 'signup',
  columns: {
    id: it => it.id,
    slot_id: it => it.slotId,
    person_id: it => it.personId,
    living_id: it => it.personId,
    state: () => 'attended',
    arrival: it => it.arrival,
    at: it => it.at,
  },
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
  columns: {
    id: it => it.id,
    signup_id: it => it.signupId,
    slot_id: it => it.slotId,
    person_id: it => it.personId,
    in_at: it => it.inAt,
    in_how: () => 'code',
    in_evidence: () => '{}',
    out_at: it => it.outAt,
    out_how: () => 'code',
    out_evidence: () => '{}',
  },
}
/** Spans must be in order and may not touch. */
export const pastBusyTime: BulkTable<{
  personId: number
  spans: readonly { startsAt: Date; endsAt: Date }[]
}> = {
  table: 'busy_time',
  columns: {
    person_id: it => it.personId,
    busy: it => `{${it.spans.map(spanOf).join(',')}}`,
  },
}
const spanOf = (it: { startsAt: Date; endsAt: Date }) =>
  `["${it.startsAt.toISOString()}","${it.endsAt.toISOString()}")`
export const participationTables = ['slot', 'signup', 'attendance', 'busy_time']
