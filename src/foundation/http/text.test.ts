import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isVisible } from '../cleaning.ts'
import { line, nameText, searchText, text } from './shapes.ts'
import { unfitText } from './text.ts'

test('whatever people write is fit, in any language and over several lines', () => {
  expect(unfitText({ title: '图书馆整架\n第二行\t🙂', list: ['仉䶮𬱖'], n: 3, none: null })).toBeUndefined()
})

test('a control character or half a surrogate is found wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('\u0000', '\u0008', '\u001b', '\u007f', '\ud800', '\udc00'),
      (path, bad) => {
        const value = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), `fine${bad}`)
        expect(unfitText({ before: 'fine', ...(value as object) })).toBe(path.join('.'))
      },
    ),
  )
  expect(unfitText({ a: { 'b\u0000': 1 } })).toBe('a')
})

test('any text that a line or a long text lets through can be kept and seen, and is within its limits', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'\ud800\u0000\n\t\u200b 云a') }),
  )
  fc.assert(
    fc.property(anything, given => {
      for (const [shape, breaks] of [
        [line(20), false],
        [text(20), true],
        [nameText(20), false],
        [searchText(20), false],
      ] as const) {
        const taken = shape.safeParse(given)
        if (!taken.success) continue
        expect(unfitText(taken.data)).toBeUndefined()
        expect(/[\n\t]/.test(taken.data) && !breaks).toBe(false)
        expect(taken.data === '' || isVisible(taken.data)).toBe(true)
        expect(shape.parse(taken.data)).toBe(taken.data)
      }
    }),
    { numRuns: 500 },
  )
  expect(line(5).safeParse('').success).toBe(false)
  expect(text(9).parse('一\r\n二')).toBe('一\n二')
})
