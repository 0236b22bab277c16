import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  birthDefect,
  birthIn,
  birthSpan,
  checkCharacter,
  isRealDay,
  maskName,
  maskNumber,
  maskPhone,
  readDocument,
  volunteerNumber,
} from './identity.ts'

test('the example of GB 11643-1999 passes, and its letter may be small', () => {
  expect(readDocument('resident-card', '11010519491231002X')).toEqual({
    number: '11010519491231002X',
    says: { sex: 'female', birth: '1949-12-31' },
  })
  expect(readDocument('resident-card', ' １１０１０５１９４９１２３１００２x ')).toMatchObject({
    number: '11010519491231002X',
  })
})

test('any one digit changed is found', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{17}$/), fc.nat(16), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
      const good = body + checkCharacter(body)
      const bad = good.slice(0, at) + ((Number(good[at]) + by) % 10) + good.slice(at + 1)
      expect(readDocument('resident-card', good)).toHaveProperty('number', good)
      expect(readDocument('resident-card', bad)).toEqual({ defect: 'id-checksum' })
    }),
  )
})

test('lengths and forms of other documents', () => {
  expect(readDocument('resident-card', '3101991954091481')).toEqual({ defect: 'id-length' })
  expect(readDocument('passport', 'E10310128')).toEqual({ number: 'E10310128' })
  expect(readDocument('hm-travel-permit', 'H12345678')).toEqual({ number: 'H12345678' })
  expect(readDocument('hm-travel-permit', 'X12345678')).toEqual({ defect: 'id-length' })
  expect(readDocument('taiwan-travel-permit', '12345678')).toEqual({ number: '12345678' })
})

test('births that cannot be', () => {
  expect(birthDefect('1976-02-31', '2026-11-23')).toBe('birth-impossible')
  expect(birthDefect('1899-12-31', '2026-11-23')).toBe('birth-impossible')
  expect(birthDefect('2031-03-10', '2026-11-23')).toBe('birth-future')
  expect(birthDefect('2026-11-23', '2026-11-23')).toBeUndefined()
  expect(isRealDay('2024-02-29')).toBe(true)
  expect(isRealDay('2023-02-29')).toBe(false)
})

test('the digits that are underlined are those that say the impossible day', () => {
  const wrong = (number: string) => {
    const birth = birthIn(number)
    const defect = birthDefect(birth, '2026-11-23')
    return defect ? number.slice(...birthSpan(birth, defect)) : ''
  }
  expect(wrong('31011720110931402X')).toBe('0931')
  expect(wrong('31011720111331402X')).toBe('13')
  expect(wrong('31011718990101402X')).toBe('1899')
  expect(wrong('31011720270101402X')).toBe('20270101')
  expect(birthIn('310117 2011-0931 402x')).toBe('2011-09-31')
  expect([birthIn(''), birthIn('E12345678')]).toEqual(['', ''])
})

test('masks hide everything but what the rules name', () => {
  expect([maskName('杨小凤'), maskName('孙伟'), maskName('欧阳修文')]).toEqual(['杨**', '孙*', '欧**'])
  expect(maskNumber('11010519491231002X')).toBe('110***********002X')
  expect(maskPhone('13812341234')).toBe('138****1234')
  fc.assert(
    fc.property(
      fc.stringMatching(/^\d{18}$/),
      number => maskNumber(number).replace(/[^*]/g, '').length === 11,
    ),
  )
})

test('a volunteer number has a check digit of its own and never an identity number in it', () => {
  expect(volunteerNumber('310117', 42)).toMatch(/^3101170000042\d$/)
  fc.assert(
    fc.property(fc.nat(9_999_998), n => volunteerNumber('310117', n) !== volunteerNumber('310117', n + 1)),
  )
})
