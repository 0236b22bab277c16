// An in-process index of what is open: every open slot from now on, by project. Pure over the slots it is given.
// A search walks the shortest list that can hold its answers: those of a town, a kind or two characters of the text.
import { tidyWords } from '../foundation/cleaning.ts'
import { type LocalDay, localDay } from '../foundation/clock.ts'
import type { FreeTime } from '../people/rules.ts'
import { metresBetween } from '../places/rules.ts'
import type { FindQuery } from './contract.ts'

export type OpenSlot = {
  id: number
  projectId: number
  title: string
  kind: string
  placeName: string
  /** Skills and languages asked for, as ids where the district's lists have them. */
  asks: readonly string[]
  /** The parts of the week that it takes. */
  takes: readonly FreeTime[]
  townCode: string
  lat: number
  lng: number
  startsAt: Date
  endsAt: Date
  places: number
  admitted: number
  waiting: number
}
type Entry = {
  slot: OpenSlot
  day: LocalDay
  words: string
  startsAt: number
  /** Projects counted from 0. */
  project: number
}
export type Hit = { slot: OpenSlot; shifts: number; metres: number | null }
export type Found = { total: number; hits: Hit[]; next: string | null }

/** What fits a search, however it is sorted and paged: each project's soonest slot, and how many fit. */
type Fitting = { firsts: Entry[]; shifts: Int32Array }
/** Searches remembered until something changes: the same few are asked again and again, page by page. */
const REMEMBERED = 200

const fold = (text: string) => tidyWords(text).toLowerCase()
const isFree = (slot: OpenSlot) => slot.admitted < slot.places && slot.waiting === 0

/** Every two characters that stand together, once. */
function pairsOf(text: string): Set<string> {
  const letters = [...text]
  const pairs = new Set<string>()
  for (let i = 1; i < letters.length; i++) pairs.add(`${letters[i - 1]}${letters[i]}`)
  return pairs
}

/** The first place in an ascending list whose value is not before the given one. */
function firstAtLeast(length: number, before: (i: number) => boolean): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (before(middle)) low = middle + 1
    else high = middle
  }
  return low
}

/** Degrees as on a flat map: good for saying what is nearer within a district. */
const COS_LATITUDE = Math.cos((31 * Math.PI) / 180)
type Point = { lat: number; lng: number }
const farness = (a: Point, b: Point) => (a.lat - b.lat) ** 2 + ((a.lng - b.lng) * COS_LATITUDE) ** 2

export class Finder {
  /** Soonest first; those of one moment by id. */
  private entries: Entry[] = []
  private byId = new Map<number, Entry>()
  /** Places in `entries`, ascending: `town 310117…`, `kind elderly`, `text 清河`. */
  private lists = new Map<string, number[]>()
  /** By project, valid when `seen` holds the number of the search under way. */
  private seen = new Int32Array(0)
  private shifts = new Int32Array(0)
  private search = 0
  private remembered = new Map<string, Fitting>()

  /** Takes all open slots. */
  fill(slots: readonly OpenSlot[]): void {
    const projects = new Map<number, number>()
    const pairs = new Map<string, Set<string>>()
    this.entries = slots
      .map(slot => {
        const project = projects.get(slot.projectId) ?? projects.size
        projects.set(slot.projectId, project)
        return {
          slot,
          project,
          day: localDay(slot.startsAt),
          words: fold(`${slot.title} ${slot.placeName}`),
          startsAt: slot.startsAt.getTime(),
        }
      })
      .sort((a, b) => a.startsAt - b.startsAt || a.slot.id - b.slot.id)
    this.byId = new Map(this.entries.map(entry => [entry.slot.id, entry]))
    this.lists = new Map()
    for (const [i, { slot, words }] of this.entries.entries()) {
      const known = pairs.get(words) ?? pairsOf(words)
      pairs.set(words, known)
      this.note(`town ${slot.townCode}`, i)
      this.note(`kind ${slot.kind}`, i)
      for (const pair of known) this.note(`text ${pair}`, i)
    }
    this.seen = new Int32Array(projects.size)
    this.shifts = new Int32Array(projects.size)
    this.search = 0
    this.remembered.clear()
  }

  private note(list: string, i: number) {
    const known = this.lists.get(list)
    if (known) known.push(i)
    else this.lists.set(list, [i])
  }

  get size(): number {
    return this.entries.length
  }

  /** Fresh counters for slots the index holds. */
  count(counters: readonly { id: number; places: number; admitted: number; waiting: number }[]): void {
    let changed = false
    for (const one of counters) {
      const slot = this.byId.get(one.id)?.slot
      if (!slot) continue
      const before = isFree(slot)
      Object.assign(slot, { places: one.places, admitted: one.admitted, waiting: one.waiting })
      changed ||= before !== isFree(slot)
    }
    if (changed)
      for (const name of this.remembered.keys()) if (name.startsWith('free')) this.remembered.delete(name)
  }

