// The only file that reads or writes sites.
import { type Generated, type Insertable, type Selectable, sql } from 'kysely'
import type { LocalDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { Datum } from '../places/datum.ts'
import { type Opening, VILLAGE_STATION } from './rules.ts'

type Tables = {
  site: {
    id: Generated<number>
    kind: string
    organizationId: number | null
    name: string
    address: string
    townCode: string
    communityCode: string
    lat: number
    lng: number
    datum: Datum
    radius: number | null
    hours: Opening[]
    nodeId: number
    validFrom: LocalDay
    validUntil: LocalDay | null
    registeredAt: Date
  }
}
export type Site = Selectable<Tables['site']>
const of = (db: Db) => db.withTables<Tables>()

export const insertSite = (tx: Tx, site: Omit<Insertable<Tables['site']>, 'id' | 'validUntil'>) =>
  of(tx)
    .insertInto('site')
    .values({ ...site, hours: sql<Opening[]>`${JSON.stringify(site.hours)}::jsonb`, validUntil: null })
    .returning('id')
    .executeTakeFirstOrThrow()
export const siteById = (db: Db, id: number) =>
  of(db).selectFrom('site').selectAll().where('id', '=', id).executeTakeFirst()
export const lockSite = (tx: Tx, id: number) =>
  of(tx).selectFrom('site').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** Nobody gives it a last day until the transaction ends. */
export const holdSite = (tx: Tx, id: number) =>
  of(tx).selectFrom('site').select('id').where('id', '=', id).forShare().executeTakeFirst()
export const setLastDay = (tx: Tx, id: number, validUntil: LocalDay) =>
  of(tx).updateTable('site').set({ validUntil }).where('id', '=', id).execute()
/** All there are, those that have ended among them. */
export const allSites = (db: Db) => of(db).selectFrom('site').selectAll().orderBy('id').execute()
/** Village stations that have no last day, the first of a community last. */
export const villageStations = (db: Db) =>
  of(db)
    .selectFrom('site')
    .selectAll()
    .where('kind', '=', VILLAGE_STATION)
    .where('validUntil', 'is', null)
    .orderBy('id', 'desc')
    .execute()
