// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { recordHooks } from './counting.ts'
import { recordRoutes } from './routes.ts'
import { recordPolicies } from './rules.ts'
import { recordTouches } from './touches.ts'

export const records: Room = {
  name: 'records',
  routes: recordRoutes,
  hooks: recordHooks,
  policies: Object.values(recordPolicies),
  touches: recordTouches,
}
