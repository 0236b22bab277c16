// 坐标系: positions as maps and phones give them, and the one in which distances are reckoned. Pure.
// Maps sold in China draw GCJ-02, which lies some hundred metres beside WGS-84. The way there is a known formula; the way back is found
// by coming nearer, to less than a centimetre.
import type { Point } from './rules.ts'

export const datums = ['WGS-84', 'GCJ-02'] as const
export type Datum = (typeof datums)[number]

const AXIS = 6_378_245
const ECCENTRICITY = 0.006_693_421_622_965_943
const ROUNDS = 6
const sinPi = (x: number) => Math.sin(x * Math.PI)
const waves = (a: number, x: number, b: number, y: number) => ((a * sinPi(x) + b * sinPi(y)) * 2) / 3

/** Where GCJ-02 draws a WGS-84 point. */
export function gcj02Of({ lat, lng }: Point): Point {
  const [x, y] = [lng - 105, lat - 35]
  const ripple = waves(20, 6 * x, 20, 2 * x)
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y ** 2 +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    ripple +
    waves(20, y, 40, y / 3) +
    waves(160, y / 12, 320, y / 30)
  const east =
    300 +
    x +
    2 * y +
    0.1 * x ** 2 +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    ripple +
    waves(20, x, 40, x / 3) +
    waves(150, x / 12, 300, x / 30)
  const radians = (lat * Math.PI) / 180
  const curve = 1 - ECCENTRICITY * Math.sin(radians) ** 2
  const metresAlong = (AXIS * (1 - ECCENTRICITY)) / curve ** 1.5
  const metresAcross = (AXIS / Math.sqrt(curve)) * Math.cos(radians)
  return {
    lat: lat + ((north / metresAlong) * 180) / Math.PI,
    lng: lng + ((east / metresAcross) * 180) / Math.PI,
  }
}

/** A position by WGS-84, whichever datum it was given in. */
export function wgs84Of(given: Point & { datum: Datum }): Point {
  let at: Point = { lat: given.lat, lng: given.lng }
  if (given.datum === 'WGS-84') return at
  for (let round = 0; round < ROUNDS; round++) {
    const drawn = gcj02Of(at)
    at = { lat: at.lat + given.lat - drawn.lat, lng: at.lng + given.lng - drawn.lng }
  }
  return at
}
