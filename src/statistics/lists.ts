// People who served, in the towns of the actor's scope; and what the figures know of other rooms' lists.
import { z } from 'zod'
import { demand, type Principal, scopesOf } from '../foundation/access/access.ts'
import type { Permission } from '../foundation/access/roles.ts'
import { addDays, type LocalDay } from '../foundation/clock.ts'
import type { FigureOfList, Ground } from '../foundation/ground.ts'
import { list } from '../foundation/lists/lists.ts'
import { maskName } from '../people/identity.ts'
import { peopleByPlace, personFacts } from '../people/service.ts'
import { places } from '../places/service.ts'
import { factFigure } from './fact-figures.ts'
import { recordCell, servedListing } from './listing.ts'
import { DISTRICT, periodOf } from './rules.ts'
import * as store from './store.ts'

/** Towns where the actor holds a permission; null for the whole district. */
async function townsOf(ground: Ground, actor: Principal, permission: Permission): Promise<string[] | null> {
  const book = await places(ground)
  const scopes = new Set(scopesOf(actor, permission))
  if (scopes.has(book.district.nodeId)) return null
  return book.towns.filter(one => scopes.has(one.nodeId)).map(one => one.code)
}

const servedPerson = z
  .object({
    id: z.number(),
    maskedName: z.string(),
    volunteerNo: z.string().nullable(),
    minutes: z.number(),
    records: z.number(),
    first: z.string(),
    last: z.string(),
  })
  .meta({ id: 'ServedPerson' })

export const servedList = list({
  listing: servedListing,
  path: '/api/desk/served',
  page: '/desk/served',
  permission: 'people.read',
  row: servedPerson,
  async source(ground, actor, { period, town }) {
    demand(actor, 'people.read')
    return store.servedRows(periodOf(period), town ?? null, await townsOf(ground, actor, 'people.read'))
  },
  async view(ground, rows: store.Served[]) {
    const facts = await personFacts(
      ground.db,
      rows.map(one => one.personId),
    )
    return rows.map(({ personId, first, last, ...sums }) => ({
      id: personId,
      maskedName: maskName(facts.get(personId)?.name ?? ''),
      volunteerNo: facts.get(personId)?.volunteerNo ?? null,
      first: first.slice(0, 7),
      last: last.slice(0, 7),
      ...sums,
    }))
  },
})

/** Does the actor see everything of this place (null: the district)? */
async function seesAll(ground: Ground, actor: Principal, permission: Permission, place: string | null) {
  const book = await places(ground)
  const scopes = new Set(scopesOf(actor, permission))
  let at = place === null ? book.district : book.byCode(place)
  while (at && !scopes.has(at.nodeId)) at = at.parentCode === null ? undefined : book.byCode(at.parentCode)
  return at !== undefined
}

const day = z.string().optional()
const only = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape)
/** Unset conditions are no conditions. */
const given = (filter: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))

/** Counted records, where the conditions are those of a figure. */
const figureOfRecords: FigureOfList = {
  list: 'records',
  async count(ground, actor, filter) {
    const asked = recordCell.safeParse(given(filter))
    if (!asked.success) return null
    const { community, town } = asked.data
    if (!(await seesAll(ground, actor, 'record.read', community || town || null))) return 'beyond'
    const cell = store.cellOf(asked.data)
    return cell && store.sumOfCell(ground.db, cell)
  },
}

const peopleCell = only({
  state: z.literal('active'),
  tier: z.literal('real-name').optional(),
  town: z.string().optional(),
  community: z.string().optional(),
})

/** Registered and verified people of a place. */
const figureOfPeople: FigureOfList = {
  list: 'people',
  async count(ground, actor, filter) {
    const asked = peopleCell.safeParse(given(filter))
    if (!asked.success) return null
    const { tier, community, town } = asked.data
    const place = community ?? town ?? null
    if (!(await seesAll(ground, actor, 'people.read', place))) return 'beyond'
    const [counts, book] = await Promise.all([peopleByPlace(ground), places(ground)])
    const among = place === null ? book.towns.map(one => one.code) : [place]
    const figure = (code: string) => counts.get(code)?.[tier ? 'verified' : 'registered'] ?? 0
    return { n: among.reduce((sum, code) => sum + figure(code), 0), sums: {} }
  },
}

const projectCell = only({
  published: z.literal('yes').optional(),
  town: z.string().optional(),
  from: day,
  until: day,
})
const BEGINNING: LocalDay = '1900-01-01'
const END: LocalDay = '2999-12-31'

/** Published projects of a place and a span of days. */
const figureOfProjects: FigureOfList = {
  list: 'projects',
  async count(ground, actor, filter) {
    const asked = projectCell.safeParse(given(filter))
    if (!asked.success) return null
    const { published, town, from, until } = asked.data
    if (!published && !from && !until) return null
    if (!(await seesAll(ground, actor, 'roster.read', town ?? null))) return 'beyond'
    const { value } = await factFigure(
      ground,
      'projects.published',
      {
        from: from ?? BEGINNING,
        until: until ? addDays(until, 1) : END,
        place: town ?? DISTRICT,
      },
      true,
    )
    return value === null ? null : { n: value, sums: {} }
  },
}

const servedCell = only({ period: z.string(), town: z.string().optional() })
/** Active volunteers of a period. */
const figureOfServed: FigureOfList = {
  list: 'served',
  async count(ground, actor, filter) {
    const asked = servedCell.safeParse(given(filter))
    if (!asked.success) return null
    const { period, town } = asked.data
    if (!(await seesAll(ground, actor, 'people.read', town ?? null))) return 'beyond'
    const { active } = await store.headcount(ground.db, periodOf(period), town ?? null)
    return { n: active, sums: {} }
  },
}

export const figuresOfLists = [figureOfRecords, figureOfPeople, figureOfProjects, figureOfServed]
