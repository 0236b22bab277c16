// The only file that reads or writes projects, positions and shifts.
import { type Generated, type Insertable, type RawBuilder, type Selectable, sql } from 'kysely'
import type { CoverState } from '../cover/rules.ts'
import type { LocalDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import { type Source, when } from '../foundation/lists/rows.ts'
import type { ProjectState } from './rules.ts'

export type Declared = {
  by: number | null
  at: string
  answers: Record<string, boolean>
}
type Json<T> = T | null

type Tables = {
  project: {
    id: Generated<number>
    no: string | null
    teamId: number
    nodeId: number
    townCode: string
    communityCode: string | null
    siteId: number | null
    title: string
    kind: string
    content: string
    conditions: string
    placeName: string
    address: string
    lat: number | null
    lng: number | null
    minAge: number | null
    skills: string[]
    riskLevel: 'low' | 'high'
    riskNotice: string
    guarantees: string[]
    coverId: number | null
    agreement: boolean
    declaration: Json<Declared>
    state: Generated<ProjectState>
    submittedRound: Generated<number>
    lastReturned: Json<Record<string, string>>
    authorPerson: number | null
    createdAt: Date
    publishedAt: Date | null
    publishedVersion: Generated<number>
    version: Generated<number>
  }
  projectPosition: {
    id: Generated<number>
    projectId: number
    name: string
    places: number
    requirement: string
    needs: Generated<string[]>
  }
  projectShift: { id: Generated<number>; projectId: number; startsAt: Date; endsAt: Date }
  projectEditor: { projectId: number; personId: number }
  projectMove: {
    id: Generated<number>
    projectId: number
    how: 'suspended' | 'resumed' | 'cancelled' | 'closed'
    reason: string
    byPerson: number | null
    at: Date
  }
}
export type Project = Selectable<Tables['project']>
export type Position = Selectable<Tables['projectPosition']>
export type Shift = Selectable<Tables['projectShift']>
export type NewProject = Insertable<Tables['project']>
const of = (db: Db) => db.withTables<Tables>()

export const insertProject = (tx: Tx, project: NewProject) =>
  of(tx).insertInto('project').values(jsonified(project)).returning('id').executeTakeFirstOrThrow()

export async function updateProject(tx: Tx, id: number, set: Partial<NewProject>): Promise<void> {
  await of(tx)
    .updateTable('project')
    .set({ ...jsonified(set), version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
}

/** Of a project that is being made: no change of it. */
export const nameCover = (tx: Tx, id: number, coverId: number) =>
  of(tx).updateTable('project').set({ coverId }).where('id', '=', id).execute()

const jsonified = <T extends Partial<NewProject>>(set: T): T => {
  const json = (value: unknown) => (value === null || value === undefined ? value : JSON.stringify(value))
  const out: Record<string, unknown> = { ...set }
  for (const key of ['declaration', 'lastReturned']) if (key in out) out[key] = json(out[key])
  return out as T
}

export async function replaceParts(
  tx: Tx,
  projectId: number,
  positions: Omit<Position, 'id' | 'projectId'>[],
  shifts: Omit<Shift, 'id' | 'projectId'>[],
): Promise<void> {
  const db = of(tx)
  await db.deleteFrom('projectPosition').where('projectId', '=', projectId).execute()
  await db.deleteFrom('projectShift').where('projectId', '=', projectId).execute()
  if (positions.length > 0)
    await db
      .insertInto('projectPosition')
      .values(positions.map(one => ({ ...one, projectId })))
      .execute()
  if (shifts.length > 0)
    await db
      .insertInto('projectShift')
      .values(shifts.map(one => ({ ...one, projectId })))
      .execute()
}

/** Everybody who had a hand in a project's words: they do not review it. */
export async function noteEditor(tx: Tx, projectId: number, personId: number | null): Promise<void> {
  if (personId !== null)
    await of(tx)
      .insertInto('projectEditor')
      .values({ projectId, personId })
      .onConflict(conflict => conflict.doNothing())
      .execute()
}
export const editorsOf = async (db: Db, projectId: number): Promise<number[]> =>
  (
    await of(db).selectFrom('projectEditor').select('personId').where('projectId', '=', projectId).execute()
  ).map(row => row.personId)
export const noteMove = (tx: Tx, move: Omit<Insertable<Tables['projectMove']>, 'id'>) =>
  of(tx).insertInto('projectMove').values(move).execute()

export const projectById = (db: Db, id: number) =>
  of(db).selectFrom('project').selectAll().where('id', '=', id).executeTakeFirst()
export const lockProject = (tx: Tx, id: number) =>
  of(tx).selectFrom('project').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
export type Behind = {
  teamId: number
  organizationId: number | null
  sector: string | null
  riskLevel: Project['riskLevel']
  cover: { state: CoverState; validFrom: LocalDay; validUntil: LocalDay } | null
}
/** Who and what stands behind a project, in one query: a check-out asks it. */
export const behindProject = (db: Db, id: number) =>
  sql<Behind>`select p.team_id, o.organization_id, o.sector, p.risk_level,
      case when c.id is not null then jsonb_build_object('state', c.state, 'validFrom', c.valid_from, 'validUntil', c.valid_until) end as cover
    from project p join team_line o on o.team_id = p.team_id left join cover_term c on c.id = p.cover_id where p.id = ${id}`
    .execute(db)
    .then(result => result.rows[0])
export const projectsUnder = (db: Db, coverId: number) =>
  of(db)
    .selectFrom('project')
    .select('id')
    .where('coverId', '=', coverId)
    .execute()
    .then(rows => rows.map(row => row.id))

export const positionsOf = (db: Db, projectId: number) =>
  of(db).selectFrom('projectPosition').selectAll().where('projectId', '=', projectId).orderBy('id').execute()
export const shiftsOf = (db: Db, projectId: number) =>
  of(db)
    .selectFrom('projectShift')
    .selectAll()
    .where('projectId', '=', projectId)
    .orderBy('startsAt')
    .orderBy('id')
    .execute()

export const skillsAsked = (db: Db) =>
  sql<{
    id: number
    skills: string[]
  }>`select id, skills from project where state = 'published' and skills <> '{}'`
    .execute(db)
    .then(result => new Map(result.rows.map(row => [row.id, row.skills])))
export const titlesOf = (db: Db, ids: readonly number[]) =>
  of(db).selectFrom('project').select(['id', 'title']).where('id', 'in', ids).execute()

/** Titles of published projects of the same team with a shift at the time of one of this project's. */
export const besideOf = (db: Db, project: Project): Promise<string[]> =>
  sql<{ title: string }>`select distinct o.title from project o
      join project_shift s on s.project_id = o.id
      join project_shift mine on mine.project_id = ${project.id} and mine.starts_at < s.ends_at and s.starts_at < mine.ends_at
    where o.team_id = ${project.teamId} and o.state = 'published' and o.id <> ${project.id} order by o.title limit 3`
    .execute(db)
    .then(result => result.rows.map(row => row.title))

/** Returned drafts that this person had a hand in, within the scope (of `n`). */
export const returnedTo = (db: Db, personId: number, scope: RawBuilder<boolean>, limit: number) =>
  sql<{ id: number; title: string; teamId: number }>`select p.id, p.title, p.team_id
    from project_editor e join project p on p.id = e.project_id join scope n on n.id = p.node_id
    where e.person_id = ${personId} and p.state = 'returned' and ${scope} order by p.id limit ${limit}`
    .execute(db)
    .then(result => result.rows)

export type ProjectRow = {
  id: number
  no: string | null
  title: string
  kind: string
  state: ProjectState
  teamId: number
  townCode: string
  publishedAt: Date | null
  firstShift: Date | null
  lastShift: Date | null
  shifts: number
}

/** Projects within the scope (of `n` and `p`). */
export const projectRows = (
  scope: RawBuilder<unknown>,
  filter: {
    text?: string | undefined
    state?: string | undefined
    kind?: string | undefined
    town?: string | undefined
    team?: number | undefined
    published: boolean
    from?: Date | undefined
    before?: Date | undefined
  },
): Source => ({
  select: sql`p.id, p.no, p.title, p.kind, p.state, p.team_id, p.town_code, p.published_at, s.first_shift, s.last_shift, coalesce(s.shifts, 0) as shifts`,
  from: sql`project p join scope n on n.id = p.node_id
    left join lateral (select min(starts_at) as first_shift, max(ends_at) as last_shift, count(*) as shifts from project_shift s where s.project_id = p.id) s on true`,
  where: [
    scope,
    ...when(filter.text, it => sql`strpos(p.title, ${it}) > 0`),
    ...when(filter.state, it => sql`p.state = ${it}`),
    ...when(filter.kind, it => sql`p.kind = ${it}`),
    ...when(filter.town, it => sql`p.town_code = ${it}`),
    ...when(filter.team, it => sql`p.team_id = ${it}`),
    ...(filter.published ? [sql`p.published_at is not null`] : []),
    ...when(filter.from, it => sql`p.published_at >= ${it}`),
    ...when(filter.before, it => sql`p.published_at < ${it}`),
  ],
  id: sql`p.id`,
  keys: {
    newest: { by: sql`p.id`, type: 'bigint' },
    title: { by: sql`p.title`, type: 'text' },
  },
})

/** Titles of projects at a site that are open, or may be again, and have a shift that ends after a moment. */
export const atSiteAfter = (db: Db, siteId: number, after: Date) =>
  sql<{
    title: string
  }>`select p.title from project p where p.site_id = ${siteId} and p.state in ('published', 'suspended')
    and exists (select from project_shift s where s.project_id = p.id and s.ends_at > ${after}) order by p.id`
    .execute(db)
    .then(result => result.rows.map(row => row.title))

export const countOfKind = (db: Db, kind: string, from: Date, until: Date) =>
  sql<{
    n: number
  }>`select count(*) as n from project where published_at >= ${from} and published_at < ${until} and kind = ${kind}`
    .execute(db)
    .then(result => result.rows[0]?.n ?? 0)

/** Published from a day up to but not including another, in the district or one town. */
export const countPublished = (db: Db, from: Date | null, until: Date | null, town: string | null) =>
  sql<{ n: number }>`select count(*) as n from project where published_at is not null
    and (${from}::timestamptz is null or published_at >= ${from}) and (${until}::timestamptz is null or published_at < ${until})
    and (${town}::text is null or town_code = ${town})`
    .execute(db)
    .then(result => result.rows[0]?.n ?? 0)

/** Projects whose review is open. */
export const countSubmitted = (db: Db, town: string): Promise<number> =>
  sql<{
    n: number
  }>`select count(*)::int as n from project where state = 'submitted' and (${town} = '' or town_code = ${town})`
    .execute(db)
    .then(r => r.rows[0]?.n ?? 0)

export const openProjectsOf = (db: Db, teamId: number, now: Date) =>
  sql<{ id: number }>`select p.id from project p where p.team_id = ${teamId} and p.state = 'published'
    and exists (select from project_shift s where s.project_id = p.id and s.ends_at > ${now}) order by p.id`
    .execute(db)
    .then(answer => answer.rows.map(row => row.id))
export const countAll = (db: Db) =>
  sql<{ n: number }>`select count(*) as n from project`.execute(db).then(answer => answer.rows[0]?.n ?? 0)
