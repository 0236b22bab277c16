// What is law-like about sites: their kinds, where they may stand, when they are open. Pure.
import type { LocalDay } from '../foundation/clock.ts'
import { wordsKey } from '../foundation/policies/keys.ts'
import type { PlaceBook } from '../places/rules.ts'

/** The kind that stands at its community's node; every other has one of its own. */
export const VILLAGE_STATION = 'village-station'
export const TOWN_CENTRE = 'town-centre'

export const siteKinds = wordsKey({
  key: 'stations.kinds',
  topic: 'service',
  title: { zh: '站点类型', en: 'Kinds of site' },
  lead: {
    zh: '站点归在哪些类型里。停用的类型不能再登记，旧的仍可查看。',
    en: 'The kinds a site is filed under. Out of use, a kind takes no new site; old ones stay readable.',
  },
})

/** On these days of the week (Monday is 1), from one time of day until another. */
export type Opening = { days: readonly number[]; from: string; until: string }

/** The first opening that ends before it begins, or meets an earlier one on a day; null where all fit. */
export function badOpening(hours: readonly Opening[]): number | null {
  const at = hours.findIndex(
    (one, i) =>
      one.until <= one.from ||
      hours
        .slice(0, i)
        .some(
          other =>
            other.days.some(day => one.days.includes(day)) &&
            other.from < one.until &&
            one.from < other.until,
        ),
  )
  return at < 0 ? null : at
}

/** Is this community the registrar's own, or within its place? A registrar enters no door of another's. */
export function liesWithin(book: PlaceBook, communityCode: string, registrarCode: string): boolean {
  const line = [book.byCode(communityCode), book.townOf(communityCode), book.district]
  return line.some(place => place?.code === registrarCode)
}

/** Is it a site on this day? */
export const isOpenOn = (
  site: { validFrom: LocalDay; validUntil: LocalDay | null },
  day: LocalDay,
): boolean => site.validFrom <= day && (site.validUntil === null || day <= site.validUntil)
