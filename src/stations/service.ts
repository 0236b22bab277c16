// Registering sites and closing them, and what other rooms ask of one.
import { demand, hangNode, type Principal, whereOf } from '../foundation/access/access.ts'
import { type LocalDay, localDay } from '../foundation/clock.ts'
import { type Db, type Tx, takenBy } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { hook } from '../foundation/hooks.ts'
import { tell } from '../foundation/journal/journal.ts'
import { inUse } from '../foundation/policies/keys.ts'
import { notFound } from '../foundation/refusals.ts'
import { organizationFor } from '../organizations/registry.ts'
import { wgs84Of } from '../places/datum.ts'
import { places } from '../places/service.ts'
import type { NewSite, SiteView } from './contract.ts'
import { refuse } from './refusals.ts'
import { badOpening, isOpenOn, liesWithin, siteKinds, VILLAGE_STATION } from './rules.ts'
import * as store from './store.ts'

/** A site gets its last day; whoever has something there after it may refuse. */
export const siteCloses = hook<{ siteId: number; lastDay: LocalDay }>('stations.site-closes')

export async function registerSite(ground: Ground, actor: Principal, input: NewSite): Promise<number> {
  const book = await places(ground)
  const [registrar, community] = [book.byCode(input.registrarCode), book.byCode(input.communityCode)]
  const town = book.townOf(input.communityCode)
  if (!registrar || !town || community?.level !== 'community') throw refuse('site.place', {}, 'communityCode')
  demand(actor, 'site.register', await whereOf(ground.db, registrar.nodeId))
  if (!liesWithin(book, community.code, registrar.code)) throw refuse('site.place', {}, 'communityCode')
  if (!inUse(ground.policies.at(siteKinds, localDay(ground.clock())).value, input.kind))
    throw refuse('site.kind', { kind: input.kind }, 'kind')
  const bad = badOpening(input.hours)
  if (bad !== null) throw refuse('site.hours', { n: bad + 1 }, `hours.${bad}.until`)
  const host = input.organizationId === null ? null : await organizationFor(ground.db, input.organizationId)
  if (host === undefined || host?.state === 'dissolved') throw refuse('site.host', {}, 'organizationId')
  const { registrarCode: _, ...columns } = input
  return ground
    .transact(async tx => {
      const at = ground.clock()
      const nodeId =
        input.kind === VILLAGE_STATION
          ? community.nodeId
          : (await hangNode(tx, { kind: 'site', name: input.name, parentId: registrar.nodeId })).id
      const { id } = await store.insertSite(tx, {
        ...columns,
        townCode: town.code,
        nodeId,
        registeredAt: at,
      })
      await tell(tx, {
        at,
        by: actor,
        kind: 'site.registered',
        subject: `site:${id}`,
        facts: { siteKind: input.kind, community: community.code, from: input.validFrom },
      })
      return id
    })
    .catch(error => {
      throw takenBy(error) === 'site_name' ? refuse('site.name-taken', {}, 'name') : error
    })
}

/** Gives a site its last day, today or to come. */
export async function closeSite(
  ground: Ground,
  actor: Principal,
  id: number,
  { on, reason }: { on: LocalDay; reason: string },
): Promise<void> {
  demand(actor, 'site.register')
  const site = await store.siteById(ground.db, id)
  if (!site) throw notFound('站点', 'The site')
  demand(actor, 'site.register', await whereOf(ground.db, site.nodeId))
  await ground.transact(async tx => {
    const locked = await store.lockSite(tx, id)
    if (!locked || locked.validUntil !== null) throw refuse('site.closed')
    const at = ground.clock()
    if (on < localDay(at) || on < locked.validFrom) throw refuse('site.before', {}, 'on')
    await store.setLastDay(tx, id, on)
    await ground.hooks.call(siteCloses, ground, tx, { siteId: id, lastDay: on })
    await tell(tx, {
      at,
      by: actor,
      kind: 'site.closed',
      subject: `site:${id}`,
      facts: { on, reason: ground.secrets.lookup(reason).toString('base64url') },
    })
  })
}

/** What a room above needs of a site: its place by WGS-84, its radius, its days. Undefined where there is none. */
export type PlacedSite = Pick<
  store.Site,
  | 'id'
  | 'name'
  | 'address'
  | 'townCode'
  | 'communityCode'
  | 'lat'
  | 'lng'
  | 'radius'
  | 'validFrom'
  | 'validUntil'
>
const placed = (site: store.Site): PlacedSite => ({ ...site, ...wgs84Of(site) })

export async function siteFor(db: Db, id: number): Promise<PlacedSite | undefined> {
  const site = await store.siteById(db, id)
  return site && placed(site)
}
/** Nobody closes it until the transaction ends. */
export async function holdSite(tx: Tx, id: number): Promise<void> {
  await store.holdSite(tx, id)
}

/** The village stations of today by their community. */
export async function stationsByCommunity(ground: Ground): Promise<Map<string, PlacedSite>> {
  const today = localDay(ground.clock())
  const stations = (await store.villageStations(ground.db)).filter(one => isOpenOn(one, today))
  return new Map(stations.map(one => [one.communityCode, placed(one)]))
}

/** A site as everybody may see it. @throws Refusal `not-found`. */
export async function sitePage(ground: Ground, id: number): Promise<SiteView> {
  const site = await store.siteById(ground.db, id)
  if (!site) throw notFound('站点', 'The site')
  const book = await places(ground)
  const host =
    site.organizationId === null ? undefined : await organizationFor(ground.db, site.organizationId)
  return {
    id,
    kind: site.kind,
    name: site.name,
    address: site.address,
    townName: book.byCode(site.townCode)?.name ?? '',
    communityCode: site.communityCode,
    communityName: book.byCode(site.communityCode)?.name ?? '',
    lat: site.lat,
    lng: site.lng,
    datum: site.datum,
    radius: site.radius,
    hours: site.hours.map(one => ({ ...one, days: [...one.days] })),
    organizationName: host?.name ?? null,
    validFrom: site.validFrom,
    validUntil: site.validUntil,
  }
}
