// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { coverInvariants } from './invariants.ts'
import { coverRoutes } from './routes.ts'

export const cover: Room = { name: 'cover', routes: coverRoutes, invariants: coverInvariants }
