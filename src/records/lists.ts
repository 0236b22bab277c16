// The desk's lists of hours, what waits there to be confirmed, and a person's own records.
import { actingFor, demand, scopeFilter } from '../foundation/access/access.ts'
import { addDays, localDay, startOfDay } from '../foundation/clock.ts'
import type { QueueSource } from '../foundation/ground.ts'
import { list } from '../foundation/lists/lists.ts'
import { maskName } from '../people/identity.ts'
import { entriesOf, personFacts } from '../people/service.ts'
import { confirmRecords } from './bulk.ts'
import { deskRecord, ownRecord, waitingShift } from './contract.ts'
import { ownRecordListing, recordListing, shiftsToConfirmListing } from './listing.ts'
import { RECORD_SCOPE, readableIn } from './readable.ts'
import { hoursOf, recordPolicies } from './rules.ts'
import * as store from './store.ts'
import { viewOf } from './view.ts'

export const recordList = list({
  listing: recordListing,
  path: '/api/desk/records',
  page: '/desk/records',
  permission: 'record.read',
  row: deskRecord,
  async source(ground, actor, { overdue, personId, ...filter }) {
    demand(actor, 'record.read')
    return store.recordRows(await readableIn(ground, actor), {
      ...filter,
      ...(personId && { people: await entriesOf(ground.db, personId) }),
      ...(overdue && { overdueOn: localDay(ground.clock()) }),
    })
  },
  async view(ground, rows: store.ServiceRecord[]) {
    const facts = await personFacts(
      ground.db,
      rows.map(one => one.personId),
    )
    return rows.map(one => ({
      ...viewOf(ground, one),
      maskedName: maskName(facts.get(one.personId)?.name ?? ''),
    }))
  },
  actions: [confirmRecords],
})

/** Shifts with hours to confirm, earliest deadline first. */
export const shiftsToConfirm = list({
  listing: shiftsToConfirmListing,
  path: '/api/desk/records/waiting',
  page: '/desk/confirm',
  permission: 'record.confirm',
  row: waitingShift,
  source(ground, actor, { overdue }) {
    demand(actor, 'record.confirm')
    return store.shiftRows(
      scopeFilter(actor, 'record.confirm', RECORD_SCOPE),
      overdue && localDay(ground.clock()),
    )
  },
  view: (ground, rows: store.WaitingShift[]) => {
    const today = localDay(ground.clock())
    return rows.map(one => ({ ...one, id: one.shiftId, overdue: one.dueOn < today }))
  },
})

/** A volunteer's own records or those of somebody of the household, newest first; a corrected one carries what it was. */
export const ownRecords = list({
  listing: ownRecordListing,
  path: '/api/me/records',
  page: '/me/hours',
  permission: 'own',
  row: ownRecord,
  async source(ground, actor, filter) {
    const { personId } = actingFor(actor, filter.for)
    return store.ownRows(await entriesOf(ground.db, personId), filter.shift)
  },
  view(ground, rows: store.OwnRecord[]) {
    const today = localDay(ground.clock())
    const { disputeDays } = ground.policies.at(recordPolicies.hours, today).value
    return rows.map(row => ({
      ...viewOf(ground, row),
      correctedFrom: row.correctedFrom === null ? null : hoursOf(row.correctedFrom),
      dispute:
        row.disputeId === null || row.disputeState === null
          ? null
          : { id: row.disputeId, state: row.disputeState },
      mayDispute:
        row.state !== 'reversed' && row.disputeState !== 'open' && today <= addDays(row.day, disputeDays),
      mayAccept: row.waits.includes('acceptance'),
    }))
  },
})

/** Hours to confirm, a line a shift. */
export const hoursToConfirm: QueueSource = {
  permission: 'record.confirm',
  waiting: async (ground, actor, limit) =>
    (await shiftsToConfirm.rows(ground, actor, {}, { limit })).items.map(one => ({
      kind: 'confirm',
      subject: `shift:${one.shiftId}`,
      title: one.title,
      from: one.day,
      page: `/desk/confirm/${one.shiftId}`,
      dueAt: startOfDay(addDays(one.dueOn, 1)),
      overdue: one.overdue,
      count: one.people,
    })),
}
