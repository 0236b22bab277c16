// What a change of the rules of admission and check-in would touch: the shifts still to come.
import type { Touch } from '../foundation/ground.ts'
import { personPolicies } from '../people/rules.ts'
import { projectPolicies } from '../projects/policies.ts'
import { checkinPolicy } from './rules.ts'
import { shiftsToCome } from './service.ts'

export const participationTouches: readonly Touch[] = [
  checkinPolicy,
  personPolicies.minors,
  personPolicies.tiers,
  projectPolicies.minimumAge,
].map(({ key }) => ({
  key,
  count: async (ground, { from, scope }) => [
    { what: 'shifts', n: await shiftsToCome(ground, from, scope), page: '/desk/projects?state=published' },
  ],
}))
