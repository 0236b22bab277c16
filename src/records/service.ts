// Confirming, accepting, disputing and correcting hours; a volunteer's own list, the desk's lists, and the trail behind an hour.
import { actingFor, demand, type Principal, pathOf, scopesOf } from '../foundation/access/access.ts'
import { addDays, localDay } from '../foundation/clock.ts'
import { sqlState } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { historyOf, tell } from '../foundation/journal/journal.ts'
import { refuse as groundRefuse, refusals } from '../foundation/refusals.ts'
import type { Verdict } from '../foundation/reviews/rules.ts'
import { decideReview, openReview } from '../foundation/reviews/service.ts'
import { signupOfAttendance } from '../participation/service.ts'
import { maskName } from '../people/identity.ts'
import { personFacts } from '../people/service.ts'
import type { OwnHours, RecordView } from './contract.ts'
import { replace, settle } from './counting.ts'
import { hoursOf, judgeConfirm, recordPolicies, starsOf } from './rules.ts'
import * as store from './store.ts'

const refuse = refusals({
  'record.own': { status: 403, zh: '自己的时长不能自己确认。', en: 'Nobody confirms their own hours.' },
  'record.entered-by-you': {
    status: 403,
    zh: '您录入的时长要由志愿者本人或另一位负责人确认。',
    en: 'What you entered must be confirmed by the volunteer or by another leader.',
  },
  'record.not-waiting': {
    status: 409,
    zh: '这条记录现在不等这一步。',
    en: 'This record does not wait for that.',
  },
  'record.dispute-late': {
    status: 409,
    zh: '异议要在 {days} 天内提出。',
    en: 'A dispute must be raised within {days} days.',
  },
  'record.disputed': {
    status: 409,
    zh: '这条记录已有一件异议在办。',
    en: 'This record has an open dispute already.',
  },
  'record.reversed': {
    status: 409,
    zh: '这条记录已经更正过，请看新的那一条。',
    en: 'This record has been replaced; look at the new one.',
  },
  'record.same': { status: 422, zh: '与原来的时长一样。', en: 'That is the same as before.' },
})

