// Distances and the finding of places by the names people write.
import type { Place } from './contract.ts'

export type Point = { lat: number; lng: number }
const EARTH_METRES = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Great-circle distance in metres between two WGS-84 points. */
export function metresBetween(a: Point, b: Point): number {
  const dLat = radians(b.lat - a.lat)
  const dLng = radians(b.lng - a.lng)
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLng / 2) ** 2
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** The places of the district, held in memory: some hundreds, asked for at every turn. */
export type PlaceBook = {
  all: readonly Place[]
  district: Place
  towns: readonly Place[]
  byCode(code: string): Place | undefined
  townNamed(name: string): Place | undefined
  communityNamed(town: Place, name: string): Place | undefined
  townOf(code: string): Place | undefined
}

export function placeBook(all: readonly Place[]): PlaceBook {
  const byCode = new Map(all.map(one => [one.code, one]))
  const byName = new Map(all.map(one => [`${one.parentCode ?? ''}/${one.name}`, one]))
  const district = all.find(one => one.level === 'district')
  if (!district) throw new Error('a district has no place of its own: run `cli district open`')
  return {
    all,
    district,
    towns: all.filter(one => one.level === 'town'),
    byCode: code => byCode.get(code),
    townNamed: name => byName.get(`${district.code}/${name}`),
    communityNamed: (town, name) => byName.get(`${town.code}/${name}`),
    townOf(code) {
      const found = byCode.get(code)
      return found?.level === 'community'
        ? byCode.get(found.parentCode ?? '')
        : found?.level === 'town'
          ? found
          : undefined
    },
  }
}
