// When and by which ways a notice goes out; what becomes of one that did not.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atLocal } from '../clock.ts'
import { channels, cutTo, fillIn, noticeLevels, unknownNames } from './kinds.ts'
import {
  afterAsking,
  afterTry,
  type Choices,
  type Found,
  nextClock,
  pauseAfter,
  quietEnd,
  type Sent,
  type Standing,
  waysOf,
} from './rules.ts'

const choices: Choices = {
  quietFrom: '22:00',
  quietUntil: '07:00',
  ask: ['sms', 'wechat'],
  soon: ['sms', 'wechat'],
  later: ['wechat', 'sms'],
  digest: true,
  language: 'zh',
}
const at = (time: string) => atLocal('2026-11-25', time)
const all = new Set(channels)
const minute = fc.integer({ min: 0, max: 14 * 1440 }).map(n => new Date(at('00:00').getTime() + n * 60_000))
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)

test('the night is quiet from its first minute and not at its last', () => {
  expect(quietEnd(at('21:59'), choices)).toBe(null)
  expect(quietEnd(at('22:00'), choices)).toEqual(atLocal('2026-11-26', '07:00'))
  expect(quietEnd(at('06:59'), choices)).toEqual(at('07:00'))
  expect(quietEnd(at('07:00'), choices)).toBe(null)
  expect(quietEnd(at('03:00'), { quietFrom: '00:00', quietUntil: '00:00' })).toBe(null)
})

test('quiet hours hold the moment and end after it, whatever they are', () => {
  fc.assert(
    fc.property(minute, time, time, (now, quietFrom, quietUntil) => {
      const end = quietEnd(now, { quietFrom, quietUntil })
      if (end) {
        expect(end.getTime()).toBeGreaterThan(now.getTime())
        expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(86_400_000)
        expect(quietEnd(end, { quietFrom, quietUntil })).toBe(null)
      }
      const next = nextClock(now, quietFrom)
      expect(next.getTime()).toBeGreaterThan(now.getTime())
      expect(next.getTime() - now.getTime()).toBeLessThanOrEqual(86_400_000)
    }),
  )
})

test('what presses waits for the morning, unless it is of no use by then', () => {
  const ask = (by: Date | null) =>
    waysOf({ level: 'ask', quiet: false, by }, choices, all, at('23:00'), '19:00')
  const morning = atLocal('2026-11-26', '07:00')
  expect(ask(null).map(one => one.dueAt)).toEqual([morning, morning])
  expect(ask(atLocal('2026-11-26', '08:00'))[0]?.dueAt).toEqual(morning)
  expect(ask(atLocal('2026-11-26', '06:00'))[0]?.dueAt).toEqual(at('23:00'))
  expect(ask(at('22:59'))).toEqual([])
})

test('no notice goes out by a way that is not open, twice by one, or before its time; a text message is never a digest', () => {
  const notice = fc.record({
    level: fc.constantFrom(...noticeLevels),
    quiet: fc.boolean(),
    by: fc.option(minute, { nil: null }),
  })
  const some = fc.uniqueArray(fc.constantFrom(...channels))
  const chosen = fc.record({
    quietFrom: time,
    quietUntil: time,
    ask: some,
    soon: some,
    later: some,
    digest: fc.boolean(),
    language: fc.constant('zh' as const),
  })
  fc.assert(
    fc.property(notice, chosen, some, minute, time, (one, choice, open, now, digestAt) => {
      const ways = waysOf(one, choice, new Set(open), now, digestAt)
      expect(new Set(ways.map(way => way.channel)).size).toBe(ways.length)
      for (const way of ways) {
        expect(open).toContain(way.channel)
        expect(way.dueAt.getTime()).toBeGreaterThanOrEqual(now.getTime())
        if (way.digest) expect(way.channel).not.toBe('sms')
        if (one.quiet) expect(way.channel === 'sms' && one.level !== 'later').toBe(false)
      }
      // What presses reaches whoever can be reached at all.
      const useful = one.by === null || one.by > now
      if (one.level !== 'later' && open.length > 0 && useful && !one.quiet)
        expect(ways.length).toBeGreaterThan(0)
    }),
  )
})