const view = (ground: Ground, record: store.ServiceRecord): RecordView => ({
  id: record.id,
  personId: record.personId,
  day: record.day,
  fromAt: record.fromAt.toISOString(),
  toAt: record.toAt.toISOString(),
  minutes: record.minutes,
  hours: hoursOf(record.minutes),
  state: record.state,
  waits: record.waits,
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

/** A volunteer's hours: total, what is not there yet and why, the next star, each record in its state. */
export async function ownHours(
  ground: Ground,
  actor: Principal,
  query: { for?: number; before?: number; limit: number },
): Promise<OwnHours> {
  const { personId } = actingFor(actor, query.for)
  const same = await store.samePerson(ground.db, personId)
  const today = localDay(ground.clock())
  const [total, year, rows, waiting] = await Promise.all([
    store.totalOf(ground.db, same),
    store.minutesSince(ground.db, same, `${today.slice(0, 4)}-01-01`),
    store.recordsOf(ground.db, same, query.before ?? null, query.limit),
    store.waitingFor(ground.db, same, ['confirmation', 'acceptance', 'consent', 'real-name', 'overlap']),
  ])
  const stars = starsOf(total.minutes, ground.policies.at(recordPolicies.stars, today).value.hours)
  const { disputeDays } = ground.policies.at(recordPolicies.hours, today).value
  return {
    personId,
    totalMinutes: total.minutes,
    total: hoursOf(total.minutes),
    thisYear: hoursOf(year),
    records: total.records,
    stars: stars.stars,
    nextStarHours: stars.nextHours,
    missingHours: stars.missingMinutes === null ? null : hoursOf(stars.missingMinutes),
    waitingHours: hoursOf(waiting.reduce((sum, one) => sum + one.minutes, 0)),
    waitingDue:
      waiting
        .filter(one => one.waits.includes('confirmation'))
        .map(one => one.dueOn)
        .sort()[0] ?? null,
    list: rows.map(row => ({
      ...view(ground, row),
      correctedFrom: row.correctedFrom === null ? null : hoursOf(row.correctedFrom),
      dispute:
        row.disputeId === null || row.disputeState === null
          ? null
          : { id: row.disputeId, state: row.disputeState },
      mayDispute:
        row.state !== 'reversed' && row.disputeState !== 'open' && today <= addDays(row.day, disputeDays),
      mayAccept: row.waits.includes('acceptance'),
    })),
  }
}

/** The leader confirms records of a shift; each stands or falls alone, and the answer says which. */
export async function confirm(
  ground: Ground,
  actor: Principal,
  ids: number[],
): Promise<{ id: number; outcome: string }[]> {
  demand(actor, 'record.confirm')
  const outcomes: { id: number; outcome: string }[] = []
  for (const id of [...new Set(ids)].sort((a, b) => a - b)) {
    const record = await store.recordById(ground.db, id)
    if (!record) throw groundRefuse('not-found', { what: '服务记录' })
    demand(actor, 'record.confirm', await pathOf(ground.db, record.nodeId))
    const no = judgeConfirm(record, { personId: actor.personId, household: actor.actsFor }, 'confirm')
    if (no) outcomes.push({ id, outcome: no })
    else
      outcomes.push({
        id,
        outcome: await ground.transact(tx =>
          settle(ground, tx, id, ['confirmation', 'acceptance'], actor, { confirmedBy: actor.personId }),
        ),
      })
  }
  return outcomes
}

/** The volunteer accepts what a leader entered for them. */
export async function accept(ground: Ground, actor: Principal, id: number): Promise<void> {
  const record = await ownRecord(ground, actor, id)
  const no = judgeConfirm(record, { personId: actor.personId, household: actor.actsFor }, 'accept')
  if (no) throw refuse(no)
  await ground.transact(tx => settle(ground, tx, id, ['acceptance'], actor, { confirmedBy: record.personId }))
}

async function ownRecord(ground: Ground, actor: Principal, id: number): Promise<store.ServiceRecord> {
  const { personId } = actingFor(actor)
  const record = await store.recordById(ground.db, id)
  const mine = record && [personId, ...actor.actsFor].includes(record.personId)
  if (!record || !mine) throw groundRefuse('not-found', { what: '服务记录' })
  return record
}

/** The volunteer says the hours are wrong. A town's reviewer, who is not the leader, decides. */
export async function dispute(
  ground: Ground,
  actor: Principal,
  id: number,
  asked: { minutes: number; reason: string },
): Promise<number> {
  const record = await ownRecord(ground, actor, id)
  const today = localDay(ground.clock())
  const { disputeDays } = ground.policies.at(recordPolicies.hours, record.day, record.servedTown).value
  if (today > addDays(record.day, disputeDays)) throw refuse('record.dispute-late', { days: disputeDays })
  return ask(ground, actor, record, 'dispute', asked)
}

/** Staff propose a correction; somebody else decides it. */
export async function proposeCorrection(
  ground: Ground,
  actor: Principal,
  id: number,
  asked: { minutes: number; reason: string },
): Promise<number> {
  demand(actor, 'record.confirm')
  const record = await store.recordById(ground.db, id)
  if (!record) throw groundRefuse('not-found', { what: '服务记录' })
  demand(actor, 'record.confirm', await pathOf(ground.db, record.nodeId))
  if (record.personId === actor.personId) throw refuse('record.own')
  return ask(ground, actor, record, 'correction', asked)
}

async function ask(
  ground: Ground,
  actor: Principal,
  record: store.ServiceRecord,
  kind: 'dispute' | 'correction',
  asked: { minutes: number; reason: string },
): Promise<number> {
  if (record.state === 'reversed') throw refuse('record.reversed')
  if (record.minutes === asked.minutes) throw refuse('record.same', {}, 'minutes')
  try {
    return await ground.transact(async tx => {
      const at = ground.clock()
      const { id } = await store.insertCorrection(tx, {
        recordId: record.id,
        kind,
        askedMinutes: asked.minutes,
        reason: asked.reason,
        byPerson: actor.personId,
        at,
      })
      const chain = ground.policies.at(recordPolicies.correction, localDay(at), record.servedTown).value
      await openReview(ground, tx, {
        kind,
        subject: `correction:${id}`,
        nodeId: record.nodeId,
        title: `${record.title} ${hoursOf(record.minutes)} → ${hoursOf(asked.minutes)}`,
        chain,
        author: actor,
        authorPerson: actor.personId,
      })
      await tell(tx, {
        at,
        by: actor,
        kind: `record.${kind === 'dispute' ? 'disputed' : 'correction-asked'}`,
        subject: `record:${record.id}`,
        facts: { minutes: asked.minutes, correction: id },
      })
      return id
    })
  } catch (error) {
    throw sqlState(error) === '23505' ? refuse('record.disputed') : error
  }
}

/** Grants or refuses a dispute or correction. Granted, the record is reversed and replaced; both stay visible. */
export async function decideCorrection(
  ground: Ground,
  actor: Principal,
  correctionId: number,
  verdict: Verdict,
  reason: string,
): Promise<void> {
  if (actor.via === 'nobody') throw groundRefuse('signed-out')
  const correction = await store.correctionById(ground.db, correctionId)
  if (!correction) throw groundRefuse('not-found', { what: '异议' })
  await ground.transact(async tx => {
    const record = await store.recordById(tx, correction.recordId)
    if (record?.personId === actor.personId && verdict !== 'withdraw') throw refuse('record.own')
    const { state } = await decideReview(ground, tx, {
      kind: correction.kind,
      subject: `correction:${correctionId}`,
      actor,
      verdict,
      reason,
    })
    if (state === 'open') return
    await store.setCorrectionState(tx, correctionId, state)
    if (state === 'passed')
      await replace(ground, tx, correction.recordId, correction.askedMinutes, actor, correction.kind)
  })
}

export async function correctionPage(ground: Ground, actor: Principal, id: number) {
  demand(actor, 'record.read')
  const correction = await store.correctionById(ground.db, id)
  const record = correction && (await store.recordById(ground.db, correction.recordId))
  if (!correction || !record) throw groundRefuse('not-found', { what: '异议' })
  const { record: shown, chain } = await recordTrail(ground, actor, record.id)
  return {
    id,
    recordId: record.id,
    kind: correction.kind,
    askedMinutes: correction.askedMinutes,
    askedHours: hoursOf(correction.askedMinutes),
    reason: correction.reason,
    state: correction.state,
    at: correction.at.toISOString(),
    record: shown,
    evidence: chain.map(({ at, kind, facts }) => ({ at, kind, facts })),
  }
}

/** What stands behind an hour, from sign-up to counting, as the journal has it. */
export async function recordTrail(ground: Ground, actor: Principal, id: number) {
  demand(actor, 'record.read')
  const record = await store.recordById(ground.db, id)
  if (!record) throw groundRefuse('not-found', { what: '服务记录' })
  demand(actor, 'record.read', await pathOf(ground.db, record.nodeId))
  const subjects = [
    `record:${id}`,
    ...(record.replaces ? [`record:${record.replaces}`] : []),
    ...(await signupSubject(ground, record)),
  ]
  const entries = (
    await Promise.all(
      subjects.map(subject =>
        historyOf(ground.db, subject).then(rows => rows.map(row => ({ ...row, subject }))),
      ),
    )
  ).flat()
  const names = await personFacts(ground.db, [
    record.personId,
    ...entries.flatMap(one => (one.actorPerson === null ? [] : [one.actorPerson])),
  ])
  const name = (personId: number | null) => maskName(names.get(personId ?? 0)?.name ?? '')
  return {
    record: { ...view(ground, record), maskedName: name(record.personId) },
    chain: entries
      .sort((a, b) => a.id - b.id)
      .map(one => ({
        at: one.at.toISOString(),
        kind: one.kind,
        subject: one.subject,
        by: name(one.actorPerson),
        facts: one.facts,
      })),
  }
}

async function signupSubject(ground: Ground, record: store.ServiceRecord): Promise<string[]> {
  const signup = await signupOfAttendance(ground, record.attendanceId)
  return signup === null ? [] : [`signup:${signup}`]
}

export async function listRecords(
  ground: Ground,
  actor: Principal,
  query: Omit<store.DeskFilter, 'nodes' | 'overdueOn' | 'before'> & { overdue?: boolean; before?: string },
) {
  demand(actor, 'record.read')
  const { overdue, before, ...filter } = query
  const [day, id] = before?.split('.') ?? []
  const rows = await store.recordsIn(ground.db, {
    ...filter,
    nodes: scopesOf(actor, 'record.read'),
    limit: query.limit + 1,
    ...(overdue && { overdueOn: localDay(ground.clock()) }),
    ...(day && id && { before: { day, id: Number(id) } }),
  })
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const facts = await personFacts(
    ground.db,
    page.map(one => one.personId),
  )
  return {
    records: page.map(one => ({
      ...view(ground, one),
      maskedName: maskName(facts.get(one.personId)?.name ?? ''),
    })),
    next: rows.length > query.limit && last ? `${last.day}.${last.id}` : null,
  }
}

export async function waitingShifts(ground: Ground, actor: Principal) {
  demand(actor, 'record.confirm')
  const today = localDay(ground.clock())
  return (await store.waitingShifts(ground.db, scopesOf(actor, 'record.confirm'))).map(one => ({
    ...one,
    overdue: one.dueOn < today,
  }))
}

/** The counted records of a person (all entries of them), newest first, within a period if one is given. */
export async function countedRecords(
  ground: Ground,
  personId: number,
  period: { from?: string; until?: string },
): Promise<store.ServiceRecord[]> {
  const records = await store.countedBetween(ground.db, await store.samePerson(ground.db, personId))
  return records
    .filter(one => (!period.from || one.day >= period.from) && (!period.until || one.day <= period.until))
    .reverse()
}
