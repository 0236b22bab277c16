// Entering a qualification, confirming it, and what becomes of it. Invariant: whoever confirms one is neither the person, nor whoever
// entered it, nor of the household of either.
import { actingFor, demand, may, type Principal, standingsOf } from '../foundation/access/access.ts'
import { apartFrom } from '../foundation/access/kin.ts'
import { addDays, localDay, startOfDay } from '../foundation/clock.ts'
import { type Tx, takenBy } from '../foundation/database/database.ts'
import { attach } from '../foundation/files/attaching.ts'
import type { Ground, SubjectKind, TimerKind } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { notFound } from '../foundation/refusals.ts'
import { schedule } from '../foundation/timers/timers.ts'
import { pathOfPerson } from '../people/desk.ts'
import { entriesOf, personFacts } from '../people/service.ts'
import type { NewQualification, QualificationView } from './contract.ts'
import { kindNamed } from './held.ts'
import { refuse } from './refusals.ts'
import { lastDayOf, type Move, moved, stateWords } from './rules.ts'
import * as store from './store.ts'

const EXPIRES = 'qualification.expires'
const subjectOf = (id: number) => `qualification:${id}`

/** The person enters their own, or one of somebody of the household. It waits until staff confirm it. */
export function enterOwn(
  ground: Ground,
  actor: Principal,
  input: NewQualification & { forPerson?: number | undefined },
): Promise<number> {
  const { personId, onBehalfOf } = actingFor(actor, input.forPerson)
  return enter(ground, actor, personId, input, onBehalfOf)
}

/** Staff enter what somebody shows them. It waits until somebody else confirms it. */
export async function enterFor(
  ground: Ground,
  actor: Principal,
  personId: number,
  input: NewQualification,
): Promise<number> {
  demand(actor, 'qualification.enter')
  demand(actor, 'qualification.enter', await whereOf(ground, personId))
  return enter(ground, actor, personId, input, null)
}

async function enter(
  ground: Ground,
  actor: Principal,
  personId: number,
  input: NewQualification,
  onBehalfOf: number | null,
): Promise<number> {
  const kind = kindNamed(ground, input.kind)
  const longest = lastDayOf(kind, input.validFrom)
  const until = input.validUntil ?? longest
  if (longest !== null && until !== null && until > longest)
    throw refuse('qualification.term', { day: longest }, 'validUntil')
  const at = ground.clock()
  if (until !== null && (until < localDay(at) || until < input.validFrom))
    throw refuse('qualification.over', {}, 'validUntil')
  if (kind.needsFile && input.files.length === 0) throw refuse('qualification.file', {}, 'files')
  return ground
    .transact(async tx => {
      const { id } = await store.insertQualification(tx, {
        personId,
        kind: input.kind,
        number: input.number,
        validFrom: input.validFrom,
        validUntil: until,
        enteredBy: actor.personId,
        enteredAt: at,
      })
      await attach(ground, tx, actor, input.files, subjectOf(id))
      if (until !== null)
        await schedule(tx, { kind: EXPIRES, subject: subjectOf(id), at: startOfDay(addDays(until, 1)) })
      await tell(tx, {
        at,
        by: actor,
        onBehalfOf,
        kind: 'qualification.entered',
        subject: subjectOf(id),
        facts: { person: personId, sort: input.kind, from: input.validFrom, until },
      })
      return id
    })
    .catch(error => {
      throw takenBy(error) === 'qualification_live' ? refuse('qualification.known', {}, 'number') : error
    })
}

export const confirmQualification = (ground: Ground, actor: Principal, id: number): Promise<void> =>
  move(ground, actor, id, 'confirm', async (tx, it, forPerson) => {
    const at = ground.clock()
    if (it.validUntil !== null && it.validUntil < localDay(at)) throw refuse('qualification.over')
    await store.updateQualification(tx, id, {
      state: 'confirmed',
      confirmedBy: actor.personId,
      confirmedAt: at,
    })
    await tell(tx, {
      at,
      by: actor,
      onBehalfOf: forPerson,
      kind: 'qualification.confirmed',
      subject: subjectOf(id),
      facts: { person: it.personId, sort: it.kind },
    })
  })

const HOW = { suspend: 'suspended', resume: 'resumed', withdraw: 'withdrawn' } as const

