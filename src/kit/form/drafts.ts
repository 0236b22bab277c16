// Drafts of long forms: kept on this device by account until sent, so that a closed page, a crash or a session that ended loses
// nothing. What names a document is never kept; drafts about a person go when that person signs out.
import { clearTyped, markTyped } from '../typed.ts'
import type { Values } from './values.ts'

const PREFIX = 'yunjian.draft.'
/** Longer than this nobody comes back for one. */
const KEPT_DAYS = 30

export type DraftOf = {
  /** Which form, and what it is about: `project`, `project.12`. */
  key: string
  /** Fields that are not kept: identity numbers, what must be given afresh. */
  without?: readonly string[]
  /** Holds a person's data: goes at sign-out. */
  personal?: boolean
}
export type Draft = { at: string; personal: boolean; values: Values }

/** Under what this device keeps it. */
export const draftName = (account: string, of: DraftOf): string => `${PREFIX}${account}.${of.key}`

/** Null where there is none, or where what is there cannot be read. */
export function readDraft(account: string, of: DraftOf, now = new Date()): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(draftName(account, of)) ?? 'null') as Draft | null
    if (!draft || typeof draft.values !== 'object') return null
    return now.getTime() - Date.parse(draft.at) < KEPT_DAYS * 86_400_000 ? draft : null
  } catch {
    return null
  }
}

/** A full device is no reason to lose the page: then only the page holds what was typed. */
export function keepDraft(account: string, of: DraftOf, values: Values, now = new Date()): string | null {
  const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !of.without?.includes(name)))
  markTyped(of.key)
  try {
    const at = now.toISOString()
    localStorage.setItem(
      draftName(account, of),
      JSON.stringify({ at, personal: of.personal ?? false, values: kept } satisfies Draft),
    )
    if (!of.without?.some(name => Boolean(values[name]))) clearTyped(of.key)
    return at
  } catch {
    return null
  }
}

/** Sent, or thrown away on purpose. */
export function dropDraft(account: string, of: DraftOf): void {
  localStorage.removeItem(draftName(account, of))
  clearTyped(of.key)
}

let gone = 0
/** How often drafts about people were thrown away: a form that stood open before keeps nothing more of them. */
export const timesDropped = (): number => gone

/** Somebody signs out, or another signs in: whoever has the phone next finds nothing about the one before. */
export function dropPersonalDrafts(but?: string): void {
  if (but === undefined) gone++
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith(PREFIX) || (but !== undefined && name.startsWith(`${PREFIX}${but}.`))) continue
    try {
      const draft = JSON.parse(localStorage.getItem(name) ?? '') as Draft
      if (!draft.personal) continue
    } catch {
      // What cannot be read is of no use to anybody.
    }
    localStorage.removeItem(name)
  }
}
