// Everything that stands behind one hour: what an auditor opens.
import { demand, may, type Principal } from '../foundation/access/access.ts'
import type { Ground, SubjectKind } from '../foundation/ground.ts'
import { historyOf } from '../foundation/journal/journal.ts'
import { notFound } from '../foundation/refusals.ts'
import { signupOfAttendance } from '../participation/service.ts'
import { maskName } from '../people/identity.ts'
import { personFacts } from '../people/service.ts'
import { readableAt } from './readable.ts'
import { hoursOf } from './rules.ts'
import * as store from './store.ts'
import { viewOf } from './view.ts'

/** What stands behind an hour, from sign-up to counting, as the journal has it. */
export async function recordTrail(ground: Ground, actor: Principal, id: number) {
  demand(actor, 'record.read')
  const record = await store.recordById(ground.db, id)
  if (!record) throw notFound('服务记录', 'The service record')
  demand(actor, 'record.read', await readableAt(ground, record))
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
    record: { ...viewOf(ground, record), maskedName: name(record.personId) },
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

/** `record:12`, as the journal and reviews speak of hours. */
export const recordSubject: SubjectKind = {
  kind: 'record',
  titles: async (ground, ids) =>
    new Map(
      (await store.recordsById(ground.db, ids)).map(one => [
        one.id,
        `${one.title} ${one.day} ${hoursOf(one.minutes)}`,
      ]),
    ),
  page: id => `/desk/records/${id}`,
  async maySee(ground, actor, id) {
    const record = await store.recordById(ground.db, id)
    return record !== undefined && may(actor, 'record.read', await readableAt(ground, record))
  },
}
