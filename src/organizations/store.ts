// The only file that reads or writes organisations, teams and their members.
import { type Generated, type RawBuilder, type Selectable, sql } from 'kysely'
import type { LocalDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import { type Source, when } from '../foundation/lists/rows.ts'

type Tables = {
  organization: {
    id: Generated<number>
    name: string
    kind: string
    sector: string | null
    creditCode: string | null
    registrarNodeId: number
    parentId: number | null
    nodeId: number
    state: Generated<'active' | 'dissolved'>
    registeredAt: Date
  }
  team: {
    id: Generated<number>
    name: string
    kind: string
    homeCode: string
    townCode: string
    nodeId: number
    organizationId: number | null
    isDefault: boolean
    parentTeamId: number | null
    level: number
    foundedOn: LocalDay | null
    state: Generated<'active' | 'dissolved'>
    registeredAt: Date
  }
  teamInvitation: {
    id: Generated<number>
    teamId: number
    personId: number
    byPerson: number | null
    at: Date
    answer: 'accepted' | 'declined' | null
    answeredAt: Date | null
  }
  teamMember: { teamId: number; personId: number; role: 'leader' | 'member'; since: Date; until: Date | null }
}
export type Organization = Selectable<Tables['organization']>
export type Team = Selectable<Tables['team']>
export type Invitation = Selectable<Tables['teamInvitation']>
const of = (db: Db) => db.withTables<Tables>()

export const insertOrganization = (tx: Tx, organization: Omit<Organization, 'id' | 'state'>) =>
  of(tx).insertInto('organization').values(organization).returning('id').executeTakeFirstOrThrow()
export const organizationById = (db: Db, id: number) =>
  of(db).selectFrom('organization').selectAll().where('id', '=', id).executeTakeFirst()
export const organizationsById = (db: Db, ids: readonly number[]) =>
  of(db).selectFrom('organization').selectAll().where('id', 'in', ids).execute()
/** Active organisations that go by one of these names or codes, below a node. */
export const organizationsNamed = (db: Db, words: readonly string[], nodeId: number) =>
  sql<{ id: number; name: string; creditCode: string | null }>`
    select o.id, o.name, o.credit_code from organization o join scope n on n.id = o.node_id
    where o.state = 'active' and (o.name = any(${[...words]}::text[]) or o.credit_code = any(${[...words]}::text[]))
      and n.path @> array[${nodeId}::bigint] order by o.id`
    .execute(db)
    .then(result => result.rows)
export const defaultTeamOf = (db: Db, organizationId: number) =>
  of(db)
    .selectFrom('team')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('isDefault', '=', true)
    .executeTakeFirst()

export const insertTeam = (tx: Tx, team: Omit<Team, 'id' | 'state'>) =>
  of(tx).insertInto('team').values(team).returningAll().executeTakeFirstOrThrow()
export const teamById = (db: Db, id: number) =>
  of(db).selectFrom('team').selectAll().where('id', '=', id).executeTakeFirst()
export type KnownTeam = Pick<Team, 'id' | 'kind' | 'organizationId' | 'foundedOn'> & { leaders: number[] }
/** Teams by home and name, `home:name`, with who leads them. */
export const teamsNamed = (db: Db, wanted: readonly { homeCode: string; name: string }[]) =>
  sql<KnownTeam & { homeCode: string; name: string }>`
    select t.id, t.kind, t.organization_id, t.founded_on, t.home_code, t.name,
      coalesce((select array_agg(m.person_id) from team_member m where m.team_id = t.id and m.role = 'leader' and m.until is null), '{}') as leaders
    from unnest(${wanted.map(one => one.homeCode)}::text[], ${wanted.map(one => one.name)}::text[]) as w(home_code, name)
    join team t on t.home_code = w.home_code and t.name = w.name`
    .execute(db)
    .then(result => new Map(result.rows.map(row => [`${row.homeCode}:${row.name}`, row as KnownTeam])))
export const countTeams = (db: Db, before: Date) =>
  of(db)
    .selectFrom('team')
    .select(db => db.fn.countAll<number>().as('n'))
    .where('state', '=', 'active')
    .where('registeredAt', '<', before)
    .executeTakeFirstOrThrow()
    .then(row => row.n)
export const firstTeams = (db: Db, count: number) =>
  of(db).selectFrom('team').selectAll().where('state', '=', 'active').orderBy('id').limit(count).execute()
export const namesOf = (db: Db, ids: number[]) =>
  of(db).selectFrom('team').select(['id', 'name']).where('id', 'in', ids).execute()
const MEMBERS = sql`(select count(*) from team_member m where m.team_id = t.id and m.until is null)`
/** Teams within a scope (of `n` and `o`). */
export const teamRows = (
  scope: RawBuilder<boolean>,
  filter: {
    text?: string | undefined
    town?: string | undefined
    community?: string | undefined
    kind?: string | undefined
    state?: string | undefined
    organization?: number | undefined
    before?: Date | undefined
  },
): Source => ({
  select: sql`t.*, ${MEMBERS} as members`,
  from: sql`team t join scope n on n.id = t.node_id left join organization o on o.id = t.organization_id`,
  where: [
    scope,
    ...when(filter.text, it => sql`strpos(t.name, ${it}) > 0`),
    ...when(filter.town, it => sql`t.town_code = ${it}`),
    ...when(filter.community, it => sql`t.home_code = ${it}`),
    ...when(filter.kind, it => sql`t.kind = ${it}`),
    ...when(filter.state, it => sql`t.state = ${it}`),
    ...when(filter.organization, it => sql`t.organization_id = ${it}`),
    ...when(filter.before, it => sql`t.registered_at < ${it}`),
  ],
  id: sql`t.id`,
  keys: {
    oldest: { by: sql`t.id`, type: 'bigint' },
    name: { by: sql`t.name`, type: 'text' },
    members: { by: MEMBERS, type: 'bigint' },
  },
  sums: { members: MEMBERS },
})
/** Of a person's entries, each team once, as whom they lead it where one of them does. */
export const teamsOfPerson = (db: Db, entries: readonly number[]) =>
  sql<Team & { members: number; role: 'leader' | 'member' }>`
    select distinct on (t.id) t.*, mine.role, (select count(*) from team_member m where m.team_id = t.id and m.until is null) as members
    from team_member mine join team t on t.id = mine.team_id where mine.person_id = any(${[...entries]}::bigint[]) and mine.until is null
    order by t.id, mine.role = 'leader' desc`
    .execute(db)
    .then(result => result.rows)
export const addMember = (
  tx: Tx,
  member: { teamId: number; personId: number; role: 'leader' | 'member'; since: Date },
) =>
  of(tx)
    .insertInto('teamMember')
    .values({ ...member, until: null })
    .onConflict(c =>
      c.columns(['teamId', 'personId']).where('until', 'is', null).doUpdateSet({ role: member.role }),
    )
    .execute()
/** Undefined where they were asked already and have not answered. */
export const insertInvitation = (tx: Tx, it: Pick<Invitation, 'teamId' | 'personId' | 'byPerson' | 'at'>) =>
  of(tx)
    .insertInto('teamInvitation')
    .values({ ...it, answer: null, answeredAt: null })
    .onConflict(c => c.columns(['teamId', 'personId']).where('answer', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
export const openInvitations = (db: Db, people: readonly number[]) =>
  of(db)
    .selectFrom('teamInvitation')
    .innerJoin('team', 'team.id', 'teamInvitation.teamId')
    .select(['teamInvitation.id', 'teamInvitation.personId', 'teamInvitation.at', 'team.townCode'])
    .select('team.name as teamName')
    .where('teamInvitation.personId', 'in', people)
    .where('answer', 'is', null)
    .orderBy('teamInvitation.id')
    .execute()
export const lockInvitation = (tx: Tx, id: number) =>
  of(tx).selectFrom('teamInvitation').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
export const answerInvitation = (tx: Tx, id: number, answer: 'accepted' | 'declined', at: Date) =>
  of(tx).updateTable('teamInvitation').set({ answer, answeredAt: at }).where('id', '=', id).execute()
export const endMembership = (tx: Tx, teamId: number, personId: number, until: Date) =>
  of(tx)
    .updateTable('teamMember')
    .set({ until })
    .where('teamId', '=', teamId)
    .where('personId', '=', personId)
    .where('until', 'is', null)
    .executeTakeFirst()
export const leadersOf = async (db: Db, teamId: number): Promise<number[]> =>
  (
    await of(db)
      .selectFrom('teamMember')
      .select('personId')
      .where('teamId', '=', teamId)
      .where('role', '=', 'leader')
      .where('until', 'is', null)
      .execute()
  ).map(row => row.personId)
export type Member = Selectable<Tables['teamMember']>
/** Who is in a team today. */
export const memberRows = (teamId: number): Source => ({
  select: sql`m.*`,
  from: sql`team_member m`,
  where: [sql`m.team_id = ${teamId}`, sql`m.until is null`],
  id: sql`m.person_id`,
  keys: { since: { by: sql`m.since`, type: 'timestamptz' } },
})
/** Their people, in the order in which they joined. */
export const memberIds = async (db: Db, teamId: number): Promise<number[]> =>
  (
    await of(db)
      .selectFrom('teamMember')
      .select('personId')
      .where('teamId', '=', teamId)
      .where('until', 'is', null)
      .orderBy('since')
      .execute()
  ).map(row => row.personId)
