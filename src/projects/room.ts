// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { projectSubject, returnedDrafts } from './desk.ts'
import { publishedFact } from './facts.ts'
import { projectReview } from './publication.ts'
import { projectRoutes } from './routes.ts'

export const projects: Room = {
  name: 'projects',
  routes: projectRoutes,
  reviews: [projectReview],
  queue: [returnedDrafts],
  subjects: [projectSubject],
  facts: [publishedFact],
}
