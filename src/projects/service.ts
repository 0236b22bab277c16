// What other rooms ask of projects, and the two hooks by which projects make them act.
import { demand, type Principal, type Where, whereOf } from '../foundation/access/access.ts'
import { type LocalDay, startOfDay } from '../foundation/clock.ts'
import type { Db } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { hook } from '../foundation/hooks.ts'
import { notFound } from '../foundation/refusals.ts'
import { teamOf } from '../organizations/service.ts'
import { places } from '../places/service.ts'
import type { ProjectView } from './contract.ts'
import { insuredBy } from './covered.ts'
import * as store from './store.ts'

export type Published = { project: store.Project; positions: store.Position[]; shifts: store.Shift[] }
/** A project opens: participation makes its slots. */
export const projectPublished = hook<Published>('projects.published')
/** A project stops: participation closes its slots and tells who had signed up. */
export const projectStopped = hook<{
  project: store.Project
  how: 'suspended' | 'cancelled' | 'closed' | 'resumed'
  by: Principal
}>('projects.stopped')

export const subjectOf = (id: number) => `project:${id}`

/** A project within the actor's scope. @throws Refusal `not-found`, `forbidden` */
export async function projectFor(
  ground: Ground,
  db: Db,
  actor: Principal,
  id: number,
  permission: 'project.write' | 'project.suspend' | 'roster.read',
): Promise<store.Project> {
  demand(actor, permission)
  const project = await store.projectById(db, id)
  if (!project) throw notFound('项目', 'The project')
  demand(
    actor,
    permission,
    permission === 'roster.read'
      ? await readableAt(ground, project)
      : await whereOf(ground.db, project.nodeId),
  )
  return project
}

/**
 * Where a project is read: where its team stands, and, once it was published, where it is served: a town's figures count what is
 * served there. The same for a list is `readableIn` of lists.ts.
 */
export async function readableAt(
  ground: Ground,
  project: Pick<store.Project, 'nodeId' | 'townCode' | 'communityCode' | 'publishedAt'>,
): Promise<Where> {
  const { path, orgPath } = await whereOf(ground.db, project.nodeId)
  if (project.publishedAt === null) return { path, orgPath }
  const book = await places(ground)
  const served = [book.byCode(project.townCode), book.byCode(project.communityCode ?? '')]
  return { path, orgPath: [...orgPath, ...served.flatMap(one => (one ? [one.nodeId] : []))] }
}

/** Skills and languages that published projects ask for, in their writers' words. */
export const skillsAsked = (db: Db): Promise<Map<number, string[]>> => store.skillsAsked(db)

export async function viewOf(ground: Ground, project: store.Project): Promise<ProjectView> {
  const [team, book, cover, positions, shifts] = await Promise.all([
    teamOf(ground, project.teamId),
    places(ground),
    insuredBy(ground.db, project),
    store.positionsOf(ground.db, project.id),
    store.shiftsOf(ground.db, project.id),
  ])
  const {
    declaration,
    lastReturned,
    authorPerson,
    createdAt,
    submittedRound,
    publishedVersion,
    nodeId,
    ...shown
  } = project
  return {
    ...shown,
    cover,
    teamName: team.name,
    townName: book.byCode(project.townCode)?.name ?? '',
    communityName: project.communityCode ? (book.byCode(project.communityCode)?.name ?? null) : null,
    positions: positions.map(({ projectId, ...one }) => one),
    shifts: shifts.map(one => ({
      id: one.id,
      startsAt: one.startsAt.toISOString(),
      endsAt: one.endsAt.toISOString(),
    })),
    publishedAt: project.publishedAt?.toISOString() ?? null,
  }
}

/** A project as everybody may see it: only once it has been published. */
export async function publicProject(ground: Ground, id: number): Promise<ProjectView> {
  const project = await store.projectById(ground.db, id)
  if (!project?.publishedAt) throw notFound('项目', 'The project')
  return viewOf(ground, project)
}

export const projectsOfKind = (
  ground: Ground,
  kind: string,
  from: LocalDay,
  until: LocalDay,
): Promise<number> => store.countOfKind(ground.db, kind, startOfDay(from), startOfDay(until))

/** Projects published in a span of local days; days before year 1000 or after 9000 leave that side open. */
export const projectsPublished = (
  ground: Ground,
  from: LocalDay,
  until: LocalDay,
  town: string | null,
): Promise<number> =>
  store.countPublished(
    ground.db,
    from < '1000' ? null : startOfDay(from),
    until > '9000' ? null : startOfDay(until),
    town,
  )

/** Published projects of a team that are not over, the first written first. */
export const openProjectsOf = (ground: Ground, teamId: number): Promise<number[]> =>
  store.openProjectsOf(ground.db, teamId, ground.clock())

/** All projects there are, in whatever state. */
export const countProjects = (ground: Ground): Promise<number> => store.countAll(ground.db)