const sent: fc.Arbitrary<Sent> = fc.oneof(
  fc.constant<Sent>({ is: 'sent', ref: 'r' }),
  fc.constant<Sent>({ is: 'refused', why: 'no' }),
  fc.integer({ min: 1, max: 5000 }).map(seconds => ({ is: 'later' as const, why: 'limit', seconds })),
  fc.constant<Sent>({ is: 'down', why: 'ECONNREFUSED' }),
  fc.constant<Sent>({ is: 'doubtful', why: 'timeout' }),
)
const found: fc.Arbitrary<Found> = fc.oneof(
  fc.constantFrom<Found>(
    { is: 'sent', ref: null, delivered: null },
    { is: 'sent', ref: null, delivered: true },
    { is: 'never' },
    { is: 'unknown', for: 'now' },
    { is: 'unknown', for: 'good' },
  ),
)

test('whatever a gateway says, a message comes to an end, and is sent again only where it was certainly not taken', () => {
  fc.assert(
    fc.property(
      fc.array(sent, { minLength: 60, maxLength: 60 }),
      fc.array(found, { minLength: 60, maxLength: 60 }),
      (says, finds) => {
        let standing: Standing = { tries: 0, asked: 0, expiresAt: null }
        let state = 'waiting'
        let mayHave = false
        let now = at('09:00')
        let asked: string[] = []
        for (let i = 0; i < 60 && (state === 'waiting' || state === 'asking'); i++) {
          if (state === 'waiting') {
            // Asked twice at least, minutes apart, and the last answer was that it never had it.
            if (mayHave) expect([asked.length >= 2, asked.at(-1)]).toEqual([true, 'never'])
            mayHave = false
            asked = []
          }
          const said = says[i] as Sent
          const was = finds[i] as Found
          const next =
            state === 'waiting'
              ? afterTry(said, standing, now, pauseAfter(1, now))
              : afterAsking(was, standing, now)
          if (state === 'waiting' && (said.is === 'sent' || said.is === 'doubtful')) mayHave = true
          if (state === 'asking') asked.push(was.is)
          state = next.state
          if ('tries' in next) {
            standing = { ...standing, tries: next.tries, asked: next.asked }
            expect(next.nextAt.getTime()).toBeGreaterThanOrEqual(now.getTime())
            now = next.nextAt
          }
        }
        const onlyDown = says.every(one => one.is === 'down')
        if (!onlyDown && says.filter(one => one.is !== 'down').length > 20)
          expect(['sent', 'delivered', 'refused', 'doubtful', 'lapsed']).toContain(state)
      },
    ),
  )
})

test('a gateway that is down costs a message nothing but time, and a message that is too late is not sent', () => {
  const standing = { tries: 2, asked: 0, expiresAt: at('12:00') }
  const paused = at('09:05')
  expect(afterTry({ is: 'down', why: 'x' }, standing, at('09:00'), paused)).toEqual({
    state: 'waiting',
    nextAt: paused,
    tries: 2,
    asked: 0,
  })
  expect(afterTry({ is: 'down', why: 'x' }, standing, at('11:58'), at('12:01'))).toEqual({ state: 'lapsed' })
})

test('words are made of facts, and a text that names what there is not is caught', () => {
  const filling = {
    types: { when: 'span', minutes: 'minutes', by: 'person', project: 'text' } as const,
    facts: { when: '2026-11-27T06:00:00Z/2026-11-27T08:00:00Z', minutes: 125, by: 7, project: '整架' },
    language: 'zh' as const,
    concerns: null,
    times: 1,
    names: new Map([[7, '陈**']]),
  }
  expect(fillIn('{who}：{project} {when}，{minutes} 小时，{by}', filling)).toBe(
    '你：整架 周五 11 月 27 日 14:00 – 16:00，2.08 小时，陈**',
  )
  expect(fillIn('{who}', { ...filling, concerns: '小宇' })).toBe('小宇')
  expect(fillIn('{project}', { ...filling, facts: {} })).toBe('')
  expect(fillIn('{when}', { ...filling, language: 'en' })).toBe('Fri 27 Nov 14:00 – 16:00')
  expect(unknownNames('{who} {times} {project} {phone}', filling.types)).toEqual(['phone'])
  expect(cutTo('图书馆整架', 4)).toBe('图书馆…')
  expect(cutTo('𠮷野家', 3)).toBe('𠮷野家')
})
