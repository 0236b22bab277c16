// Two entries of one person made one, and parted again: each time by two people of whom neither is near to them.
// Invariant: nobody proposes or decides over an entry of their own or of their household's.
import type { Principal } from '../foundation/access/access.ts'
import { kinOf } from '../foundation/access/kin.ts'
import { localDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { Ground, ReviewKind, SubjectKind } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { notify } from '../foundation/notices/notify.ts'
import { refuse as groundRefuse, notFound } from '../foundation/refusals.ts'
import { openReview } from '../foundation/reviews/service.ts'
import type { Beside } from './contract.ts'
import { inScope, pathOfPerson } from './desk.ts'
import { maskName } from './identity.ts'
import { joined, parted as partedNotice } from './notices.ts'
import { refuse } from './refusals.ts'
import { mergingPolicy } from './rules.ts'
import { mergeBeside, mergeProposed, mergeWeighed, peopleMerged, viewOf } from './service.ts'
import * as store from './store.ts'

/**
 * Proposes that two entries are one person; answers the proposal's id.
 * @param told.gives what the person gives up of what one cannot have twice, as `signup:12`
 * @throws Refusal `merge.own` over oneself or one's household, `merge.collides` where something collides that nobody gives up
 */
export async function proposeMerge(
  ground: Ground,
  actor: Principal,
  from: number,
  into: number,
  { reason, gives = [] }: { reason: string; gives?: readonly string[] | undefined },
): Promise<number> {
  if (from === into) throw refuse('merge.same', {}, 'into')
  return propose(ground, actor, { what: 'join', fromPerson: from, intoPerson: into, reason }, gives)
}

/** Proposes that an entry was not the person whom it was joined to. */
export async function proposeParting(
  ground: Ground,
  actor: Principal,
  from: number,
  reason: string,
): Promise<number> {
  const { mergedInto } = await inScope(ground, ground.db, actor, from, 'people.merge')
  if (mergedInto === null) throw refuse('merge.none')
  return propose(ground, actor, { what: 'part', fromPerson: from, intoPerson: mergedInto, reason })
}

type Proposal = Pick<store.Merge, 'what' | 'fromPerson' | 'intoPerson' | 'reason'>
/** Opens the review at the lowest node above both homes. */
async function propose(
  ground: Ground,
  actor: Principal,
  it: Proposal,
  gives: readonly string[] = [],
): Promise<number> {
  const { fromPerson: from, intoPerson: into } = it
  const [path, other] = [
    await pathOfPerson(ground, await inScope(ground, ground.db, actor, from, 'people.merge')),
    await pathOfPerson(ground, await inScope(ground, ground.db, actor, into, 'people.merge')),
  ]
  const above = path.filter((node, i) => node > 0 && other[i] === node).at(-1) ?? 0
  return ground.transact(async tx => {
    const near = await kinOf(ground, tx, [from, into])
    if (actor.personId !== null && near.has(actor.personId)) throw refuse('merge.own')
    const both = await store.lockPeople(tx, [from, into])
    demandFit(it, both)
    const named = (id: number) => maskName(both.find(one => one.id === id)?.name ?? '')
    const at = ground.clock()
    const made = await store.insertMerge(tx, { ...it, byPerson: actor.personId, at })
    if (!made) throw refuse('merge.proposed')
    if (it.what === 'join')
      await ground.hooks.call(mergeProposed, ground, tx, { merge: made.id, from, into, gives })
    await openReview(ground, tx, {
      kind: 'merge',
      subject: `merge:${made.id}`,
      nodeId: above,
      title: `${named(from)} ${it.what === 'join' ? '→' : '↮'} ${named(into)}`,
      chain: ground.policies.at(mergingPolicy, localDay(at)),
      author: actor,
      concerns: [`person:${from}`, `person:${into}`],
    })
    await tell(tx, {
      at,
      by: actor,
      kind: `person.${it.what === 'join' ? 'merge' : 'parting'}-proposed`,
      subject: `person:${from}`,
      facts: { into, merge: made.id, reason: ground.secrets.lookup(it.reason).toString('base64url') },
    })
    return made.id
  })
}

/** @throws Refusal where what is proposed is no longer possible. */
function demandFit(it: Omit<Proposal, 'reason'>, both: readonly store.Person[]) {
  if (it.what === 'join' && both.some(one => one.mergedInto !== null)) throw refuse('merge.already')
  const from = both.find(one => one.id === it.fromPerson)
  if (it.what === 'part' && from?.mergedInto !== it.intoPerson) throw refuse('merge.none')
}

/**
 * Joined, `from` points to `into` and lives as it does, with everybody who was joined to it before; records and totals stay where they
 * were made. Parted, it points to nobody and lives as itself, still with those.
 */
async function carryOut(ground: Ground, tx: Tx, merge: store.Merge, by: Principal) {
  const { fromPerson: from, intoPerson: into } = merge
  const parted = merge.what === 'part'
  // Everybody of either chain, in order; the two themselves are what is judged.
  const all = await store.lockPeople(tx, await store.entriesOf(tx, [from, into]))
  const both = all.filter(one => one.id === from || one.id === into)
  demandFit(merge, both)
  if (!parted) await ground.hooks.call(mergeWeighed, ground, tx, { merge: merge.id, from, into, by })
  const at = ground.clock()
  const other = both.find(one => one.id === into)
  const whole = other?.livingId ?? into
  const join = parted ? ((await store.joinOf(tx, from))?.id ?? merge.id) : merge.id
  await store.updatePerson(tx, from, { mergedInto: parted ? null : into })
  const entries = await store.setLiving(tx, from, parted ? from : whole)
  await store.setMerge(tx, merge.id, { decidedBy: by.personId, doneAt: at })
  await ground.hooks.call(peopleMerged, ground, tx, {
    merge: join,
    parted,
    entries,
    before: parted ? whole : from,
    living: parted ? from : whole,
    by,
  })
  const to = parted ? [from, whole] : [whole]
  const numbers = {
    number: other?.volunteerNo ?? '',
    other: both.find(one => one.id === from)?.volunteerNo ?? '',
  }
  for (const person of to)
    await notify(tx, at, parted ? partedNotice : joined, {
      to: { person },
      subject: `person:${person}`,
      facts: numbers,
    })
  await tell(tx, {
    at,
    by,
    kind: parted ? 'person.parted' : 'person.merged',
    subject: `person:${from}`,
    facts: { into, merge: merge.id, entries },
  })
}

const idOf = (subject: string) => Number(subject.split(':')[1])

/** @throws Refusal `not-found`. */
async function mergeIn(db: Db, id: number): Promise<store.Merge> {
  const merge = await store.mergeById(db, id)
  if (!merge) throw notFound('合并', 'The merge')
  return merge
}

export const mergeReview: ReviewKind = {
  kind: 'merge',
  async closed(ground, tx, { review, state, by }) {
    const merge = await mergeIn(tx, idOf(review.subject))
    await store.setMerge(tx, merge.id, { state })
    if (state !== 'passed') return
    if (by === null) throw groundRefuse('conflict')
    await carryOut(ground, tx, merge, by)
  },
  async parties(_, tx, review) {
    const { fromPerson, intoPerson } = await mergeIn(tx, idOf(review.subject))
    return [fromPerson, intoPerson]
  },
}

/** `merge:12`: two entries that somebody holds for one person. */
export const mergeSubject: SubjectKind = {
  kind: 'merge',
  titles: async (ground, ids) =>
    new Map(
      (await store.mergesById(ground.db, ids)).map(one => [
        one.id,
        `${maskName(one.fromName)} → ${maskName(one.intoName)}`,
      ]),
    ),
  page: id => `/desk/merges/${id}`,
  async maySee(ground, actor, id) {
    const merge = await store.mergeById(ground.db, id)
    if (!merge) return false
    const seen = await Promise.allSettled(
      [merge.fromPerson, merge.intoPerson].map(one => inScope(ground, ground.db, actor, one, 'people.merge')),
    )
    return seen.every(one => one.status === 'fulfilled')
  },
}

/** Both entries side by side, with why they are held for one. @throws Refusal as `inScope` does. */
export async function mergePage(ground: Ground, actor: Principal, id: number) {
  const merge = await mergeIn(ground.db, id)
  const from = await inScope(ground, ground.db, actor, merge.fromPerson, 'people.merge')
  const into = await inScope(ground, ground.db, actor, merge.intoPerson, 'people.merge')
  const [shownFrom, shownInto] = await viewOf(ground, [from, into])
  if (!shownFrom || !shownInto) throw notFound('合并', 'The merge')
  return {
    id,
    what: merge.what,
    state: merge.state,
    reason: merge.reason,
    from: shownFrom,
    into: shownInto,
    beside:
      merge.state === 'open' && merge.what === 'join'
        ? await toldOf(ground, { from: from.id, into: into.id, merge: id })
        : null,
  }
}

/** What two entries hold that somebody may hold for one person. @throws Refusal as `inScope` does. */
export async function besideEachOther(ground: Ground, actor: Principal, from: number, into: number) {
  if (from === into) throw refuse('merge.same', {}, 'into')
  for (const one of [from, into]) await inScope(ground, ground.db, actor, one, 'people.merge')
  return toldOf(ground, { from, into, merge: null })
}

async function toldOf(
  ground: Ground,
  two: { from: number; into: number; merge: number | null },
): Promise<Beside> {
  const told: Beside = {
    clashes: [],
    hours: { from: 0, into: 0, counted: 0, waiting: 0 },
    overlaps: [],
    lines: [],
  }
  await ground.transact(tx => ground.hooks.call(mergeBeside, ground, tx, { ...two, told }))
  return told
}