/** Suspends, resumes or withdraws one, for a reason that stays with it. */
export const moveQualification = (
  ground: Ground,
  actor: Principal,
  id: number,
  how: keyof typeof HOW,
  reason: string,
): Promise<void> =>
  move(ground, actor, id, how, async (tx, it, forPerson) => {
    const at = ground.clock()
    await store.updateQualification(tx, id, { state: how === 'resume' ? 'confirmed' : HOW[how] })
    await store.noteMove(tx, { qualificationId: id, how: HOW[how], reason, byPerson: actor.personId, at })
    await tell(tx, {
      at,
      by: actor,
      onBehalfOf: forPerson,
      kind: `qualification.${HOW[how]}`,
      subject: subjectOf(id),
      facts: { person: it.personId, said: ground.secrets.lookup(reason).toString('base64url') },
    })
  })

/** The row is locked while it is decided: of two who move it at once the second finds where the first left it. */
async function move(
  ground: Ground,
  actor: Principal,
  id: number,
  how: Move,
  work: (tx: Tx, it: store.Qualification, forPerson: number | null) => Promise<void>,
): Promise<void> {
  demand(actor, 'qualification.confirm')
  const seen = await store.qualificationById(ground.db, id)
  if (!seen) throw notFound('资格', 'The qualification')
  const where = await whereOf(ground, seen.personId)
  demand(actor, 'qualification.confirm', where)
  await ground.transact(async tx => {
    const it = await store.lockQualification(tx, id)
    if (!it) throw notFound('资格', 'The qualification')
    if (!moved(it.state, how)) throw refuse('qualification.state', { state: stateWords[it.state] })
    await work(tx, it, await standsApart(ground, tx, actor, it, where))
  })
}

/** For whom the actor acts, who is apart from the person and from whoever entered it. @throws Refusal `qualification.own` */
async function standsApart(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  it: store.Qualification,
  where: Awaited<ReturnType<typeof whereOf>>,
): Promise<number | null> {
  if (actor.personId === null) return null
  const behind = [it.personId, ...(it.enteredBy === null ? [] : [it.enteredBy])]
  const standings = standingsOf(actor, 'qualification.confirm', where)
  const apart = await apartFrom(ground, tx, actor.personId, standings, behind)
  if ('near' in apart) throw refuse('qualification.own')
  return apart.forPerson
}

/** @throws Refusal `not-found` */
async function whereOf(ground: Ground, personId: number) {
  const person = (await personFacts(ground.db, [personId])).get(personId)
  if (!person) throw notFound('志愿者', 'The volunteer')
  return pathOfPerson(ground, person)
}

/** Its last day is over. */
export const qualificationExpires: TimerKind = {
  kind: EXPIRES,
  run: async (ground, tx, timer) => {
    const it = await store.lockQualification(tx, Number(timer.subject.split(':')[1]))
    const at = ground.clock()
    const next = it && moved(it.state, 'expire')
    if (!it || !next || it.validUntil === null || it.validUntil >= localDay(at)) return
    await store.updateQualification(tx, it.id, { state: next })
    await tell(tx, {
      at,
      by: null,
      kind: 'qualification.expired',
      subject: subjectOf(it.id),
      facts: { person: it.personId, sort: it.kind },
    })
  },
}

/** All that this person has, newest first. */
export async function qualificationsOf(ground: Ground, personId: number): Promise<QualificationView[]> {
  const rows = await store.qualificationsOf(ground.db, await entriesOf(ground.db, personId))
  return rows.map(({ enteredBy: _, confirmedBy: __, ...row }) => ({
    ...row,
    enteredAt: row.enteredAt.toISOString(),
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
  }))
}

/** The same for staff who see the person. @throws Refusal `not-found`, `forbidden` */
export async function qualificationsSeen(ground: Ground, actor: Principal, personId: number) {
  demand(actor, 'people.read')
  demand(actor, 'people.read', await whereOf(ground, personId))
  return qualificationsOf(ground, personId)
}

/** Whose it is, for asking who may see its papers. */
export const isOwn = async (ground: Ground, actor: Principal, it: store.Qualification): Promise<boolean> => {
  if (actor.personId === null || (actor.only && !actor.only.includes('own'))) return false
  const mine = [...(await entriesOf(ground.db, actor.personId)), ...actor.actsFor]
  return mine.includes(it.personId)
}

/** `qualification:7`, as the journal and files speak of qualifications: titled by the kind. */
export const qualificationSubject: SubjectKind = {
  kind: 'qualification',
  titles: async (ground, ids) =>
    new Map((await store.qualificationsById(ground.db, ids)).map(one => [one.id, one.kind])),
  page: () => '/desk/people',
  async maySee(ground, actor, id) {
    const it = await store.qualificationById(ground.db, id)
    if (!it) return false
    return (await isOwn(ground, actor, it)) || may(actor, 'people.read', await whereOf(ground, it.personId))
  },
}
