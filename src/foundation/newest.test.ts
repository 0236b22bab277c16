import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keepNewest } from './newest.ts'

test('in whatever order overlapping reads come back, the one begun last is kept, and none goes back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc
        .integer({ min: 1, max: 6 })
        .chain(n => fc.shuffledSubarray([...Array(n).keys()], { minLength: n, maxLength: n })),
      async order => {
        const waiting: ((begun: number) => void)[] = []
        const seen: number[] = []
        const reload = keepNewest(
          () => new Promise<number>(done => waiting.push(done)),
          it => seen.push(it),
        )
        const all = order.map(() => reload())
        for (const i of order) {
          waiting[i]?.(i)
          await all[i]
          // Whoever waited for a read knows at least that much.
          expect(seen.at(-1)).toBeGreaterThanOrEqual(i)
        }
        expect(seen.at(-1)).toBe(order.length - 1)
        expect(seen).toEqual(seen.toSorted((a, b) => a - b))
      },
    ),
  )
})
