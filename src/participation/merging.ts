// When two entries become one person, or are parted: their sign-ups go with them, and their time is one. Invariant: nobody holds two places
// at one time, as one person either: which one is given back is said when it is proposed, and done when it is decided.
import type { Principal } from '../foundation/access/access.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import type { Hooks } from '../foundation/hooks.ts'
import type { Beside } from '../people/contract.ts'
import { mergeBeside, mergeProposed, mergeWeighed, peopleMerged } from '../people/service.ts'
import * as store from './merging-store.ts'
import { refuse } from './refusals.ts'
import { endSignup } from './signups/service.ts'
import { lockSignup } from './signups/store.ts'

export function mergingHooks(hooks: Hooks<Ground>): void {
  hooks.on(mergeProposed, keepChosen)
  hooks.on(mergeWeighed, giveUp)
  hooks.on(mergeBeside, async (ground, tx, { merge, told, ...two }) => {
    const given = new Set(merge === null ? [] : await store.chosenFor(tx, merge))
    told.clashes.push(
      ...(await store.colliding(tx, two.from, two.into, ground.clock())).map(viewIn(two, given)),
    )
  })
  hooks.on(peopleMerged, async (_, tx, { entries, before, living }) => {
    await store.lockBusy(tx, [before, living])
    await store.moveSignups(tx, entries, before, living)
    await store.busyAnew(tx, [before, living])
  })
}

type Two = { from: number; into: number }
const subjectOf = (id: number) => `signup:${id}`
const viewIn =
  (two: Two, given: ReadonlySet<number>) =>
  (one: store.Held): Beside['clashes'][number] => ({
    subject: subjectOf(one.id),
    side: one.livingId === two.from ? 'from' : 'into',
    title: one.title,
    startsAt: one.startsAt.toISOString(),
    endsAt: one.endsAt.toISOString(),
    fixed: one.state === 'attended',
    waiting: one.state === 'waiting',
    queue: one.queue,
    against: one.against.map(subjectOf),
    given: given.has(one.id),
  })

/** @throws Refusal `merge.collides` with two that cannot both be kept. */
async function demandApart(ground: Ground, tx: Tx, two: Two, given: ReadonlySet<number>): Promise<void> {
  const held = (await store.colliding(tx, two.from, two.into, ground.clock())).filter(
    one => !given.has(one.id),
  )
  for (const one of held) {
    const other = held.find(beside => one.against.includes(beside.id))
    if (other) throw refuse('merge.collides', { held: one.title, with: other.title, from: other.startsAt })
  }
}

/**
 * What somebody gives up is a sign-up of either entry that is still to come and collides with one of the other's.
 * @throws Refusal `merge.not-given` where it is anything else, `merge.collides` where it is not enough
 */
async function keepChosen(
  ground: Ground,
  tx: Tx,
  { merge, gives, ...two }: Two & { merge: number; gives: readonly string[] },
): Promise<void> {
  await store.lockBusy(tx, [two.from, two.into])
  const held = await store.colliding(tx, two.from, two.into, ground.clock())
  const chosen = new Set(gives)
  const given = held.filter(one => chosen.has(subjectOf(one.id)) && one.state !== 'attended')
  if (given.length < chosen.size) throw refuse('merge.not-given', {}, 'gives')
  const ids = given.map(one => one.id)
  await demandApart(ground, tx, two, new Set(ids))
  await store.keepChosen(tx, merge, ids)
}

/** What was chosen is given back, where it is still held; whoever waits there moves up with the next run. */
async function giveUp(
  ground: Ground,
  tx: Tx,
  { merge, by, ...two }: Two & { merge: number; by: Principal },
): Promise<void> {
  await store.lockBusy(tx, [two.from, two.into])
  for (const id of await store.chosenFor(tx, merge)) {
    const live = await lockSignup(tx, id)
    if (live && (live.state === 'admitted' || live.state === 'waiting'))
      await endSignup(ground, tx, by, live, 'withdrawn', '')
  }
  await demandApart(ground, tx, two, new Set())
}
