import fc from 'fast-check'
import { expect, test } from 'vitest'
import { creditCheck, isCreditCode } from './credit-code.ts'

const ALPHABET = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
const characters = (n: number) => fc.array(fc.constantFrom(...ALPHABET), { minLength: n, maxLength: n })
const digits = fc.array(fc.constantFrom(...'0123456789'), { minLength: 6, maxLength: 6 })
const body = fc
  .tuple(characters(2), digits, characters(9))
  .map(parts => parts.map(part => part.join('')).join(''))

test('the example of the standard passes, and nothing of another form does', () => {
  expect(isCreditCode('91350100M000100Y43')).toBe(true)
  for (const wrong of [
    '91350100M000100Y4',
    '91350100M000100Y44',
    '91350100m000100y43',
    '91350100I000100Y43',
    '',
  ])
    expect(isCreditCode(wrong), wrong).toBe(false)
})

test('one character mistaken, or two neighbours changed about, is always seen', () => {
  fc.assert(
    fc.property(body, fc.nat(17), fc.constantFrom(...ALPHABET), (first, at, other) => {
      const code = [...first, creditCheck(first)]
      expect(isCreditCode(code.join(''))).toBe(true)
      const mistaken = code.with(at, other)
      expect(isCreditCode(mistaken.join(''))).toBe(other === code[at])
      if (at === 17) return
      const changed = code.with(at, code[at + 1] ?? '').with(at + 1, code[at] ?? '')
      if (code[at] !== code[at + 1]) expect(isCreditCode(changed.join(''))).toBe(false)
    }),
  )
})
