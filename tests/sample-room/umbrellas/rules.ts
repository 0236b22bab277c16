// How long an umbrella may stay away. Pure.
import { z } from 'zod'
import { policyKey } from '../foundation/policies/policies.ts'

export const loanPolicy = policyKey(
  'umbrellas.loan',
  z.object({ workingDays: z.number().int().min(1).max(30) }),
)
