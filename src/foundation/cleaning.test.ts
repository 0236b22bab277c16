import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  isFormulaLike,
  isVisible,
  nameKey,
  sameName,
  tidyLine,
  tidyName,
  tidyNumber,
  tidyPhone,
  tidyText,
  tidyWords,
} from './cleaning.ts'

const unseen = fc.constantFrom(
  ...'\u202d\u202c\u200e\u200f\u200b\u200c\u200d\u2060\u2068\u2069\u202a\u202e\ufeff\ufe0e\ufe0f\u00ad\u061c\u180e\u3164\u{e0100}\u{e0001}',
)
const between = fc.constantFrom(...' -‐‑–—−.·・\u3000\u00a0()[]（）．－，：“”')
const anything = fc.string({ unit: 'binary', maxLength: 30 })

/** The text with what is drawn from `more` strewn between its characters. */
const strewn = (text: string, more: fc.Arbitrary<string>) =>
  fc
    .array(fc.array(more, { maxLength: 2 }), { minLength: text.length + 1, maxLength: text.length + 1 })
    .map(gaps =>
      [...text].reduce((all, one, i) => `${all}${one}${gaps[i + 1]?.join('')}`, gaps[0]?.join('') ?? ''),
    )

test('every cleaning comes to rest at once', () => {
  fc.assert(
    fc.property(anything, text => {
      for (const tidy of [tidyWords, tidyName, tidyNumber, tidyPhone, tidyLine, tidyText])
        expect(tidy(tidy(text))).toBe(tidy(text))
    }),
    { numRuns: 500 },
  )
  expect(tidyNumber(tidyNumber('\u0390'))).toBe(tidyNumber('\u0390')) // its capital is three characters
})

test('a phone is its eleven digits however it was grouped, prefixed, widened or copied out of a chat', () => {
  fc.assert(
    fc.property(
      fc
        .stringMatching(/^1[3-9]\d{9}$/)
        .chain(phone =>
          fc.tuple(
            fc.constant(phone),
            strewn(phone, fc.oneof(unseen, between)),
            fc.constantFrom('', '+86 ', '86-', '(+86)', '0086', '＋８６ '),
          ),
        ),
      ([phone, typed, prefix]) => {
        expect(tidyPhone(prefix + typed)).toBe(phone)
        expect(
          tidyPhone(
            [...typed]
              .map(one => (/\d/.test(one) ? String.fromCodePoint(one.charCodeAt(0) + 0xfee0) : one))
              .join(''),
          ),
        ).toBe(phone)
      },
    ),
  )
})

test('a document’s number and a name are the same with and without what nobody sees', () => {
  fc.assert(
    fc.property(
      strewn('310117197504019010', fc.oneof(unseen, fc.constantFrom(..." -—\u3000'’：，、。（）“”【】*#"))),
      typed => {
        expect(tidyNumber(typed)).toBe('310117197504019010')
      },
    ),
  )
  fc.assert(
    fc.property(strewn('阿依古丽', unseen), typed => {
      expect(tidyName(typed)).toBe('阿依古丽')
    }),
  )
  expect(tidyNumber('１１０１０１１９９００３０７１５６ｘ')).toBe('11010119900307156X')
})

test('a name is one name whichever middle dot the keyboard gives, and other full stops stay', () => {
  for (const dot of [...'·•‧∙⋅・･．。.﹒', ' · ', '\u200b•'])
    expect(tidyName(`买买提${dot}吐尔逊`)).toBe('买买提·吐尔逊')
  expect(tidyName('ＬｉＬｅｉ')).toBe('LiLei')
  expect(tidyName(' J. 　Li ')).toBe('J. Li')
  expect(tidyName('欧阳  娜娜')).toBe('欧阳 娜娜')
})

const dot = fc.constantFrom(...'·•‧∙⋅・･．｡.﹒●◦ꞏㆍ…', ' · ', '-', '')
/** Names as keyboards, chats and spreadsheets give them. */
const writings: Record<string, fc.Arbitrary<string>> = {
  买买提吐尔逊: dot.map(one => `买买提${one}吐尔逊`),
  阿卜杜拉: fc.constantFrom('阿卜杜拉', '阿 卜杜 拉', '阿卜杜拉。', '〈阿卜杜拉〉'),
  欧阳娜娜: fc.constantFrom('欧阳娜娜', '欧阳 娜娜', '欧阳\u3000娜娜'),
  金龙哲: fc.constantFrom('金龙哲', '\uf90a龙哲', '\u2fa6龙哲'),
  lilei: fc.constantFrom('Li Lei', 'LI LEI', 'ＬｉＬｅｉ', 'li-lei'),
}
const aWriting = fc.constantFrom(...Object.keys(writings)).chain(who =>
  fc.tuple(
    fc.constant(who),
    (writings[who] as fc.Arbitrary<string>).chain(it => strewn(it, unseen)),
  ),
)

test('names are compared by their letters: whoever writes one name in two ways is one person, and cleaning first changes nothing', () => {
  fc.assert(
    fc.property(aWriting, aWriting, ([one, a], [other, b]) => {
      expect([a, b, sameName(a, b)]).toEqual([a, b, one === other])
      expect(sameName(b, a)).toBe(sameName(a, b))
      expect(sameName(a, tidyName(a))).toBe(true)
    }),
    { numRuns: 500 },
  )
  fc.assert(
    fc.property(anything, text => {
      expect(nameKey(tidyName(text))).toBe(nameKey(text))
      expect(nameKey(nameKey(text))).toBe(nameKey(text))
      expect(nameKey(text) === '').toBe(tidyName(text) === '')
    }),
    { numRuns: 500 },
  )
  for (const [one, other] of [
    ['王芳', '王方'],
    ['买买提·吐尔逊', '买买提'],
    ['〇一', '一'],
    ['★', '☆'],
  ] as const)
    expect([one, other, sameName(one, other)]).toEqual([one, other, false])
})

test('what nobody could see is nothing; a family and a heart are something, and stay whole', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(unseen, fc.constantFrom(' ', '\u3000', '\n'))), parts => {
      expect(isVisible(parts.join(''))).toBe(false)
      expect(isVisible(`${parts.join('')}云`)).toBe(true)
    }),
  )
  expect(tidyLine(' 👨‍👩‍👧 ❤️ \u202e守望')).toBe('👨‍👩‍👧 ❤️ 守望')
  expect(tidyText('一\r\n二\t三\u0007')).toBe('一\n二\t三')
})

test('what a spreadsheet would run is known, in full width too', () => {
  expect(['=cmd|x', '+86139', '@x', '-1+1', ' =1', '＝1'].filter(isFormulaLike)).toHaveLength(6)
  expect(['王芳', '1+1', 'a=b'].filter(isFormulaLike)).toEqual([])
})
