// Spans of time below each other, on one axis: what lies at one time is seen at once.
import { clockOf } from './format.ts'
import { measured } from './share.tsx'
import './spans.css'

export type Span = {
  key: string | number
  title: string
  startsAt: string
  endsAt: string
  tone: 'indigo' | 'amber'
}

const at = (moment: string) => new Date(moment).getTime()

/** Minutes in which more than one of the spans lies. */
export function sharedMinutes(spans: readonly Pick<Span, 'startsAt' | 'endsAt'>[]): number {
  const edges = spans
    .flatMap(one => [
      { at: at(one.startsAt), step: 1 },
      { at: at(one.endsAt), step: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.step - b.step)
  let shared = 0
  let open = 0
  for (const [i, edge] of edges.entries()) {
    open += edge.step
    if (open > 1) shared += (edges[i + 1]?.at ?? edge.at) - edge.at
  }
  return Math.round(shared / 60_000)
}

export function Spans({ spans }: { spans: readonly Span[] }) {
  const from = Math.min(...spans.map(one => at(one.startsAt)))
  const length = Math.max(...spans.map(one => at(one.endsAt))) - from || 1
  const place = (moment: string) => (100 * (at(moment) - from)) / length
  return (
    <div className="spans">
      <p className="second num spans-ends">
        <span>{clockOf(new Date(from))}</span>
        <span>{clockOf(new Date(from + length))}</span>
      </p>
      <ul>
        {spans.map(one => (
          <li key={one.key}>
            <i
              className={one.tone}
              style={measured({
                from: `${place(one.startsAt)}%`,
                length: `${place(one.endsAt) - place(one.startsAt)}%`,
              })}
            />
            <span>
              {one.title}{' '}
              <small className="second num">
                {clockOf(one.startsAt)} – {clockOf(one.endsAt)}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
