// What lies near is found whatever is written between its characters; other sentences pass.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearWord, repeats, siteWords } from './password-rules.ts'

const near = {
  isPhone: (text: string) => text === '13812345678',
  names: ['李秀英'],
  site: siteWords('https://zyz.songjiang.gov.cn'),
}

test.each([
  ['tel 138-1234-5678 tel', 'phone'],
  ['0013812345678x', 'phone'],
  ['我是李秀英没错吧真的', 'name'],
  ['Li.Xiu.Ying.1956', 'name'],
  ['xiuying li rocks!', 'name'],
  ['i love YunJian a lot', 'site'],
  ['云间志愿云间志愿呀', 'site'],
  ['SONG-JIANG forever', 'site'],
  ['13912345678 tomato', null],
  ['summer rain on nine peaks', null],
  ['lixiuyin is no name of hers', null],
])('%s: %s', (password, word) => {
  expect(nearWord(password, near)).toBe(word)
})

test('a name of one syllable each stands in too many sentences to be refused by its sound', () => {
  expect(nearWord('catalina island trip', { ...near, names: ['李娜'] })).toBe(null)
  expect(nearWord('李娜 island trip 9', { ...near, names: ['李娜'] })).toBe('name')
})

test('only what is the same few characters again and again repeats', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{1,4}$/), fc.integer({ min: 2, max: 20 }), (run, times) => {
      expect(repeats(run.repeat(times))).toBe(true)
      expect(repeats(`${run.repeat(times)}-!Z9`)).toBe(false)
    }),
  )
})

test('the names of the system are its own and those in its address', () => {
  expect(siteWords('http://127.0.0.1:3000')).toEqual(['yunjian', '云间'])
  expect(siteWords('http://localhost:3000')).toEqual(['yunjian', '云间'])
  expect(siteWords('https://zyz.songjiang.gov.cn')).toEqual(['yunjian', '云间', 'songjiang'])
})
