// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { projectsDemo } from './demo.ts'
import { projectSubject, returnedDrafts } from './desk.ts'
import { publishedFact } from './facts.ts'
import { projectList } from './lists.ts'
import { projectPaper } from './papers.ts'
import { projectReview } from './publication.ts'
import { projectRoutes } from './routes.ts'
import { projectPolicies } from './rules.ts'
import { projectTouches } from './touches.ts'

export const projects: Room = {
  name: 'projects',
  routes: projectRoutes,
  lists: [projectList],
  policies: Object.values(projectPolicies),
  touches: projectTouches,
  reviews: [projectReview],
  queue: [returnedDrafts],
  subjects: [projectSubject],
  files: [projectPaper],
  facts: [publishedFact],
  demo: projectsDemo,
}
