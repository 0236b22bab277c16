// Sites of an invented district: a centre in every town, and village stations in the communities that have one.
import type { Principal } from '../foundation/access/access.ts'
import { localDay } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import type { Place } from '../places/contract.ts'
import { places } from '../places/service.ts'
import { TOWN_CENTRE, VILLAGE_STATION } from './rules.ts'
import { registerSite } from './service.ts'

/** Every so many communities with a station have theirs entered as a site. */
const EVERY = 4
const OFFICE = [{ days: [1, 2, 3, 4, 5], from: '08:30', until: '17:30' }]

export async function inventSites(ground: Ground, actor: Principal): Promise<number> {
  const book = await places(ground)
  const below = Map.groupBy(book.all, one => one.parentCode)
  const validFrom = localDay(ground.clock())
  const enter = (kind: string, name: string, registrar: Place, community: Place, at: Place) =>
    registerSite(ground, actor, {
      kind,
      name,
      address: `${book.townOf(community.code)?.name ?? ''}${community.name}`,
      registrarCode: registrar.code,
      communityCode: community.code,
      lat: at.lat,
      lng: at.lng,
      datum: 'WGS-84',
      radius: kind === TOWN_CENTRE ? 200 : null,
      hours: OFFICE,
      organizationId: null,
      validFrom,
    })
  let made = 0
  for (const town of book.towns) {
    const communities = below.get(town.code) ?? []
    const [first] = communities
    if (!first) continue
    await enter(TOWN_CENTRE, `${town.name}志愿服务中心`, town, first, town)
    made++
    for (const [i, one] of communities.filter(place => place.hasStation).entries())
      if (i % EVERY === 0) {
        await enter(VILLAGE_STATION, stationName(one), one, one, one)
        made++
      }
  }
  return made
}

/** What a village station is called: 方松社区志愿服务站. */
export const stationName = (community: Place): string =>
  `${community.name.replace(/(居委会|村委会)$/, '')}志愿服务站`
