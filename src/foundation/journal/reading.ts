// Seals, and wakes whoever has something to hear, each on its own: one that is slow, waits for a lock or throws stops nobody else.
import type { Ground } from '../ground.ts'
import { headOf, listen, listenersOf, standings } from './listeners.ts'
import { BATCH, sealBatch } from './sealer.ts'
import { hasMore, readingOnce, watch, watchersOf } from './watchers.ts'

/** Until `stop` is called; failures are reported and tried again. */
export function startReading(
  ground: Ground,
  report: (error: unknown) => void,
  everyMs = 300,
): { stop: () => Promise<void> } {
  let stopping = false
  let wake = () => {}
  const say = (error: unknown) => {
    if (!stopping) report(error)
  }
  const busy = new Map<string, Promise<void>>()
  const begin = (name: string, read: () => Promise<number>) => {
    if (busy.has(name)) return
    const reading = (async () => {
      while (!stopping && (await read()) >= BATCH);
    })()
    busy.set(
      name,
      reading.catch(say).finally(() => busy.delete(name)),
    )
  }

  /** Answers whether there is more to seal at once. In a rush, many small rounds would cost more than they bring. */
  const round = async (): Promise<boolean> => {
    const sealed = await sealBatch(ground.database.pool, BATCH)
    const [head, at] = await Promise.all([headOf(ground.db), standings(ground.db)])
    const now = ground.clock()
    const read = readingOnce(ground)
    for (const one of watchersOf(ground))
      if (hasMore(ground, one, head)) begin(`watcher ${one.name}`, () => watch(ground, one, read))
    for (const one of listenersOf(ground)) {
      const { position = 0, nextAt = null } = at.get(one.name) ?? {}
      if (position < head && !(nextAt && nextAt > now))
        begin(`listener ${one.name}`, () => listen(ground, one))
    }
    return sealed === BATCH
  }

  const running = (async () => {
    while (!stopping) {
      const more = await round().catch(error => {
        say(error)
        return false
      })
      if (more || stopping) continue
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
    stop: async () => {
      stopping = true
      wake()
      await running
      await Promise.all(busy.values())
    },
  }
}
