// Check-ins seen without network: kept on the phone with the time they were seen, sent when there is network again.
import { api, ask, codeOf } from '../../kit/api.ts'

type Queued = { code: string; seenAt: string; key: string }
const KEY = 'yunjian.checkins'
const DEVICE = 'yunjian.device'

export function deviceId(): string {
  const known = localStorage.getItem(DEVICE)
  if (known) return known
  const made = crypto.randomUUID()
  localStorage.setItem(DEVICE, made)
  return made
}

export const queued = (): Queued[] => {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]')
  } catch {
    return []
  }
}
const keep = (list: Queued[]) => localStorage.setItem(KEY, JSON.stringify(list))

export const enqueue = (code: string): void =>
  keep([...queued(), { code, seenAt: new Date().toISOString(), key: crypto.randomUUID() }])

/** Sends what waits, oldest first. What the server refuses for good is dropped; the leader can still enter it by roster. */
export async function sendQueued(): Promise<void> {
  for (const one of queued()) {
    try {
      await ask(
        api.POST('/api/checkins', {
          body: { code: one.code, seenAt: one.seenAt, device: deviceId() },
          headers: { 'idempotency-key': one.key },
        }),
      )
    } catch (error) {
      if (['offline', 'unavailable', 'signed-out'].includes(codeOf(error))) return
    }
    keep(queued().filter(other => other.key !== one.key))
  }
}
