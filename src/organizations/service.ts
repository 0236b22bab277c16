// Registering teams, and what other rooms ask of them. Their members and leaders are in members.ts.

import { demand, hangNode, may, type Principal, whereOf } from '../foundation/access/access.ts'
import { giveRole } from '../foundation/access/grants.ts'
import { kinOf } from '../foundation/access/kin.ts'
import { type LocalDay, localDay, startOfDay } from '../foundation/clock.ts'
import { type Db, type Tx, takenBy } from '../foundation/database/database.ts'
import type { Ground, SubjectKind } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { inUse } from '../foundation/policies/keys.ts'
import { notFound } from '../foundation/refusals.ts'
import { entriesOf, personFacts } from '../people/service.ts'
import type { Place } from '../places/contract.ts'
import { places } from '../places/service.ts'
import type { NewTeam, TeamView } from './contract.ts'
import { refuse } from './refusals.ts'
import { isReadyToLead, mayBeGroupOf, organizationPolicies, secondLine } from './rules.ts'
import * as store from './store.ts'

export async function registerTeam(ground: Ground, actor: Principal, input: NewTeam): Promise<number> {
  const book = await places(ground)
  const home = book.byCode(input.homeCode)
  if (!home) throw refuse('team.place', {}, 'homeCode')
  demand(actor, 'team.register', await whereOf(ground.db, home.nodeId))
  demandTeamKind(ground, input.kind, 'kind')
  const above = await aboveOf(ground, actor, input)
  const leader = await leaderFor(ground, actor, input.leaderId)
  const team = {
    ...input,
    ...above,
    home,
    leaderId: leader.id,
    isDefault: false,
    foundedOn: input.foundedOn ?? null,
  }
  const id = await ground
    .transact(tx => enterTeam(ground, tx, actor, team))
    .catch(error => {
      throw takenBy(error) === 'team_name' ? refuse('team.name-taken', {}, 'name') : error
    })
  ground.sessions.forget()
  return id
}

/** The organisation and the team that a new one stands below: both lie in the scope of whoever registers it there. */
async function aboveOf(ground: Ground, actor: Principal, input: NewTeam) {
  const organizationId = input.organizationId ?? null
  const found = organizationId === null ? null : await store.organizationById(ground.db, organizationId)
  if (found === undefined || found?.state === 'dissolved')
    throw refuse('team.organization', {}, 'organizationId')
  if (found) demand(actor, 'team.register', await whereOf(ground.db, found.nodeId))
  if (input.parentTeamId === undefined) return { organizationId, parent: null }
  const parent = await store.teamById(ground.db, input.parentTeamId)
  if (!parent || !mayBeGroupOf(parent, organizationId)) throw refuse('team.parent', {}, 'parentTeamId')
  demand(actor, 'team.register', await whereOf(ground.db, parent.nodeId))
  return { organizationId, parent }
}

/** @throws Refusal for a kind of team that is not in use today. */
export function demandTeamKind(ground: Ground, kind: string, field: string): void {
  if (!inUse(ground.policies.at(organizationPolicies.teamKinds, localDay(ground.clock())).value, kind))
    throw refuse('team.kind', { kind }, field)
}

/** Whoever is to lead a team; nobody registers themselves or their household as its leader. */
export async function leaderFor(ground: Ground, actor: Principal, leaderId: number) {
  const leader = (await personFacts(ground.db, [leaderId])).get(leaderId)
  if (!leader || !isReadyToLead(leader, localDay(ground.clock()))) throw refuse('team.leader', {}, 'leaderId')
  if (await isKin(ground, actor, leader.id)) throw refuse('team.own', {}, 'leaderId')
  return leader
}

const isKin = (ground: Ground, actor: Principal, person: number) =>
  ground.transact(
    async tx => actor.personId !== null && (await kinOf(ground, tx, [person])).has(actor.personId),
  )

type Entering = {
  name: string
  kind: string
  home: Place
  leaderId: number
  organizationId: number | null
  /** 本部 */
  isDefault: boolean
  parent: Pick<store.Team, 'id' | 'nodeId' | 'level'> | null
  foundedOn: LocalDay | null
}
/** Enters a team that was checked, with its node in the tree and its leader. @param facts more that the journal should know. */
export async function enterTeam(
  ground: Ground,
  tx: Tx,
  by: { accountId: string | null; personId: number | null },
  { name, kind, home, leaderId, organizationId, isDefault, parent, foundedOn }: Entering,
  facts: Record<string, number> = {},
): Promise<number> {
  const at = ground.clock()
  const book = await places(ground)
  const organization = organizationId === null ? undefined : await store.organizationById(tx, organizationId)
  const orgPath = secondLine(
    organization ? await whereOf(tx, organization.nodeId) : null,
    parent && { nodeId: parent.nodeId, orgPath: (await whereOf(tx, parent.nodeId)).orgPath },
  )
  const node = await hangNode(tx, { kind: 'team', name, parentId: home.nodeId, orgPath })
  const team = await store.insertTeam(tx, {
    name,
    kind,
    homeCode: home.code,
    townCode: book.townOf(home.code)?.code ?? home.code,
    nodeId: node.id,
    organizationId,
    isDefault,
    parentTeamId: parent?.id ?? null,
    level: parent ? parent.level + 1 : 1,
    foundedOn,
    registeredAt: at,
  })
  await store.addMember(tx, { teamId: team.id, personId: leaderId, role: 'leader', since: at })
  await giveRole(tx, { personId: leaderId, role: 'team-leader', nodeId: node.id, at, grantedBy: by.personId })
  await tell(tx, {
    at,
    by,
    kind: 'team.registered',
    subject: `team:${team.id}`,
    facts: {
      leader: leaderId,
      home: home.code,
      ...(organizationId !== null && { organization: organizationId }),
      ...facts,
    },
  })
  return team.id
}

