import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decidable,
  type Involved,
  levels,
  nextOf,
  nodeAbove,
  nodeOfLevel,
  obstacleOf,
  reminders,
  reviewChain,
  verdictOf,
} from './rules.ts'

const DISTRICT = { id: 1, kind: 'district' }
const TOWN = { id: 2, kind: 'town' }
const COMMUNITY = { id: 3, kind: 'community' }
const TEAM = { id: 9, kind: 'team' }
const line = [DISTRICT, TOWN, COMMUNITY, TEAM]

describe('where a step is decided', () => {
  test('at the node of its level, or the next above where that is missing', () => {
    expect(levels.map(level => nodeOfLevel(line, level))).toEqual([3, 2, 1])
    expect(nodeOfLevel([DISTRICT, TOWN, TEAM], 'community')).toBe(2)
    expect(nodeOfLevel([DISTRICT, TEAM], 'town')).toBe(1)
  })
  test('never below the level that was asked for, and always on the line', () => {
    const lines = fc.subarray([TOWN, COMMUNITY, TEAM]).map(below => [DISTRICT, ...below])
    fc.assert(
      fc.property(lines, fc.constantFrom(...levels), (nodes, level) => {
        const found = nodes.find(node => node.id === nodeOfLevel(nodes, level))
        const at = levels.indexOf(found?.kind as (typeof levels)[number])
        return at >= levels.indexOf(level)
      }),
    )
  })
  test('what is late is shown to the next place above, and the district has none', () => {
    expect([9, 3, 2, 1].map(node => nodeAbove(line, node)?.id)).toEqual([3, 2, 1, undefined])
  })
})

describe('who may not decide', () => {
  const someone = (person: number, ...near: number[]) => ({ person, near: new Set([person, ...near]) })
  const involved: Involved[] = [
    { person: 1, as: 'author' },
    { person: 2, as: 'editor' },
    { person: 3, as: 'party' },
    { person: 4, as: 'decider' },
    { person: 5, as: 'conflict' },
  ]
  test.each([
    [1, 'review.own'],
    [2, 'review.own'],
    [3, 'review.party'],
    [4, 'review.twice'],
    [5, 'review.conflict'],
    [6, null],
  ])('person %i: %s', (person, why) => {
    expect(obstacleOf(someone(person), null, involved)).toBe(why)
  })
  test('a household is as near as oneself, and is told apart', () => {
    expect([1, 3, 4].map(near => obstacleOf(someone(6, near), null, involved))).toEqual([
      'review.own-household',
      'review.party-household',
      'review.twice-household',
    ])
  })
  test('a deputy decides for nobody who could not decide', () => {
    expect(obstacleOf(someone(6), someone(7), involved)).toBeNull()
    for (const person of [1, 2, 3, 4, 5])
      expect(obstacleOf(someone(6), someone(person), involved)).toBe('review.stands-for')
  })
  test('whoever is in it in any way is refused, whoever is not is never refused', () => {
    const some = fc.array(
      fc.record({
        person: fc.integer({ min: 1, max: 6 }),
        as: fc.constantFrom('author', 'editor', 'party', 'decider', 'conflict'),
      }),
    )
    fc.assert(
      fc.property(
        some,
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.integer({ min: 1, max: 6 })),
        (all, person, near) => {
          const candidate = someone(person, ...near)
          const touched = all.some(one => candidate.near.has(one.person))
          return (obstacleOf(candidate, null, all as Involved[]) !== null) === touched
        },
      ),
    )
  })
})

describe('what comes of a step', () => {
  test('a review passes only through every step, and closes at once on anything but a pass', () => {
    expect(nextOf(0, 2, 'pass')).toEqual({ state: 'open', step: 1 })
    expect(nextOf(1, 2, 'pass')).toEqual({ state: 'passed' })
    expect(['return', 'refuse', 'withdraw'].map(verdict => nextOf(0, 2, verdict as 'return').state)).toEqual([
      'returned',
      'refused',
      'withdrawn',
    ])
  })
  test('a panel passes from its mark on, by the mean', () => {
    expect(verdictOf([80, 90, 85], 85)).toBe('pass')
    expect(verdictOf([80, 90, 84], 85)).toBe('refuse')
  })
  test('reminders come in order and the last at the end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), length => {
        const from = new Date('2026-11-23T01:00:00Z')
        const due = new Date(from.getTime() + length)
        const [half, most, end] = reminders(from, due) as [Date, Date, Date]
        return from <= half && half <= most && most <= end && end.getTime() === due.getTime()
      }),
    )
  })
  test('a chain without steps, or a panel of one, is no chain', () => {
    expect(reviewChain.safeParse({ steps: [] }).success).toBe(false)
    const panel = { kind: 'panel', permission: 'project.review', level: 'town', term: { workingDays: 3 } }
    expect(reviewChain.safeParse({ steps: [{ ...panel, scorers: 1, passMark: 60 }] }).success).toBe(false)
    expect(reviewChain.safeParse({ steps: [{ ...panel, scorers: 3, passMark: 60 }] }).success).toBe(true)
  })
  test('a room’s chain is decided by its own powers; jurors mark in panels only, and no tick is left out', () => {
    const step = { permission: 'project.review', level: 'town', term: { workingDays: 3 } } as const
    const decision = { ...step, kind: 'decision' } as const
    const jury = { ...step, kind: 'panel', permission: 'review.score', scorers: 3, passMark: 60 } as const
    const publicity = { ...step, kind: 'publicity' } as const
    const check = decidable({ permissions: ['project.review'], ticked: true })
    expect(check({ steps: [decision, jury, publicity] })).toBeNull()
    expect(check({ steps: [jury, publicity] })?.field).toBe('steps')
    expect(decidable({ permissions: ['project.review'] })({ steps: [jury, publicity] })).toBeNull()
    for (const kind of ['decision', 'publicity'] as const)
      expect(check({ steps: [decision, { ...step, kind, permission: 'review.score' }] })?.field).toBe(
        'steps.1.permission',
      )
  })
})
