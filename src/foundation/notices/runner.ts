// Plans and sends, in every process, until it is stopped.
import type { Ground } from '../ground.ts'
import { inRounds } from '../rounds.ts'
import { planNotices } from './planning.ts'
import { sendNotices } from './sending.ts'

/** One look at what waits. Answers how much was done. */
export const noticeRound = async (ground: Ground): Promise<number> =>
  (await planNotices(ground)) + (await sendNotices(ground))

/** Looks every second, and at once again while there is something. */
export const startNotices = (
  ground: Ground,
  report: (error: unknown) => void,
  everyMs = 1000,
): { stop: () => Promise<void> } => inRounds(async () => (await noticeRound(ground)) > 0, report, everyMs)
