import { beforeEach, expect, test } from 'vitest'
import { answered, keyFor } from './asked-again.ts'

const kept = new Map<string, string>()
beforeEach(() => {
  Object.assign(globalThis, {
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => kept.set(key, text),
    },
  })
})
const OBJECTION = '/api/reviews/3/objection'

test('an objection whose answer was lost is sent again under its key, one that was answered is a new one', () => {
  const first = keyFor(OBJECTION, '{"text":"记少了"}')
  expect(keyFor(OBJECTION, '{"text":"记少了"}')).toBe(first)
  for (const status of [500, 503, 408, 409, 429]) answered(first, status) // nobody knows
  expect(keyFor(OBJECTION, '{"text":"记少了"}')).toBe(first)
  expect(keyFor(OBJECTION, '{"text":"记多了"}')).not.toBe(first)
  expect(keyFor('/api/reviews/4/objection', '{"text":"记少了"}')).not.toBe(first)
  for (const status of [201, 422]) {
    const key = keyFor(OBJECTION, '{"text":"记少了"}')
    answered(key, status)
    expect(keyFor(OBJECTION, '{"text":"记少了"}')).not.toBe(key)
  }
})

test('a key outlives the page, but not the day for which the server remembers its answer', () => {
  const at = Date.now()
  const key = keyFor(OBJECTION, '{"text":"再看一次"}', at)
  expect(kept.get('yunjian.asked')).toContain(key)
  expect(kept.get('yunjian.asked')).not.toContain('再看一次')
  expect(keyFor(OBJECTION, '{"text":"再看一次"}', at + 19 * 3_600_000)).toBe(key)
  expect(keyFor(OBJECTION, '{"text":"再看一次"}', at + 21 * 3_600_000)).not.toBe(key)
})
