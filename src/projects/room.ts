// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { projectRoutes } from './routes.ts'

export const projects: Room = { name: 'projects', routes: projectRoutes }
