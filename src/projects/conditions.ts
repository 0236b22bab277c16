// What a reviewer sees of the list of publication: each condition, whether it is so, and on what that rests. Pure.
import type { Condition } from '../foundation/reviews/rules.ts'
import type { Gap, Publishable } from './rules.ts'

/** A condition of the list and the rule that asks for it. */
export type Asked = { rule: string; source: string; policyId: number | null }

/** Gaps that are told under another name stand at the condition which they break. */
const BREAKS: Record<string, string> = {
  'shift-past': 'time',
  'shift-too-long': 'time',
  'site-days': 'place',
  'insurance-period': 'insurance',
}

type Shown = Omit<Publishable, 'positions'> & {
  positions: readonly { name: string; places: number }[]
  insurance: { insurer: string; from: string; until: string } | null
}

/** What must be announced; as long as nothing of it is missing it is one line. */
const ANNOUNCED = new Set(['content', 'place', 'conditions', 'numbers', 'time'])

/** The facts behind a condition: values, or keys of the room's words. */
function evidenceOf(project: Shown, rule: string, dayOf: (at: Date) => string, changed: boolean): string {
  if (changed) return 'project.evidence.changed'
  const days = project.shifts.map(one => dayOf(one.startsAt)).sort()
  switch (rule) {
    case 'place':
      return project.placeName
    case 'announced':
      return 'project.evidence.whole'
    case 'conditions':
      return [project.conditions, project.minAge === null ? '' : `≥ ${project.minAge}`]
        .filter(Boolean)
        .join(' · ')
    case 'numbers':
      return project.positions.map(one => `${one.name} ${one.places}`).join(' · ')
    case 'time':
      return days.length < 2 ? (days[0] ?? '') : `${days[0]} – ${days.at(-1)} × ${days.length}`
    case 'guarantees':
      return project.guarantees.map(one => `projects.guarantees:${one}`).join('、')
    case 'insurance':
      return project.insurance
        ? `${project.insurance.insurer} ${project.insurance.from} – ${project.insurance.until}`
        : ''
    case 'minimum-age':
      return project.minAge === null ? '' : `≥ ${project.minAge}`
    default:
      return ''
  }
}

/**
 * @param asked the conditions of the list that hold for this project, in their order
 * @param gaps what is missing of them
 * @param changed conditions whose fields are not as they were returned
 * @param beside titles of other projects of the team at the same time: seen, not forbidden
 */
export function publicationConditions(
  project: Shown,
  asked: readonly Asked[],
  gaps: readonly Gap[],
  changed: ReadonlySet<string>,
  beside: readonly string[],
  dayOf: (at: Date) => string,
): Condition[] {
  const gapOf = (rule: string) => gaps.find(one => (BREAKS[one.rule] ?? one.rule) === rule)
  const announced = asked.filter(one => ANNOUNCED.has(one.rule))
  const whole = announced.every(one => !gapOf(one.rule))
  const [first] = announced
  const listed =
    whole && first
      ? [{ ...first, rule: 'announced' }, ...asked.filter(one => !ANNOUNCED.has(one.rule))]
      : asked
  const conditions = listed.map(({ rule, source, policyId }): Condition => {
    const gap = gapOf(rule)
    return {
      name: `project.rules.${gap?.rule ?? rule}`,
      state: gap ? 'missing' : 'met',
      evidence: evidenceOf(project, rule, dayOf, changed.has(rule)),
      source,
      policyId,
    }
  })
  // What no list may leave out: a shift that is over, or too long.
  for (const gap of gaps.filter(one => !asked.some(({ rule }) => rule === (BREAKS[one.rule] ?? one.rule))))
    conditions.push({
      name: `project.rules.${gap.rule}`,
      state: 'missing',
      evidence: evidenceOf(project, BREAKS[gap.rule] ?? gap.rule, dayOf, false),
      source: gap.source,
      policyId: null,
    })
  if (beside.length > 0)
    conditions.push({
      name: 'project.rules.same-time',
      state: 'warn',
      evidence: beside.join(' · '),
      source: '',
      policyId: null,
    })
  return conditions
}
