// The network of places: laid from a file when the district is made, added to by another, read from memory otherwise.
import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { z } from 'zod'
import { demand, hangNode, type Principal } from '../foundation/access/access.ts'
import { aloneIn } from '../foundation/database/alone.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { Ground, Watcher } from '../foundation/ground.ts'
import type { Hooks } from '../foundation/hooks.ts'
import { tell } from '../foundation/journal/journal.ts'
import { townScopes } from '../foundation/policies/scopes.ts'
import { refusals } from '../foundation/refusals.ts'
import type { Place } from './contract.ts'
import { type PlaceBook, placeBook } from './rules.ts'

type PlaceTables = { place: Place }

const refuse = refusals({
  'place.parent': {
    status: 422,
    zh: '地点 {code} 的上级不在本区，或排在它后面。',
    en: 'The parent of place {code} is not in this district, or stands behind it.',
  },
  'place.sheet': {
    status: 422,
    zh: '地点表第 {row} 行的“{column}”不合要求。',
    en: 'Row {row} of the places does not fit in “{column}”.',
  },
})

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

type Row = z.infer<typeof row>

/** Hangs a place in the tree below its parent and keeps it. @throws Refusal `place.parent`. */
async function lay(tx: Tx, it: Row, nodes: Map<string, number>): Promise<void> {
  const parent = nodes.get(it.parent)
  if (it.level !== 'district' && parent === undefined)
    throw refuse('place.parent', { code: it.code }, 'parent')
  const node = await hangNode(tx, { kind: it.level, name: it.name, parentId: parent ?? null })
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

const rowsOf = (csv: string): Row[] =>
  Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data.map(raw =>
    row.parse(raw),
  )

/** The places that come with the product: Songjiang. Another district brings a file of the same columns. */
export const songjiangPlaces = () => readFileSync(new URL('../../data/places.csv', import.meta.url), 'utf8')

/** Lays the places of a district that has none, parents before children: those of the given file, or Songjiang's. */
export async function layFirstPlaces(tx: Tx, csv?: string): Promise<void> {
  if ((await nodesByCode(tx)).size > 0) return
  const nodes = new Map<string, number>()
  for (const it of rowsOf(csv ?? songjiangPlaces())) await lay(tx, it, nodes)
}

const nodesByCode = async (db: Db) =>
  new Map(
    (await db.withTables<PlaceTables>().selectFrom('place').select(['code', 'nodeId']).execute()).map(one => [
      one.code,
      one.nodeId,
    ]),
  )

/**
 * Takes a file of places into a running district: those it does not know are added, those it knows stay as they are. Every
 * process hears of them. Answers the codes that were added.
 * @throws Refusal `place.parent` when a place stands before its parent, or has none.
 */
export async function importPlaces(ground: Ground, actor: Principal, csv: string): Promise<string[]> {
  demand(actor, 'system.operate')
  const parsed = z.array(row).safeParse(Papa.parse(csv, { header: true, skipEmptyLines: true }).data)
  if (!parsed.success) {
    const [first] = parsed.error.issues
    throw refuse('place.sheet', {
      row: Number(first?.path[0] ?? 0) + 2,
      column: String(first?.path[1] ?? ''),
    })
  }
  const added = await ground.transact(async tx => {
    await aloneIn(tx, 'places')
    const nodes = await nodesByCode(tx)
    const fresh = parsed.data.filter(one => !nodes.has(one.code))
    for (const it of fresh) await lay(tx, it, nodes)
    await tell(
      tx,
      ...fresh.map(one => ({
        at: ground.clock(),
        by: actor,
        kind: 'place.added',
        subject: `place:${one.code}`,
        facts: { level: one.level, parent: one.parent },
      })),
    )
    return fresh.map(one => one.code)
  })
  books.delete(ground)
  return added
}

/** The book is read anew when places were added, by whichever process. */
export const placesWatcher: Watcher = {
  name: 'places',
  hear: (ground, rows) => {
    if (rows.some(one => one.kind === 'place.added')) books.delete(ground)
  },
}

/** Rules may be a town's own: towns are known here by their codes. */
export function placeHooks(hooks: Hooks<Ground>): void {
  hooks.on(townScopes, async (ground, _tx, { towns }) => {
    const book = await places(ground)
    towns.push(...book.towns.map(one => ({ scope: one.code, nodeId: one.nodeId, name: one.name })))
  })
}

const books = new WeakMap<Ground, Promise<PlaceBook>>()

/** The district's places, held in memory until one is added. */
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
