// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { coveringHooks } from './covering.ts'
import { projectsDemo } from './demo.ts'
import { projectSubject, returnedDrafts } from './desk.ts'
import { publishedFact } from './facts.ts'
import { projectList } from './lists.ts'
import { projectPaper } from './papers.ts'
import { projectPolicies } from './policies.ts'
import { projectReview } from './publication.ts'
import { projectRoutes } from './routes.ts'
import { siteHooks } from './sites.ts'
import { projectTouches } from './touches.ts'

export const projects: Room = {
  name: 'projects',
  routes: projectRoutes,
  hooks(hooks) {
    siteHooks(hooks)
    coveringHooks(hooks)
  },
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
