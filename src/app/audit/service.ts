// One figure, one record or one certificate, traced down its links: figure → records → record → evidence → two people → rule → journal.

import { certificateTrace } from '../../certificates/service.ts'
import { demand, demandDistrict, type Principal } from '../../foundation/access/access.ts'
import { entriesOf, kinOf, namesOf } from '../../foundation/access/kin.ts'
import { rolesWith } from '../../foundation/access/roles.ts'
import { addDays, type LocalDay, localDay, startOfDay } from '../../foundation/clock.ts'
import type { Ground } from '../../foundation/ground.ts'
import { sealOf } from '../../foundation/journal/heads.ts'
import { tell } from '../../foundation/journal/journal.ts'
import { keysOf } from '../../foundation/policies/service.ts'
import { type PolicyRow, versionById } from '../../foundation/policies/store.ts'
import { notFound, refuse } from '../../foundation/refusals.ts'
import { readsBetween } from '../../people/desk.ts'
import { maskName } from '../../people/identity.ts'
import { peopleList } from '../../people/lists.ts'
import { saysNothing } from '../../people/rules.ts'
import { personFacts } from '../../people/service.ts'
import type { PlaceBook } from '../../places/rules.ts'
import { places } from '../../places/service.ts'
import { behindRecord } from '../../records/evidence.ts'
import { recordList } from '../../records/lists.ts'
import { hoursOf } from '../../records/rules.ts'
import { recordSubject, recordTrail } from '../../records/trail.ts'
import { dashboardFor } from '../../statistics/public.ts'
import { periodOf } from '../../statistics/rules.ts'
import type { Check, Trace } from './contract.ts'
import { type Question, readQuestion } from './question.ts'
import { type Counted, countedSum, isCountedIn, servedTownOf } from './store.ts'

const LIST = 8
const EMPTY: Trace = { figure: null, certificate: null, records: [], link: null, record: null }

/**
 * Answers a figure (`方松街道 2026-11`), a record's id, a certificate's number or a volunteer's number, opened down to one record.
 * @throws Refusal `not-found` where nothing is meant by the text, or the record is not behind what was asked.
 */
export async function traceOf(
  ground: Ground,
  actor: Principal,
  asked: { text: string; record?: number | undefined },
): Promise<Trace> {
  demand(actor, 'statistics.read')
  const book = await places(ground)
  const question = readQuestion(asked.text, book, localDay(ground.clock()))
  if (question.kind === 'unknown') throw refuse('not-found', { what: `“${asked.text}”` })
  const { trace, has } = await behind(ground, actor, question, book)
  if (asked.record !== undefined && !(await has(asked.record)))
    throw notFound(`第 ${asked.record} 号服务记录`, `Record ${asked.record}`)
  const id = asked.record ?? trace.records[0]?.id
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
  return { ...trace, record }
}

type Behind = {
  trace: Trace
  /** Whether a record is behind what was asked; where nothing was, each stands for itself. */
  has: (record: number) => boolean | Promise<boolean>
}

async function behind(
  ground: Ground,
  actor: Principal,
  question: Exclude<Question, { kind: 'unknown' }>,
  book: PlaceBook,
): Promise<Behind> {
  switch (question.kind) {
    case 'nothing':
      return { trace: EMPTY, has: () => true }
    case 'record':
      return {
        trace: { ...EMPTY, records: [await lineOf(ground, actor, question.id)] },
        has: id => id === question.id,
      }
    case 'certificate': {
      const one = await certificateTrace(ground, question.no)
      if (!one) throw notFound(`证明 ${question.no}`, `Certificate ${question.no}`)
      return {
        trace: {
          ...EMPTY,
          certificate: {
            no: one.no,
            verdict: one.verdict,
            hours: hoursOf(one.minutes),
            records: one.records,
          },
          records: await some(ground, actor, one.recordIds),
        },
        has: id => one.recordIds.includes(id),
      }
    }
    case 'volunteer': {
      const { items } = await peopleList.rows(ground, actor, { text: question.no }, { limit: 1 })
      const [person] = items
      if (!person) throw notFound(`编号 ${question.no}`, `Number ${question.no}`)
      const records = await firstOf(ground, actor, { personId: person.id })
      return {
        trace: { ...EMPTY, records, link: `/desk/records?state=counted&personId=${person.id}` },
        has: id => isCountedIn(ground.db, id, { personId: person.id }),
      }
    }
    case 'figure': {
      const { place, period } = question
      const { minutes, records: n } = (await dashboardFor(ground, actor, period, place)).total
      if (minutes === null || n === null)
        throw refuse('forbidden', {
          permission: 'statistics.read',
          duties: rolesWith('statistics.read').join(' '),
        })
      const where = place === null ? null : book.byCode(place)
      const span = periodOf(period)
      const filter: Pick<Counted, 'town' | 'community'> =
        where?.level === 'community' ? { community: where.code } : where ? { town: where.code } : {}
      const days: { from?: LocalDay; until?: LocalDay } =
        span.grain === 'all' ? {} : { from: span.from, until: addDays(span.until, -1) }
      const raw = await countedSum(ground.db, { ...filter, ...days })
      const records = await firstOf(ground, actor, { ...filter, ...days })
      return {
        trace: {
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
          link: `/desk/records?${new URLSearchParams(Object.entries({ state: 'counted', ...filter, ...days }))}`,
        },
        has: id => isCountedIn(ground.db, id, { ...filter, ...days }),
      }
    }
  }
}

