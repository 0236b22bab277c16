// The list of volunteers in scope, masked; found by name, pinyin, initials or number.
import { sql } from 'kysely'
import { demand, type Principal, scopesOf } from '../foundation/access/access.ts'
import { nameKey, tidyNumber, tidyPhone } from '../foundation/cleaning.ts'
import { addDays, startOfDay } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import { type Limit, spend } from '../foundation/limits/limits.ts'
import { list } from '../foundation/lists/lists.ts'
import { refuse } from '../foundation/refusals.ts'
import { places } from '../places/service.ts'
import { personView } from './contract.ts'
import { documentKey, phoneKey } from './entry.ts'
import { peopleListing } from './listing.ts'
import { viewOf } from './service.ts'
import { type Person, peopleRows } from './store.ts'

/**
 * People asked for by a whole number: a busy station's morning, too few to try numbers out. A page and its count are two, a sheet
 * is one more a page.
 */
const BY_NUMBER: Limit = { what: 'people.by-number', most: 240, seconds: 3600 }

/** The key of a whole phone or identity number, if that is what was typed. */
const wholeNumber = (ground: Ground, text: string): Buffer | undefined =>
  /^1\d{10}$/.test(tidyPhone(text))
    ? phoneKey(ground, tidyPhone(text))
    : /^\d{17}[\dX]$/.test(tidyNumber(text))
      ? documentKey(ground, 'resident-card', text)
      : undefined

/** Where people live whom the actor may read: codes, because the index of people holds no paths. */
async function livingIn(ground: Ground, actor: Principal) {
  const book = await places(ground)
  const scopes = new Set(scopesOf(actor, 'people.read'))
  if (scopes.has(book.district.nodeId)) return sql`true`
  const codes = (level: string) =>
    book.all.filter(one => one.level === level && scopes.has(one.nodeId)).map(one => one.code)
  return sql`(p.town_code = any(${codes('town')}::text[]) or p.community_code = any(${codes('community')}::text[]))`
}

export const peopleList = list({
  listing: peopleListing,
  path: '/api/people',
  page: '/desk/people',
  permission: 'people.read',
  row: personView,
  async source(ground, actor, { text: typed, verifiedUntil, ...filter }) {
    demand(actor, 'people.read')
    const text = nameKey(typed ?? '')
    const hash = wholeNumber(ground, typed ?? '')
    if (hash) {
      const seconds = await spend(ground, BY_NUMBER, actor.accountId ?? `person ${actor.personId}`)
      if (seconds > 0) throw refuse('too-many', { seconds })
    }
    return peopleRows(await livingIn(ground, actor), {
      ...filter,
      ...(verifiedUntil && { verifiedBefore: startOfDay(addDays(verifiedUntil, 1)) }),
      ...(text && { text }),
      ...(hash && { hash }),
    })
  },
  view: (ground, rows: Person[]) => viewOf(ground, rows),
})