/** The team, for rooms above. @throws Refusal `not-found`. */
export async function teamOf(ground: Ground, id: number): Promise<store.Team> {
  const team = await store.teamById(ground.db, id)
  if (!team) throw notFound('队伍', 'The team')
  return team
}

/** Where a team stands, and the same for lists of them (`t`, its node `n`, its organisation `o`). */
export const TEAM_SCOPE = { path: 'n.path', orgPath: 'n.org_path', sector: 'o.sector' } as const
export async function whereOfTeam(ground: Ground, team: Pick<store.Team, 'nodeId' | 'organizationId'>) {
  const { sector } = await organizationOf(ground.db, team)
  return { ...(await whereOf(ground.db, team.nodeId)), sector }
}

/** The organisation that a team is of and its sector, for what is frozen elsewhere. */
export async function organizationOf(
  db: Db,
  team: Pick<store.Team, 'organizationId'>,
): Promise<{ organizationId: number | null; sector: string | null }> {
  const { organizationId } = team
  const found = organizationId === null ? undefined : await store.organizationById(db, organizationId)
  return { organizationId, sector: found?.sector ?? null }
}

/** A team as its page shows it. @throws Refusal `not-found`, or as `demand` does. */
export async function teamPage(ground: Ground, actor: Principal, id: number): Promise<TeamView> {
  const team = await teamOf(ground, id)
  demand(actor, 'people.read', await whereOfTeam(ground, team))
  const members = (await store.memberIds(ground.db, id)).length
  const [one] = await view(ground, [{ ...team, members }])
  if (!one) throw notFound('队伍', 'The team')
  return one
}

/** Active teams registered before a local day began. */
export const teamsRegistered = (ground: Ground, day: LocalDay): Promise<number> =>
  store.countTeams(ground.db, startOfDay(day))

/** Names for lists, by id. */
export async function teamNames(ground: Ground, ids: number[]): Promise<Map<number, string>> {
  return ids.length === 0
    ? new Map()
    : new Map((await store.namesOf(ground.db, ids)).map(one => [one.id, one.name]))
}

/** Teams as they cross the wire. */
export async function view(ground: Ground, teams: (store.Team & { members: number })[]): Promise<TeamView[]> {
  const book = await places(ground)
  const ids = [...new Set(teams.flatMap(team => team.organizationId ?? []))]
  const organizations = new Map(
    (ids.length === 0 ? [] : await store.organizationsById(ground.db, ids)).map(one => [one.id, one.name]),
  )
  return teams.map(team => ({
    id: team.id,
    name: team.name,
    kind: team.kind,
    homeCode: team.homeCode,
    nodeId: team.nodeId,
    organizationId: team.organizationId,
    organizationName: organizations.get(team.organizationId ?? 0) ?? null,
    isDefault: team.isDefault,
    parentTeamId: team.parentTeamId,
    members: team.members,
    foundedOn: team.foundedOn,
    state: team.state,
    registeredAt: team.registeredAt.toISOString(),
    homeName: book.byCode(team.homeCode)?.name ?? '',
    townName: book.byCode(team.townCode)?.name ?? '',
  }))
}

export async function ownTeams(ground: Ground, personId: number) {
  const teams = await store.teamsOfPerson(ground.db, await entriesOf(ground.db, personId))
  const views = await view(ground, teams)
  return views.map((one, i) => ({ ...one, role: teams[i]?.role ?? ('member' as const) }))
}

/** The teams of somebody, by name. */
export const teamNamesOf = async (db: Db, personId: number): Promise<string[]> =>
  (await store.teamsOfPerson(db, await entriesOf(db, personId))).map(one => one.name)

/** `team:3`, as the journal and reviews speak of teams. */
export const teamSubject: SubjectKind = {
  kind: 'team',
  titles: (ground, ids) => teamNames(ground, [...ids]),
  page: id => `/desk/teams/${id}`,
  async maySee(ground, actor, id) {
    const team = await store.teamById(ground.db, id)
    return team !== undefined && may(actor, 'people.read', await whereOfTeam(ground, team))
  },
}

/** Who leads a team today. */
export const leadersOf = (db: Db, teamId: number): Promise<number[]> => store.leadersOf(db, teamId)
