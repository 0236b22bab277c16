// An in-process index of what is open: every open slot from now on, by project. Pure over the slots it is given.
import { type LocalDay, localDay } from '../foundation/clock.ts'
import { metresBetween } from '../places/rules.ts'
import type { FindQuery } from './contract.ts'

export type OpenSlot = {
  id: number
  projectId: number
  title: string
  kind: string
  placeName: string
  townCode: string
  lat: number
  lng: number
  startsAt: Date
  endsAt: Date
  places: number
  admitted: number
  waiting: number
}
type Entry = { slot: OpenSlot; day: LocalDay; words: string; startsAt: number }
export type Hit = { slot: OpenSlot; shifts: number; metres: number | null }

const fold = (text: string) => text.normalize('NFKC').toLowerCase()

export class Finder {
  private entries: Entry[] = []
  private byId = new Map<number, Entry>()

  /** Takes all open slots, soonest first. */
  fill(slots: readonly OpenSlot[]): void {
    this.entries = slots.map(slot => ({
      slot,
      day: localDay(slot.startsAt),
      words: fold(`${slot.title} ${slot.placeName}`),
      startsAt: slot.startsAt.getTime(),
    }))
    this.byId = new Map(this.entries.map(entry => [entry.slot.id, entry]))
  }

  get size(): number {
    return this.entries.length
  }

  /** Fresh counters for slots the index holds. */
  count(counters: readonly { id: number; places: number; admitted: number; waiting: number }[]): void {
    for (const one of counters) {
      const entry = this.byId.get(one.id)
      if (entry)
        Object.assign(entry.slot, { places: one.places, admitted: one.admitted, waiting: one.waiting })
    }
  }

  /** One hit a project: its soonest slot that fits, and how many fit. Text must have two characters to narrow anything. */
  find(query: FindQuery, now: Date): Hit[] {
    const words = fold(query.text ?? '')
      .split(/\s+/)
      .filter(word => [...word].length >= 2)
    const here =
      query.lat === undefined || query.lng === undefined ? undefined : { lat: query.lat, lng: query.lng }
    const after = now.getTime()
    const hits = new Map<number, Hit>()
    for (const entry of this.entries) {
      const { slot } = entry
      if (
        entry.startsAt <= after ||
        (query.town && slot.townCode !== query.town) ||
        (query.kind && slot.kind !== query.kind)
      )
        continue
      if ((query.from && entry.day < query.from) || (query.until && entry.day > query.until)) continue
      if (query.free && (slot.admitted >= slot.places || slot.waiting > 0)) continue
      if (!words.every(word => entry.words.includes(word))) continue
      const known = hits.get(slot.projectId)
      if (known) known.shifts++
      else
        hits.set(slot.projectId, {
          slot,
          shifts: 1,
          metres: here ? Math.round(metresBetween(here, slot)) : null,
        })
    }
    const list = [...hits.values()]
    return query.sort === 'nearest' && here
      ? list.sort((a, b) => (a.metres ?? 0) - (b.metres ?? 0) || a.slot.id - b.slot.id)
      : list
  }
}
