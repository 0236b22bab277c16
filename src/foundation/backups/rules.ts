// Which backups go when there is no room, and when the last good one is old. Pure.

export type Kept = { id: number; bytes: number; askedAt: Date }

/** @source floor plan: older than this it is said to be old. */
export const OLD_AFTER_HOURS = 26
/** So many stay whatever the room. */
export const ALWAYS_KEPT = 7

export const isOld = (lastGood: Date | null, now: Date): boolean =>
  lastGood === null || now.getTime() - lastGood.getTime() > OLD_AFTER_HOURS * 3_600_000

/** The oldest good ones, as few as make the room that is asked for; never the last seven. */
export function toRemove(good: readonly Kept[], wanted: number): Kept[] {
  const oldestFirst = [...good].sort((a, b) => a.askedAt.getTime() - b.askedAt.getTime())
  const spare = oldestFirst.slice(0, Math.max(0, oldestFirst.length - ALWAYS_KEPT))
  const going: Kept[] = []
  let room = 0
  for (const one of spare) {
    if (room >= wanted) break
    going.push(one)
    room += one.bytes
  }
  return going
}
