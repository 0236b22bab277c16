// Suspending, resuming, cancelling and closing projects; each with its reason.
import type { Principal } from '../foundation/access/access.ts'
import type { Ground } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { refuse } from './refusals.ts'
import { moved, stateWords } from './rules.ts'
import { projectFor, projectStopped, subjectOf } from './service.ts'
import * as store from './store.ts'

const HOW = { suspend: 'suspended', resume: 'resumed', cancel: 'cancelled', close: 'closed' } as const

export async function endProject(
  ground: Ground,
  actor: Principal,
  id: number,
  move: keyof typeof HOW,
  reason: string,
): Promise<void> {
  const permission = move === 'suspend' || move === 'resume' ? 'project.suspend' : 'project.write'
  await projectFor(ground, ground.db, actor, id, permission)
  await ground.transact(async tx => {
    const project = await store.lockProject(tx, id)
    const next = project && moved(project.state, move)
    if (!project || !next) throw refuse('project.state', { state: project ? stateWords[project.state] : '' })
    const at = ground.clock()
    await store.updateProject(tx, id, { state: next })
    await store.noteMove(tx, { projectId: id, how: HOW[move], reason, byPerson: actor.personId, at })
    await ground.hooks.call(projectStopped, ground, tx, { project, how: HOW[move], by: actor })
    await tell(tx, {
      at,
      by: actor,
      kind: `project.${HOW[move]}`,
      subject: subjectOf(id),
      facts: { said: ground.secrets.lookup(reason).toString('base64url') },
    })
  })
}
