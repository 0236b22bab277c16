// Registering teams, and what other rooms ask of them. Their members and leaders are in members.ts.

import { demand, hangNode, may, type Principal, pathOf } from '../foundation/access/access.ts'
import { giveRole } from '../foundation/access/grants.ts'
import { kinOf } from '../foundation/access/kin.ts'
import { type LocalDay, localDay, startOfDay } from '../foundation/clock.ts'
import { type Db, sqlState, type Tx } from '../foundation/database/database.ts'
import type { Ground, SubjectKind } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { inUse } from '../foundation/policies/keys.ts'
import { notFound } from '../foundation/refusals.ts'
import { entriesOf, personFacts } from '../people/service.ts'
import type { Place } from '../places/contract.ts'
import { places } from '../places/service.ts'
import type { NewTeam, TeamView } from './contract.ts'
import { refuse } from './refusals.ts'
import { isReadyToLead, teamKinds } from './rules.ts'
import * as store from './store.ts'

export async function registerTeam(ground: Ground, actor: Principal, input: NewTeam): Promise<number> {
  const book = await places(ground)
  const home = book.byCode(input.homeCode)
  if (!home) throw refuse('team.place', {}, 'homeCode')
  demand(actor, 'team.register', await pathOf(ground.db, home.nodeId))
  if (!inUse(ground.policies.at(teamKinds, localDay(ground.clock())).value, input.kind))
    throw refuse('team.kind', { kind: input.kind }, 'kind')
  const leader = (await personFacts(ground.db, [input.leaderId])).get(input.leaderId)
  if (!leader || !isReadyToLead(leader, localDay(ground.clock()))) throw refuse('team.leader', {}, 'leaderId')
  if (await isKin(ground, actor, leader.id)) throw refuse('team.own', {}, 'leaderId')
  const team = { ...input, home, leaderId: leader.id, foundedOn: input.foundedOn ?? null }
  const id = await ground
    .transact(tx => enterTeam(ground, tx, actor, team))
    .catch(error => {
      throw sqlState(error) === '23505' ? refuse('team.name-taken', {}, 'name') : error
    })
  ground.sessions.forget()
  return id
}

const isKin = (ground: Ground, actor: Principal, person: number) =>
  ground.transact(
    async tx => actor.personId !== null && (await kinOf(ground, tx, [person])).has(actor.personId),
  )

type Entering = { name: string; kind: string; home: Place; leaderId: number; foundedOn: LocalDay | null }
/** Enters a team that was checked, with its node in the tree and its leader. @param facts more that the journal should know. */
export async function enterTeam(
  ground: Ground,
  tx: Tx,
  by: { accountId: string | null; personId: number | null },
  { name, kind, home, leaderId, foundedOn }: Entering,
  facts: Record<string, number> = {},
): Promise<number> {
  const at = ground.clock()
  const book = await places(ground)
  const node = await hangNode(tx, { kind: 'team', name, parentId: home.nodeId })
  const team = await store.insertTeam(tx, {
    name,
    kind,
    homeCode: home.code,
    townCode: book.townOf(home.code)?.code ?? home.code,
    nodeId: node.id,
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
    facts: { leader: leaderId, home: home.code, ...facts },
  })
  return team.id
}

/** The team, for rooms above. @throws Refusal `not-found`. */
export async function teamOf(ground: Ground, id: number): Promise<store.Team> {
  const team = await store.teamById(ground.db, id)
  if (!team) throw notFound('队伍', 'The team')
  return team
}

/** A team as its page shows it. @throws Refusal `not-found`, or as `demand` does. */
export async function teamPage(ground: Ground, actor: Principal, id: number): Promise<TeamView> {
  const team = await teamOf(ground, id)
  demand(actor, 'people.read', await pathOf(ground.db, team.nodeId))
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
  return teams.map(team => ({
    id: team.id,
    name: team.name,
    kind: team.kind,
    homeCode: team.homeCode,
    nodeId: team.nodeId,
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

/** `team:3`, as the journal and reviews speak of teams. */
export const teamSubject: SubjectKind = {
  kind: 'team',
  titles: (ground, ids) => teamNames(ground, [...ids]),
  page: id => `/desk/teams/${id}`,
  async maySee(ground, actor, id) {
    const team = await store.teamById(ground.db, id)
    return team !== undefined && may(actor, 'people.read', await pathOf(ground.db, team.nodeId))
  },
}

/** Who leads a team today. */
export const leadersOf = (db: Db, teamId: number): Promise<number[]> => store.leadersOf(db, teamId)
