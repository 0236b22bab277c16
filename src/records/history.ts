// Loading past records in bulk, beside participation/history.ts: counted, confirmed, and told to the journal.
import type { BulkTable } from '../foundation/database/bulk.ts'
import type { ServiceRecord } from './store.ts'

export type PastRecord = Omit<
  ServiceRecord,
  | 'state'
  | 'waits'
  | 'how'
  | 'enteredBy'
  | 'replaces'
  | 'flags'
  | 'confirmedBy'
  | 'countedAt'
  | 'attendanceId'
> & { attendanceId: number; confirmedBy: number; countedAt: Date }

export const pastRecord: BulkTable<PastRecord> = {
  table: 'service_record',
  columns: [
    'id',
    'person_id',
    'attendance_id',
    'day',
    'from_at',
    'to_at',
    'minutes',
    'state',
    'waits',
    'how',
    'confirmed_by',
    'due_on',
    'counted_at',
    'policy_id',
    'project_id',
    'shift_id',
    'slot_id',
    'team_id',
    'node_id',
    'kind',
    'title',
    'place_name',
    'served_community',
    'served_town',
    'home_community',
    'home_town',
    'age_band',
    'sex',
  ],
  values: it => [
    it.id,
    it.personId,
    it.attendanceId,
    it.day,
    it.fromAt,
    it.toAt,
    it.minutes,
    'counted',
    '{}',
    'code',
    it.confirmedBy,
    it.dueOn,
    it.countedAt,
    it.policyId,
    it.projectId,
    it.shiftId,
    it.slotId,
    it.teamId,
    it.nodeId,
    it.kind,
    it.title,
    it.placeName,
    it.servedCommunity,
    it.servedTown,
    it.homeCommunity,
    it.homeTown,
    it.ageBand,
    it.sex,
  ],
}
export const pastTotal: BulkTable<{ personId: number; minutes: number; records: number }> = {
  table: 'service_total',
  columns: ['person_id', 'minutes', 'records'],
  values: it => [it.personId, it.minutes, it.records],
}
export const recordTables = ['service_record', 'service_total']