  /**
   * A page of hits, one a project: its soonest slot that fits, and how many fit. Text must have two characters to narrow
   * anything. Pages are by key: what comes or goes between two pages shifts nothing.
   */
  find(query: FindQuery, now: Date): Found {
    const { firsts, shifts } = this.fitting(query, now)
    const here =
      query.lat === undefined || query.lng === undefined ? undefined : { lat: query.lat, lng: query.lng }
    const nearest = query.sort === 'nearest' ? here : undefined
    const keyed = nearest
      ? nearestOf(firsts, nearest, cursorOf(query.after), query.limit + 1)
      : soonestOf(firsts, cursorOf(query.after), query.limit + 1)
    const page = keyed.slice(0, query.limit)
    const last = page.at(-1)
    return {
      total: firsts.length,
      hits: page.map(({ entry, n }) => ({
        slot: entry.slot,
        shifts: shifts[n] ?? 1,
        metres: here ? Math.round(metresBetween(here, entry.slot)) : null,
      })),
      next: last && keyed.length > query.limit ? `${last.key}_${last.entry.slot.id}` : null,
    }
  }

  private fitting(query: FindQuery, now: Date): Fitting {
    const { entries } = this
    const { from, until } = query
    const begin = firstAtLeast(entries.length, i => {
      const entry = entries[i]
      return (
        entry !== undefined && (entry.startsAt <= now.getTime() || (from !== undefined && entry.day < from))
      )
    })
    const end = until ? firstAtLeast(entries.length, i => (entries[i]?.day ?? '') <= until) : entries.length
    const name = [
      query.free ? 'free' : '',
      begin,
      end,
      query.town,
      query.kind,
      query.can,
      query.times,
      query.text,
    ].join('|')
    const known = this.remembered.get(name)
    if (known) return known
    const firsts = this.firstsOf(query, begin, end)
    const made = { firsts, shifts: Int32Array.from(firsts, entry => this.shifts[entry.project] ?? 1) }
    if (this.remembered.size >= REMEMBERED) this.remembered.delete(this.remembered.keys().next().value ?? '')
    this.remembered.set(name, made)
    return made
  }

  /** The soonest fitting slot of every project among `entries[begin…end)`, soonest first; counts how many of each fit. */
  private firstsOf(query: FindQuery, begin: number, end: number): Entry[] {
    const words = fold(query.text ?? '')
      .split(/\s+/)
      .filter(word => [...word].length >= 2)
    const wanted = [
      ...(query.town ? [`town ${query.town}`] : []),
      ...(query.kind ? [`kind ${query.kind}`] : []),
      ...words.flatMap(word => [...pairsOf(word)].map(pair => `text ${pair}`)),
    ].map(name => this.lists.get(name))
    if (wanted.includes(undefined)) return []
    const shortest = wanted.sort((a, b) => (a?.length ?? 0) - (b?.length ?? 0))[0]

    const can = query.can?.split(',')
    const times = query.times?.split(',')
    const { entries, seen, shifts } = this
    const search = ++this.search
    const firsts: Entry[] = []
    const take = (entry: Entry) => {
      const { slot, project } = entry
      if (query.town && slot.townCode !== query.town) return
      if (query.kind && slot.kind !== query.kind) return
      if (query.free && !isFree(slot)) return
      if (can && !slot.asks.some(one => can.includes(one))) return
      if (times && !slot.takes.every(one => times.includes(one))) return
      for (const word of words) if (!entry.words.includes(word)) return
      if (seen[project] === search) shifts[project] = (shifts[project] ?? 0) + 1
      else {
        seen[project] = search
        shifts[project] = 1
        firsts.push(entry)
      }
    }
    if (shortest) {
      for (let n = firstAtLeast(shortest.length, k => (shortest[k] ?? 0) < begin); n < shortest.length; n++) {
        const i = shortest[n] as number
        if (i >= end) break
        take(entries[i] as Entry)
      }
    } else for (let i = begin; i < end; i++) take(entries[i] as Entry)
    return firsts
  }
}

type Cursor = { key: number; id: number }
type Keyed = { entry: Entry; key: number; n: number }

/** What stands before it was on an earlier page. Nonsense is the first page. */
function cursorOf(after: string | undefined): Cursor | undefined {
  const [key, id] = (after ?? '').split('_').map(Number)
  return Number.isFinite(key) && Number.isSafeInteger(id) ? ({ key, id } as Cursor) : undefined
}
const isAfter = (it: Keyed, cursor: Cursor) =>
  it.key > cursor.key || (it.key === cursor.key && it.entry.slot.id > cursor.id)

function soonestOf(firsts: readonly Entry[], cursor: Cursor | undefined, limit: number): Keyed[] {
  const keyed = (entry: Entry, n: number): Keyed => ({ entry, key: entry.startsAt, n })
  const begin = cursor
    ? firstAtLeast(firsts.length, i => {
        const entry = firsts[i]
        return entry !== undefined && !isAfter(keyed(entry, i), cursor)
      })
    : 0
  return firsts.slice(begin, begin + limit).map((entry, i) => keyed(entry, begin + i))
}

/** The nearest of many without putting the rest in order. */
function nearestOf(
  firsts: readonly Entry[],
  here: Point,
  cursor: Cursor | undefined,
  limit: number,
): Keyed[] {
  const best: Keyed[] = []
  let worst = Number.POSITIVE_INFINITY
  for (let n = 0; n < firsts.length; n++) {
    const entry = firsts[n] as Entry
    const key = farness(here, entry.slot)
    if (key > worst) continue
    const it = { entry, key, n }
    if (cursor && !isAfter(it, cursor)) continue
    const at = firstAtLeast(best.length, i => {
      const other = best[i]
      return other !== undefined && !isAfter(other, { key, id: entry.slot.id })
    })
    best.splice(at, 0, it)
    if (best.length > limit) best.pop()
    if (best.length === limit) worst = best.at(-1)?.key ?? worst
  }
  return best
}
