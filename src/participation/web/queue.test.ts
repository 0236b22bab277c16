import { beforeEach, expect, test } from 'vitest'
import { Problem } from '../../kit/api.ts'
import { dismiss, enqueue, fateOf, queued, shiftOf } from './queue.ts'

const stored = new Map<string, string>()
beforeEach(() => {
  stored.clear()
  Object.assign(globalThis, {
    localStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, text: string) => stored.set(key, text),
    },
  })
})
const problem = (status: number, code: string) => new Problem({ code, status, detail: code })

test('in a rush, behind a broken gateway or signed out a check-in stays; only a rule’s no is a no', () => {
  for (const [status, code] of [
    [0, 'offline'],
    [503, 'busy'],
    [503, 'unavailable'],
    [429, 'too-many'],
    [500, 'internal'],
    [502, 'unknown'],
    [408, 'request-timeout'],
    [425, 'too-early'],
    [401, 'signed-out'],
  ] as const)
    expect(fateOf(problem(status, code)), code).toBe('again')
  expect(fateOf(new TypeError('something of our own'))).toBe('again')
  expect(fateOf(problem(409, 'checkin.twice')), 'arrived, and the answer was lost').toBe('taken')
  for (const code of ['checkin.code', 'checkin.expired', 'checkin.not-on-roster'])
    expect(fateOf(problem(422, code)), code).toBe('refused')
})

test('two people scan on one phone: each one’s check-in stays their own, and the same list is the same', () => {
  enqueue('li', 'YJ1.12.99.mac', undefined, new Date('2026-11-25T00:57:00Z'))
  enqueue('wang', 'YJ1.13.99.mac')
  expect(queued()).toBe(queued())
  expect(queued().map(one => [one.account, shiftOf(one.code)])).toEqual([
    ['li', 12],
    ['wang', 13],
  ])
  expect(queued()[0]).toMatchObject({ seenAt: '2026-11-25T00:57:00.000Z', refused: null, triedAt: null })
  dismiss(queued()[0]?.key ?? '')
  expect(queued().map(one => one.account)).toEqual(['wang'])
})
