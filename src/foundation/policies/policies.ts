// Rules as dated data, read into memory: the day turns by itself, and a version that somebody approves is seen by every process.
// Invariant: of a key and scope, the version in force on a day is the approved one with the latest day not after it.
import type { LocalDay } from '../clock.ts'
import type { Db } from '../database/database.ts'
import { keepNewest } from '../newest.ts'
import { type AnyPolicyKey, laxer, type PolicyKey } from './keys.ts'
import { approvedVersions } from './store.ts'

/** What a decision was taken under; it stores the id. */
export type Version<T> = { id: number; value: T; effectiveFrom: LocalDay; source: string }

export type Policies = {
  /**
   * The version in force on a local day, for a town where one is given. A town's own that the district has overtaken in
   * strictness is passed over. @throws Error when no version covers the day.
   */
  at<T>(key: PolicyKey<T>, day: LocalDay, town?: string): Version<T>
  /** The same, or undefined when no version covers the day. */
  find<T>(key: PolicyKey<T>, day: LocalDay, town?: string): Version<T> | undefined
  /** Every version that was ever approved, the latest day first. */
  all(): readonly StoredVersion[]
  /** Reads them anew, as far as they are committed. */
  reload(): Promise<void>
}

type StoredVersion = Awaited<ReturnType<typeof approvedVersions>>[number]
type Entry = { version: Version<unknown>; parsed: Version<unknown> | null; holds: Map<Entry, boolean> }

export async function loadPolicies(db: Db): Promise<Policies> {
  let rows: readonly StoredVersion[] = []
  let entries = new Map<string, Entry[]>()
  const slot = (key: string, scope: string) => `${key}\n${scope}`
  const keep = (read: readonly StoredVersion[]) => {
    const next = new Map<string, Entry[]>()
    for (const { key, scope, ...version } of read) {
      const name = slot(key, scope)
      const list = next.get(name)
      const entry: Entry = { version, parsed: null, holds: new Map() }
      if (list) list.push(entry)
      else next.set(name, [entry])
    }
    rows = read
    entries = next
  }
  const reload = keepNewest(() => approvedVersions(db), keep)
  const entryOn = (key: string, scope: string, day: LocalDay) =>
    entries.get(slot(key, scope))?.find(one => one.version.effectiveFrom <= day)
  // Parsed once a version: sign-up and check-in ask at every call.
  const read = (key: AnyPolicyKey, entry: Entry): Version<unknown> => {
    entry.parsed ??= { ...entry.version, value: key.shape.parse(entry.version.value) }
    return entry.parsed
  }
  const holds = (key: AnyPolicyKey, own: Entry, district: Entry): boolean => {
    const known = own.holds.get(district)
    if (known !== undefined) return known
    const answer = key.town === 'free' || !laxer(key, read(key, own).value, read(key, district).value)
    own.holds.set(district, answer)
    return answer
  }
  function find<T>(key: PolicyKey<T>, day: LocalDay, town?: string): Version<T> | undefined {
    const district = entryOn(key.key, '', day)
    if (!district) return undefined
    const own = town && key.town ? entryOn(key.key, town, day) : undefined
    const entry = own && holds(key, own, district) ? own : district
    return read(key, entry) as Version<T>
  }
  await reload()
  return {
    reload,
    all: () => rows,
    find,
    at(key, day, town) {
      const version = find(key, day, town)
      if (!version) throw new Error(`no policy ${key.key} is in force on ${day}`)
      return version
    },
  }
}
