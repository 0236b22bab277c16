// The cloud map (云间, "between the clouds"): communities as circles merged into one outline, coloured by town.
// Voronoi cells of the communities, clipped by the union of their circles; no tiles, no survey.
import { Delaunay } from 'd3-delaunay'
import { useId, useMemo } from 'react'

export type MapPlace = {
  code: string
  name: string
  level: 'district' | 'town' | 'community'
  parentCode: string | null
  lat: number
  lng: number
  hasStation: boolean
}
type Props = {
  places: MapPlace[]
  /** Draws the communities of this town, each its own shape, instead of all towns. */
  town?: string | null
  value: (code: string) => number
  shade: (share: number) => string
  label: string
  open: (code: string) => void
  titleOf: (place: MapPlace) => string
  /** The figure of a community, for the size of its dot; without it, dots say where there is a station. */
  weight?: (communityCode: string) => number
  /** On a dark wall: light words, light dots. */
  dark?: boolean
}

const WIDTH = 560
const HEIGHT = 520
const PAD = 56

/** Kilometres to pixels, north up; longitude shrinks with the cosine of the latitude. */
function project(places: MapPlace[]) {
  const middle = places.reduce((sum, one) => sum + one.lat, 0) / Math.max(1, places.length)
  const flat = places.map(one => ({ one, x: one.lng * Math.cos((middle * Math.PI) / 180), y: -one.lat }))
  const [xs, ys] = [flat.map(p => p.x), flat.map(p => p.y)]
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const scale = Math.min((WIDTH - 2 * PAD) / (x1 - x0 || 1), (HEIGHT - 2 * PAD) / (y1 - y0 || 1))
  const left = (WIDTH - (x1 - x0) * scale) / 2
  const top = (HEIGHT - (y1 - y0) * scale) / 2
  return flat.map(({ one, x, y }) => ({ one, x: left + (x - x0) * scale, y: top + (y - y0) * scale }))
}

export function CloudMap({
  places,
  town: only = null,
  value,
  shade,
  label,
  open,
  titleOf,
  weight,
  dark = false,
}: Props) {
  const clip = useId()
  const drawn = useMemo(() => {
    const shown = (one: MapPlace) => one.code === only || one.parentCode === only
    const points = project(places.filter(one => (only === null ? one.level !== 'district' : shown(one))))
    const communities = points.filter(p => p.one.level === 'community')
    const voronoi = Delaunay.from(
      communities,
      p => p.x,
      p => p.y,
    ).voronoi([0, 0, WIDTH, HEIGHT])
    const cells = communities.map((p, i) => ({
      ...p,
      path: voronoi.renderCell(i),
      radius: reach(communities, i),
    }))
    const towns = points.filter(p => p.one.level === 'town')
    return { cells, shapes: only === null ? towns : communities }
  }, [places, only])
  const cellsOf = (code: string) =>
    drawn.cells.filter(cell => (only === null ? cell.one.parentCode : cell.one.code) === code)
  const most = weight ? Math.max(1, ...drawn.cells.map(cell => weight(cell.one.code))) : 1
  const dotOf = (place: MapPlace) =>
    weight ? 3.6 * Math.sqrt(Math.max(0, weight(place.code)) / most) : place.hasStation ? 1.1 : 0
  const values = drawn.shapes.map(one => value(one.one.code))
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const share = (code: string) => (high > low ? (value(code) - low) / (high - low) : 0.5)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a picture made of buttons has no HTML element of its own
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={label} className="cloud-map">
      <clipPath id={clip}>
        {drawn.cells.map(cell => (
          <circle key={cell.one.code} cx={cell.x} cy={cell.y} r={cell.radius} />
        ))}
      </clipPath>
      {drawn.shapes.map(({ one: town, x, y }) => (
        // biome-ignore lint/a11y/useSemanticElements: a shape inside SVG cannot be a button element
        <g
          key={town.code}
          role="button"
          tabIndex={0}
          aria-label={titleOf(town)}
          onClick={() => open(town.code)}
          onKeyDown={event => (event.key === 'Enter' || event.key === ' ') && open(town.code)}
        >
          <title>{titleOf(town)}</title>
          <g
            clipPath={`url(#${clip})`}
            fill={shade(share(town.code))}
            stroke={shade(share(town.code))}
            strokeWidth={0.8}
          >
            {cellsOf(town.code).map(cell => (
              <path key={cell.one.code} d={cell.path} />
            ))}
          </g>
          {only === null &&
            cellsOf(town.code).map(cell => (
              <circle
                key={cell.one.code}
                cx={cell.x}
                cy={cell.y}
                r={dotOf(cell.one)}
                fill={dark ? '#dff4f8' : '#8f2a1e'}
                opacity={0.4}
              />
            ))}
          <text
            x={x}
            y={y + 4}
            textAnchor="middle"
            fontSize={only === null ? 13 : 10}
            fontWeight={600}
            fill={dark ? '#fff' : '#1d2530'}
            stroke={dark ? '#0b2236' : '#fff'}
            strokeWidth={3}
            paintOrder="stroke"
            pointerEvents="none"
          >
            {town.name.replace(/(街道|镇|居委会|村委会|居民委员会|村民委员会)$/, '')}
          </text>
        </g>
      ))}
    </svg>
  )
}

/** How far a community's circle reaches: to its third neighbour, within bounds, so that dense towns stay whole and wide ones bulge. */
function reach(all: { x: number; y: number; one: MapPlace }[], i: number): number {
  const here = all[i]
  if (!here) return 10
  const near = all
    .filter(other => other.one.parentCode === here.one.parentCode && other !== here)
    .map(other => Math.hypot(other.x - here.x, other.y - here.y))
    .sort((a, b) => a - b)
  return Math.max(20, Math.min(40, (near[2] ?? 24) * 1.25))
}
