// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { peopleRoutes } from './routes.ts'

export const people: Room = { name: 'people', routes: peopleRoutes }
