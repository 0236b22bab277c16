// How a district comes to be, and the house put together from its rooms.
import { setFlagsFromString } from 'node:v8'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { seedCalendar } from '../foundation/calendar/service.ts'
import { type Clock, systemClock } from '../foundation/clock.ts'
import type { Config } from '../foundation/config.ts'
import { aloneIn } from '../foundation/database/alone.ts'
import { inTransaction, openDatabase } from '../foundation/database/database.ts'
import { migrate, migratedBefore, readMigrations } from '../foundation/database/migrations.ts'
import { addedTables, roleOf } from '../foundation/database/roles.ts'
import type { Ground } from '../foundation/ground.ts'
import type { RouteInfo } from '../foundation/http/api.ts'
import { buildServer } from '../foundation/http/server.ts'
import { layJobs } from '../foundation/jobs.ts'
import type { CodeDelivery } from '../foundation/notices/codes.ts'
import { groundKinds, seedTemplates } from '../foundation/notices/templates.ts'
import { openGround } from '../foundation/open.ts'
import { seedPolicies } from '../foundation/policies/seed.ts'
import type { CipherProfile } from '../foundation/secrets/ciphers.ts'
import { hasPlaces, layFirstPlaces, songjiangPlaces } from '../places/service.ts'
import { rooms } from './rooms.ts'

/** What a district is laid with beside the address of its tables' owner. */
export type Laying = {
  /**
   * A new district's places; without them our own database gets those of Songjiang, and a given one nothing at all: it is opened
   * first.
   */
  places?: string | undefined
  /** The address of the role that serves, where it is another than the owner. */
  server?: string
}

/**
 * Migrates a district's schema and gives it what it cannot do without: places, policies and the calendar. Doing it again changes
 * nothing, and what was left in the middle is gone on with.
 */
export async function prepareDistrict(owner: string, config: Config, laying: Laying = {}): Promise<string[]> {
  const first = laying.places ?? (config.databaseUrl && !config.demo ? undefined : songjiangPlaces())
  if (first === undefined && !(await migratedBefore(owner, config.schema)))
    throw new NotOpened(config.district)
  const applied = await layTables(owner, config, laying.server)
  const { db, close } = openDatabase(owner, config.schema, 2)
  try {
    await inTransaction(db, async tx => {
      await aloneIn(tx, 'prepare')
      await seedPolicies(
        tx,
        new Date(),
        rooms.flatMap(room => room.policies ?? []),
      )
      await seedCalendar(tx, new Date())
      await seedTemplates(tx, [...rooms.flatMap(room => room.notices ?? []), ...groundKinds], new Date())
      if (first !== undefined) await layFirstPlaces(tx, config.district, first)
      else if (!(await hasPlaces(tx))) throw new NotOpened(config.district)
    })
  } finally {
    await close()
  }
  return applied
}

/** Brings the tables and the rights to them up to date and nothing else. Answers what was applied. */
export async function layTables(owner: string, config: Config, server = owner): Promise<string[]> {
  const source = readMigrations(rooms.map(room => room.folder ?? room.name))
  const added = new Set(addedTables(rooms))
  const applied = await migrate(
    owner,
    config.schema,
    source,
    server === owner ? undefined : { url: server, added },
  )
  await layJobs(owner, config.district, await roleOf(server))
  return applied
}

/** A given database in which this district does not stand yet, or was left in the middle of its opening. */
export class NotOpened extends Error {
  constructor(district: string) {
    super(`数据库里还没有 ${district} 区，先开通：
The database does not hold district ${district} yet. Open it first:

  DATABASE_URL=… YUNJIAN_DISTRICT=${district} npm run cli -- district open --places FILE.csv --cipher aes|sm4

再启动。只想看演示，就加上 YUNJIAN_DEMO=yes。步骤见 docs/operations.md。
Then start again. For a look at an invented district add YUNJIAN_DEMO=yes. Step by step: docs/operations.md.`)
  }
}

export type HouseOptions = {
  config: Config
  databaseUrl: string
  ownerUrl?: string
  log: Logger
  deliver?: CodeDelivery
  clock?: Clock
  connections?: number
  cipher?: CipherProfile
}

// Left to itself, the heap of a large machine grows to several times what is alive in it before it is swept.
const HEAP_GROWTH_PERCENT = 40

/** The ground with every room announced. */
export function openHouse(options: HouseOptions): Promise<Ground> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`)
  return openGround({ ...options, clock: options.clock ?? systemClock }, rooms)
}

export const buildHouse = (
  ground: Ground,
  options: { limits?: boolean } = {},
): Promise<{ app: FastifyInstance; routes: RouteInfo[] }> => buildServer(ground, options)
