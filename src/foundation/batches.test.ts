import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeBatches } from './batches.ts'

const soon = () => new Promise(resolve => setTimeout(resolve, 1))

describe('batches', () => {
  test('every caller gets the answer to their own question, whatever the size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(50), { maxLength: 80 }),
        fc.integer({ min: 1, max: 9 }),
        async (asks, size) => {
          const ask = makeBatches<number, number>({
            run: async all => all.map(one => ({ answer: one * 2 })),
            size,
          })
          expect(await Promise.all(asks.map(one => ask(one)))).toEqual(asks.map(one => one * 2))
        },
      ),
      { numRuns: 40 },
    )
  })

  test('the order of arrival is kept, and what arrives together travels together', async () => {
    const seen: number[][] = []
    const ask = makeBatches<number, number>({
      run: async all => {
        seen.push(all)
        await soon()
        return all.map(answer => ({ answer }))
      },
      size: 10,
    })
    await Promise.all(Array.from({ length: 25 }, (_, i) => ask(i)))
    expect(seen.flat()).toEqual(Array.from({ length: 25 }, (_, i) => i))
    expect(seen.map(one => one.length)).toEqual([10, 10, 5])
  })

  test('one that cannot be done spoils nobody else’s', async () => {
    const ask = makeBatches<number, number>({
      run: async all => {
        await soon()
        if (all.includes(13)) throw new Error('thirteen')
        return all.map(answer => ({ answer }))
      },
    })
    const outcomes = await Promise.allSettled([12, 13, 14].map(one => ask(one)))
    expect(outcomes.map(one => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  test('with too many waiting, newcomers are told to come back; those who wait are served', async () => {
    const ask = makeBatches<number, number>({
      run: async all => {
        await soon()
        return all.map(answer => ({ answer }))
      },
      size: 2,
      limit: 6,
    })
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => ask(i)))
    const refused = outcomes.filter(one => one.status === 'rejected')
    expect(refused).toHaveLength(14)
    for (const one of refused) expect(one.reason).toMatchObject({ code: 'busy', status: 503 })
    expect(outcomes.slice(0, 6).every(one => one.status === 'fulfilled')).toBe(true)
  })
})
