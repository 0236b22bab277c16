// A record as it crosses the wire.
import { localDay } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import type { RecordView } from './contract.ts'
import { hoursOf } from './rules.ts'
import type { ServiceRecord } from './store.ts'

export const viewOf = (ground: Ground, record: ServiceRecord): RecordView => ({
  id: record.id,
  personId: record.personId,
  day: record.day,
  fromAt: record.fromAt.toISOString(),
  toAt: record.toAt.toISOString(),
  minutes: record.minutes,
  hours: hoursOf(record.minutes),
  state: record.state,
  waits: record.waits,
  shown: record.state === 'pending' ? (record.waits[0] ?? 'confirmation') : record.state,
  how: record.how,
  dueOn: record.dueOn,
  overdue: record.state === 'pending' && record.dueOn < localDay(ground.clock()),
  title: record.title,
  kind: record.kind as RecordView['kind'],
  placeName: record.placeName,
  projectId: record.projectId,
  shiftId: record.shiftId,
  flags: record.flags,
})
