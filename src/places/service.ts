// The network of places: laid from a file when the district is made, added to by another, read from memory otherwise.
import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { z } from 'zod'
import { demandDistrict, hangNode, type Principal } from '../foundation/access/access.ts'
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
  'place.district': {
    status: 422,
    zh: '地点表第 {row} 行是另一个区；一个系统只有一个区。',
    en: 'Row {row} of the places is another district; there is exactly one.',
  },
  'place.twice': {
    status: 422,
    zh: '地点表第 {row} 行的代码 {code} 写了两次。',
    en: 'Code {code} stands twice, again in row {row} of the places.',
  },
  'place.level': {
    status: 422,
    zh: '地点表第 {row} 行的上级不对：街镇在区下，村居在街镇下。',
    en: 'The parent in row {row} of the places is of the wrong level: towns are below the district, communities below a town.',
  },
  'place.code': {
    status: 422,
    zh: '地点表第 {row} 行的代码 {code} 不是上级的下级代码。',
    en: 'Code {code} in row {row} of the places is not one below its parent.',
  },
})

const row = z.object({
  code: z.string().regex(/^\d{12}$/),
  name: z.string().min(1),
  level: z.enum(['district', 'town', 'community']),
  parent: z.string(),
  lat: z.coerce.number().min(-90).max(90),
  lng: z.coerce.number().min(-180).max(180),
  population: z.coerce.number().int().min(0).max(50_000_000),
  station: z.enum(['yes', 'no']),
})

type Row = z.infer<typeof row>

/** Digits of a code that name a place of this level: a town's begin as its district's, a community's as its town's. */
const DIGITS = { district: 6, town: 9, community: 12 }
const parentLevel = { town: 'district', community: 'town' } as const
const codeOfLevel = ({ code, level }: Pick<Row, 'code' | 'level'>, above: string) =>
  code.startsWith(above.slice(0, DIGITS[level] - 3)) &&
  /[1-9]/.test(code.slice(DIGITS[level] - 3, DIGITS[level])) &&
  /^0*$/.test(code.slice(DIGITS[level]))

/** Of a sheet for a running district, the places it does not know, each where it belongs. @throws Refusal with the row. */
function freshIn(rows: readonly Row[], known: ReadonlyMap<string, Row['level']>): Row[] {
  const levels = new Map(known)
  const seen = new Set<string>()
  const fresh: Row[] = []
  for (const [i, it] of rows.entries()) {
    const where = { row: i + 2, code: it.code }
    if (seen.has(it.code)) throw refuse('place.twice', where, 'code')
    seen.add(it.code)
    if (known.has(it.code)) continue
    if (it.level === 'district') throw refuse('place.district', where, 'level')
    const above = levels.get(it.parent)
    if (above === undefined) throw refuse('place.parent', { code: it.code }, 'parent')
    if (above !== parentLevel[it.level]) throw refuse('place.level', where, 'parent')
    if (!codeOfLevel(it, it.parent)) throw refuse('place.code', where, 'code')
    levels.set(it.code, it.level)
    fresh.push(it)
  }
  return fresh
}

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
  if ((await standing(tx)).length > 0) return
  const nodes = new Map<string, number>()
  for (const it of rowsOf(csv ?? songjiangPlaces())) await lay(tx, it, nodes)
}

const standing = (db: Db) =>
  db.withTables<PlaceTables>().selectFrom('place').select(['code', 'level', 'nodeId']).execute()

/**
 * Takes a file of places into a running district: those it does not know are added, those it knows stay as they are. Every
 * process hears of them. Answers the codes that were added.
 * @throws Refusal with the row that stands twice, is another district, or does not stand below its parent.
 */
export async function importPlaces(ground: Ground, actor: Principal, csv: string): Promise<string[]> {
  await demandDistrict(ground.db, actor, 'system.operate')
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
    const known = await standing(tx)
    const nodes = new Map(known.map(one => [one.code, one.nodeId]))
    const fresh = freshIn(parsed.data, new Map(known.map(one => [one.code, one.level])))
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
