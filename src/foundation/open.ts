// The ground put together once: passed to services, never imported as a global.
import type { Logger } from 'pino'
import { makeAuth } from './accounts/auth.ts'
import { makeSessions } from './accounts/sessions.ts'
import { loadCalendar } from './calendar/service.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { inTransaction, openDatabase } from './database/database.ts'
import type { Ground, Room } from './ground.ts'
import { makeHooks } from './hooks.ts'
import type { CodeDelivery } from './notify/codes.ts'
import { loadPolicies } from './policies/policies.ts'
import { loadSecrets } from './secrets/secrets.ts'

export type GroundPorts = {
  config: Config
  clock: Clock
  log: Logger
  deliver: CodeDelivery
  databaseUrl: string
  connections?: number
}

/** @param ports the district's schema must be migrated and its policies seeded. */
export async function openGround(ports: GroundPorts, rooms: readonly Room[]): Promise<Ground> {
  const { config, clock, log } = ports
  const secrets = loadSecrets(config.dataFolder)
  const database = openDatabase(ports.databaseUrl, config.schema, ports.connections)
  const hooks = makeHooks<Ground>()
  for (const room of rooms) room.hooks?.(hooks)
  const policies = await loadPolicies(database.db)
  return {
    config,
    clock,
    log,
    databaseUrl: ports.databaseUrl,
    database,
    db: database.db,
    transact: work => inTransaction(database.db, work),
    secrets,
    auth: makeAuth({ pool: database.pool, secrets, deliver: ports.deliver, origin: config.origin }),
    sessions: makeSessions(database.pool, secrets.sessionSecret, clock),
    policies,
    calendar: await loadCalendar(database.db, policies),
    hooks,
    rooms,
  }
}
