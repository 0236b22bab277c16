// What must hold of sites whatever happened.
import type { Room } from '../foundation/ground.ts'
import { places } from '../places/service.ts'
import { VILLAGE_STATION } from './rules.ts'
import * as store from './store.ts'

/** Each query answers the rows that break its rule. */
export const siteInvariants: Readonly<Record<string, string>> = {
  'a site has a node of its own, a village station its community’s': `select s.id from site s join scope n on n.id = s.node_id
    where n.kind <> case when s.kind = 'village-station' then 'community' else 'site' end
      or (n.kind = 'site' and (select count(*) from site o where o.node_id = s.node_id) > 1)`,
}

/** Held against the book of places. */
export const siteChecks: NonNullable<Room['checks']> = {
  'a site’s community is in its town, and a village station’s node is its community’s': async ground => {
    const book = await places(ground)
    return (await store.allSites(ground.db)).flatMap(site => {
      const community = book.byCode(site.communityCode)
      const isRight =
        book.townOf(site.communityCode)?.code === site.townCode &&
        (site.kind !== VILLAGE_STATION || site.nodeId === community?.nodeId)
      return isRight ? [] : [`site ${site.id}`]
    })
  },
}
