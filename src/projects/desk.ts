// Projects as the desk reads them: one, a list, and the drafts that were returned to whoever wrote them.
import { sql } from 'kysely'
import { demand, may, type Principal, pathOf, scopeFilter } from '../foundation/access/access.ts'
import type { Ground, QueueSource, SubjectKind } from '../foundation/ground.ts'
import { teamNames } from '../organizations/service.ts'
import { places } from '../places/service.ts'
import type { ProjectDesk } from './contract.ts'
import { gapsOf } from './publication.ts'
import { projectFor, subjectOf, viewOf } from './service.ts'
import * as store from './store.ts'

/** Where a project stands, for lists of them. */
const SCOPE = { path: 'n.path', caseOf: sql`'project:' || p.id` }

export async function deskProject(ground: Ground, actor: Principal, id: number): Promise<ProjectDesk> {
  const project = await projectFor(ground, ground.db, actor, id, 'roster.read')
  return {
    project: await viewOf(ground, project),
    gaps: await gapsOf(ground, ground.db, project),
    declared: project.declaration?.answers ?? null,
  }
}

export async function listProjects(
  ground: Ground,
  actor: Principal,
  query: { state?: string; text?: string; before?: number; limit: number },
) {
  demand(actor, 'roster.read')
  const rows = await store.projectsIn(ground.db, {
    ...query,
    scope: scopeFilter(actor, 'roster.read', SCOPE),
    limit: query.limit + 1,
  })
  const now = ground.clock()
  const page = rows.slice(0, query.limit)
  const book = await places(ground)
  const teams = await teamNames(ground, [...new Set(page.map(one => one.teamId))])
  return {
    projects: page.map(({ teamId, townCode, ...one }) => ({
      ...one,
      finished: one.state === 'published' && one.lastShift !== null && one.lastShift < now,
      teamName: teams.get(teamId) ?? '',
      townName: book.byCode(townCode)?.name ?? '',
      firstShift: one.firstShift?.toISOString() ?? null,
      lastShift: one.lastShift?.toISOString() ?? null,
    })),
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
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
    return project !== undefined && may(actor, 'roster.read', await pathOf(ground.db, project.nodeId))
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
      scopeFilter(actor, 'project.write', SCOPE),
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
