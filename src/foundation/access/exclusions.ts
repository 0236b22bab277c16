// Duties that one person must not hold together: data, so that a notice can add one. Deputies count like anybody.
import { z } from 'zod'
import { policyKey } from '../policies/keys.ts'
import { type Role, roleNames } from './roles.ts'

const role = z.enum(roleNames)
const pair = z.object({
  one: role.meta({ zh: '职务', en: 'Duty', group: 'roles' }),
  other: role.meta({ zh: '不能同时是', en: 'Not together with', group: 'roles' }),
  /** `same-node`: where one of the two reaches what the other does. */
  scope: z.enum(['anywhere', 'same-node']).meta({
    zh: '哪里',
    en: 'Where',
    words: {
      anywhere: { zh: '哪里都不行', en: 'anywhere' },
      'same-node': { zh: '同一处不行', en: 'at the same place' },
    },
  }),
})
export type Exclusion = z.infer<typeof pair>
export const exclusionPolicy = policyKey({
  key: 'access.exclusions',
  topic: 'access',
  title: { zh: '互斥的职务', en: 'Duties that exclude each other' },
  lead: {
    zh: '一个人不能同时担任的职务，代理也算。改了以后，后批准的那一项到施行日停用。',
    en: 'Duties that one person must not hold together, deputies included. The later-approved one ends on the day.',
  },
  shape: z.object({
    pairs: z.array(pair).meta({ zh: '互斥', en: 'Excluding pairs', source: 'GB/T 22239-2019 8.1.10' }),
  }),
})

export const termsPolicy = policyKey({
  key: 'access.terms',
  topic: 'access',
  title: { zh: '任期', en: 'Terms of duties' },
  lead: {
    zh: '一项职务一次最长任多久，也是最早可以提前多久提议。',
    en: 'How long a duty holds at most before it is proposed again, and how far ahead it may begin.',
  },
  shape: z.object({
    longestYears: z
      .number()
      .int()
      .min(1)
      .max(5)
      .meta({ zh: '最长任期', en: 'Longest term', unit: 'years', source: '本会规定' }),
  }),
})

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
