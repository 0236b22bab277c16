// When a session was last used, written now and then and for many at once: staff by the minute, since half an hour without use ends their
// session, others by the hour. Invariant: what is written is never later than the use, and earlier by no more than that.
import type pg from 'pg'
import { makeBatches } from '../batches.ts'

const STAFF_MS = 60_000
const OTHERS_MS = 3_600_000

type Mark = { sessionId: string; at: Date }
/** `idleMs` tells whose session it is: only those of staff end by standing idle. */
type Used = { usedAt: number; idleMs: number }

const WRITE = `insert into session_state (session_id, used_at)
  select s.id, max(m.at) from unnest($1::text[], $2::timestamptz[]) as m (id, at) join session s on s.id = m.id group by s.id
  on conflict (session_id) do update set used_at = excluded.used_at where session_state.used_at < excluded.used_at`

/** Notes a use. The request does not wait for it; what could not be written is noted by the next. */
export function makeMarks(pool: pg.Pool): (known: Used, sessionId: string | null, now: Date) => void {
  const write = makeBatches<Mark, void>({
    run: async marks => {
      await pool.query({
        name: 'mark-sessions',
        text: WRITE,
        values: [marks.map(one => one.sessionId), marks.map(one => one.at)],
      })
      return marks.map(() => ({ answer: undefined }))
    },
  })
  return (known, sessionId, now) => {
    const before = known.usedAt
    const every = Number.isFinite(known.idleMs) ? STAFF_MS : OTHERS_MS
    if (sessionId === null || now.getTime() - before < every) return
    known.usedAt = now.getTime()
    write({ sessionId, at: now }).catch(() => {
      known.usedAt = before
    })
  }
}
