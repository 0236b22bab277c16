// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { certificateRoutes } from './routes.ts'

export const certificates: Room = { name: 'certificates', routes: certificateRoutes }
