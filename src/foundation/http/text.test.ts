import fc from 'fast-check'
import { expect, test } from 'vitest'
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
