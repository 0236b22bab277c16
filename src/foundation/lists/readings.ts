// Who read a list of people: on the journal with the list, the names of its conditions and how many rows, never with what was typed.
// Invariant: no row of such a list leaves before its reading is told.
import type { Principal } from '../access/access.ts'
import type { Ground, List } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { ownerOf } from './views.ts'

/** Somebody who types goes on typing within so long. */
const TYPING_MS = 10_000
const REMEMBERED = 1000
type Typed = { text: string; at: number }
const typing = new WeakMap<Ground, Map<string, Typed>>()

/** Tells a reading. A search that goes on letter by letter is one. */
export async function tellReading(
  ground: Ground,
  actor: Principal,
  { listing }: List,
  query: Readonly<Record<string, unknown>>,
  rows: number,
): Promise<void> {
  if (!listing.ofPeople || rows === 0) return
  const at = ground.clock()
  const by = Object.keys(listing.conditions).filter(name => query[name] !== undefined)
  const searched = by.find(name => listing.conditions[name]?.kind === 'search')
  if (searched && query.after === undefined) {
    const others = by.map(name => (name === searched ? name : `${name}=${query[name]}`))
    if (goesOn(ground, `${ownerOf(actor)} ${listing.name} ${others}`, String(query[searched]), at)) return
  }
  await ground.transact(tx =>
    tell(tx, {
      at,
      by: actor,
      kind: 'list.read',
      subject: `list:${listing.name}`,
      facts: { by, rows, further: query.after !== undefined },
    }),
  )
}

/** Is this text the one before with letters added or taken away? */
function goesOn(ground: Ground, who: string, text: string, now: Date): boolean {
  const known = typing.get(ground) ?? new Map<string, Typed>()
  typing.set(ground, known)
  const before = known.get(who)
  known.delete(who)
  known.set(who, { text, at: now.getTime() })
  for (const [oldest] of known) if (known.size > REMEMBERED) known.delete(oldest)
  if (!before || Math.abs(now.getTime() - before.at) > TYPING_MS) return false
  return text.startsWith(before.text) || before.text.startsWith(text)
}
