// From attendance to hours: records are born of attendances, and hear of what they wait for.
// Invariant: a person's total is the sum of their counted records, and no two counted records of one person overlap.
import type { Principal } from '../foundation/access/access.ts'
import { movedTerm } from '../foundation/calendar/calendar.ts'
import { calendarImported } from '../foundation/calendar/service.ts'
import { addDays, type LocalDay, localDay, startOfDay } from '../foundation/clock.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import type { Hooks } from '../foundation/hooks.ts'
import { tell } from '../foundation/journal/journal.ts'
import { notFound } from '../foundation/refusals.ts'
import { leadersOf } from '../organizations/service.ts'
import { attendanceClosed } from '../participation/checkin/service.ts'
import { servedSpan } from '../participation/rules.ts'
import { homeOn } from '../people/moving.ts'
import {
  entriesOf,
  identityWaitOf,
  mergeBeside,
  peopleMerged,
  personBecameCountable,
  personFacts,
} from '../people/service.ts'
import { behindProject } from '../projects/covered.ts'
import { projectCovered } from '../projects/covering.ts'
import { reopenMerged, settleParted, tellBeside } from './merging.ts'
import { tellWaiting } from './notices.ts'
import { ageBand, partsOf, recordPolicies, secondPerson, type Wait } from './rules.ts'
import { settleAll } from './settling.ts'
import * as store from './store.ts'

export function recordHooks(hooks: Hooks<Ground>): void {
  hooks.on(attendanceClosed, async (inner, tx, { attendance, slot }) => {
    if (attendance.outAt) await bear(inner, tx, { ...attendance, outAt: attendance.outAt }, slot)
  })
  hooks.on(personBecameCountable, async (inner, tx, { personId, by }) =>
    identityArrived(inner, tx, personId, by),
  )
  hooks.on(mergeBeside, (_, tx, weighed) => tellBeside(tx, weighed))
  hooks.on(peopleMerged, (inner, tx, moved) =>
    moved.parted ? settleParted(inner, tx, moved) : reopenMerged(inner, tx, moved),
  )
  hooks.on(projectCovered, async (inner, tx, { projectIds, by }) => coverArrived(inner, tx, projectIds, by))
  hooks.on(calendarImported, async (_, tx, { year, before, after }) => {
    for (const term of await store.openTerms(tx, `${year}-01-01`)) {
      const dueOn = movedTerm(before, after, term.endDay, term.dueOn)
      if (dueOn !== term.dueOn) await store.moveTerm(tx, term, dueOn)
    }
  })
}

type Closed = {
  id: number
  personId: number
  inAt: Date
  outAt: Date
  inHow: 'code' | 'roster'
  outHow: 'code' | 'roster' | 'shift-end' | null
  enteredBy: number | null
  endedBy: number | null
  flags: string[]
}
type Served = {
  id: number
  projectId: number
  projectVersion: number
  shiftId: number
  siteId: number | null
  nodeId: number
  kind: string
  title: string
  placeName: string
  communityCode: string | null
  townCode: string
  startsAt: Date
  endsAt: Date
}

/** Makes the records of a closed attendance, pending: one per local day of service. */
async function bear(ground: Ground, tx: Tx, attendance: Closed, slot: Served): Promise<void> {
  const person = (await personFacts(tx, [attendance.personId])).get(attendance.personId)
  if (!person) throw notFound('志愿者', 'The volunteer')
  const now = ground.clock()
  const identity = identityWaitOf(ground, person)
  const served = servedSpan(attendance, slot)
  const { isUncovered, ...organiser } = await behindProject(ground, tx, slot.projectId)
  const waitsOn = (day: LocalDay): Wait[] => [
    ...(identity ? [identity] : []),
    ...(isUncovered(day) ? (['cover'] as const) : []),
    secondPerson(attendance),
  ]
  const parts = partsOf(served.from, served.to)
  const homes = await Promise.all(parts.map(part => homeOn(tx, person, part.day)))
  const records = await store.insertRecords(
    tx,
    parts.map((part, n) => {
      const policy = ground.policies.at(recordPolicies.hours, part.day, slot.townCode)
      return {
        personId: attendance.personId,
        attendanceId: attendance.id,
        day: part.day,
        fromAt: part.from,
        toAt: part.to,
        minutes: part.minutes,
        state: 'pending' as const,
        waits: waitsOn(part.day),
        how:
          attendance.inHow === 'roster' || attendance.outHow === 'roster'
            ? ('roster' as const)
            : ('code' as const),
        enteredBy: attendance.enteredBy,
        endedBy: attendance.endedBy,
        confirmedBy: null,
        dueOn: ground.calendar.addWorkingDays(localDay(slot.endsAt), policy.value.confirmWorkingDays),
        countedAt: null,
        replaces: null,
        flags: attendance.flags,
        policyId: policy.id,
        projectId: slot.projectId,
        projectVersion: slot.projectVersion,
        shiftId: slot.shiftId,
        slotId: slot.id,
        ...organiser,
        siteId: slot.siteId,
        beneficiaryKind: null,
        requestId: null,
        nodeId: slot.nodeId,
        kind: slot.kind,
        title: slot.title,
        placeName: slot.placeName,
        servedCommunity: slot.communityCode,
        servedTown: slot.townCode,
        homeCommunity: homes[n]?.communityCode ?? person.communityCode,
        homeTown: homes[n]?.townCode ?? person.townCode,
        ageBand: ageBand(
          person.birthDate,
          part.day,
          ground.policies.at(recordPolicies.ageBands, part.day).value.begins,
        ),
        sex: person.sex,
      }
    }),
  )
  await tell(
    tx,
    ...records.map(record => ({
      at: now,
      by: null,
      kind: 'record.born',
      subject: `record:${record.id}`,
      policyId: record.policyId,
      facts: {
        person: record.personId,
        attendance: attendance.id,
        minutes: record.minutes,
        waits: record.waits,
      },
    })),
  )
  const leaders = await leadersOf(tx, organiser.teamId)
  await tellWaiting(tx, now, records, leaders, record => startOfDay(addDays(record.dueOn, 1)))
}

async function identityArrived(ground: Ground, tx: Tx, personId: number, by: Principal): Promise<void> {
  const person = (await personFacts(tx, [personId])).get(personId)
  if (!person) return
  const still = identityWaitOf(ground, person)
  const arrived = (['consent', 'real-name'] as const).filter(
    wait => wait !== still && !(still === 'consent' && wait === 'real-name'),
  )
  const waiting = await store.waitingFor(tx, await entriesOf(tx, personId), [...arrived])
  const ids = waiting.map(record => record.id)
  await store.lockPeopleOf(tx, ids)
  // Consent given, but verification still to come: the record goes on waiting for that.
  if (still === 'real-name')
    for (const record of waiting.filter(one => one.waits.includes('consent')))
      await store.updateRecord(tx, record.id, { waits: [...record.waits, 'real-name'] })
  await settleAll(ground, tx, ids, { arrived, by })
}

/** Of what waits for insurance at these projects, the days on which it is in force wait for it no longer. */
async function coverArrived(ground: Ground, tx: Tx, projectIds: readonly number[], by: Principal | null) {
  const ids: number[] = []
  for (const projectId of projectIds) {
    const waiting = await store.uncoveredAt(tx, projectId)
    if (waiting.length === 0) continue
    const { isUncovered } = await behindProject(ground, tx, projectId)
    ids.push(...waiting.filter(one => !isUncovered(one.day)).map(one => one.id))
  }
  await settleAll(ground, tx, ids, { arrived: ['cover'], by })
}
