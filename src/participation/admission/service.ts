// Signing up: three taps end here. Whoever arrives together is decided in one transaction, in order of arrival.
import { actingFor, type Principal } from '../../foundation/access/access.ts'
import { makeBatches, type Outcome } from '../../foundation/batches.ts'
import { localDay } from '../../foundation/clock.ts'
import { TryAgain, type Tx } from '../../foundation/database/database.ts'
import type { Ground } from '../../foundation/ground.ts'
import { draw, type Limit } from '../../foundation/limits/limits.ts'
import { notFound } from '../../foundation/refusals.ts'
import { personFacts } from '../../people/service.ts'
import { lackWords } from '../../qualifications/held.ts'
import { lacking } from '../../qualifications/rules.ts'
import type { SignupAnswer } from '../contract.ts'
import { heldFor } from '../needs.ts'
import { admissionRules } from '../policies.ts'
import { refuse } from '../refusals.ts'
import type { VolunteerFacts } from '../rules.ts'
import { collision } from '../signups/store.ts'
import { type Decision, decideSignups, type LockedSlot, onePerPerson } from './rules.ts'
import { lockStandings, type NewSignup, writeSignups } from './store.ts'

/** `askedFor`: the entry that signs up; `personId`: as whom it lives, by whom overlaps and places go. */
type Ask = { actor: Principal; askedFor: number; onBehalfOf: number | null; slotId: number }
type Known = Ask & { personId: number; person: VolunteerFacts }

const desks = new WeakMap<Ground, (ask: Ask) => Promise<SignupAnswer>>()

/**
 * Admitted, or waiting in order of arrival, or refused by name. Asking again answers the sign-up that already lives.
 * @throws Refusal `signup.*`, `not-found`, or `busy` (503) in a rush larger than the desk takes.
 */
export async function signUp(
  ground: Ground,
  actor: Principal,
  ask: { slotId: number; forPerson?: number },
): Promise<SignupAnswer> {
  const { personId, onBehalfOf } = actingFor(actor, ask.forPerson)
  if (onBehalfOf !== null) await demandMayAsk(ground, actor)
  let desk = desks.get(ground)
  if (!desk) {
    desk = makeBatches({ run: asks => decideTogether(ground, asks) })
    desks.set(ground, desk)
  }
  return desk({ actor, askedFor: personId, onBehalfOf, slotId: ask.slotId })
}

/** For the household, so many times a day by one account: places are for people who come, not for whoever asks fastest. */
const FOR_OTHERS: Limit = { what: 'signup.for-others', most: 30, seconds: 86_400 }

async function demandMayAsk(ground: Ground, actor: Principal): Promise<void> {
  const wait = await draw(ground, FOR_OTHERS, actor.accountId ?? `person ${actor.personId}`, 1)
  if (wait > 0) throw refuse('signup.others-day', { most: FOR_OTHERS.most, hours: Math.ceil(wait / 3600) })
}

async function decideTogether(ground: Ground, asks: Ask[]): Promise<Outcome<SignupAnswer>[]> {
  const people = await personFacts(ground.db, [...new Set(asks.map(one => one.askedFor))])
  const outcomes = new Map<Ask, Outcome<SignupAnswer>>()
  const known: Known[] = []
  for (const ask of asks) {
    const person = people.get(ask.askedFor)
    if (person) known.push(Object.assign(ask, { personId: person.id, person }))
    else outcomes.set(ask, { error: notFound('登记', 'The registration') })
  }
  const holding = await heldFor(ground, known)
  for (const part of onePerPerson(known)) {
    const now = ground.clock()
    const decided = await ground.transact(tx => decidePart(ground, tx, part, holding, now))
    for (const [i, ask] of part.entries()) outcomes.set(ask, await answerOf(ground, ask, decided[i]))
  }
  return asks.map(ask => outcomes.get(ask) ?? { error: new Error('undecided') })
}

type Holding = Awaited<ReturnType<typeof heldFor>>
type Decided = { decision: Decision; slot: LockedSlot | null; signupId: number | null }

async function decidePart(
  ground: Ground,
  tx: Tx,
  asks: Known[],
  { needs, held }: Holding,
  now: Date,
): Promise<Decided[]> {
  const locked = await lockStandings(tx, asks)
  const slots = new Map(locked.flatMap(one => (one.slot ? [[one.slot.id, one.slot] as const] : [])))
  const rules = admissionRules(ground, now)
  const standings = asks.map((ask, i) => ({ ask, row: locked[i] }))
  const decisions = decideSignups(
    standings.map(({ ask, row }) => ({
      person: ask.person,
      slotId: ask.slotId,
      lacks: row?.slot
        ? lacking(needs.get(ask.slotId) ?? [], held.get(ask.askedFor) ?? [], localDay(row.slot.startsAt))
        : [],
      collides: row?.collides ?? false,
      already:
        row?.signupId && row.signupState && row.arrival !== null
          ? { signupId: row.signupId, state: row.signupState, arrival: row.arrival }
          : null,
    })),
    slots,
    now,
    rules,
  )
  const signups: (NewSignup & { ask: Known; n: number })[] = []
  for (const [n, decision] of decisions.entries()) {
    const ask = asks[n]
    if (ask && (decision.kind === 'admit' || decision.kind === 'wait'))
      signups.push({
        n,
        ask,
        slotId: ask.slotId,
        personId: ask.askedFor,
        livingId: ask.personId,
        unknown: locked[n]?.known === false,
        state: decision.kind === 'admit' ? 'admitted' : 'waiting',
        arrival: decision.arrival,
        onBehalf: ask.onBehalfOf !== null,
      })
  }
  const ids = new Map<number, number>()
  if (signups.length > 0) {
    const told = signups.map(one => ({
      at: now,
      by: one.ask.actor,
      onBehalfOf: one.ask.onBehalfOf,
      kind: `signup.${one.state}`,
      facts: { slot: one.slotId, person: one.personId, arrival: one.arrival },
    }))
    const made = await writeSignups(tx, signups, told, now)
    if (!made) throw new TryAgain('somebody’s first busy time was written beside us')
    for (const [i, one] of signups.entries()) ids.set(one.n, made[i] as number)
  }
  return decisions.map((decision, n) => ({
    decision,
    slot: locked[n]?.slot ?? null,
    signupId: ids.get(n) ?? null,
  }))
}

async function answerOf(
  ground: Ground,
  ask: Known,
  decided: Decided | undefined,
): Promise<Outcome<SignupAnswer>> {
  const decision = decided?.decision
  if (!decision || decision.kind === 'unknown') return { error: notFound('班次', 'The shift') }
  if (decision.kind === 'already')
    return {
      answer: {
        signupId: decision.signupId,
        state: decision.state,
        arrival: decision.arrival,
        queue: null,
        again: true,
      },
    }
  if (decision.kind !== 'refuse')
    return {
      answer: {
        signupId: decided.signupId as number,
        state: decision.kind === 'admit' ? 'admitted' : 'waiting',
        arrival: decision.arrival,
        queue: decision.kind === 'wait' ? decision.queue : null,
        again: false,
      },
    }
  if (decision.code === 'signup.unqualified')
    return { error: refuse('signup.unqualified', lackWords(ground, decision.lacks)) }
  if (decision.code !== 'signup.collides')
    return { error: refuse(decision.code, { age: decided.slot?.minAge ?? 0 }) }
  const other = await collision(ground.db, ask.personId, ask.slotId)
  return {
    error: refuse('signup.collides', {
      with: other?.title ?? '',
      from: other?.startsAt ?? '',
      until: other?.endsAt ?? '',
    }),
  }
}
