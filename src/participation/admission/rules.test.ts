import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideSignups, type LockedSlot, onePerPerson, type Standing } from './rules.ts'

const rules = { guardianBelow: 18, signUp: 'phone', signUpHighRisk: 'real-name' } as const

const now = new Date('2026-11-23T01:00:00Z')
const aSlot = (id: number, over: Partial<LockedSlot> = {}): LockedSlot => ({
  id,
  state: 'open',
  startsAt: new Date('2026-11-25T01:00:00Z'),
  minAge: null,
  highRisk: false,
  places: 3,
  admitted: 0,
  waiting: 0,
  arrivals: 0,
  ...over,
})
const person = {
  tier: 'real-name' as const,
  state: 'active',
  birthDate: '1980-01-01',
  guarded: false,
  consented: true,
}
const asks = (slotIds: number[], over: Partial<Standing> = {}): Standing[] =>
  slotIds.map(slotId => ({ person, slotId, lacks: [], collides: false, already: null, ...over }))

describe('deciding many at once', () => {
  test('never more than the places, the rest wait in order, arrivals count up by one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 60 }),
        fc.array(fc.record({ places: fc.nat(12), admitted: fc.nat(12), waiting: fc.nat(2) }), {
          minLength: 3,
          maxLength: 3,
        }),
        (wanted, counters) => {
          const slots = new Map(
            counters.map((one, i) => {
              const admitted = Math.min(one.admitted, one.places)
              return [i + 1, aSlot(i + 1, { ...one, admitted, arrivals: admitted + one.waiting })] as const
            }),
          )
          const decisions = decideSignups(asks(wanted), slots, now, rules)
          for (const [id, slot] of slots) {
            const here = decisions.filter((_, i) => wanted[i] === id)
            const admitted = here.filter(one => one.kind === 'admit')
            const free = slot.waiting > 0 ? 0 : slot.places - slot.admitted
            expect(admitted).toHaveLength(Math.min(free, here.length))
            expect(here.slice(0, admitted.length).every(one => one.kind === 'admit')).toBe(true)
            expect(here.map(one => ('arrival' in one ? one.arrival : 0))).toEqual(
              here.map((_, i) => slot.arrivals + i + 1),
            )
            expect(here.flatMap(one => (one.kind === 'wait' ? [one.queue] : []))).toEqual(
              here.slice(admitted.length).map((_, i) => slot.waiting + i + 1),
            )
          }
        },
      ),
    )
  })

  test('who collides, lacks a qualification, is too young or asks for a closed shift takes nobody’s place', () => {
    const slots = new Map([
      [1, aSlot(1, { places: 1 })],
      [2, aSlot(2, { state: 'closed' })],
      [3, aSlot(3, { minAge: 60 })],
    ])
    const decisions = decideSignups(
      [...asks([1], { collides: true }), ...asks([1], { lacks: ['first-aid'] }), ...asks([2, 3, 9, 1])],
      slots,
      now,
      rules,
    )
    expect(decisions).toEqual([
      { kind: 'refuse', code: 'signup.collides' },
      { kind: 'refuse', code: 'signup.unqualified', lacks: ['first-aid'] },
      { kind: 'refuse', code: 'signup.closed' },
      { kind: 'refuse', code: 'signup.too-young' },
      { kind: 'unknown' },
      { kind: 'admit', arrival: 1 },
    ])
  })

  test('pressing again answers the sign-up that lives; after serving it is refused', () => {
    const [waiting, attended] = decideSignups(
      [
        ...asks([1], { already: { signupId: 7, state: 'waiting', arrival: 4 } }),
        ...asks([1], { already: { signupId: 8, state: 'attended', arrival: 1 } }),
      ],
      new Map([[1, aSlot(1)]]),
      now,
      rules,
    )
    expect(waiting).toEqual({ kind: 'already', signupId: 7, state: 'waiting', arrival: 4 })
    expect(attended).toEqual({ kind: 'refuse', code: 'signup.already' })
  })

  test('nobody stands twice in one part, nothing is lost, and each person keeps their order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 40 }), people => {
        const all = people.map((personId, n) => ({ personId, n }))
        const parts = onePerPerson(all)
        for (const part of parts) expect(new Set(part.map(one => one.personId)).size).toBe(part.length)
        for (const personId of new Set(people))
          expect(parts.flat().filter(one => one.personId === personId)).toEqual(
            all.filter(one => one.personId === personId),
          )
        expect(parts.flat()).toHaveLength(all.length)
      }),
    )
  })
})
