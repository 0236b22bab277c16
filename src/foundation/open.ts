// The ground put together once: passed to services, never imported as a global.
import type { Logger } from 'pino'
import { makeAuth } from './accounts/auth.ts'
import { openBreached } from './accounts/breached-lists.ts'
import { lifeAt } from './accounts/life.ts'
import { makeSessions } from './accounts/sessions.ts'
import { tellSessions } from './accounts/telling.ts'
import { loadCalendar } from './calendar/living.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { openDatabase } from './database/database.ts'
import { openStore } from './files/open.ts'
import type { Ground, Room } from './ground.ts'
import { makeHooks } from './hooks.ts'
import { transactClaimed } from './http/claims.ts'
import { headOf } from './journal/listeners.ts'
import { watchFrom } from './journal/watchers.ts'
import { type CodeDelivery, deliveryOf } from './notices/codes.ts'
import { loadPolicies } from './policies/policies.ts'
import type { CipherProfile } from './secrets/ciphers.ts'
import { openSecrets } from './secrets/fingerprints.ts'

export type GroundPorts = {
  config: Config
  clock: Clock
  log: Logger
  /** In place of the delivery that the configuration names. */
  deliver?: CodeDelivery
  databaseUrl: string
  /** As the owner of the tables; whoever serves where none is named. */
  ownerUrl?: string
  connections?: number
  /** Under which profile keys are made where there are none. */
  cipher?: CipherProfile
}

/** @param ports the district's schema must be migrated and its policies seeded. */
export async function openGround(ports: GroundPorts, rooms: readonly Room[]): Promise<Ground> {
  const { config, clock, log } = ports
  const breached = await openBreached(config.breached)
  const database = openDatabase(ports.databaseUrl, config.schema, ports.connections)
  const secrets = await openSecrets(database.db, config.dataFolder, clock(), ports.cipher).catch(
    async error => {
      await database.close()
      throw error
    },
  )
  const hooks = makeHooks<Ground>()
  for (const room of rooms) room.hooks?.(hooks)
  const head = await headOf(database.db) // before anything is read into memory: what changes after is heard
  const policies = await loadPolicies(database.db)
  const ground: Ground = {
    config,
    clock,
    log,
    databaseUrl: ports.databaseUrl,
    ownerUrl: ports.ownerUrl ?? ports.databaseUrl,
    database,
    db: database.db,
    transact: work => transactClaimed(database.db, clock, work),
    secrets,
    store: openStore(config.files),
    auth: makeAuth({
      pool: database.pool,
      secrets,
      clock,
      deliver: ports.deliver ?? deliveryOf({ config, db: database.db, log, clock }),
      origin: config.origin,
    }),
    sessions: makeSessions({
      pool: database.pool,
      secret: secrets.sessionSecret,
      clock,
      life: () => lifeAt(policies, clock),
      tell: () => tellSessions(database.pool, config.schema),
    }),
    breached,
    policies,
    calendar: await loadCalendar(database.db, policies),
    hooks,
    gateways: config.gateways,
    rooms,
  }
  watchFrom(ground, head)
  return ground
}
