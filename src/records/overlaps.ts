// Hours of one person at one time: which of them counts is decided by somebody who had no hand in either.
// Invariant: no minute counts twice; what gives way keeps the time that nothing stands against, and stands again as it was when the other
// turns out to be another person's.
import { demand, may, type Principal } from '../foundation/access/access.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Ground, ReviewKind, SubjectKind } from '../foundation/ground.ts'
import { refuse as groundRefuse, notFound } from '../foundation/refusals.ts'
import { maskName } from '../people/identity.ts'
import { entriesOf, type Moved, personFacts } from '../people/service.ts'
import { OVERLAP } from './overlap-queue.ts'
import { rivalsOf, setAside, takeParted } from './overlap-store.ts'
import { readableAt } from './readable.ts'
import { putBack, replaceBy } from './replacing.ts'
import { hoursOf, restOf } from './rules.ts'
import { settleAll } from './settling.ts'
import * as store from './store.ts'

const idOf = (subject: string) => Number(subject.split(':')[1])
const spanOf = (record: store.ServiceRecord) => ({ from: record.fromAt, to: record.toAt })
/** Of a record, what nothing of the others stands against: never more than it had. */
function leftOf(record: store.ServiceRecord, others: readonly store.ServiceRecord[]) {
  const rest = restOf(spanOf(record), others.map(spanOf))
  return rest && { ...rest, minutes: Math.min(rest.minutes, record.minutes) }
}

/** Passed, this record counts and what overlaps it gives way; refused, it is the one that gives way. */
export const overlapReview: ReviewKind = {
  kind: OVERLAP,
  tells: true,
  // Whoever decides one of two ends the question of the other, with the person locked.
  locksFirst: async (_, tx, review) => {
    await store.lockPeopleOf(tx, [idOf(review.subject)])
  },
  async closed(ground, tx, { review, state, by }) {
    if (state !== 'passed' && state !== 'refused') return
    const id = idOf(review.subject)
    const record = await store.lockRecord(tx, id)
    if (!record || by === null || record.state !== 'pending' || !record.waits.includes('overlap'))
      throw groundRefuse('conflict')
    const rivals = await rivalsOf(tx, id)
    if (state === 'refused') return giveWay(ground, tx, record, rivals, by)
    for (const rival of rivals) await giveWay(ground, tx, rival, [record], by)
    await settleAll(ground, tx, [id], { arrived: ['overlap'], by })
  },
  /** The volunteer, and everybody by whose hand any of these hours came to be. */
  async parties(_, tx, review) {
    const id = idOf(review.subject)
    const hands = await Promise.all(
      [id, ...(await rivalsOf(tx, id)).map(one => one.id)].map(one => store.handsOf(tx, one)),
    )
    return [...new Set(hands.flat())]
  },
}

async function giveWay(
  ground: Ground,
  tx: Tx,
  record: store.ServiceRecord,
  others: readonly store.ServiceRecord[],
  by: Principal,
): Promise<void> {
  const restId = await replaceBy(ground, tx, record, leftOf(record, others), { by, why: OVERLAP })
  await setAside(tx, { recordId: record.id, against: others.map(one => one.id), restId })
}

/** After a parting what was set aside for hours of the other's stands again, unless what was left of it was decided anew. */
export async function standAgain(ground: Ground, tx: Tx, { before, living, by }: Moved): Promise<void> {
  const entries = [...(await entriesOf(tx, before)), ...(await entriesOf(tx, living))]
  for (const { recordId, restId } of await takeParted(tx, entries)) {
    const record = await store.lockRecord(tx, recordId)
    const rest = restId === null ? null : ((await store.lockRecord(tx, restId)) ?? null)
    if (record && rest?.state !== 'reversed') await putBack(ground, tx, record, rest, by)
  }
}

/** `overlap:12`: the question whether record 12 counts, or what it overlaps. */
export const overlapSubject: SubjectKind = {
  kind: OVERLAP,
  titles: async (ground, ids) =>
    new Map(
      (await store.recordsById(ground.db, ids)).map(one => [
        one.id,
        `${one.title} ${one.day} ${hoursOf(one.minutes)}`,
      ]),
    ),
  page: id => `/desk/overlaps/${id}`,
  async maySee(ground, actor, id) {
    const record = await store.recordById(ground.db, id)
    return record !== undefined && may(actor, 'record.read', await readableAt(ground, record))
  },
}

/** The record, what it overlaps, and what each would count for, whichever is chosen. @throws Refusal `not-found`, `forbidden` */
export async function overlapPage(ground: Ground, actor: Principal, id: number) {
  demand(actor, 'record.read')
  const record = await store.recordById(ground.db, id)
  if (!record) throw notFound('服务记录', 'The service record')
  demand(actor, 'record.read', await readableAt(ground, record))
  const rivals = await rivalsOf(ground.db, id)
  const names = await personFacts(ground.db, [
    record.personId,
    ...[record, ...rivals].flatMap(one => (one.confirmedBy === null ? [] : [one.confirmedBy])),
  ])
  const name = (person: number | null) => maskName(names.get(person ?? 0)?.name ?? '')
  const shown = (one: store.ServiceRecord, others: readonly store.ServiceRecord[]) => ({
    id: one.id,
    title: one.title,
    placeName: one.placeName,
    startsAt: one.fromAt.toISOString(),
    endsAt: one.toAt.toISOString(),
    minutes: one.minutes,
    state: one.state,
    how: one.how,
    confirmedBy: name(one.confirmedBy),
    /** Minutes that stay where it gives way. */
    left: leftOf(one, others)?.minutes ?? 0,
  })
  return {
    id,
    personId: record.personId,
    maskedName: name(record.personId),
    day: record.day,
    waits: record.state === 'pending' && record.waits.includes('overlap'),
    records: [shown(record, rivals), ...rivals.map(one => shown(one, [record]))],
  }
}
