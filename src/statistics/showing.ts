// Who reads what of the figures: whoever may open what is counted reads everything, a stranger no count of fewer than five people
// and none from which one could be had (decision 36). Null stands for what is hidden.
import { may, type Principal } from '../foundation/access/access.ts'
import type { Ground } from '../foundation/ground.ts'
import { standings } from '../foundation/journal/listeners.ts'
import { peopleByPlace, type Registered } from '../people/service.ts'
import type { PlaceBook } from '../places/rules.ts'
import { places } from '../places/service.ts'
import { type Above, hiddenIn, nothingAbove } from './crowds/hiding.ts'
import { nowhereIn, small } from './crowds/rules.ts'
import { headsOf } from './crowds/store.ts'
import { type Tree, type Veil, veilOver } from './crowds/veil.ts'
import { statisticsListener } from './folding.ts'
import { DISTRICT, type Period, periodOf } from './rules.ts'
import * as store from './store.ts'

/** May the actor open what the figures of a place count? @param code null is the district. */
export async function opens(ground: Ground, actor: Principal, code: string | null): Promise<boolean> {
  const book = await places(ground)
  const path: number[] = []
  for (let at = code === null ? book.district : book.byCode(code); at; at = book.byCode(at.parentCode ?? ''))
    path.unshift(at.nodeId)
  return may(actor, 'record.read', path) || may(actor, 'statistics.read', path)
}

/** What is hidden is null. */
export const unless = <Value>(hidden: boolean, value: Value): Value | null => (hidden ? null : value)

export async function placeTree(ground: Ground): Promise<Tree> {
  const book = await places(ground)
  const communities = Map.groupBy(
    book.all.filter(one => one.level === 'community'),
    one => one.parentCode,
  )
  return {
    towns: book.towns.map(one => one.code),
    communitiesOf: town => (communities.get(town) ?? []).map(one => one.code),
    townOf: code => (book.byCode(code)?.level === 'community' ? book.townOf(code)?.code : undefined),
  }
}

const KEPT_MS = 60_000
const veils = new WeakMap<Ground, { position: number; until: number; veil: Veil }>()

/** How far the figures have been folded. */
export const foldedTo = async (ground: Ground): Promise<number> =>
  (await standings(ground.db)).get(statisticsListener.name)?.position ?? 0

/** What is hidden of the figures as they stand. Read it after the figures, so that it knows of everybody in them. */
export async function veilOf(ground: Ground): Promise<Veil> {
  const position = await foldedTo(ground)
  const known = veils.get(ground)
  if (known && known.position === position && known.until > Date.now()) return known.veil
  const veil = veilOver(await placeTree(ground), of => headsOf(ground.db, of))
  veils.set(ground, { position, until: Date.now() + KEPT_MS, veil })
  return veil
}

/** What is hidden of the district's first figures. */
export async function headlineHidden(ground: Ground): Promise<PeopleHidden & { whole: boolean }> {
  const [veil, book, people] = await Promise.all([veilOf(ground), places(ground), peopleByPlace(ground)])
  return {
    whole: await wholeHidden(veil, null, periodOf('all')),
    ...peopleHidden(book, people)(null),
  }
}

/** Is the whole of a place and period hidden? */
export async function wholeHidden(veil: Veil, place: string | null, period: Period): Promise<boolean> {
  const at = place ?? DISTRICT
  return (await veil.block(at, period.grain, period.start, 'whole')).hidden(at, period.start, '')
}

/** A list that adds up to what stands above it. */
const hiddenAlong = (
  list: readonly string[],
  heads: (one: string) => number,
  above: Partial<Above>,
): ((one: string) => boolean) => {
  const hidden = hiddenIn(
    { rows: [''], columns: list, values: [''], heads: (_, one) => heads(one) },
    { ...nothingAbove, ...above },
  )
  return one => hidden('', one, '')
}

/** Of those who served: is hidden how many did so for the first time? First times add up over time; the others are had from all. */
export async function firstHidden(ground: Ground, town: string | null, period: Period): Promise<boolean> {
  const upper =
    period.grain === 'all'
      ? null
      : period.grain === 'year'
        ? periodOf('all')
        : periodOf(period.text.slice(0, 4))
  const [siblings, hiddenAbove] = await Promise.all([
    store.headcountsOf(ground.db, period.grain, upper ?? period, town),
    upper === null ? false : firstHidden(ground, town, upper),
  ])
  const heads = new Map(
    siblings.map(({ period: at, active, first }) => [at, small(active - first) ? active - first : first]),
  )
  return hiddenAlong([...heads.keys()], one => heads.get(one) ?? 0, { row: () => hiddenAbove })(period.start)
}

/** Of some people a part, by which the rest is had as well. */
export const partHidden = (part: number, all: number): boolean => small(part) || small(all - part)

export type PeopleHidden = { registered: boolean; verified: boolean }

/** Which counts of those who live in a place are hidden. From registered and verified people those are had who are not verified. */
export function peopleHidden(
  book: PlaceBook,
  people: ReadonlyMap<string, Registered>,
): (code: string | null) => PeopleHidden {
  const none: Registered = { registered: 0, verified: 0 }
  const sum = (all: readonly Registered[]): Registered => ({
    registered: all.reduce((n, one) => n + one.registered, 0),
    verified: all.reduce((n, one) => n + one.verified, 0),
  })
  const towns = book.towns.map(one => one.code)
  const district = sum(towns.map(one => people.get(one) ?? none))
  const byHeads = (heads: (of: Registered) => number) => {
    const isSmall = small(heads(district))
    const hiddenTown = hiddenAlong(towns, code => heads(people.get(code) ?? none), { row: () => isSmall })
    const inTown = (town: string) => {
      const own = book.all.filter(one => one.parentCode === town).map(one => one.code)
      const known = sum(own.map(code => people.get(code) ?? none))
      const all = people.get(town) ?? none
      const rest = {
        registered: all.registered - known.registered,
        verified: all.verified - known.verified,
      }
      return hiddenAlong(
        [...own, nowhereIn(town)],
        code => heads(code === nowhereIn(town) ? rest : (people.get(code) ?? none)),
        { row: () => hiddenTown(town) },
      )
    }
    const inTowns = new Map<string, (code: string) => boolean>()
    return (code: string | null): boolean => {
      if (code === null) return isSmall
      const town = book.byCode(code)?.level === 'community' ? book.townOf(code)?.code : undefined
      if (town === undefined) return hiddenTown(code)
      const known = inTowns.get(town) ?? inTown(town)
      inTowns.set(town, known)
      return known(code)
    }
  }
  const verified = byHeads(one => one.verified)
  const registered = byHeads(one => one.registered)
  const unverified = byHeads(one => one.registered - one.verified)
  return code => ({ verified: verified(code), registered: registered(code) || unverified(code) })
}
