// Loading past records in bulk, beside participation/history.ts: counted, confirmed, and told to the journal.
import type { BulkTable } from '../foundation/database/bulk.ts'
import type { ServiceRecord } from './store.ts'

export type PastRecord = Omit<
  ServiceRecord,
  | 'state'
  | 'waits'
  | 'how'
  | 'enteredBy'
  | 'endedBy'
  | 'replaces'
  | 'flags'
  | 'confirmedBy'
  | 'confirmedFor'
  | 'countedAt'
  | 'attendanceId'
  | 'beneficiaryKind'
  | 'requestId'
> & { attendanceId: number; confirmedBy: number; countedAt: Date }

export const pastRecord: BulkTable<PastRecord> = {
  table: 'service_record',
  columns: {
    id: it => it.id,
    person_id: it => it.personId,
    attendance_id: it => it.attendanceId,
    day: it => it.day,
    from_at: it => it.fromAt,
    to_at: it => it.toAt,
    minutes: it => it.minutes,
    state: () => 'counted',
    waits: () => '{}',
    how: () => 'code',
    confirmed_by: it => it.confirmedBy,
    due_on: it => it.dueOn,
    counted_at: it => it.countedAt,
    policy_id: it => it.policyId,
    project_id: it => it.projectId,
    shift_id: it => it.shiftId,
    slot_id: it => it.slotId,
    project_version: it => it.projectVersion,
    team_id: it => it.teamId,
    organization_id: it => it.organizationId,
    sector: it => it.sector,
    site_id: it => it.siteId,
    node_id: it => it.nodeId,
    kind: it => it.kind,
    title: it => it.title,
    place_name: it => it.placeName,
    served_community: it => it.servedCommunity,
    served_town: it => it.servedTown,
    home_community: it => it.homeCommunity,
    home_town: it => it.homeTown,
    age_band: it => it.ageBand,
    sex: it => it.sex,
  },
}
export const pastTotal: BulkTable<{ personId: number; minutes: number; records: number }> = {
  table: 'service_total',
  columns: {
    person_id: it => it.personId,
    minutes: it => it.minutes,
    records: it => it.records,
  },
}
export const recordTables = ['service_record', 'service_total']
