// Duties that one person must not hold together: data, so that a notice can add one. Deputies count like anybody.
import { z } from 'zod'
import { policyKey } from '../policies/policies.ts'
import { type Role, roleNames } from './roles.ts'

const role = z.enum(roleNames)
const pair = z.object({
  one: role,
  other: role,
  /** `same-node`: where one of the two reaches what the other does. */
  scope: z.enum(['anywhere', 'same-node']),
})
export type Exclusion = z.infer<typeof pair>
export const exclusionPolicy = policyKey('access.exclusions', z.object({ pairs: z.array(pair) }))

/** A duty of one person, as far as exclusions ask. `until` null: no end is set. */
export type Duty = {
  id: number
  role: Role
  path: readonly number[]
  since: Date
  until: Date | null
  /** When it was approved; among two that exclude each other, the later one ends. */
  approvedAt: Date
}

const overlap = (a: Duty, b: Duty) =>
  (a.until === null || b.since < a.until) && (b.until === null || a.since < b.until)
const reaches = (a: Duty, b: Duty) => {
  const [one, other] = [a.path.at(-1), b.path.at(-1)]
  return (one !== undefined && b.path.includes(one)) || (other !== undefined && a.path.includes(other))
}

/** The exclusion that forbids one person to hold both, if there is one. */
export const excludes = (exclusions: readonly Exclusion[], a: Duty, b: Duty): Exclusion | undefined =>
  overlap(a, b)
    ? exclusions.find(
        ({ one, other, scope }) =>
          ((a.role === one && b.role === other) || (a.role === other && b.role === one)) &&
          (scope === 'anywhere' || reaches(a, b)),
      )
    : undefined

/** Of one person's duties: those that must end, each with the earlier-approved one that it clashes with. What ends bars nothing. */
export function toEnd(
  exclusions: readonly Exclusion[],
  duties: readonly Duty[],
): { ends: Duty; because: Duty }[] {
  const kept: Duty[] = []
  const ended: { ends: Duty; because: Duty }[] = []
  for (const duty of [...duties].sort(
    (a, b) => a.approvedAt.getTime() - b.approvedAt.getTime() || a.id - b.id,
  )) {
    const because = kept.find(one => excludes(exclusions, one, duty))
    if (because) ended.push({ ends: duty, because })
    else kept.push(duty)
  }
  return ended
}
