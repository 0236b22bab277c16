// Check-ins seen without network: kept on the phone with the time they were seen, sent by themselves when the server answers.
// Invariant: what may pass is kept, what is refused for good stays until its person has seen why, and one account's are never sent as
// another's.
import { api, ask, Problem, secondsIn } from '../../kit/api.ts'
import { passes } from '../../kit/failure.ts'

export type Queued = {
  code: string
  seenAt: string
  key: string
  account: string
  /** Somebody of the household; absent for oneself. */
  member?: { id: number; name: string } | undefined
  /** When it was last tried; null before the first time. */
  triedAt: string | null
  /** Why it will not be taken, in the reader's words. */
  refused: string | null
}
const KEY = 'yunjian.checkins'
const DEVICE = 'yunjian.device'

export function deviceId(): string {
  const known = localStorage.getItem(DEVICE)
  if (known) return known
  const made = crypto.randomUUID()
  localStorage.setItem(DEVICE, made)
  return made
}

const listeners = new Set<() => void>()
let text: string | null = null
let list: Queued[] = []
/** The same list as long as nothing changed. */
export function queued(): Queued[] {
  const stored = localStorage.getItem(KEY)
  if (stored === text) return list
  text = stored
  try {
    list = JSON.parse(stored ?? '[]') as Queued[]
  } catch {
    list = []
  }
  return list
}

function keep(next: Queued[]): void {
  localStorage.setItem(KEY, JSON.stringify(next))
  for (const listener of listeners) listener()
}
const change = (key: string, over: Partial<Queued>) =>
  keep(queued().map(one => (one.key === key ? { ...one, ...over } : one)))

export function onQueue(listener: () => void): () => void {
  listeners.add(listener)
  const elsewhere = (event: StorageEvent) => event.key === KEY && listener()
  addEventListener('storage', elsewhere)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', elsewhere)
  }
}

export const enqueue = (
  account: string,
  code: string,
  member?: Queued['member'],
  seenAt = new Date(),
): void =>
  keep([
    ...queued(),
    {
      code,
      seenAt: seenAt.toISOString(),
      key: crypto.randomUUID(),
      account,
      member,
      triedAt: null,
      refused: null,
    },
  ])

/** Seen by its person, it goes. */
export const dismiss = (key: string): void => keep(queued().filter(one => one.key !== key))

/** The shift that a code names: `YJ1.<shift>.<window>.<mac>`. */
export const shiftOf = (code: string): number => Number(code.split('.')[1])

/** Signed out passes too: whoever signs in again sends it. Twice means that it had arrived and the answer was lost. */
export const fateOf = (error: unknown): 'taken' | 'again' | 'refused' => {
  if (!(error instanceof Problem) || passes(error)) return 'again'
  const { code, status } = error.body
  if (code === 'checkin.twice') return 'taken'
  return [401, 408, 425, 429].includes(status) ? 'again' : 'refused'
}

const REST_MS = 15_000

/** @returns in how many milliseconds to try again, where it was not settled */
async function sendOne(one: Queued): Promise<'taken' | 'refused' | number> {
  change(one.key, { triedAt: new Date().toISOString() })
  try {
    const body = { code: one.code, seenAt: one.seenAt, device: deviceId(), forPerson: one.member?.id }
    await ask(api.POST('/api/checkins', { body, headers: { 'idempotency-key': one.key } }))
  } catch (error) {
    const fate = fateOf(error)
    if (fate === 'again') return secondsIn(error) * 1000 || REST_MS
    if (fate === 'refused') {
      change(one.key, { refused: error instanceof Error ? error.message : String(error) })
      return fate
    }
  }
  dismiss(one.key)
  return 'taken'
}

type Sent = { taken: number; again: number | undefined }
let sending: Promise<Sent> | undefined
/** Sends what waits for an account, oldest first. @returns how many were taken, and when to try again where something is left */
export function sendQueued(account: string): Promise<Sent> {
  sending ??= (async () => {
    let taken = 0
    for (const one of queued().filter(it => it.account === account && it.refused === null)) {
      const fate = await sendOne(one)
      if (typeof fate === 'number') return { taken, again: fate }
      if (fate === 'taken') taken++
    }
    return { taken, again: undefined }
  })().finally(() => {
    sending = undefined
  })
  return sending
}
