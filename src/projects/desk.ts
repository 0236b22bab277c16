// Projects as the desk reads them: one, and the drafts that were returned to whoever wrote them.
import { sql } from 'kysely'
import { may, type Principal, scopeFilter } from '../foundation/access/access.ts'
import type { Ground, QueueSource, SubjectKind } from '../foundation/ground.ts'
import { teamNames } from '../organizations/service.ts'
import type { ProjectDesk } from './contract.ts'
import { gapsOf } from './publication.ts'
import { projectFor, readableAt, subjectOf, viewOf } from './service.ts'
import * as store from './store.ts'

/** Where a project stands, for lists of them. */
export const PROJECT_SCOPE = { path: 'n.path', orgPath: 'n.org_path', caseOf: sql`'project:' || p.id` }

export async function deskProject(ground: Ground, actor: Principal, id: number): Promise<ProjectDesk> {
  const project = await projectFor(ground, ground.db, actor, id, 'roster.read')
  return {
    project: await viewOf(ground, project),
    gaps: await gapsOf(ground, ground.db, project),
    declared: project.declaration?.answers ?? null,
  }
}

/** `project:12`, as the journal and reviews speak of projects. */
export const projectSubject: SubjectKind = {
  kind: 'project',
  titles: async (ground, ids) =>
    new Map((await store.titlesOf(ground.db, ids)).map(one => [one.id, one.title])),
  page: id => `/desk/projects/${id}`,
  async maySee(ground, actor, id) {
    const project = await store.projectById(ground.db, id)
    return project !== undefined && may(actor, 'roster.read', await readableAt(ground, project))
  },
}

/** What was returned waits for whoever had written it. */
export const returnedDrafts: QueueSource = {
  permission: 'project.write',
  async waiting(ground, actor, limit) {
    if (actor.personId === null) return []
    const rows = await store.returnedTo(
      ground.db,
      actor.personId,
      scopeFilter(actor, 'project.write', PROJECT_SCOPE),
      limit,
    )
    const teams = await teamNames(ground, [...new Set(rows.map(one => one.teamId))])
    return rows.map(one => ({
      kind: 'returned',
      subject: subjectOf(one.id),
      title: one.title,
      from: teams.get(one.teamId) ?? '',
      page: `/me/write/${one.id}`,
      dueAt: null,
      overdue: false,
      count: 1,
    }))
  },
}
