// General facts as they are read: a flow or a count of people over a span of days, a stock at its end. Of a fact that hides small
// counts, strangers read none of fewer than five, and none from which one could be had with those of other towns or dimensions.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { LocalDay } from '../foundation/clock.ts'
import type { Db } from '../foundation/database/database.ts'
import type { Fact, Ground } from '../foundation/ground.ts'
import { notFound } from '../foundation/refusals.ts'
import type { factFigure as figure } from './contract.ts'
import { veilOver } from './crowds/veil.ts'
import { factsOf } from './facts.ts'
import { ALL_TIME, DISTRICT } from './rules.ts'
import { placeTree } from './showing.ts'

type Span = { from: LocalDay; until: LocalDay; place: string }

/**
 * A fact over a span of local days, `until` not included. A stock is its level at the end of the last day.
 * @param span of a town by its code; '' for the whole district.
 * @param open whether the reader may open what it counts.
 * @throws Refusal `not-found` for a name that no room declares.
 */
export async function factFigure(
  ground: Ground,
  name: string,
  span: Span,
  open: boolean,
): Promise<z.infer<typeof figure>> {
  const fact = factsOf(ground).find(one => one.name === name)
  if (!fact) throw notFound(`指标“${name}”`, `The figure “${name}”`)
  const hides = fact.hidesSmall === true && !open
  const counts = await countsOf(ground.db, fact, span, hides)
  const hidden = hides ? await hiddenOf(ground, span.place, counts) : () => false
  const own = counts.filter(one => one.place === span.place)
  const total = own.find(one => one.dimension === null)?.value ?? 0
  return {
    name,
    value: hidden(null) ? null : total,
    dimensions: own.flatMap(({ dimension, value }) =>
      dimension && !hidden(dimension) ? [{ name: dimension, value }] : [],
    ),
    opens: fact.opens(span),
  }
}

type Count = { place: string; dimension: string | null; value: number }

/** Whether the total (null) or a dimension of a place is hidden, judged with all other towns. */
async function hiddenOf(
  ground: Ground,
  place: string,
  counts: readonly Count[],
): Promise<(dimension: string | null) => boolean> {
  const veil = veilOver(await placeTree(ground), async ({ places, dimension }) =>
    places.map(at => ({
      place: at,
      period: ALL_TIME,
      heads: Object.fromEntries(
        counts
          .filter(one => one.place === at && (one.dimension === null) === (dimension === 'whole'))
          .map(one => [one.dimension ?? '', one.value]),
      ),
    })),
  )
  const whole = await veil.block(place, 'all', ALL_TIME, 'whole')
  const parts = await veil.block(place, 'all', ALL_TIME, 'kind')
  return dimension =>
    dimension === null ? whole.hidden(place, ALL_TIME, '') : parts.hidden(place, ALL_TIME, dimension)
}

/** The counts of one place, or of the district and every town; dimension null is the sum over all. */
async function countsOf(db: Db, fact: Fact, span: Span, everyTown: boolean): Promise<Count[]> {
  const of = fact.kind === 'distinct' ? peopleIn(fact, span) : sumsIn(fact, span)
  const ofDistrict = everyTown || span.place === DISTRICT
  const ofTowns = everyTown || span.place !== DISTRICT
  // The district is a grouping of its own: people who are counted in two towns are one.
  const groupings = [
    ...(ofDistrict ? [sql`()`, sql`(dimension)`] : []),
    ...(ofTowns ? [sql`(place)`, sql`(place, dimension)`] : []),
  ]
  const { rows } =
    await sql<Count>`select ${ofTowns ? sql`coalesce(place, '')` : sql`''`} as place, dimension, ${of.count}::bigint as value
    from ${of.from} where ${of.where} and ${ofDistrict ? sql`true` : sql`place = ${span.place}`}
    group by grouping sets (${sql.join(groupings)})
    ${ofDistrict && ofTowns ? sql`having grouping(place) = 1 or place <> ''` : sql``}
    order by dimension nulls first`.execute(db)
  return rows
}

const sumsIn = (fact: Fact, span: Span) => ({
  count: sql`coalesce(sum(amount), 0)`,
  from: sql`fact_day`,
  where: sql`fact = ${fact.name} and day < ${span.until}::date
    and ${fact.kind === 'stock' ? sql`true` : sql`day >= ${span.from}::date`}`,
})

/** People are counted by who they are today: entries that were merged are one. */
const peopleIn = (fact: Fact, span: Span) => ({
  count: sql`count(distinct living_id)`,
  from: sql`fact_person join person_life l on l.id = person_id`,
  where: sql`fact = ${fact.name} and amount > 0
    and month >= date_trunc('month', ${span.from}::date) and month < ${span.until}::date`,
})
