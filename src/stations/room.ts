// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { siteChecks, siteInvariants } from './invariants.ts'
import { siteRoutes } from './routes.ts'
import { siteKinds } from './rules.ts'

export const stations: Room = {
  name: 'stations',
  routes: siteRoutes,
  policies: [siteKinds],
  invariants: siteInvariants,
  checks: siteChecks,
}
