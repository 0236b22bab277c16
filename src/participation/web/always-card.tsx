// As long as the phone is open: what was scanned without network is sent from here, again and again until it is taken.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { onReach, reachable } from '../../kit/reach.ts'
import { toast } from '../../kit/toast.tsx'
import { sendQueued } from './queue.ts'
import './texts.ts'
import { useQueue } from './use-queue.ts'

export default function SendsQueued() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { account, waiting } = useQueue()
  const count = waiting.length
  useEffect(() => {
    if (account === null || count === 0) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let live = true
    const send = async () => {
      const { taken, again } = await sendQueued(account)
      if (taken > 0) {
        toast(t('take.sentLate', { count: taken }))
        void client.invalidateQueries()
      }
      if (live && again !== undefined) timer = setTimeout(() => void send(), again)
    }
    void send()
    const stop = onReach(() => {
      if (reachable()) void send()
    })
    return () => {
      live = false
      clearTimeout(timer)
      stop()
    }
  }, [account, count, client, t])
  return null
}
