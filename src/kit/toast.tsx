// One short sentence that goes away by itself.
import { useSyncExternalStore } from 'react'

let text = ''
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

export function toast(next: string): void {
  text = next
  tell()
  clearTimeout(timer)
  timer = setTimeout(() => {
    text = ''
    tell()
  }, 4000)
}

export function Toaster() {
  const now = useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => text,
  )
  return (
    <div aria-live="polite" role="status">
      {now && <div className="toast">{now}</div>}
    </div>
  )
}
