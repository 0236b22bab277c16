// For whom this tab acts, kept until the session or the tab ends; whose session it was stands beside it.
const KEY = 'yunjian.acting'
export type Chosen = { account: string; id: number }
const listeners = new Set<() => void>()

export const storedChosen = (): string | null => sessionStorage.getItem(KEY)
export function readChosen(text: string | null): Chosen | null {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

export function choose(chosen: Chosen | null): void {
  if (chosen) sessionStorage.setItem(KEY, JSON.stringify(chosen))
  else sessionStorage.removeItem(KEY)
  for (const listener of listeners) listener()
}
export const actForSelf = (): void => choose(null)

export function onChosen(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
