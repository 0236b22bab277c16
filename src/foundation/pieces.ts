// What the pieces of the ground announce, in the order of their migrations.
import { accountRoutes } from './accounts/routes.ts'
import type { Room } from './ground.ts'
import { forgetOldAnswers } from './http/housekeeping.ts'
import { reviewInvariants } from './reviews/invariants.ts'
import { reviewRoutes } from './reviews/routes.ts'
import { reviewTimers } from './reviews/timers.ts'

export const pieces: readonly Room[] = [
  { name: 'journal', folder: 'foundation/journal' },
  { name: 'timers', folder: 'foundation/timers' },
  { name: 'policies', folder: 'foundation/policies' },
  { name: 'access', folder: 'foundation/access' },
  { name: 'accounts', folder: 'foundation/accounts', routes: accountRoutes },
  {
    name: 'reviews',
    folder: 'foundation/reviews',
    routes: reviewRoutes,
    timers: reviewTimers,
    invariants: reviewInvariants,
  },
  {
    name: 'http',
    folder: 'foundation/http',
    jobs: [{ name: 'forget-old-answers', cron: '17 4 * * *', run: forgetOldAnswers }],
  },
]
