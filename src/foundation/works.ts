// Long work over several processes: each piece has one worker at a time, by a lock that dies with it, and whoever sees a piece
// without a worker takes it over.
import { afterFailures } from './backing-off.ts'
import { ifFree } from './database/alone.ts'
import type { Ground, Work } from './ground.ts'

const STEPS = [5, 30, 120, 600]

/** Works on a piece unless somebody else does. Answers whether it was done here. @param how in place of the work's own way. */
export const workOn = async (
  ground: Ground,
  work: Pick<Work, 'name' | 'run'>,
  id: number,
  how: () => Promise<void> = () => work.run(ground, id),
): Promise<boolean> =>
  (await ifFree(ground.database, `${work.name}:${id}`, async () => {
    await how()
    return true
  })) ?? false

/** Takes what is open, one piece at a time in this process, until it is stopped. What fails is tried again later. */
export function startWorks(
  ground: Ground,
  report: (error: unknown) => void,
  everyMs = 1000,
): { stop: () => Promise<void> } {
  const works = ground.rooms.flatMap(room => room.works ?? [])
  const failures = new Map<string, { tries: number; nextAt: Date }>()
  let stopped = false
  let wake = () => {}

  const take = async (work: Work, id: number) => {
    const key = `${work.name}:${id}`
    const failed = failures.get(key)
    if (failed && failed.nextAt > new Date()) return
    try {
      await workOn(ground, work, id)
      failures.delete(key)
    } catch (error) {
      const tries = (failed?.tries ?? 0) + 1
      failures.set(key, { tries, nextAt: afterFailures(new Date(), tries, STEPS) })
      if (!stopped) report(error)
    }
  }
  const round = async () => {
    for (const work of works)
      for (const { id } of await work.open(ground)) {
        if (stopped) return
        await take(work, id)
      }
  }
  const running = (async () => {
    while (!stopped) {
      await round().catch(error => {
        if (!stopped) report(error)
      })
      if (stopped) return
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, everyMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return {
    /** Waits for the piece under way: it stops by itself where its rows say so, or its process ends without it. */
    stop: async () => {
      stopped = true
      wake()
      await Promise.race([running, new Promise(resolve => setTimeout(resolve, 2000).unref())])
    },
  }
}
