// The network of places: loaded from a file when the district is made, read from memory afterwards.
import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { z } from 'zod'
import { hangNode } from '../foundation/access/access.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import type { Hooks } from '../foundation/hooks.ts'
import { townScopes } from '../foundation/policies/scopes.ts'
import type { Place } from './contract.ts'
import { type PlaceBook, placeBook } from './rules.ts'

type PlaceTables = { place: Place }

const row = z.object({
  code: z.string().regex(/^\d{12}$/),
  name: z.string().min(1),
  level: z.enum(['district', 'town', 'community']),
  parent: z.string(),
  lat: z.coerce.number(),
  lng: z.coerce.number(),
  population: z.coerce.number().int(),
  station: z.enum(['yes', 'no']),
})

/** Lays the district's places from a file (parents before children) and hangs each in the tree. Returns how many. */
export async function layPlaces(tx: Tx, csv: string): Promise<number> {
  const parsed = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true })
  const nodes = new Map<string, number>()
  for (const raw of parsed.data) {
    const it = row.parse(raw)
    const node = await hangNode(tx, { kind: it.level, name: it.name, parentId: nodes.get(it.parent) ?? null })
    nodes.set(it.code, node.id)
    await tx
      .withTables<PlaceTables>()
      .insertInto('place')
      .values({
        code: it.code,
        name: it.name,
        level: it.level,
        parentCode: it.parent || null,
        lat: it.lat,
        lng: it.lng,
        population: it.population,
        hasStation: it.station === 'yes',
        nodeId: node.id,
      })
      .execute()
  }
  return nodes.size
}

/** The places that come with the product: Songjiang. Another district brings a file of the same columns. */
export const songjiangPlaces = () => readFileSync(new URL('../../data/places.csv', import.meta.url), 'utf8')

/** Lays the places of a district that has none: those of the given file, or Songjiang's. */
export async function layFirstPlaces(tx: Tx, csv?: string): Promise<void> {
  const laid = await tx
    .withTables<PlaceTables>()
    .selectFrom('place')
    .select('code')
    .limit(1)
    .executeTakeFirst()
  if (!laid) await layPlaces(tx, csv ?? songjiangPlaces())
}

/** Rules may be a town's own: towns are known here by their codes. */
export function placeHooks(hooks: Hooks<Ground>): void {
  hooks.on(townScopes, async (ground, _tx, { towns }) => {
    const book = await places(ground)
    towns.push(...book.towns.map(one => ({ scope: one.code, nodeId: one.nodeId, name: one.name })))
  })
}

const books = new WeakMap<Ground, Promise<PlaceBook>>()

/** The district's places; read once per process. */
export function places(ground: Ground): Promise<PlaceBook> {
  const known = books.get(ground)
  if (known) return known
  const book = ground.db
    .withTables<PlaceTables>()
    .selectFrom('place')
    .selectAll()
    .orderBy('code')
    .execute()
    .then(placeBook)
  books.set(ground, book)
  book.catch(() => books.delete(ground))
  return book
}
