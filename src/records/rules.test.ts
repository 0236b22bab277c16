import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atLocal } from '../foundation/clock.ts'
import { ageBand, hoursOf, judgeConfirm, partsOf, restOf, secondPerson, starsOf } from './rules.ts'

test('hours are cut to two decimals, never rounded up', () => {
  expect([hoursOf(0), hoursOf(90), hoursOf(59), hoursOf(100), hoursOf(119)]).toEqual([
    '0.00',
    '1.50',
    '0.98',
    '1.66',
    '1.98',
  ])
  fc.assert(
    fc.property(
      fc.nat(100_000_000),
      minutes =>
        Number(hoursOf(minutes)) <= minutes / 60 && Number(hoursOf(minutes)) > minutes / 60 - 0.01001,
    ),
  )
})

test('a shift across midnight is two records of two days', () => {
  expect(
    partsOf(atLocal('2026-11-23', '22:30'), atLocal('2026-11-24', '01:00')).map(part => [
      part.day,
      part.minutes,
    ]),
  ).toEqual([
    ['2026-11-23', 90],
    ['2026-11-24', 60],
  ])
})

test('what gives way keeps the longest stretch in which nothing stands against it', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 30) + minute * 60_000)
  const minutes = fc
    .tuple(fc.nat(120), fc.integer({ min: 1, max: 120 }))
    .map(([from, length]) => [from, from + length] as const)
  const spanOf = ([from, to]: readonly [number, number]) => ({ from: at(from), to: at(to) })
  fc.assert(
    fc.property(minutes, fc.array(minutes, { maxLength: 5 }), (own, others) => {
      // Minute by minute, by another road.
      let longest = 0
      for (let minute = own[0], free = 0; minute < own[1]; minute++) {
        free = others.some(([from, to]) => from <= minute && minute < to) ? 0 : free + 1
        longest = Math.max(longest, free)
      }
      const rest = restOf(spanOf(own), others.map(spanOf))
      expect(rest?.minutes ?? 0).toBe(longest)
      if (!rest) return
      expect(rest.from >= at(own[0]) && rest.to <= at(own[1])).toBe(true)
      expect(others.map(spanOf).some(other => other.from < rest.to && other.to > rest.from)).toBe(false)
    }),
  )
})

test('two people stand behind every hour', () => {
  expect(secondPerson({ inHow: 'code', outHow: 'code' })).toBe('confirmation')
  expect(secondPerson({ inHow: 'code', outHow: 'shift-end' })).toBe('confirmation')
  expect(secondPerson({ inHow: 'code', outHow: 'roster' })).toBe('acceptance')
  const record = { personId: 1, enteredBy: 2, endedBy: null, waits: ['acceptance'] }
  const by = (personId: number, ...near: number[]) => ({ personId, near: new Set(near) })
  expect(judgeConfirm(record, by(1), 'accept')).toBeNull()
  expect(judgeConfirm(record, by(1), 'confirm')).toBe('record.own')
  expect(judgeConfirm(record, by(2), 'confirm')).toBe('record.entered-by-you')
  expect(judgeConfirm(record, by(3), 'confirm')).toBeNull()
  expect(judgeConfirm(record, by(3), 'accept')).toBe('record.not-waiting')
  expect(judgeConfirm({ ...record, waits: ['consent'] }, by(3), 'confirm')).toBe('record.not-waiting')
  expect(judgeConfirm(record, by(3, 1), 'confirm')).toBe('record.own')
  expect(judgeConfirm(record, by(3, 2), 'confirm')).toBe('record.entered-by-you')
  expect(judgeConfirm(record, by(1, 2), 'accept')).toBe('record.entered-by-you')
})

test('stars at 100, 300, 600, 1000 and 1500 hours', () => {
  const table = [100, 300, 600, 1000, 1500]
  expect(starsOf(318 * 60, table)).toEqual({ stars: 2, nextHours: 600, missingMinutes: 282 * 60 })
  expect(starsOf(1500 * 60, table)).toEqual({ stars: 5, nextHours: null, missingMinutes: null })
  expect(starsOf(100 * 60 - 1, table).stars).toBe(0)
})

test('age bands are those of the national system', () => {
  expect([
    ageBand('2019-01-01', '2026-11-23', [8, 14, 18, 28, 35, 40, 45, 60]),
    ageBand('1966-11-23', '2026-11-23', [8, 14, 18, 28, 35, 40, 45, 60]),
    ageBand('1966-11-24', '2026-11-23', [8, 14, 18, 28, 35, 40, 45, 60]),
  ]).toEqual(['0-7', '60+', '45-59'])
})
