// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { publishedFact } from './facts.ts'
import { projectRoutes } from './routes.ts'

export const projects: Room = { name: 'projects', routes: projectRoutes, facts: [publishedFact] }
