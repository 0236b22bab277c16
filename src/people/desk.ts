// Seeing people masked, verifying them, and reading a full identity for a reason that stays on the record.
import { demand, holds, may, type Path, type Principal } from '../foundation/access/access.ts'
import { kinOf } from '../foundation/access/kin.ts'
import { ageOn, localDay } from '../foundation/clock.ts'
import type { Db } from '../foundation/database/database.ts'
import type { Ground, QueueSource, SubjectKind } from '../foundation/ground.ts'
import { historyOf, tell } from '../foundation/journal/journal.ts'
import { notFound } from '../foundation/refusals.ts'
import { places } from '../places/service.ts'
import type { PersonPage } from './contract.ts'
import { documentsBefore } from './document-store.ts'
import { maskName } from './identity.ts'
import { peopleList } from './lists.ts'
import { refuse } from './refusals.ts'
import { homesBefore } from './residence-store.ts'
import type { ReadField, ReadKind, ReadWhat } from './rules.ts'
import { entriesOf, personBecameCountable, personFacts, viewOf } from './service.ts'
import * as store from './store.ts'

export async function pathOfPerson(ground: Ground, person: { communityCode: string }): Promise<Path> {
  const book = await places(ground)
  const community = book.byCode(person.communityCode)
  const town = book.townOf(person.communityCode)
  return [book.district.nodeId, town?.nodeId ?? 0, community?.nodeId ?? 0]
}

/** @throws Refusal `not-found` for people who are not there or not in the actor's scope: the two look the same. */
export async function inScope(
  ground: Ground,
  db: Db,
  actor: Principal,
  id: number,
  permission: 'people.read' | 'people.verify' | 'people.merge' | 'people.read-full',
) {
  demand(actor, permission)
  const person = await store.personById(db, id)
  if (!person) throw notFound('志愿者', 'The volunteer')
  demand(actor, permission, await pathOfPerson(ground, person))
  return person
}

/** Staff declare that they saw the document, not their own nor their family’s; real-name from now on. */
export async function verify(
  ground: Ground,
  actor: Principal,
  id: number,
  method: 'staff' | 'authority' = 'staff',
): Promise<void> {
  await inScope(ground, ground.db, actor, id, 'people.verify')
  await ground.transact(async tx => {
    if (actor.personId !== null && (await kinOf(ground, tx, [id])).has(actor.personId))
      throw refuse('verify.self')
    const [person] = await store.lockPeople(tx, [id])
    if (person?.tier === 'real-name' && person.verifiedByMethod !== 'sheet') throw refuse('verify.already')
    if (!person?.documentHash) throw refuse('verify.document')
    const at = ground.clock()
    await store.updatePerson(tx, id, { tier: 'real-name', verifiedByMethod: method, verifiedAt: at })
    await tell(tx, { at, by: actor, kind: 'person.verified', subject: `person:${id}`, facts: { method } })
    await ground.hooks.call(personBecameCountable, ground, tx, { personId: id, by: actor })
  })
}

const READS_SHOWN = 5
const STEPS_SHOWN = 20

export async function personPage(ground: Ground, actor: Principal, id: number): Promise<PersonPage> {
  const person = await inScope(ground, ground.db, actor, id, 'people.read')
  const [view] = await viewOf(ground, [person])
  if (!view) throw notFound('志愿者', 'The volunteer')
  const book = await places(ground)
  // Of a likely twin who lives elsewhere only that there is one: a made-up namesake would tell their town.
  const twins = await store.likelyTwins(ground.db, person)
  const mine: store.Person[] = []
  for (const one of twins) if (may(actor, 'people.read', await pathOfPerson(ground, one))) mine.push(one)
  const steps = (await historyOf(ground.db, `person:${id}`)).slice(0, STEPS_SHOWN)
  const names = await personFacts(
    ground.db,
    steps.flatMap(one => (one.actorPerson === null ? [] : [one.actorPerson])),
  )
  const mayKnow = may(actor, 'people.verify', await pathOfPerson(ground, person))
  return {
    person: view,
    age: ageOn(person.birthDate, localDay(ground.clock())),
    verified:
      person.tier === 'real-name' && person.verifiedByMethod
        ? { method: person.verifiedByMethod, at: person.verifiedAt?.toISOString() ?? null }
        : null,
    guardian: person.guardianName === null ? null : maskName(person.guardianName),
    documents: (await documentsBefore(ground.db, [id])).map(one => ({
      documentType: one.documentType,
      masked: one.documentMask,
      until: one.until,
    })),
    homes: (await homesBefore(ground.db, [id])).map(home => ({
      name: placeName(book, home.communityCode),
      until: home.until,
    })),
    skills: person.skills,
    languages: person.languages,
    nationalNo: person.nationalNo,
    twins: await viewOf(ground, mine),
    elsewhere: twins.length - mine.length,
    reads: mayKnow
      ? (await store.readsOf(ground.db, await entriesOf(ground.db, id), { limit: READS_SHOWN })).rows.map(
          readOf,
        )
      : null,
    history: steps.map(one => ({
      at: one.at.toISOString(),
      kind: one.kind,
      by: maskName(names.get(one.actorPerson ?? 0)?.name ?? ''),
    })),
  }
}

