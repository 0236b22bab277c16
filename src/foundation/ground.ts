// The ground every room stands on, put together once: passed to services, never imported as a global.
import type { Logger } from 'pino'
import type { Auth } from './accounts/auth.ts'
import { makeAuth } from './accounts/auth.ts'
import { makeSessions, type Sessions } from './accounts/sessions.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { type Database, type Db, inTransaction, openDatabase, type Tx } from './database/database.ts'
import { type Hooks, makeHooks } from './hooks.ts'
import type { CodeDelivery } from './notify/codes.ts'
import { loadPolicies, type Policies } from './policies/policies.ts'
import { loadSecrets, type Secrets } from './secrets/secrets.ts'

export type Ground = {
  config: Config
  clock: Clock
  log: Logger
  databaseUrl: string
  database: Database
  db: Db
  /** One use case, one transaction. */
  transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  secrets: Secrets
  auth: Auth
  sessions: Sessions
  policies: Policies
  hooks: Hooks
}

export type GroundPorts = {
  config: Config
  clock: Clock
  log: Logger
  deliver: CodeDelivery
  databaseUrl: string
  connections?: number
}

/** @param ports the district's schema must be migrated and its policies seeded. */
export async function openGround(ports: GroundPorts): Promise<Ground> {
  const { config, clock, log } = ports
  const secrets = loadSecrets(config.dataFolder)
  const database = openDatabase(ports.databaseUrl, config.schema, ports.connections)
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
    policies: await loadPolicies(database.db),
    hooks: makeHooks(),
  }
}
