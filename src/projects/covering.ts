// A contract comes late: a project that is announced names another one, or the one that it names is confirmed.
import { coverConfirmed, demandNamed } from '../cover/service.ts'
import type { Principal } from '../foundation/access/access.ts'
import type { Ground } from '../foundation/ground.ts'
import { type Hooks, hook } from '../foundation/hooks.ts'
import { tell } from '../foundation/journal/journal.ts'
import { refuse } from './refusals.ts'
import { stateWords } from './rules.ts'
import { projectFor, subjectOf } from './service.ts'
import * as store from './store.ts'

/** Days of these projects on which no insurance was in force may be covered now: records looks again. */
export const projectCovered = hook<{ projectIds: readonly number[]; by: Principal | null }>(
  'projects.covered',
)

export async function nameCover(
  ground: Ground,
  actor: Principal,
  id: number,
  coverId: number,
): Promise<void> {
  const { nodeId } = await projectFor(ground, ground.db, actor, id, 'project.write')
  await demandNamed(ground.db, coverId, nodeId)
  await ground.transact(async tx => {
    const locked = await store.lockProject(tx, id)
    if (!locked || (locked.state !== 'published' && locked.state !== 'suspended'))
      throw refuse('project.state', { state: stateWords[locked?.state ?? 'cancelled'] })
    await store.updateProject(tx, id, { coverId })
    await tell(tx, {
      at: ground.clock(),
      by: actor,
      kind: 'project.cover-named',
      subject: subjectOf(id),
      facts: { cover: coverId, before: locked.coverId },
    })
    await ground.hooks.call(projectCovered, ground, tx, { projectIds: [id], by: actor })
  })
}

/** What a contract covers once it is confirmed: every project that names it. */
export function coveringHooks(hooks: Hooks<Ground>): void {
  hooks.on(coverConfirmed, async (ground, tx, { coverId, by }) => {
    const projectIds = await store.projectsUnder(tx, coverId)
    if (projectIds.length > 0) await ground.hooks.call(projectCovered, ground, tx, { projectIds, by })
  })
}
