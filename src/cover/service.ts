// Contracts: entered by one, confirmed by another, withdrawn for a reason; and what other rooms ask of one.
// Invariant: nobody confirms what they or their household entered.
import { demand, type Principal, standingsOf, whereOf } from '../foundation/access/access.ts'
import { apartFrom } from '../foundation/access/kin.ts'
import { type LocalDay, localDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { hook } from '../foundation/hooks.ts'
import { tell } from '../foundation/journal/journal.ts'
import { notFound } from '../foundation/refusals.ts'
import { teamOf } from '../organizations/service.ts'
import { places } from '../places/service.ts'
import type { CoverView, NewCover } from './contract.ts'
import { refuse } from './refusals.ts'
import { stateWords } from './rules.ts'
import * as store from './store.ts'

type Cover = store.Cover
/** A contract is in force on the days of its term from now on: what waited for it may go on. */
export const coverConfirmed = hook<{ coverId: number; by: Principal | null }>('cover.confirmed')

const subjectOf = (id: number) => `cover:${id}`

export async function enterCover(ground: Ground, actor: Principal, input: NewCover): Promise<number> {
  const home = (await places(ground)).byCode(input.homeCode)
  if (!home) throw refuse('cover.place', {}, 'homeCode')
  demand(actor, 'cover.enter', await whereOf(ground.db, home.nodeId))
  const { homeCode: _, from, until, ...columns } = input
  if (until < localDay(ground.clock())) throw refuse('cover.term', {}, 'until')
  if (input.ageFrom !== null && input.ageTo !== null && input.ageTo < input.ageFrom)
    throw refuse('cover.ages', {}, 'ageTo')
  const id = await ground.transact(tx =>
    enter(ground, tx, actor, { ...columns, nodeId: home.nodeId, validFrom: from, validUntil: until }),
  )
  if (id === undefined) throw refuse('cover.known', {}, 'policyNo')
  return id
}

type Entering = Omit<store.NewCover, 'enteredBy' | 'enteredAt'>
async function enter(ground: Ground, tx: Tx, actor: Principal, it: Entering): Promise<number | undefined> {
  if (it.validUntil < it.validFrom) throw refuse('cover.term', {}, 'until')
  const at = ground.clock()
  const made = await store.insertCover(tx, { ...it, enteredBy: actor.personId, enteredAt: at })
  if (!made) return undefined
  await tell(tx, {
    at,
    by: actor,
    kind: 'cover.entered',
    subject: subjectOf(made.id),
    facts: { node: it.nodeId, from: it.validFrom, until: it.validUntil },
  })
  return made.id
}

/** The contract that a draft says in words: the one that is entered there already, or a new one that waits. */
export async function coverSaid(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  nodeId: number,
  said: { insurer: string; policyNo: string; from: LocalDay; until: LocalDay },
): Promise<number> {
  const it = {
    nodeId,
    insurer: said.insurer,
    policyNo: said.policyNo,
    validFrom: said.from,
    validUntil: said.until,
  }
  const known = await store.sameCover(tx, it)
  if (known) return known.id
  const words = { limits: [], ageFrom: null, ageTo: null, premiumFen: null, payer: null, territory: '' }
  const id = (await enter(ground, tx, actor, { ...it, ...words })) ?? (await store.sameCover(tx, it))?.id
  if (id === undefined) throw refuse('cover.known', {}, 'insurance')
  return id
}

export async function confirmCover(ground: Ground, actor: Principal, id: number): Promise<void> {
  await coverInScope(ground, actor, id)
  await ground.transact(tx => confirmIn(ground, tx, actor, id, true))
}

/**
 * Confirms one with a decision that rests on it, such as the review of the project that names it; one that is confirmed stays so.
 * @throws Refusal `cover.own`, or `cover.state` where it was withdrawn
 */
export const confirmWith = (ground: Ground, tx: Tx, by: Principal | null, id: number): Promise<void> =>
  confirmIn(ground, tx, by, id, false)

async function confirmIn(
  ground: Ground,
  tx: Tx,
  by: Principal | null,
  id: number,
  once: boolean,
): Promise<void> {
  const cover = await store.lockCover(tx, id)
  if (!cover) throw notFound('保险合同', 'The contract')
  if (cover.state === 'confirmed' && !once) return
  if (cover.state !== 'waiting') throw refuse('cover.state', { state: stateWords[cover.state] })
  const at = ground.clock()
  const forPerson = by === null || by.personId === null ? null : await standsApart(ground, tx, by, cover)
  await store.updateCover(tx, id, {
    state: 'confirmed',
    confirmedBy: by?.personId ?? null,
    confirmedAt: at,
  })
  await tell(tx, { at, by, onBehalfOf: forPerson, kind: 'cover.confirmed', subject: subjectOf(id) })
  await ground.hooks.call(coverConfirmed, ground, tx, { coverId: id, by })
}

async function standsApart(ground: Ground, tx: Tx, by: Principal, cover: Cover): Promise<number | null> {
  const behind = cover.enteredBy === null ? [] : [cover.enteredBy]
  const standings = standingsOf(by, 'cover.confirm', await whereOf(tx, cover.nodeId))
  const apart = await apartFrom(
    ground,
    tx,
    by.personId ?? 0,
    standings.length > 0 ? standings : [null],
    behind,
  )
  if ('near' in apart) throw refuse('cover.own')
  return apart.forPerson
}

/** It covers nobody from now on; what was served under it stays. */
export async function withdrawCover(
  ground: Ground,
  actor: Principal,
  id: number,
  reason: string,
): Promise<void> {
  await coverInScope(ground, actor, id)
  await ground.transact(async tx => {
    const cover = await store.lockCover(tx, id)
    if (!cover || cover.state === 'withdrawn') throw refuse('cover.state', { state: stateWords.withdrawn })
    await store.updateCover(tx, id, { state: 'withdrawn', withdrawnWhy: reason })
    await tell(tx, {
      at: ground.clock(),
      by: actor,
      kind: 'cover.withdrawn',
      subject: subjectOf(id),
      facts: { said: ground.secrets.lookup(reason).toString('base64url') },
    })
  })
}

async function coverInScope(ground: Ground, actor: Principal, id: number): Promise<void> {
  demand(actor, 'cover.confirm')
  const cover = await store.coverById(ground.db, id)
  if (!cover) throw notFound('保险合同', 'The contract')
  demand(actor, 'cover.confirm', await whereOf(ground.db, cover.nodeId))
}

/** A contract, for rooms above; undefined where there is none. */
export const coverFor = (db: Db, id: number): Promise<Cover | undefined> => store.coverById(db, id)

/**
 * The contract that a node may name: its own, or of anything above it on either line.
 * @throws Refusal `cover.none`
 */
export async function demandNamed(db: Db, id: number, nodeId: number): Promise<void> {
  const [cover, { path, orgPath }] = [await store.coverById(db, id), await whereOf(db, nodeId)]
  if (!cover || cover.state === 'withdrawn' || ![...path, ...orgPath].includes(cover.nodeId))
    throw refuse('cover.none', {}, 'coverId')
}

const MOST = 100
/** What a team's projects may name and is not over; what holds longest first. */
export async function coversFor(ground: Ground, actor: Principal, teamId: number): Promise<CoverView[]> {
  demand(actor, 'project.write')
  const { nodeId } = await teamOf(ground, teamId)
  const where = await whereOf(ground.db, nodeId)
  demand(actor, 'project.write', where)
  const nodes = [...where.path, ...where.orgPath]
  return (await store.coversAt(ground.db, nodes, localDay(ground.clock()), MOST)).map(viewOf)
}

const viewOf = (cover: Cover): CoverView => ({
  id: cover.id,
  insurer: cover.insurer,
  policyNo: cover.policyNo,
  from: cover.validFrom,
  until: cover.validUntil,
  limits: cover.limits,
  ageFrom: cover.ageFrom,
  ageTo: cover.ageTo,
  premiumFen: cover.premiumFen,
  payer: cover.payer,
  territory: cover.territory,
  state: cover.state,
})
