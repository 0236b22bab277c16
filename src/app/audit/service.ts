// One figure, one record or one certificate, traced down its links: figure → records → record → evidence → two people → rule → journal.

import { certificateTrace } from '../../certificates/service.ts'
import { demand, demandDistrict, type Principal } from '../../foundation/access/access.ts'
import { entriesOf, kinOf, namesOf } from '../../foundation/access/kin.ts'
import { addDays, type LocalDay, localDay, startOfDay } from '../../foundation/clock.ts'
import type { Ground } from '../../foundation/ground.ts'
import { sealOf } from '../../foundation/journal/heads.ts'
import { tell } from '../../foundation/journal/journal.ts'
import { versionById } from '../../foundation/policies/store.ts'
import { refuse } from '../../foundation/refusals.ts'
import { findPeople, readsBetween } from '../../people/desk.ts'
import { maskName } from '../../people/identity.ts'
import { personFacts } from '../../people/service.ts'
import type { PlaceBook } from '../../places/rules.ts'
import { places } from '../../places/service.ts'
import { behindRecord } from '../../records/evidence.ts'
import { listRecords } from '../../records/lists.ts'
import { hoursOf } from '../../records/rules.ts'
import { recordTrail } from '../../records/trail.ts'
import { periodOf } from '../../statistics/rules.ts'
import { dashboardOf } from '../../statistics/service.ts'
import type { Check, Trace } from './contract.ts'
import { readQuestion } from './question.ts'
import { countedSum } from './store.ts'

const LIST = 8
const EMPTY: Trace = { figure: null, certificate: null, records: [], link: null, record: null }

/**
 * Answers a figure (`方松街道 2026-11`), a record's id, a certificate's number or a volunteer's number, opened down to one record.
 * @throws Refusal `not-found` where nothing is meant by the text.
 */
export async function traceOf(
  ground: Ground,
  actor: Principal,
  asked: { text: string; record?: number | undefined },
): Promise<Trace> {
  demand(actor, 'statistics.read')
  const book = await places(ground)
  const question = readQuestion(asked.text, book, localDay(ground.clock()))
  const found = await behind(ground, actor, question, book)
  const id = asked.record ?? found.records[0]?.id
  const record = id === undefined ? null : await recordLinks(ground, actor, id)
  // Whoever looks is seen too.
  if (record)
    await ground.transact(tx =>
      tell(tx, {
        at: ground.clock(),
        by: actor,
        kind: 'audit.traced',
        subject: 'audit',
        facts: { record: record.id },
      }),
    )
  return { ...found, record }
}

async function behind(
  ground: Ground,
  actor: Principal,
  question: ReturnType<typeof readQuestion>,
  book: PlaceBook,
): Promise<Trace> {
  switch (question.kind) {
    case 'nothing':
      return EMPTY
    case 'record':
      return { ...EMPTY, records: await some(ground, actor, [question.id]) }
    case 'certificate': {
      const one = await certificateTrace(ground, question.no)
      if (!one) throw refuse('not-found', { what: question.no })
      return {
        ...EMPTY,
        certificate: { no: one.no, verdict: one.verdict, hours: hoursOf(one.minutes), records: one.records },
        records: await some(ground, actor, one.recordIds.slice(0, LIST)),
      }
    }
    case 'volunteer': {
      const { people } = await findPeople(ground, actor, { text: question.no, limit: 1 })
      const [person] = people
      if (!person) throw refuse('not-found', { what: question.no })
      const { records } = await listRecords(ground, actor, {
        state: 'counted',
        personId: person.id,
        limit: LIST,
      })
      return { ...EMPTY, records, link: `/desk/records?personId=${person.id}` }
    }
    case 'figure': {
      const { place, period } = question
      const shown = await dashboardOf(ground, period, place)
      const where = place === null ? null : book.byCode(place)
      const span = periodOf(period)
      const filter: { town?: string; community?: string } =
        where?.level === 'community' ? { community: where.code } : where ? { town: where.code } : {}
      const days: { from?: LocalDay; until?: LocalDay } =
        span.grain === 'all' ? {} : { from: span.from, until: addDays(span.until, -1) }
      const raw = await countedSum(ground.db, { ...filter, ...days })
      const { records } = await listRecords(ground, actor, {
        state: 'counted',
        ...filter,
        ...days,
        limit: LIST,
      })
      const { minutes, records: n } = shown.total
      return {
        ...EMPTY,
        figure: {
          place: where?.name ?? book.district.name,
          period,
          minutes,
          records: n,
          hours: hoursOf(minutes),
          raw: { minutes: raw.minutes, records: raw.records },
          checks: [
            { name: 'adds-up', met: raw.minutes === minutes && raw.records === n },
            { name: 'no-overlap', met: raw.overlapping === 0 },
          ],
        },
        records,
        link: `/desk/records?${new URLSearchParams(Object.entries({ filter: 'counted', ...filter, ...days }))}`,
      }
    }
  }
}

