// Plans and sends, in every process, until it is stopped.
import type { Ground } from '../ground.ts'
import { planNotices } from './planning.ts'
import { sendNotices } from './sending.ts'

/** One look at what waits. Answers how much was done. */
export const noticeRound = async (ground: Ground): Promise<number> =>
  (await planNotices(ground)) + (await sendNotices(ground))

/** Looks every second, and at once again while there is much. */
export function startNotices(
  ground: Ground,
  report: (error: unknown) => void,
  everyMs = 1000,
): { stop: () => Promise<void> } {
  let stopped = false
  let running: Promise<unknown> = Promise.resolve()
  let next: NodeJS.Timeout | undefined
  const round = () => {
    running = noticeRound(ground)
      .catch(error => {
        if (!stopped) report(error)
        return 0
      })
      .then(done => {
        if (!stopped) next = setTimeout(round, done > 0 ? 0 : everyMs)
      })
  }
  round()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(next)
      await running
    },
  }
}
