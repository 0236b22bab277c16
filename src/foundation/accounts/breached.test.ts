// Leaked passwords are found whatever their letter case and however the list lies, and no other is.
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entriesIn, folded, holds, packed } from './breached.ts'
import { openBreached } from './breached-lists.ts'

const aPath = (name = 'list.txt') => join(mkdtempSync(join(tmpdir(), 'yunjian-breached-')), name)
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase()

test('a packed list holds what was packed, in any letter case and width, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.string(), (passwords, other) => {
      const list = packed(passwords)
      for (const one of passwords) {
        expect(holds(list, one)).toBe(true)
        expect(holds(list, one.toUpperCase().toLowerCase())).toBe(holds(list, one.toUpperCase()))
      }
      expect(holds(list, other)).toBe(passwords.map(folded).includes(folded(other)))
      expect(entriesIn(list)).toBe(new Set(passwords.map(folded)).size)
      expect(packed([...passwords].reverse())).toEqual(list)
    }),
  )
  expect(holds(packed(['Correct Horse']), 'ｃｏｒｒｅｃｔ horse')).toBe(true)
})

describe('the list that comes with the house', () => {
  const bundled = readFileSync(new URL('../../../data/breached/passwords.bin', import.meta.url))
  test('has at least 30,000 entries, sorted, each once', () => {
    expect(entriesIn(bundled)).toBeGreaterThanOrEqual(30_000)
    expect(bundled.length % 8).toBe(0)
    for (let i = 8; i < bundled.length; i += 8)
      expect(Buffer.compare(bundled.subarray(i - 8, i), bundled.subarray(i, i + 8))).toBe(-1)
    expect(bundled.length).toBeLessThan(512 * 1024)
  })
  test('is wrong less than once in a thousand million askings: 64 bits an entry', () => {
    expect(entriesIn(bundled) / 2 ** 64).toBeLessThan(1e-9)
    const wrong = Array.from({ length: 20_000 }, (_, i) => `no list has this sentence ${i}`).filter(one =>
      holds(bundled, one),
    )
    expect(wrong).toEqual([])
  })
  test.each(['1qaz2wsx3edc', 'Qwerty123456', '123456789qwe', 'LEAVEMEALONE', 'sonyericsson'])(
    'finds %s',
    async password => {
      expect(await (await openBreached()).find(password)).toBe('bundled')
    },
  )
})

describe('an operator’s own list', () => {
  const leaked = ['Songjiang-Library-1', 'nine peaks three rivers', '春眠不觉晓处处闻啼鸟夜来']
  const others = Array.from({ length: 500 }, (_, i) => `somebody else's password ${i}`)
  const finds = async (path: string) => {
    const lists = await openBreached(path)
    for (const one of leaked) expect(await lists.find(one), one).toBe('own')
    for (const one of ['Songjiang-Library-2', '', 'x'.repeat(128)])
      expect(await lists.find(one), one).toBe(null)
    expect(await lists.find('qwerty123456')).toBe('bundled')
    return lists.lists[1]
  }

  test('is text, one a line; what the policy refuses for its length is not kept', async () => {
    const path = aPath()
    writeFileSync(path, ['short', ...leaked, ...others].join('\r\n'))
    expect(await finds(path)).toEqual({ name: 'own', entries: 503 })
    expect(await (await openBreached(path)).find('SONGJIANG-LIBRARY-1')).toBe('own')
  })
  test.each([
    ['with counts', (hash: string, i: number) => `${hash}:${i ** 5}`, '\r\n'],
    ['without', (hash: string) => hash.toLowerCase(), '\n'],
  ])('is a sorted file of SHA-1 hashes, %s, and every line of it is found', async (_, line, end) => {
    const path = aPath()
    const hashes = [...leaked, ...others].map(sha1).sort()
    writeFileSync(path, hashes.map(line).join(end) + end)
    expect(await finds(path)).toEqual({ name: 'own', entries: null })
    const lists = await openBreached(path)
    for (const one of others) expect(await lists.find(one), one).toBe('own')
  })
  test('is a folder of ranges', async () => {
    const folder = aPath('ranges')
    mkdirSync(folder)
    for (const one of leaked) {
      const hash = sha1(one)
      writeFileSync(join(folder, `${hash.slice(0, 5)}.txt`), `${'0'.repeat(35)}:3\r\n${hash.slice(5)}:7\r\n`)
    }
    expect(await finds(folder)).toEqual({ name: 'own', entries: null })
  })
  test('that is not there, or not sorted, is said by its name', async () => {
    await expect(openBreached('/nowhere/list.txt')).rejects.toThrow(/YUNJIAN_BREACHED=\/nowhere\/list.txt/)
    const path = aPath()
    writeFileSync(path, others.map(sha1).sort().reverse().join('\n'))
    await expect(openBreached(path)).rejects.toThrow(/ascending/)
  })
})