type Line = Trace['records'][number]

/** The first of these records that the actor may see. */
const firstOf = async (ground: Ground, actor: Principal, filter: object) =>
  (await recordList.rows(ground, actor, { ...filter, state: 'counted' }, { limit: LIST })).items

async function some(ground: Ground, actor: Principal, ids: readonly number[]): Promise<Line[]> {
  const lines: Line[] = []
  for (const id of ids) {
    if (lines.length === LIST) break
    if (await recordSubject.maySee(ground, actor, id)) lines.push(await lineOf(ground, actor, id))
  }
  return lines
}

async function lineOf(ground: Ground, actor: Principal, id: number): Promise<Line> {
  const { record } = await recordTrail(ground, actor, id)
  const { day, hours, title, maskedName } = record
  return { id, day, hours, title, maskedName }
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
          title: keysOf(ground).find(key => key.key === rule.key)?.title ?? { zh: rule.key, en: rule.key },
          since: rule.effectiveFrom,
          source: rule.source,
          proposedBy: nameOf(rule.proposedBy),
          decidedBy: nameOf(rule.decidedBy),
          checks: [{ name: 'in-force', met: await wasInForce(ground, rule, record) }],
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

/** Whether no other version held where and when a record was served. What does not count is judged where its rule holds. */
async function wasInForce(ground: Ground, rule: PolicyRow, record: { id: number; day: LocalDay }) {
  const key = keysOf(ground).find(one => one.key === rule.key)
  const town = (await servedTownOf(ground.db, record.id)) ?? rule.scope
  return key !== undefined && ground.policies.find(key, record.day, town)?.id === rule.id
}

/** The volunteer and who stands beside them: different people, and of no one household. */
async function peopleBehind(
  ground: Ground,
  raw: { personId: number; confirmedBy: number | null; enteredBy: number | null; endedBy: number | null },
) {
  const others = [
    ...(raw.confirmedBy === null ? [] : [{ part: 'confirmed' as const, id: raw.confirmedBy }]),
    ...[...new Set([raw.enteredBy, raw.endedBy])].flatMap(id =>
      id === null ? [] : [{ part: 'entered' as const, id }],
    ),
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

/** Who read full identities on a day, and why: the latest first, the earliest of a long day cut off. */
export async function readsOn(
  ground: Ground,
  actor: Principal,
  ask: { day?: LocalDay | undefined; after?: string | undefined; limit: number },
) {
  await demandDistrict(ground.db, actor, 'journal.read')
  const on = ask.day ?? localDay(ground.clock())
  const span = { from: startOfDay(on), until: startOfDay(addDays(on, 1)) }
  const { rows, next, reads, people } = await readsBetween(ground, span, ask)
  return {
    items: rows.map(one => ({
      at: one.at.toISOString(),
      by: one.byName ?? '',
      byPerson: one.byPerson,
      of: one.ofName,
      subject: `person:${one.personId}`,
      reason: one.reason,
      weak: one.reason !== null && saysNothing(one.reason),
    })),
    next,
    total: reads,
    people,
  }
}
