// What a person chose on this device: language and elder mode. Kept in local storage, told to the document.
import { useSyncExternalStore } from 'react'

type Settings = { language: 'zh' | 'en'; elder: boolean }
const KEY = 'yunjian.settings'
const listeners = new Set<() => void>()

function stored(): Settings {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return { language: kept.language === 'en' ? 'en' : 'zh', elder: kept.elder === true }
  } catch {
    return { language: 'zh', elder: false }
  }
}
let current = stored()

export const settings = (): Settings => current
export function change(next: Partial<Settings>): void {
  current = { ...current, ...next }
  localStorage.setItem(KEY, JSON.stringify(current))
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const useSettings = (): Settings => useSyncExternalStore(subscribe, settings)
