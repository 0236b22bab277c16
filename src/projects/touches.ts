// What a change of the rules of publication would touch: projects whose review is open when it begins.
import type { Touch } from '../foundation/ground.ts'
import { projectPolicies } from './policies.ts'
import * as store from './store.ts'

export const projectTouches: readonly Touch[] = [
  projectPolicies.review,
  projectPolicies.publication,
  projectPolicies.declaration,
  projectPolicies.minimumAge,
].map(({ key }) => ({
  key,
  count: async (ground, { scope }) => [
    {
      what: 'reviews',
      n: await store.countSubmitted(ground.db, scope),
      page: '/desk/projects?state=submitted',
    },
  ],
}))
