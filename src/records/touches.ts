// What a change of the rules of hours would touch: shifts still to come; what was served before keeps its terms.
import { addDays } from '../foundation/clock.ts'
import type { Touch } from '../foundation/ground.ts'
import { shiftsToCome } from '../participation/service.ts'
import { recordPolicies } from './rules.ts'
import * as store from './store.ts'

export const recordTouches: readonly Touch[] = [
  {
    key: recordPolicies.hours.key,
    count: async (ground, { from, scope }) => [
      { what: 'shifts', n: await shiftsToCome(ground, from, scope), page: '/desk/projects?state=published' },
      {
        what: 'recordsWaiting',
        n: await store.waitingBefore(ground.db, from, scope),
        page: `/desk/records?state=pending&until=${addDays(from, -1)}`,
        kept: true,
      },
    ],
  },
]
