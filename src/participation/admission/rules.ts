// Who gets a place: many asks decided at once, in order of arrival. Pure; the rows behind it are locked while it decides.
// Invariants: never more admitted than places; nobody passes somebody who waits; arrivals count up by one, none twice.
import {
  type AdmissionRules,
  eligible,
  type Ineligible,
  type SlotFacts,
  type VolunteerFacts,
} from '../rules.ts'

export type Counters = { places: number; admitted: number; waiting: number; arrivals: number }
export type LockedSlot = SlotFacts & Counters & { id: number }

/** One person asking for one slot, with what the locked rows say about the two. */
export type Standing = {
  person: VolunteerFacts
  slotId: number
  /** Kinds of qualification that the slot needs and the person lacks on its day. */
  lacks: readonly string[]
  /** The person is admitted elsewhere at this time. */
  collides: boolean
  /** Their living sign-up in this very slot: pressing twice is one sign-up. */
  already: { signupId: number; state: 'admitted' | 'waiting' | 'attended'; arrival: number } | null
}

export type Decision =
  | { kind: 'admit'; arrival: number }
  | { kind: 'wait'; arrival: number; queue: number }
  | { kind: 'already'; signupId: number; state: 'admitted' | 'waiting'; arrival: number }
  | { kind: 'refuse'; code: Ineligible | 'signup.collides' | 'signup.already' }
  | { kind: 'refuse'; code: 'signup.unqualified'; lacks: readonly string[] }
  | { kind: 'unknown' } // no such slot

/**
 * Decides asks of different people in the order given; `slots` is not changed.
 * @param asks each person at most once.
 */
export function decideSignups(
  asks: readonly Standing[],
  slots: ReadonlyMap<number, LockedSlot>,
  now: Date,
  rules: AdmissionRules,
): Decision[] {
  const counters = new Map<number, Counters>()
  return asks.map(ask => {
    const slot = slots.get(ask.slotId)
    if (!slot) return { kind: 'unknown' }
    if (ask.already) {
      const { state, ...known } = ask.already
      return state === 'attended'
        ? { kind: 'refuse', code: 'signup.already' }
        : { kind: 'already', state, ...known }
    }
    const obstacle = eligible(ask.person, slot, now, rules)
    if (obstacle) return { kind: 'refuse', code: obstacle }
    if (ask.lacks.length > 0) return { kind: 'refuse', code: 'signup.unqualified', lacks: ask.lacks }
    if (ask.collides) return { kind: 'refuse', code: 'signup.collides' }
    const at = counters.get(slot.id) ?? { ...slot }
    counters.set(slot.id, at)
    at.arrivals++
    if (at.waiting === 0 && at.admitted < at.places) {
      at.admitted++
      return { kind: 'admit', arrival: at.arrivals }
    }
    at.waiting++
    return { kind: 'wait', arrival: at.arrivals, queue: at.waiting }
  })
}

/** Splits asks so that nobody stands twice in one part; the order of each person's own asks is kept. */
export function onePerPerson<Ask extends { personId: number }>(asks: readonly Ask[]): Ask[][] {
  const parts: { people: Set<number>; asks: Ask[] }[] = []
  for (const ask of asks) {
    const turn = parts.filter(part => part.people.has(ask.personId)).length
    const part = parts[turn] ?? { people: new Set(), asks: [] }
    parts[turn] = part
    part.people.add(ask.personId)
    part.asks.push(ask)
  }
  return parts.map(part => part.asks)
}
