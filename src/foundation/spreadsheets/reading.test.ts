// A sheet is read in a thread of its own, which has so much memory and time and no more.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { bookOf, bytesOf } from '../../../tests/support/books.ts'
import { readTable } from './reading.ts'
import type { Wanted } from './table.ts'

const wanted: Wanted[] = [
  { key: '姓名', words: ['姓名'], required: true },
  { key: '号码', words: ['证件号码'], required: true },
]
const teams: Wanted[] = [{ key: '队伍', words: ['队伍名称'], required: true }]
const HEADER = ['姓名', '证件号码']
const STEP = 262_144
const rowsOf = (n: number) => Array.from({ length: n }, (_, i) => [`王${i}`, String(i)])
const book = (rows: string[][]) => bytesOf(bookOf({ sheets: [{ name: '一', rows }] }), STEP)

test('the rows come in their order, as many as there are', async () => {
  const table = await readTable(book([HEADER, ...rowsOf(2345)]), wanted, [])
  if ('missing' in table) throw new Error('no table')
  const numbers: string[] = []
  for await (const { rows } of table.rows) {
    expect(rows.length).toBeLessThanOrEqual(500)
    numbers.push(...rows.map(row => row.cells.号码 ?? ''))
  }
  expect(numbers).toEqual(rowsOf(2345).map(row => row[1]))
})

test('what it is instead is said by its place among the others', async () => {
  expect(await readTable(book([['队伍名称'], ['护河队']]), wanted, [wanted, teams])).toEqual({
    missing: ['姓名', '证件号码'],
    other: 1,
  })
})

test('what fails to come is the machine’s, and said as it is', async () => {
  const broken = {
    size: 100,
    // biome-ignore lint/correctness/useYield: it never comes to that
    async *bytes(): AsyncGenerator<Uint8Array> {
      throw new Error('the disk is gone')
    },
  }
  await expect(readTable(broken, wanted, [])).rejects.toThrow('the disk is gone')
})

test('a sheet that asks for more memory or time than it may is refused, and nobody waits for it', async () => {
  // Every cell is another string: hundreds of thousands of merges, and rows that go on for ever.
  const merges = Array.from({ length: 190_000 }, (_, i) => `A${i * 2 + 2}:A${i * 2 + 3}`)
  const heavy = bytesOf(bookOf({ sheets: [{ name: '一', rows: [HEADER, ...rowsOf(20_000)], merges }] }), STEP)
  const loop = monitorEventLoopDelay({ resolution: 10 })
  loop.enable()
  await expect(readTable(heavy, wanted, [], { memoryMb: 12 })).rejects.toMatchObject({
    code: 'sheet.too-heavy',
  })
  await expect(readTable(heavy, wanted, [], { workMs: 20 })).rejects.toMatchObject({
    code: 'sheet.too-heavy',
  })
  loop.disable()
  expect(loop.max / 1e6).toBeLessThan(1000)
})
