import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localDay } from '../foundation/clock.ts'
import type { FreeTime } from '../people/rules.ts'
import { Finder, type OpenSlot } from './finder.ts'

const now = new Date('2026-11-23T01:00:00Z')
const slot = (id: number, over: Partial<OpenSlot> = {}): OpenSlot => ({
  id,
  projectId: id,
  title: '陪老人学用手机',
  kind: 'elderly',
  placeName: '江虹社区',
  asks: [],
  takes: ['workday-morning'],
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
const query = { sort: 'soonest' as const, limit: 20 }
const ids = (over: object) => finder.find({ ...query, ...over }, now).hits.map(hit => hit.slot.id)

test('one hit a project, its soonest shift, nothing that has begun', () => {
  expect(ids({})).toEqual([1, 2, 4])
  expect(finder.find(query, now).hits[0]?.shifts).toBe(2)
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
test('by what one can and when one has time: any skill that is asked for, every part that is taken', () => {
  const made = new Finder()
  made.fill([
    slot(1, { asks: ['first-aid', 'sign'], takes: ['workday-morning', 'workday-afternoon'] }),
    slot(2, { asks: ['smartphones'], takes: ['dayoff-morning'] }),
    slot(3),
  ])
  const found = (over: object) => made.find({ ...query, ...over }, now).hits.map(hit => hit.slot.id)
  expect(found({ can: 'sign,law' })).toEqual([1])
  expect(found({ can: 'law' })).toEqual([])
  expect(found({ times: 'workday-morning,dayoff-morning' })).toEqual([2, 3])
  expect(found({ times: 'workday-morning,workday-afternoon' })).toEqual([1, 3])
  expect(found({ can: 'first-aid,smartphones', times: 'dayoff-morning' })).toEqual([2])
})
test('nearest first, with the distance', () => {
  expect(ids({ sort: 'nearest', lat: 31.1, lng: 121.22 })[0]).toBe(2)
  expect(finder.find({ ...query, lat: 31.1, lng: 121.22 }, now).hits[0]?.metres).toBeGreaterThan(6000)
})

test('page by page it answers what looking at every slot would, each project once, in order', () => {
  const towns = ['310117003000', '310117004000']
  const aSlot = fc.record({
    projectId: fc.integer({ min: 1, max: 12 }),
    title: fc.constantFrom('清河', '陪老人学用手机', '图书馆整架'),
    kind: fc.constantFrom('elderly', 'environment'),
    townCode: fc.constantFrom(...towns),
    lat: fc.constantFrom(31.0, 31.05, 31.1),
    admitted: fc.constantFrom(0, 10),
    asks: fc.subarray(['first-aid', 'sign']),
    takes: fc.subarray<FreeTime>(['workday-morning', 'dayoff-evening'], { minLength: 1 }),
    hour: fc.integer({ min: -2, max: 60 }),
  })
  const aQuery = fc.record(
    {
      text: fc.constantFrom('清河', '手机', '图书 整架', '没有'),
      town: fc.constantFrom(...towns),
      kind: fc.constantFrom('elderly' as const, 'environment' as const),
      free: fc.constant(true),
      can: fc.constantFrom('sign', 'sign,law'),
      times: fc.constantFrom('workday-morning', 'workday-morning,dayoff-evening'),
      from: fc.constantFrom('2026-11-23', '2026-11-24'),
      until: fc.constantFrom('2026-11-24', '2026-11-25'),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(
      fc.array(aSlot, { maxLength: 40 }),
      aQuery,
      fc.constantFrom('soonest' as const, 'nearest' as const),
      fc.integer({ min: 1, max: 5 }),
      (drawn, conditions, sort, limit) => {
        const slots = drawn.map(({ hour, ...one }, i) =>
          slot(i + 1, { ...one, startsAt: new Date(now.getTime() + hour * 3_600_000) }),
        )
        const made = new Finder()
        made.fill(slots)
        const here = { lat: 31.02, lng: 121.22 }
        const got: OpenSlot[] = []
        let after: string | undefined
        do {
          const page = made.find({ ...conditions, ...here, sort, limit, after }, now)
          expect(page.hits.length).toBeLessThanOrEqual(limit)
          got.push(...page.hits.map(hit => hit.slot))
          after = page.next ?? undefined
        } while (after !== undefined)

        const dayOf = (one: OpenSlot) => localDay(one.startsAt)
        const fits = slots
          .filter(one => one.startsAt > now)
          .filter(one => !conditions.town || one.townCode === conditions.town)
          .filter(one => !conditions.kind || one.kind === conditions.kind)
          .filter(one => !conditions.free || one.admitted < one.places)
          .filter(one => !conditions.can || one.asks.includes('sign'))
          .filter(one => conditions.times !== 'workday-morning' || !one.takes.includes('dayoff-evening'))
          .filter(one => !conditions.from || dayOf(one) >= conditions.from)
          .filter(one => !conditions.until || dayOf(one) <= conditions.until)
          .filter(one => (conditions.text ?? '').split(' ').every(word => one.title.includes(word)))
          .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || a.id - b.id)
        const firsts = fits.filter((one, i) => fits.findIndex(it => it.projectId === one.projectId) === i)
        const far = (one: OpenSlot) => Math.abs(one.lat - here.lat)
        const expected = sort === 'nearest' ? firsts.sort((a, b) => far(a) - far(b) || a.id - b.id) : firsts
        expect(got.map(one => one.id)).toEqual(expected.map(one => one.id))
      },
    ),
  )
})
