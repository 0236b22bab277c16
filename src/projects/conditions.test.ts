import { expect, test } from 'vitest'
import { localDay } from '../foundation/clock.ts'
import { type Asked, publicationConditions } from './conditions.ts'

const asked: Asked[] = ['content', 'place', 'time', 'insurance'].map(rule => ({
  rule,
  source: 'law',
  policyId: 7,
}))
const project = {
  title: '图书馆整架',
  content: '把归还的图书按索书号上架。',
  conditions: '',
  placeName: '方松图书馆',
  lat: 31,
  lng: 121,
  communityCode: '310117001001',
  site: null,
  minAge: null,
  riskLevel: 'low' as const,
  riskNotice: '两人一组',
  guarantees: ['water'],
  insurance: { insurer: '中国人寿', policyNo: 'P1', from: '2026-01-01', until: '2027-12-31' },
  agreement: false,
  positions: [{ name: '志愿者', places: 20 }],
  shifts: [{ startsAt: new Date('2026-11-25T01:00:00Z'), endsAt: new Date('2026-11-25T04:00:00Z') }],
  declared: null,
}
const of = (gaps: { rule: string }[], changed: string[] = [], beside: string[] = []) =>
  publicationConditions(
    project,
    asked,
    gaps.map(one => ({ ...one, field: 'x', source: 'law' })),
    new Set(changed),
    beside,
    localDay,
  ).map(one => [one.name, one.state, one.evidence])

test('what must be announced is one line while it is whole, and told apart where it is not', () => {
  expect(of([])).toEqual([
    ['project.rules.announced', 'met', 'project.evidence.whole'],
    ['project.rules.insurance', 'met', '中国人寿 2026-01-01 – 2027-12-31'],
  ])
  expect(of([{ rule: 'shift-past' }]).map(([name, state]) => [name, state])).toEqual([
    ['project.rules.content', 'met'],
    ['project.rules.place', 'met'],
    ['project.rules.shift-past', 'missing'],
    ['project.rules.insurance', 'met'],
  ])
})

test('a change since the return, and another project at the same time, are seen and forbid nothing', () => {
  expect(of([], ['insurance'], ['社区图书整理']).slice(1)).toEqual([
    ['project.rules.insurance', 'met', 'project.evidence.changed'],
    ['project.rules.same-time', 'warn', '社区图书整理'],
  ])
})

test('what stops publication is always shown, though the list of the day does not ask for it', () => {
  const gap = { rule: 'shift-past', field: 'shifts', source: 'law' }
  const shown = publicationConditions(project, asked.slice(3), [gap], new Set(), [], localDay)
  expect(shown.map(one => [one.name, one.state])).toEqual([
    ['project.rules.insurance', 'met'],
    ['project.rules.shift-past', 'missing'],
  ])
})
