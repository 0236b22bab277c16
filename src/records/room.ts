// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { recordHooks } from './counting.ts'
import { recordRoutes } from './routes.ts'

export const records: Room = { name: 'records', routes: recordRoutes, hooks: recordHooks }
