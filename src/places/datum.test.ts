import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gcj02Of, wgs84Of } from './datum.ts'
import { metresBetween } from './rules.ts'

const within = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const inChina = fc.record({ lat: within(20, 50), lng: within(80, 130) })

test('what a map draws is some hundred metres beside, and found back to the centimetre', () => {
  fc.assert(
    fc.property(inChina, at => {
      const drawn = gcj02Of(at)
      expect(metresBetween(at, drawn)).toBeLessThan(1500)
      expect(metresBetween(at, wgs84Of({ ...drawn, datum: 'GCJ-02' }))).toBeLessThan(0.01)
      expect(wgs84Of({ ...at, datum: 'WGS-84' })).toEqual(at)
    }),
  )
})

test('a known point: the gate of Tiananmen as a phone and as a map have it', () => {
  const drawn = gcj02Of({ lat: 39.907333, lng: 116.391244 })
  expect(drawn.lat).toBeCloseTo(39.90874, 4)
  expect(drawn.lng).toBeCloseTo(116.39749, 4)
})
