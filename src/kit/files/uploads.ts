// Files that somebody chose, each with how far it has come: one after the other, each with its own problem in words.
import { useEffect, useId, useReducer, useRef } from 'react'
import { api, ask, messageOf, Problem } from '../api.ts'
import { clearTyped, markTyped } from '../typed.ts'
import { fingerprintOf } from './remembered.ts'
import { type Going, giveUp, type Sent, sendFile } from './sending.ts'
import { shrunk } from './shrinking.ts'

export type Item = {
  key: number
  file: File
  name: string
  /** A small look at a picture, from this device. */
  preview: string | null
  state:
    | { is: 'waiting' | 'preparing' }
    | ({ is: 'going' } & Going)
    /** `again`: it may go well another time. */
    | { is: 'failed'; problem: string; again: boolean }
    | { is: 'done'; sent: Sent }
}
type Change = { add: Item[] } | { key: number; to: Item['state'] } | { drop: number }

const reduce = (items: readonly Item[], change: Change): readonly Item[] => {
  if ('add' in change) return [...items, ...change.add]
  if ('drop' in change) return items.filter(item => item.key !== change.drop)
  return items.map(item => (item.key === change.key ? { ...item, state: change.to } : item))
}

let serial = 0

export function useUploads(of: {
  purpose: string
  subject?: string | undefined
  onSent?: ((sent: Sent) => void) | undefined
  onGone?: ((id: number) => void) | undefined
}) {
  const [items, change] = useReducer(reduce, [])
  const line = useRef<Promise<void>>(Promise.resolve())
  const stops = useRef(new Map<number, AbortController>())
  const now = useRef(of)
  now.current = of
  // The page goes: what is on its way stops, and goes on when the same file is chosen again.
  useEffect(() => {
    const all = stops.current
    return () => {
      for (const stop of all.values()) stop.abort()
    }
  }, [])

  // On its way, or not yet part of anything: a page that is loaded anew by itself would lose it.
  const loose = items.some(item => !(of.subject && item.state.is === 'done'))
  const id = useId()
  useEffect(() => {
    if (!loose) return
    markTyped(`upload ${id}`)
    return () => clearTyped(`upload ${id}`)
  }, [loose, id])

  const send = async (item: Item, stop: AbortController) => {
    if (stop.signal.aborted) return
    const { purpose, subject, onSent } = now.current
    try {
      change({ key: item.key, to: { is: 'preparing' } })
      const prepared = await shrunk(item.file)
      const sent = await sendFile({
        purpose,
        subject,
        fingerprint: fingerprintOf(item.file, purpose, subject),
        ...prepared,
        signal: stop.signal,
        tell: going => change({ key: item.key, to: { is: 'going', ...going } }),
      })
      change({ key: item.key, to: { is: 'done', sent } })
      onSent?.(sent)
    } catch (error) {
      if (stop.signal.aborted) return
      const status = error instanceof Problem ? error.body.status : 0
      const again = status === 0 || status === 429 || status >= 500
      change({ key: item.key, to: { is: 'failed', problem: messageOf(error), again } })
    }
  }
  const queue = (item: Item) => {
    const stop = new AbortController()
    stops.current.set(item.key, stop)
    line.current = line.current.then(() => send(item, stop))
  }
  const add = (files: readonly File[]) => {
    // The same file twice is one file.
    const known = new Set(items.map(item => fingerprintOf(item.file, of.purpose, of.subject)))
    const fresh = files
      .filter(file => !known.has(fingerprintOf(file, of.purpose, of.subject)))
      .map(
        (file): Item => ({
          key: ++serial,
          file,
          name: file.name,
          preview: file.type.startsWith('image/') ? URL.createObjectURL(file) : null,
          state: { is: 'waiting' },
        }),
      )
    change({ add: fresh })
    for (const item of fresh) queue(item)
  }
  const again = (item: Item) => {
    change({ key: item.key, to: { is: 'waiting' } })
    queue(item)
  }
  const drop = async (item: Item) => {
    stops.current.get(item.key)?.abort()
    change({ drop: item.key })
    if (item.preview) URL.revokeObjectURL(item.preview)
    await giveUp(fingerprintOf(item.file, of.purpose, of.subject))
    if (item.state.is !== 'done') return
    const { id } = item.state.sent
    now.current.onGone?.(id)
    await ask(api.DELETE('/api/files/{id}', { params: { path: { id } } })).catch(() => {})
  }
  return { items, add, again, drop }
}
