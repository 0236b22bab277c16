// What the phone keeps of the signed-in person's own answers, so that the first page opens at once and without network. A query says
// so itself: `meta: { keep: true }`.
// Invariant: never of two people. It is kept under one account and thrown away when another, or nobody, is signed in.
import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { release } from './release.ts'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: { keep?: true }
  }
}

const STORE = 'yunjian.kept'
/** A phone that was found is no window on its owner's week. */
const FORGET_MS = 36 * 3_600_000
/** The first pages of a volunteer are some 30 kB; more than this is not for a phone's store. */
const MOST = 400_000

type Answer = { key: QueryKey; data: unknown; at: number }
/** The release too: another may read its answers differently. */
type Kept = { account: string; release: string; answers: Answer[] }
type Session = { signedIn: boolean; accountId: string | null }

function load(now: number): Kept | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE) ?? 'null') as Kept | null
    if (kept === null || kept.release !== release) return undefined
    return { ...kept, answers: kept.answers.filter(one => now - one.at < FORGET_MS) }
  } catch {
    return undefined
  }
}

export function forget(): void {
  localStorage.removeItem(STORE)
}

/**
 * Gives the answers of last time to the phone's pages, which ask again all the same, and keeps those that come from now on. The desk and
 * the portal are given none: what one may do there is decided by no answer of before.
 */
export function keepAnswers(client: QueryClient, onPhone: boolean, now = Date.now): void {
  for (const { key, data, at } of (onPhone && load(now())?.answers) || []) {
    client.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY, meta: { keep: true } })
    client.setQueryData(key, data, { updatedAt: at })
    client.getQueryCache().find({ queryKey: key })?.invalidate()
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const cache = client.getQueryCache()
  const sessionOf = () => client.getQueryData<Session>(['session'])
  const save = () => {
    const session = sessionOf()
    if (!session?.signedIn || session.accountId === null) return
    const answers = cache
      .getAll()
      .filter(
        query => query.state.data !== undefined && (query.meta?.keep || query.queryKey[0] === 'session'),
      )
      .map(query => ({ key: query.queryKey, data: query.state.data, at: query.state.dataUpdatedAt }))
    const text = JSON.stringify({ account: session.accountId, release, answers } satisfies Kept)
    if (text.length <= MOST) localStorage.setItem(STORE, text)
  }
  cache.subscribe(({ type, query }) => {
    if (type !== 'updated' || query.state.status !== 'success') return
    if (query.queryKey[0] === 'session') {
      const session = query.state.data as Session | undefined
      const kept = load(now())
      if (session && kept && session.accountId !== kept.account) {
        forget()
        void client.resetQueries({ predicate: one => one.queryKey[0] !== 'session' })
      }
    } else if (!query.meta?.keep) return
    clearTimeout(timer)
    timer = setTimeout(save, 300)
  })
  // Signed out in another window: what this one still holds in memory goes as well.
  addEventListener('storage', event => {
    if (event.key === STORE && event.newValue === null) void client.resetQueries()
  })
}
