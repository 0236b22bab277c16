// Whether the server can be reached, as the last thing asked of it tells; the browser's own word is believed only when it says no.
import { useSyncExternalStore } from 'react'
import { heardOf } from './release.ts'

let reached = true
const listeners = new Set<() => void>()

export function heardFrom(server: boolean): void {
  if (server === reached) return
  reached = server
  for (const listener of listeners) listener()
}

export const reachable = (): boolean => reached

export function onReach(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
export const useReachable = (): boolean => useSyncExternalStore(onReach, reachable)

const RESTS_MS = [1000, 2000, 3000, 5000]

/** While it cannot be reached, knocks until somebody answers. */
export function knock(): void {
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const once = async () => {
    const answer = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(5000) }).catch(
      () => undefined,
    )
    if (answer?.ok) {
      heardOf(answer.headers.get('x-release')) // the server that answers may be a newer one
      return heardFrom(true)
    }
    timer = setTimeout(once, RESTS_MS[Math.min(tries++, RESTS_MS.length - 1)])
  }
  onReach(() => {
    clearTimeout(timer)
    tries = 0
    if (!reached) timer = setTimeout(once, RESTS_MS[0])
  })
  addEventListener('offline', () => heardFrom(false))
  addEventListener('online', () => {
    if (!reached) void once()
  })
}
