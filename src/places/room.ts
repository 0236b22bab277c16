// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { placeRoutes } from './routes.ts'
import { placeHooks } from './service.ts'

export const places: Room = { name: 'places', routes: placeRoutes, hooks: placeHooks }
