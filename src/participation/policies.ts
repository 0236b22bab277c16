// The rules of admission as they stand now.
import { localDay } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import { personPolicies } from '../people/rules.ts'
import type { AdmissionRules } from './rules.ts'

export function admissionRules(ground: Ground, now: Date): AdmissionRules {
  const today = localDay(now)
  const { guardianBelow } = ground.policies.at(personPolicies.minors, today).value
  const { signUp, signUpHighRisk } = ground.policies.at(personPolicies.tiers, today).value
  return { guardianBelow, signUp, signUpHighRisk }
}
