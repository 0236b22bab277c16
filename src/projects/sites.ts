// Projects at sites: the place that a site gives them, and why one cannot close.
import { addDays, localDay, startOfDay } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import type { Hooks } from '../foundation/hooks.ts'
import { siteCloses, siteFor } from '../stations/service.ts'
import type { ProjectDraft } from './contract.ts'
import { refuse } from './refusals.ts'
import * as store from './store.ts'

type Place = Pick<ProjectDraft, 'siteId' | 'communityCode' | 'placeName' | 'address' | 'lat' | 'lng'>

/** Where a draft is: as its site says, or as it is written. @throws Refusal for a site that is not there any more. */
export async function placeOf(ground: Ground, draft: ProjectDraft): Promise<Place> {
  const { siteId, communityCode, placeName, address, lat, lng } = draft
  if (siteId === null) return { siteId, communityCode, placeName, address, lat, lng }
  const site = await siteFor(ground.db, siteId)
  if (!site || (site.validUntil !== null && site.validUntil < localDay(ground.clock())))
    throw refuse('project.site', {}, 'siteId')
  return {
    siteId,
    communityCode: site.communityCode,
    placeName: site.name,
    address: site.address,
    lat: site.lat,
    lng: site.lng,
  }
}

/** A site does not close over shifts that are announced there. */
export function siteHooks(hooks: Hooks<Ground>): void {
  hooks.on(siteCloses, async (_, tx, { siteId, lastDay }) => {
    const [first, ...rest] = await store.atSiteAfter(tx, siteId, startOfDay(addDays(lastDay, 1)))
    if (first !== undefined) throw refuse('project.at-site', { with: first, n: rest.length + 1 }, 'on')
  })
}
