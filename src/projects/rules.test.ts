import { expect, test } from 'vitest'
import { localDay } from '../foundation/clock.ts'
import { declarationItems, moved, type Publishable, publicationGaps } from './rules.ts'

const now = new Date('2026-11-23T01:00:00Z')
const whole: Publishable = {
  title: '谷阳北路菜场周边巡访',
  content: '巡访菜场周边三条道路，记录并上报。',
  conditions: '18 岁以上',
  placeName: '谷阳北路菜市场',
  lat: 31,
  lng: 121,
  communityCode: '310117003001',
  minAge: 18,
  riskLevel: 'high',
  riskNotice: '道路边行走，注意来往车辆。',
  guarantees: ['insurance'],
  insurance: { from: '2026-01-01', until: '2026-12-31' },
  agreement: true,
  positions: [{ places: 14 }],
  shifts: [{ startsAt: new Date('2026-11-26T00:30:00Z'), endsAt: new Date('2026-11-26T02:30:00Z') }],
  declared: Object.fromEntries(declarationItems.map(item => [item, false])),
}
const rules = (over: Partial<Publishable>) =>
  publicationGaps({ ...whole, ...over }, now, 18, localDay).map(gap => gap.rule)

test('a whole project misses nothing', () => expect(rules({})).toEqual([]))

test('each thing the law asks for is missed by name, with its source', () => {
  expect(rules({ content: '' })).toEqual(['content'])
  expect(rules({ lat: null })).toEqual(['place'])
  expect(rules({ positions: [] })).toEqual(['numbers'])
  expect(rules({ shifts: [] })).toEqual(['time'])
  expect(rules({ riskNotice: '小心' })).toEqual(['risk-notice'])
  expect(rules({ guarantees: [] })).toEqual(['guarantees'])
  expect(rules({ insurance: null })).toEqual(['insurance'])
  expect(rules({ insurance: { from: '2026-01-01', until: '2026-11-25' }, riskLevel: 'low' })).toEqual([
    'insurance-period',
  ])
  expect(publicationGaps({ ...whole, riskNotice: '' }, now, 18, localDay)[0]?.source).toContain(
    '志愿服务条例 12',
  )
})

test('dangerous work asks for an agreement and for grown-ups', () => {
  expect(rules({ agreement: false })).toEqual(['agreement'])
  expect(rules({ minAge: 16 })).toEqual(['minimum-age'])
  expect(rules({ agreement: false, minAge: null, riskLevel: 'low' })).toEqual([])
})

test('a shift in the past cannot be announced', () => {
  expect(rules({ shifts: [{ startsAt: now, endsAt: new Date(now.getTime() + 3_600_000) }] })).toEqual([
    'shift-past',
  ])
})

test('what is not volunteering is not published: every class must be denied', () => {
  for (const item of declarationItems)
    expect(rules({ declared: { ...whole.declared, [item]: true } })).toEqual(['declaration'])
  expect(rules({ declared: null })).toEqual(['declaration'])
})

test('states move only along their ways', () => {
  expect(moved('draft', 'submit')).toBe('submitted')
  expect(moved('published', 'submit')).toBeUndefined()
  expect(moved('draft', 'publish')).toBeUndefined()
  expect(moved('closed', 'resume')).toBeUndefined()
})
