import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeExpiry, codeWindow, eligible, judgeCode, judgeMoment, servedSpan } from './rules.ts'

const rules = { guardianBelow: 18, signUp: 'phone', signUpHighRisk: 'real-name' } as const

const policy = { opensMinutesBefore: 30, closesMinutesAfter: 60, codeSeconds: 30, metres: 500, lateHours: 12 }
const now = new Date('2026-11-25T01:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

describe('the rotating code', () => {
  test('lives at least half and at most all of its 30 seconds after it was shown', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), ms => {
        const shown = new Date(now.getTime() + ms)
        const lives = codeExpiry(codeWindow(shown, policy), policy).getTime() - shown.getTime()
        return lives > 14_999 && lives <= 30_000
      }),
    )
  })
  test('a photo of it is worth nothing later', () => {
    const window = codeWindow(now, policy)
    expect(judgeCode(window, null, later(5), policy)).toBe('in-time')
    expect(judgeCode(window, null, later(31), policy)).toBe('checkin.expired')
    expect(judgeCode(window + 5, null, now, policy)).toBe('checkin.code')
  })
  test('a phone without network sends later what it saw in time; it is late, and not for ever', () => {
    const window = codeWindow(now, policy)
    expect(judgeCode(window, now, later(3600), policy)).toBe('late')
    expect(judgeCode(window, later(120), later(3600), policy)).toBe('checkin.expired')
    expect(judgeCode(window, now, later(13 * 3600), policy)).toBe('checkin.expired')
  })
})

test('check-in opens half an hour before and ends an hour after', () => {
  const shift = { startsAt: now, endsAt: later(7200) }
  expect(judgeMoment(later(-1801), shift, policy)).toBe('checkin.too-early')
  expect(judgeMoment(later(-1800), shift, policy)).toBeNull()
  expect(judgeMoment(later(7200 + 3600), shift, policy)).toBeNull()
  expect(judgeMoment(later(7200 + 3601), shift, policy)).toBe('checkin.too-late')
})

test('service is what lies within the shift, in whole minutes, never rounded up', () => {
  const shift = { startsAt: now, endsAt: later(7200) }
  expect(servedSpan({ inAt: later(-600), outAt: later(9000) }, shift).minutes).toBe(120)
  expect(servedSpan({ inAt: later(59), outAt: later(7200) }, shift).minutes).toBe(119)
  expect(servedSpan({ inAt: later(8000), outAt: later(9000) }, shift).minutes).toBe(0)
})

test('each reason not to sign up has its name', () => {
  const person = {
    tier: 'real-name' as const,
    state: 'active',
    birthDate: '1960-01-01',
    guarded: false,
    consented: true,
  }
  const slot = { state: 'open', startsAt: later(3600), minAge: null, highRisk: false }
  expect(eligible(person, slot, now, rules)).toBeNull()
  expect(eligible(person, { ...slot, state: 'suspended' }, now, rules)).toBe('signup.closed')
  expect(eligible(person, { ...slot, startsAt: now }, now, rules)).toBe('signup.started')
  expect(eligible({ ...person, state: 'suspended' }, slot, now, rules)).toBe('signup.inactive')
  expect(eligible({ ...person, consented: false }, slot, now, rules)).toBe('signup.consent')
  expect(eligible({ ...person, tier: 'visitor' }, slot, now, rules)).toBe('signup.phone-first')
  expect(eligible({ ...person, tier: 'phone' }, { ...slot, highRisk: true }, now, rules)).toBe(
    'signup.real-name',
  )
  expect(eligible({ ...person, birthDate: '2009-11-26' }, { ...slot, minAge: 18 }, now, rules)).toBe(
    'signup.too-young',
  )
  expect(eligible({ ...person, birthDate: '2010-01-01' }, slot, now, rules)).toBe('signup.guardian')
  expect(eligible({ ...person, birthDate: '2010-01-01', guarded: true }, slot, now, rules)).toBeNull()
})
