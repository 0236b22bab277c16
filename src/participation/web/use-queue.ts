// The check-ins that wait on this phone, of whoever is signed in.
import { useSyncExternalStore } from 'react'
import { useSession } from '../../kit/session.ts'
import { onQueue, type Queued, queued } from './queue.ts'

export function useQueue(): { account: string | null; waiting: Queued[]; refused: Queued[] } {
  const account = useSession().data?.accountId ?? null
  const mine = useSyncExternalStore(onQueue, queued).filter(one => one.account === account)
  return {
    account,
    waiting: mine.filter(one => one.refused === null),
    refused: mine.filter(one => one.refused !== null),
  }
}
