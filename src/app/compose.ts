// How a district comes to be, and the house put together from its rooms.
import { setFlagsFromString } from 'node:v8'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { seedCalendar } from '../foundation/calendar/service.ts'
import { type Clock, systemClock } from '../foundation/clock.ts'
import type { Config } from '../foundation/config.ts'
import { aloneIn } from '../foundation/database/alone.ts'
import { inTransaction, openDatabase } from '../foundation/database/database.ts'
import { migrate, readMigrations } from '../foundation/database/migrations.ts'
import type { Ground } from '../foundation/ground.ts'
import type { RouteInfo } from '../foundation/http/api.ts'
import { buildServer } from '../foundation/http/server.ts'
import type { CodeDelivery } from '../foundation/notices/codes.ts'
import { digestKind, seedTemplates } from '../foundation/notices/templates.ts'
import { openGround } from '../foundation/open.ts'
import { seedPolicies } from '../foundation/policies/seed.ts'
import type { CipherProfile } from '../foundation/secrets/ciphers.ts'
import { layFirstPlaces } from '../places/service.ts'
import { rooms } from './rooms.ts'

/** Migrates a district's schema and gives it what it cannot do without: places, policies and the calendar. Doing it again changes nothing. */
export async function prepareDistrict(url: string, config: Config, placesCsv?: string): Promise<string[]> {
  const applied = await migrate(
    url,
    config.schema,
    readMigrations(rooms.map(room => room.folder ?? room.name)),
  )
  const { db, close } = openDatabase(url, config.schema, 2)
  try {
    await inTransaction(db, async tx => {
      await aloneIn(tx, 'prepare')
      await seedPolicies(
        tx,
        new Date(),
        rooms.flatMap(room => room.policies ?? []),
      )
      await seedCalendar(tx, new Date())
      await seedTemplates(tx, [...rooms.flatMap(room => room.notices ?? []), digestKind], new Date())
      await layFirstPlaces(tx, placesCsv)
    })
  } finally {
    await close()
  }
  return applied
}

export type HouseOptions = {
  config: Config
  databaseUrl: string
  log: Logger
  deliver: CodeDelivery
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
