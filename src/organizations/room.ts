// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { teamRoutes } from './routes.ts'

export const organizations: Room = { name: 'organizations', routes: teamRoutes }
