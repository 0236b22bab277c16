// What the rules of the day ask of a project: its kinds in use, and the list for publication.
import { localDay } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import { inUse } from '../foundation/policies/keys.ts'
import { refusals } from '../foundation/refusals.ts'
import type { Asked } from './conditions.ts'
import { projectPolicies } from './policies.ts'
import { askedFor } from './rules.ts'
import type { Project } from './store.ts'

const refuse = refusals({
  'project.kind': {
    status: 422,
    zh: '没有“{kind}”这一服务类别，或已停用。',
    en: 'There is no kind of service “{kind}” in use.',
  },
  'project.guarantee': {
    status: 422,
    zh: '没有“{kind}”这一项保障，或已停用。',
    en: 'There is no guarantee “{kind}” in use.',
  },
})

/** @throws Refusal for a kind or a guarantee that is not in use today. */
export function refuseKinds(ground: Ground, draft: { kind: string; guarantees: readonly string[] }): void {
  const today = localDay(ground.clock())
  if (!inUse(ground.policies.at(projectPolicies.kinds, today).value, draft.kind))
    throw refuse('project.kind', { kind: draft.kind }, 'kind')
  const known = ground.policies.at(projectPolicies.guarantees, today).value
  const strange = draft.guarantees.find(one => !inUse(known, one))
  if (strange !== undefined) throw refuse('project.guarantee', { kind: strange }, 'guarantees')
}

/** The list of today; what was declared is judged by the items of the day on which it was declared. */
export function publicationRules(ground: Ground, project: Pick<Project, 'declaration' | 'townCode'>) {
  const now = ground.clock()
  const today = localDay(now)
  const declaredOn = project.declaration ? localDay(new Date(project.declaration.at)) : today
  return {
    now,
    list: ground.policies.at(projectPolicies.publication, today).value.list,
    declaration: ground.policies.at(projectPolicies.declaration, declaredOn).value.items,
    dangerousAge: ground.policies.at(projectPolicies.minimumAge, today, project.townCode).value.dangerous,
  }
}

/** The conditions of the list that hold for a project, with the version of the rule that asks for each. */
export function conditionsAsked(ground: Ground, project: Pick<Project, 'riskLevel' | 'townCode'>): Asked[] {
  const today = localDay(ground.clock())
  const list = ground.policies.at(projectPolicies.publication, today)
  const age = ground.policies.at(projectPolicies.minimumAge, today, project.townCode)
  return askedFor(list.value.list, project.riskLevel).map(({ rule, source }) => ({
    rule,
    source,
    policyId: rule === 'minimum-age' ? age.id : list.id,
  }))
}
