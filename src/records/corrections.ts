// Disputes and corrections: the volunteer, or staff, say that the hours are wrong; somebody who had no hand in them decides.
import { demand, may, type Principal, whereOf } from '../foundation/access/access.ts'
import { addDays, localDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import { attach } from '../foundation/files/attaching.ts'
import type { Ground, ReviewKind, SubjectKind } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { notFound } from '../foundation/refusals.ts'
import type { Review } from '../foundation/reviews/rules.ts'
import { openReview } from '../foundation/reviews/service.ts'
import { spanOfSlot } from '../participation/service.ts'
import { isSelf } from '../people/service.ts'
import { ownRecord } from './confirming.ts'
import { tellAnswer } from './notices.ts'
import { readableAt } from './readable.ts'
import { refuse } from './refusals.ts'
import { replace } from './replacing.ts'
import { hoursOf, recordPolicies, roomOf } from './rules.ts'
import * as store from './store.ts'
import { recordTrail } from './trail.ts'

type Asked = { minutes: number; reason: string; files?: readonly number[] }

/** The volunteer says the hours are wrong. Whoever confirmed or entered them does not decide. */
export async function dispute(ground: Ground, actor: Principal, id: number, asked: Asked): Promise<number> {
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
  asked: Asked,
): Promise<number> {
  demand(actor, 'record.confirm')
  const record = await store.recordById(ground.db, id)
  if (!record) throw notFound('服务记录', 'The service record')
  demand(actor, 'record.confirm', await whereOf(ground.db, record.nodeId))
  if (await isSelf(ground.db, actor, record.personId)) throw refuse('record.own')
  return ask(ground, actor, record, 'correction', asked)
}

async function ask(
  ground: Ground,
  actor: Principal,
  record: store.ServiceRecord,
  kind: 'dispute' | 'correction',
  asked: Asked,
): Promise<number> {
  if (record.state === 'reversed') throw refuse('record.reversed')
  if (record.minutes === asked.minutes) throw refuse('record.same', {}, 'minutes')
  const room = roomOf(record.day, await spanOfSlot(ground.db, record.slotId), ground.clock())
  if (asked.minutes > room.minutes) throw refuse('record.beyond', { minutes: room.minutes }, 'minutes')
  return ground.transact(async tx => {
    const at = ground.clock()
    const made = await store.insertCorrection(tx, {
      recordId: record.id,
      kind,
      askedMinutes: asked.minutes,
      reason: asked.reason,
      byPerson: actor.personId,
      at,
    })
    if (!made) throw refuse('record.disputed')
    await attach(ground, tx, actor, asked.files ?? [], `correction:${made.id}`)
    await openReview(ground, tx, {
      kind,
      subject: `correction:${made.id}`,
      nodeId: record.nodeId,
      title: `${record.title} ${hoursOf(record.minutes)} → ${hoursOf(asked.minutes)}`,
      chain: ground.policies.at(recordPolicies.correction, localDay(at), record.servedTown),
      author: actor,
      concerns: [`record:${record.id}`, `person:${record.personId}`, `team:${record.teamId}`],
    })
    await tell(tx, {
      at,
      by: actor,
      onBehalfOf: kind === 'dispute' && !(await isSelf(tx, actor, record.personId)) ? record.personId : null,
      kind: `record.${kind === 'dispute' ? 'disputed' : 'correction-asked'}`,
      subject: `record:${record.id}`,
      facts: { minutes: asked.minutes, correction: made.id },
    })
    return made.id
  })
}

/** @throws Refusal `not-found` */
async function askedIn(
  db: Db,
  review: Review,
): Promise<{ correction: store.Correction; record: store.ServiceRecord }> {
  const correction = await store.correctionById(db, Number(review.subject.split(':')[1]))
  const record = correction && (await store.recordById(db, correction.recordId))
  if (!correction || !record) throw notFound('异议', 'The dispute')
  return { correction, record }
}

const kindOf = (kind: 'dispute' | 'correction'): ReviewKind => ({
  kind,
  /** Granted, the record is reversed and replaced; both stay visible. */
  tells: true,
  async closed(ground, tx, { review, state, by, reason }) {
    const { correction, record } = await askedIn(tx, review)
    await store.setCorrectionState(tx, correction.id, state)
    if (state === 'passed')
      await replace(ground, tx, correction.recordId, correction.askedMinutes, by, correction.kind)
    const granted = state === 'passed'
    if (correction.byPerson !== null && state !== 'withdrawn')
      await tellAnswer(tx, ground.clock(), record, {
        person: correction.byPerson,
        minutes: granted ? correction.askedMinutes : record.minutes,
        granted,
        reason,
      })
  },
  /** The volunteer, and everybody by whose hand the hours came to be: of the record, and of those that it replaced. */
  async parties(_: Ground, tx: Tx, review) {
    const { record } = await askedIn(tx, review)
    return store.handsOf(tx, record.id)
  },
  async conditions(ground, review) {
    const { record } = await askedIn(ground.db, review)
    const source = '民政部令第67号'
    const met = (name: string, evidence: string) =>
      ({ name: `hours.proof.${name}`, state: 'met', evidence, source, policyId: record.policyId }) as const
    return [
      met('served', `${record.day} · ${record.title} · ${record.placeName}`),
      met('how', `hours.steps.how.${record.how}`),
      record.flags.length === 0
        ? met('flags', '')
        : { ...met('flags', record.flags.map(flag => `hours.flags.${flag}`).join('、')), state: 'warn' },
    ]
  },
})
export const disputeReview = kindOf('dispute')
export const correctionReview = kindOf('correction')

export async function correctionPage(ground: Ground, actor: Principal, id: number) {
  demand(actor, 'record.read')
  const correction = await store.correctionById(ground.db, id)
  if (!correction) throw notFound('异议', 'The dispute')
  const { record, chain } = await recordTrail(ground, actor, correction.recordId)
  return {
    id,
    recordId: correction.recordId,
    kind: correction.kind,
    askedMinutes: correction.askedMinutes,
    askedHours: hoursOf(correction.askedMinutes),
    reason: correction.reason,
    state: correction.state,
    at: correction.at.toISOString(),
    record,
    evidence: chain.map(({ at, kind, facts }) => ({ at, kind, facts })),
  }
}

/** `correction:12`: what a dispute or a correction asks for. */
export const correctionSubject: SubjectKind = {
  kind: 'correction',
  titles: async (ground, ids) =>
    new Map(
      (await store.correctionsById(ground.db, ids)).map(one => [one.id, `→ ${hoursOf(one.askedMinutes)}`]),
    ),
  page: id => `/desk/corrections/${id}`,
  async maySee(ground, actor, id) {
    const correction = await store.correctionById(ground.db, id)
    const record = correction && (await store.recordById(ground.db, correction.recordId))
    return record !== undefined && may(actor, 'record.read', await readableAt(ground, record))
  },
}
