// What the shells ask for: gathered from the rooms, owned by none.
import type { Room } from '../../foundation/ground.ts'
import { overviewRoutes } from './routes.ts'

export const overview: Room = { name: 'overview', folder: 'app/overview', routes: overviewRoutes }
