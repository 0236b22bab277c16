import { expect, test } from 'vitest'
import { Finder, type OpenSlot } from './finder.ts'

const now = new Date('2026-11-23T01:00:00Z')
const slot = (id: number, over: Partial<OpenSlot> = {}): OpenSlot => ({
  id,
  projectId: id,
  title: '陪老人学用手机',
  kind: 'elderly',
  placeName: '江虹社区',
  townCode: '310117003000',
  lat: 31.04,
  lng: 121.22,
  places: 10,
  admitted: 0,
  waiting: 0,
  startsAt: new Date(now.getTime() + id * 3_600_000),
  endsAt: new Date(now.getTime() + (id + 1) * 3_600_000),
  ...over,
})
const finder = new Finder()
finder.fill([
  slot(1),
  slot(2, { title: '周末清河：通波塘', kind: 'environment', townCode: '310117004000', lat: 31.1 }),
  slot(3, { projectId: 1 }),
  slot(4, { admitted: 10 }),
  slot(-1, { projectId: 9 }),
])
const query = { sort: 'soonest' as const, after: 0, limit: 20 }
const ids = (over: object) => finder.find({ ...query, ...over }, now).map(hit => hit.slot.id)

test('one hit a project, its soonest shift, nothing that has begun', () => {
  expect(ids({})).toEqual([1, 2, 4])
  expect(finder.find(query, now)[0]?.shifts).toBe(2)
})
test('text from two characters, folded; one character narrows nothing', () => {
  expect(ids({ text: '清河' })).toEqual([2])
  expect(ids({ text: '江虹 手机' })).toEqual([1, 4])
  expect(ids({ text: '河' })).toEqual([1, 2, 4])
  expect(ids({ text: '没有的' })).toEqual([])
})
test('by town, kind, day and free places', () => {
  expect(ids({ town: '310117004000' })).toEqual([2])
  expect(ids({ kind: 'environment' })).toEqual([2])
  expect(ids({ from: '2026-11-24' })).toEqual([])
  expect(ids({ free: true })).toEqual([1, 2])
})
test('nearest first, with the distance', () => {
  expect(ids({ sort: 'nearest', lat: 31.1, lng: 121.22 })[0]).toBe(2)
  expect(finder.find({ ...query, lat: 31.1, lng: 121.22 }, now)[0]?.metres).toBeGreaterThan(6000)
})
