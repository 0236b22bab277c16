// Who somebody is when a notice goes out: asked of the rooms that own people and contacts, at that moment.
import type { Db } from '../database/database.ts'
import type { Ground, Recipient } from '../ground.ts'

export type Known = { people: ReadonlyMap<number, Recipient>; contacts: ReadonlyMap<number, Recipient> }

/** By the id they were told under; a merged entry answers as the one that lives. */
export async function recipientsOf(
  ground: Ground,
  db: Db,
  asked: { people: readonly number[]; contacts: readonly number[] },
): Promise<Known> {
  const known = { people: new Map<number, Recipient>(), contacts: new Map<number, Recipient>() }
  for (const { recipients } of ground.rooms) {
    if (!recipients) continue
    const kin =
      asked.people.length > 0 ? await recipients.people(ground, db, [...new Set(asked.people)]) : null
    for (const [id, one] of kin ?? []) known.people.set(id, one)
    const others =
      asked.contacts.length > 0 ? await recipients.contacts(ground, db, [...new Set(asked.contacts)]) : null
    for (const [id, one] of others ?? []) known.contacts.set(id, one)
  }
  return known
}

/** The first character, as everywhere. */
export const maskedName = (name: string): string => {
  const [first = '', ...rest] = [...name]
  return `${first}${'*'.repeat(Math.min(rest.length, 2))}`
}
