// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { teamRoutes } from './routes.ts'
import { teamKinds } from './rules.ts'

export const organizations: Room = { name: 'organizations', routes: teamRoutes, policies: [teamKinds] }
