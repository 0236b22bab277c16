import { expect, test } from 'vitest'
import { localDay } from '../foundation/clock.ts'
import { readSeed } from '../foundation/policies/seed.ts'
import { projectPolicies } from './policies.ts'
import { moved, type Publishable, publicationGaps } from './rules.ts'

/** The rules that come with the product. */
const seed = readSeed() as { key: string; value: unknown }[]
const inForce = (key: string) => seed.find(one => one.key === key)?.value
const { list } = projectPolicies.publication.shape.parse(inForce('projects.publication'))
const { items } = projectPolicies.declaration.shape.parse(inForce('projects.declaration'))
const now = new Date('2026-11-23T01:00:00Z')
const whole: Publishable = {
  title: '谷阳北路菜场周边巡访',
  content: '巡访菜场周边三条道路，记录并上报。',
  conditions: '18 岁以上',
  placeName: '谷阳北路菜市场',
  lat: 31,
  lng: 121,
  communityCode: '310117003001',
  site: null,
  minAge: 18,
  riskLevel: 'high',
  riskNotice: '道路边行走，注意来往车辆。',
  guarantees: ['insurance'],
  insurance: { from: '2026-01-01', until: '2026-12-31' },
  agreement: true,
  positions: [{ places: 14 }],
  shifts: [{ startsAt: new Date('2026-11-26T00:30:00Z'), endsAt: new Date('2026-11-26T02:30:00Z') }],
  declared: Object.fromEntries(items.map(item => [item.id, false])),
}
const asked = { now, list, declaration: items, dangerousAge: 18 }
const rules = (over: Partial<Publishable>) =>
  publicationGaps({ ...whole, ...over }, asked, localDay).map(gap => gap.rule)

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
  expect(publicationGaps({ ...whole, riskNotice: '' }, asked, localDay)[0]?.source).toContain(
    '志愿服务条例 第十二条',
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
  for (const item of items)
    expect(rules({ declared: { ...whole.declared, [item.id]: true } })).toEqual(['declaration'])
  expect(rules({ declared: null })).toEqual(['declaration'])
})

test('the list says when a condition is asked for, and the law how little it may ask', () => {
  const loosened = (rule: string, when: 'always' | 'high-risk' | 'never') =>
    list.map(one => (one.rule === rule ? { ...one, when } : one))
  const gaps = publicationGaps(
    { ...whole, riskLevel: 'low', conditions: '', agreement: false },
    { ...asked, list: loosened('conditions', 'never') },
    localDay,
  )
  expect(gaps).toEqual([])
  const { check } = projectPolicies.publication
  const standing = { before: null, district: null }
  expect(check?.({ list: loosened('conditions', 'never') }, standing)).toBeNull()
  expect(check?.({ list: loosened('insurance', 'high-risk') }, standing)).toBeNull()
  expect(check?.({ list: loosened('insurance', 'never') }, standing)?.field).toBe('list.7.when')
  expect(check?.({ list: list.slice(1) }, standing)?.field).toBe('list')
})

test('states move only along their ways', () => {
  expect(moved('draft', 'submit')).toBe('submitted')
  expect(moved('published', 'submit')).toBeUndefined()
  expect(moved('draft', 'publish')).toBeUndefined()
  expect(moved('closed', 'resume')).toBeUndefined()
})
