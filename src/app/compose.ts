// The house put together: which rooms there are, in which order, and how a district comes to be.
import { setFlagsFromString } from 'node:v8'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { certificateRoutes } from '../certificates/routes.ts'
import { discoveryRoutes } from '../discovery/routes.ts'
import { discoveryListener } from '../discovery/service.ts'
import { accountRoutes } from '../foundation/accounts/routes.ts'
import { type Clock, systemClock } from '../foundation/clock.ts'
import type { Config } from '../foundation/config.ts'
import { inTransaction, openDatabase } from '../foundation/database/database.ts'
import { migrate, readMigrations } from '../foundation/database/migrations.ts'
import { type Ground, openGround } from '../foundation/ground.ts'
import { forgetOldAnswers } from '../foundation/http/housekeeping.ts'
import { buildServer, type Rooms, type RouteInfo } from '../foundation/http/server.ts'
import type { Job } from '../foundation/jobs.ts'
import type { Listener } from '../foundation/journal/sealer.ts'
import type { CodeDelivery } from '../foundation/notify/codes.ts'
import { seedPolicies } from '../foundation/policies/policies.ts'
import { teamRoutes } from '../organizations/routes.ts'
import { closeEndedShifts } from '../participation/checkin/service.ts'
import { participationRoutes } from '../participation/routes.ts'
import { registerParticipation } from '../participation/service.ts'
import { peopleRoutes } from '../people/routes.ts'
import { placeRoutes } from '../places/routes.ts'
import { layPlaces, songjiangPlaces } from '../places/service.ts'
import { projectRoutes } from '../projects/routes.ts'
import { registerRecords } from '../records/counting.ts'
import { recordRoutes } from '../records/routes.ts'
import { statisticsListener } from '../statistics/folding.ts'
import { liveListener } from '../statistics/live.ts'
import { statisticsRoutes } from '../statistics/routes.ts'
import { overviewRoutes } from './overview/routes.ts'

/** The order of migrations: the ground's pieces, then the rooms, lowest first. */
const MIGRATED = [
  'foundation/journal',
  'foundation/policies',
  'foundation/access',
  'foundation/accounts',
  'foundation/reviews',
  'foundation/http',
  'places',
  'people',
  'organizations',
  'projects',
  'participation',
  'records',
  'certificates',
  'statistics',
]

const rooms: Rooms[] = [
  accountRoutes,
  placeRoutes,
  peopleRoutes,
  teamRoutes,
  projectRoutes,
  participationRoutes,
  recordRoutes,
  certificateRoutes,
  discoveryRoutes,
  statisticsRoutes,
  overviewRoutes,
]

export const jobs: Job[] = [
  { name: 'close-ended-shifts', cron: '* * * * *', run: closeEndedShifts },
  { name: 'forget-old-answers', cron: '17 4 * * *', run: forgetOldAnswers },
]

export const listeners = (ground: Ground): Listener[] => [
  discoveryListener(ground),
  statisticsListener(ground),
  liveListener(ground),
]

/** Migrates a district's schema and gives it what it cannot do without: places and policies. Doing it again changes nothing. */
export async function prepareDistrict(url: string, config: Config, placesCsv?: string): Promise<string[]> {
  const applied = await migrate(url, config.schema, readMigrations(MIGRATED))
  const { db, close } = openDatabase(url, config.schema, 2)
  try {
    await inTransaction(db, async tx => {
      await seedPolicies(tx, new Date())
      const laid = await tx
        .withTables<{ place: { code: string } }>()
        .selectFrom('place')
        .select('code')
        .limit(1)
        .executeTakeFirst()
      if (!laid) await layPlaces(tx, placesCsv ?? songjiangPlaces())
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
}

// Left to itself, the heap of a large machine grows to several times what is alive in it before it is swept.
const HEAP_GROWTH_PERCENT = 40

/** The ground with every room's hooks registered, in room order. */
export async function openHouse(options: HouseOptions): Promise<Ground> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`)
  const ground = await openGround({ ...options, clock: options.clock ?? systemClock })
  registerParticipation(ground)
  registerRecords(ground)
  return ground
}

export const buildHouse = (
  ground: Ground,
  options: { limits?: boolean } = {},
): Promise<{ app: FastifyInstance; routes: RouteInfo[] }> => buildServer(ground, { rooms, ...options })