type Book = Awaited<ReturnType<typeof places>>
const placeName = (book: Book, code: string): string =>
  [book.townOf(code)?.name, book.byCode(code)?.name].filter(Boolean).join(' ')

const readOf = ({ byName, at, ...read }: Awaited<ReturnType<typeof store.readsOf>>['rows'][number]) => ({
  ...read,
  at: at.toISOString(),
  by: maskName(byName ?? ''),
})

/** Who read what of one's own identity, or of somebody's whom one acts for, and why; newest first. */
export async function ownReads(
  ground: Ground,
  personId: number,
  page: { after?: string | undefined; limit: number },
) {
  const { rows, next } = await store.readsOf(ground.db, await entriesOf(ground.db, personId), page)
  return { items: rows.map(readOf), next }
}

type Why = { kind: ReadKind; reason: string }

/** One thing of an identity in full. What, what for and why are kept, and the person can see them. */
export async function readFull(
  ground: Ground,
  actor: Principal,
  id: number,
  { field, ...why }: Why & { field: ReadField },
): Promise<{ value: string }> {
  const person = await inScope(ground, ground.db, actor, id, 'people.read-full')
  await noteRead(ground, actor, id, field, why)
  const opened = (sealed: Buffer | null) => (sealed ? ground.secrets.decrypt(sealed) : '')
  const values: Record<ReadField, () => string> = {
    name: () => person.name,
    document: () => opened(person.documentSealed),
    phone: () => opened(person.phoneSealed),
    birth: () => person.birthDate,
  }
  return { value: values[field]() }
}

/** What stands on the document, for whoever verifies it with the document before their eyes. Kept as every reading is. */
export async function readPaper(ground: Ground, actor: Principal, id: number, reason: string) {
  const person = await inScope(ground, ground.db, actor, id, 'people.verify')
  await noteRead(ground, actor, id, 'paper', { kind: 'compare', reason })
  const { name, documentType, sex, birthDate } = person
  const document = person.documentSealed ? ground.secrets.decrypt(person.documentSealed) : ''
  return { name, documentType, document, sex, birthDate }
}

async function noteRead(
  ground: Ground,
  actor: Principal,
  personId: number,
  what: ReadWhat,
  { kind, reason }: Why,
): Promise<void> {
  await ground.transact(async tx => {
    const at = ground.clock()
    const read = await store.insertRead(tx, { personId, byPerson: actor.personId, at, what, kind, reason })
    await tell(tx, {
      at,
      by: actor,
      kind: 'person.read-full',
      subject: `person:${personId}`,
      facts: { read: read.id, what, why: kind, reason: ground.secrets.lookup(reason).toString('base64url') },
    })
  })
}

/** Who read full identities in a span of time and why, newest first; whose they were is masked. */
export async function readsBetween(
  ground: Ground,
  span: { from: Date; until: Date },
  page: { after?: string | undefined; limit: number },
) {
  const [{ rows, next }, sums] = await Promise.all([
    store.readsBetween(ground.db, span, page),
    store.readersBetween(ground.db, span),
  ])
  return { rows: rows.map(one => ({ ...one, ofName: maskName(one.ofName) })), next, ...sums }
}

/** `person:12`, as the journal and reviews speak of people: titled by the masked name. */
export const personSubject: SubjectKind = {
  kind: 'person',
  titles: async (ground, ids) =>
    new Map([...(await personFacts(ground.db, ids))].map(([id, one]) => [id, maskName(one.name)])),
  page: id => `/desk/people/${id}`,
  async maySee(ground, actor, id) {
    const person = await store.personById(ground.db, id)
    return person !== undefined && may(actor, 'people.read', await pathOfPerson(ground, person))
  },
}

const WAITING = { state: 'active', tier: 'phone' }
/** Documents to be seen: one line for all who have proved their phone only. */
export const documentsToVerify: QueueSource = {
  permission: 'people.verify',
  async waiting(ground, actor) {
    if (!holds(actor, 'people.read')) return []
    const { n } = await peopleList.count(ground, actor, WAITING)
    return n === 0
      ? []
      : [
          {
            kind: 'verify',
            subject: 'people:phone',
            title: '',
            from: '',
            page: `/desk/people?${new URLSearchParams(WAITING)}`,
            dueAt: null,
            overdue: false,
            count: n,
          },
        ]
  },
}
