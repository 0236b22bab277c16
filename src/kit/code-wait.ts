// When a phone may be sent another code: known to every tab of this device, and after a reload. Kept are a moment and a short print
// of the number, not the number.
import { useEffect, useSyncExternalStore } from 'react'

const PREFIX = 'yunjian.code-wait.'
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

/** Tells numbers of one device apart and says nothing of them. */
export function printOf(phone: string): string {
  let hash = 0
  for (const digit of phone.replace(/\D/g, '')) hash = (hash * 31 + digit.charCodeAt(0)) % 9973
  return hash.toString(36)
}

const secondsUntil = (until: number, now: number) => Math.max(0, Math.ceil((until - now) / 1000))

function secondsLeft(phone: string): number {
  try {
    return secondsUntil(Number(localStorage.getItem(PREFIX + printOf(phone)) ?? 0), Date.now())
  } catch {
    return 0
  }
}

/** From now on so many seconds are to be waited; 0 forgets it. */
export function waitFor(phone: string, seconds: number): void {
  try {
    if (seconds > 0) localStorage.setItem(PREFIX + printOf(phone), String(Date.now() + seconds * 1000))
    else localStorage.removeItem(PREFIX + printOf(phone))
  } catch {
    // A device that keeps nothing is told by the server's refusal.
  }
  tell()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

/** Seconds until this phone may be sent another code, counting down. */
export function useCodeWait(phone: string): number {
  const left = useSyncExternalStore(subscribe, () => secondsLeft(phone))
  useEffect(() => {
    if (left === 0) return
    const timer = setInterval(tell, 250)
    return () => clearInterval(timer)
  }, [left])
  return left
}
