// The network of places: laid from a file when the district is made, added to by another, read from memory otherwise.
import { readFileSync } from 'node:fs'
import { demandDistrict, hangNode, type Principal } from '../foundation/access/access.ts'
import { aloneIn } from '../foundation/database/alone.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { Ground, Watcher } from '../foundation/ground.ts'
import type { Hooks } from '../foundation/hooks.ts'
import { tell } from '../foundation/journal/journal.ts'
import { townScopes } from '../foundation/policies/scopes.ts'
import type { Place } from './contract.ts'
import { type PlaceBook, placeBook } from './rules.ts'
import { type PlaceRow, placeVerdicts } from './sheet.ts'

type PlaceTables = { place: Place }

/** Hangs a place in the tree below its parent and keeps it. */
async function lay(tx: Tx, it: PlaceRow, nodes: Map<string, number>): Promise<void> {
  const parentId = it.level === 'district' ? null : (nodes.get(it.parent) ?? null)
  const node = await hangNode(tx, { kind: it.level, name: it.name, parentId })
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

/** The places that come with the product: Songjiang. Another district brings a file of the same columns. */
export const songjiangPlaces = () => readFileSync(new URL('../../data/places.csv', import.meta.url), 'utf8')

/**
 * Lays the places of a district that has none, parents before children. Answers how many.
 * @throws Refusal of the first row that does not fit.
 */
export async function layFirstPlaces(tx: Tx, district: string, csv: string): Promise<number> {
  if (await hasPlaces(tx)) return 0
  const { fresh, faults } = placeVerdicts(csv, [], district)
  if (faults[0]) throw faults[0]
  const nodes = new Map<string, number>()
  for (const it of fresh) await lay(tx, it, nodes)
  return fresh.length
}

export const hasPlaces = async (db: Db): Promise<boolean> => (await standing(db)).length > 0

const standing = (db: Db) =>
  db
    .withTables<PlaceTables>()
    .selectFrom('place')
    .select(['code', 'name', 'level', 'parentCode', 'nodeId'])
    .execute()

/**
 * Takes a file of places into a running district: those it does not know are added, those it knows stay as they are. Every
 * process hears of them. Answers the codes that were added.
 * @throws Refusal with the row that stands twice, is another district, or does not stand below its parent.
 */
export async function importPlaces(ground: Ground, actor: Principal, csv: string): Promise<string[]> {
  await demandDistrict(ground.db, actor, 'system.operate')
  const added = await ground.transact(async tx => {
    await aloneIn(tx, 'places')
    const known = await standing(tx)
    const nodes = new Map(known.map(one => [one.code, one.nodeId]))
    const { fresh, faults } = placeVerdicts(csv, known, ground.config.district)
    if (faults[0]) throw faults[0]
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

/** For `cli verify`: rows that should not be. */
export const placeInvariants: Readonly<Record<string, string>> = {
  'there is exactly one root of the tree and one district': `select n as id from (
    select (select count(*) from scope where cardinality(path) = 1) as n
    union all select count(*) from place where level = 'district') x where n <> 1`,
  'a town is below the district, a community below its town': `select p.node_id as id from place p
    left join place a on a.code = p.parent_code left join scope n on n.id = p.node_id
    where n.parent_id is distinct from a.node_id or coalesce(a.level, '') <>
      case p.level when 'district' then '' when 'town' then 'district' else 'town' end`,
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

/** For lists to choose from: the towns by name, and below each its communities. */
export const townNames = async (ground: Ground): Promise<string[]> =>
  (await places(ground)).towns.map(one => one.name)
export async function communityNames(ground: Ground): Promise<Map<string, string[]>> {
  const book = await places(ground)
  const below = Map.groupBy(book.all, one => one.parentCode)
  return new Map(book.towns.map(town => [town.name, (below.get(town.code) ?? []).map(one => one.name)]))
}
