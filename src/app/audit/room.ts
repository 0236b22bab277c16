// The auditor's page: a figure down to its journal entry, who read full identities, and what the auditor asks. The rooms are asked
// for their own; only the questions are owned here.
import type { Room } from '../../foundation/ground.ts'
import { questionReview } from './questions.ts'
import { auditRoutes } from './routes.ts'
import { questionPolicy } from './rules.ts'

export const audit: Room = {
  name: 'audit',
  folder: 'app/audit',
  routes: auditRoutes,
  policies: [questionPolicy],
  reviews: [questionReview],
}
