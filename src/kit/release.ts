// Which release this page is of, and whether the server serves another by now: every answer of the API says so.
import { useSyncExternalStore } from 'react'

export const release =
  typeof document === 'undefined'
    ? ''
    : (document.querySelector<HTMLMetaElement>('meta[name="release"]')?.content ?? '')

let served = release
const listeners = new Set<() => void>()

export function heardOf(next: string | null): void {
  if (next === null || next === served || release === '') return
  served = next
  for (const listener of listeners) listener()
}

/** The other release that is served, if there is one. */
export const useNewRelease = (): string | undefined =>
  useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    () => (served === release ? undefined : served),
  )
