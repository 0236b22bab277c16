// A session that ended while a page was open: signing in happens above the page, which keeps what was typed.
import { useSyncExternalStore } from 'react'

let asked = false
const listeners = new Set<() => void>()

function set(next: boolean): void {
  if (asked === next) return
  asked = next
  for (const listener of listeners) listener()
}
export const askToSignIn = (): void => set(true)
export const signInAnswered = (): void => set(false)
export const useAskedToSignIn = (): boolean =>
  useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    () => asked,
  )
