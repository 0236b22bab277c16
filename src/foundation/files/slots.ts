// So many at a time; the others wait in the order in which they came, and no more of them than fit.
import { refuse } from './refusals.ts'

export type Slots = <T>(work: () => Promise<T>) => Promise<T>

/** @throws Refusal `file.busy` when `waiting` others wait already. */
export function makeSlots(atOnce: number, waiting: number): Slots {
  let busy = 0
  const queue: (() => void)[] = []
  return async work => {
    if (busy >= atOnce) {
      if (queue.length >= waiting) throw refuse('file.busy')
      await new Promise<void>(resolve => queue.push(resolve))
    } else busy++
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else busy--
    }
  }
}
