// Runs what is due. Each timer in its own transaction, which also settles it: effect and timer stand or fall together, and the
// row's lock keeps other processes away. One that throws leaves nothing behind but its error, and comes again later.
import { afterFailures, wordsOf } from '../backing-off.ts'
import type { Ground, TimerKind } from '../ground.ts'
import { inRounds } from '../rounds.ts'
import { type Claimed, claimNext, postpone, sweepTimers } from './timers.ts'

const STEPS = [60, 300, 1800, 7200, 21_600, 43_200, 86_400]
/** After so many tries it waits for somebody to look at it. */
export const MOST_TRIES = 8
const MOST_A_RUN = 1000

/** Answers how many were run here, well or not. Several processes share the work. */
export async function runDueTimers(ground: Ground, most = MOST_A_RUN): Promise<number> {
  const kinds = new Map(ground.rooms.flatMap(room => room.timers ?? []).map(one => [one.kind, one]))
  for (let ran = 0; ran < most; ran++) if (!(await runNext(ground, kinds))) return ran
  return most
}

async function runNext(ground: Ground, kinds: ReadonlyMap<string, TimerKind>): Promise<boolean> {
  let claimed: Claimed | undefined
  try {
    return await ground.transact(async tx => {
      claimed = await claimNext(tx, ground.clock())
      if (!claimed) return false
      const kind = kinds.get(claimed.kind)
      // An older process beside a new one does not know it yet: it comes again, and fails for good only in the end.
      if (!kind) throw new Error(`nobody here knows timers of the kind ${claimed.kind}`)
      await kind.run(ground, tx, claimed)
      return true
    })
  } catch (error) {
    if (!claimed) throw error
    const timer = claimed
    const tries = timer.tries + 1
    const at = ground.clock()
    ground.log.error({ err: error, timer: timer.id, kind: timer.kind, tries }, 'timer failed')
    await ground.transact(tx =>
      postpone(tx, timer, {
        error: wordsOf(error),
        at,
        nextAt: tries < MOST_TRIES ? afterFailures(at, tries, STEPS) : null,
      }),
    )
    return true
  }
}

const DAYS_KEPT = 30
/** What was done stays a month, for whoever asks what happened; what failed stays until somebody looks at it. */
export const forgetDoneTimers = (ground: Ground): Promise<number> =>
  sweepTimers(ground.db, new Date(ground.clock().getTime() - DAYS_KEPT * 86_400_000))

const A_ROUND = 50
/** Looks every second or so for what is due, until it is stopped. */
export const startTimers = (
  ground: Ground,
  report: (error: unknown) => void,
  everyMs = 1000,
): { stop: () => Promise<void> } =>
  inRounds(async () => (await runDueTimers(ground, A_ROUND)) === A_ROUND, report, everyMs)