async function some(ground: Ground, actor: Principal, ids: readonly number[]): Promise<Trace['records']> {
  const trails = await Promise.all(ids.map(id => recordTrail(ground, actor, id)))
  return trails.map(({ record: { id, day, hours, title, maskedName } }) => ({
    id,
    day,
    hours,
    title,
    maskedName,
  }))
}

async function recordLinks(ground: Ground, actor: Principal, id: number): Promise<Trace['record']> {
  const [{ record, chain }, raw] = await Promise.all([
    recordTrail(ground, actor, id),
    behindRecord(ground, actor, id),
  ])
  const entry = await sealOf(ground.db, `record:${id}`, 'record.counted')
  const rule = await versionById(ground.db, raw.policyId)
  const officers = await namesOf(
    ground,
    [rule?.proposedBy, rule?.decidedBy].filter(id => id != null),
  )
  const nameOf = (officer: number | null) => (officer === null ? null : (officers.get(officer) ?? null))
  return {
    id,
    day: record.day,
    fromAt: record.fromAt,
    toAt: record.toAt,
    minutes: record.minutes,
    hours: record.hours,
    title: record.title,
    placeName: record.placeName,
    maskedName: record.maskedName,
    state: record.state,
    how: record.how,
    checks: [
      { name: 'counted', met: record.state === 'counted' },
      { name: 'not-corrected', met: raw.replaces === null },
      { name: 'no-flag', met: record.flags.length === 0 },
    ],
    evidence: chain
      .filter(one => !one.kind.startsWith('record.'))
      .map(({ at, kind, by, facts }) => ({ at, kind, by, facts })),
    people: await peopleBehind(ground, raw),
    rule: rule
      ? {
          id: rule.id,
          key: rule.key,
          title: ground.rooms.flatMap(room => room.policies ?? []).find(key => key.key === rule.key)
            ?.title ?? {
            zh: rule.key,
            en: rule.key,
          },
          since: rule.effectiveFrom,
          source: rule.source,
          proposedBy: nameOf(rule.proposedBy),
          decidedBy: nameOf(rule.decidedBy),
          checks: [{ name: 'in-force', met: rule.effectiveFrom <= record.day }],
        }
      : null,
    entry: entry
      ? {
          at: entry.at.toISOString(),
          position: entry.position,
          hash: entry.hash?.toString('hex') ?? null,
          head:
            entry.headDay !== null && entry.headPosition !== null
              ? { day: entry.headDay, position: entry.headPosition }
              : null,
          checks: [
            { name: 'sealed', met: entry.position !== null },
            { name: 'in-head', met: entry.headDay !== null },
          ],
        }
      : null,
  }
}

/** The volunteer and who stands beside them: different people, and of no one household. */
async function peopleBehind(
  ground: Ground,
  raw: { personId: number; confirmedBy: number | null; enteredBy: number | null },
) {
  const others = [
    ...(raw.confirmedBy === null ? [] : [{ part: 'confirmed' as const, id: raw.confirmedBy }]),
    ...(raw.enteredBy === null ? [] : [{ part: 'entered' as const, id: raw.enteredBy }]),
  ]
  const names = await personFacts(ground.db, [raw.personId, ...others.map(one => one.id)])
  const masked = (id: number) => maskName(names.get(id)?.name ?? '')
  const [same, near] = await ground.transact(async tx => [
    await entriesOf(ground, tx, [raw.personId]),
    await kinOf(ground, tx, [raw.personId]),
  ])
  const checks: Check[] = [
    { name: 'two-people', met: others.some(one => !same.has(one.id)) },
    { name: 'no-household', met: others.every(one => same.has(one.id) || !near.has(one.id)) },
  ]
  return {
    volunteer: masked(raw.personId),
    others: others.map(({ part, id }) => ({ part, maskedName: masked(id) })),
    checks,
  }
}

/** A reason should say what for; six characters is what the page asks. */
const REASON_MIN = 6

/** Who read full identities on a day, and why. */
export async function readsOn(ground: Ground, actor: Principal, day?: LocalDay) {
  await demandDistrict(ground.db, actor, 'journal.read')
  const on = day ?? localDay(ground.clock())
  const reads = await readsBetween(ground, startOfDay(on), startOfDay(addDays(on, 1)))
  return {
    reads: reads.map(one => ({
      at: one.at.toISOString(),
      by: one.byName ?? '',
      byPerson: one.byPerson,
      of: one.ofName,
      subject: `person:${one.personId}`,
      reason: one.reason,
      weak: one.reason !== null && one.reason.trim().length < REASON_MIN,
    })),
    people: new Set(reads.map(one => one.byPerson)).size,
  }
}
