// Registering teams, their leaders and members.

import { demand, hangNode, may, type Principal, pathOf } from '../foundation/access/access.ts'
import { giveRole, takeRole } from '../foundation/access/grants.ts'
import { type LocalDay, localDay, startOfDay } from '../foundation/clock.ts'
import { type Db, sqlState, type Tx } from '../foundation/database/database.ts'
import type { Ground, SubjectKind } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { inUse } from '../foundation/policies/keys.ts'
import { notFound, refusals } from '../foundation/refusals.ts'
import { personFacts } from '../people/service.ts'
import type { Place } from '../places/contract.ts'
import { places } from '../places/service.ts'
import type { NewTeam, TeamView } from './contract.ts'
import { isReadyToLead, teamKinds } from './rules.ts'
import * as store from './store.ts'

const refuse = refusals({
  'team.place': { status: 422, zh: '没有这个街镇或村居。', en: 'There is no such town or community.' },
  'team.kind': {
    status: 422,
    zh: '没有“{kind}”这一类队伍，或已停用。',
    en: 'There is no kind of team “{kind}” in use.',
  },
  'team.name-taken': {
    status: 409,
    zh: '这里已有同名队伍。',
    en: 'A team of this name exists here already.',
  },
  'team.leader': {
    status: 422,
    zh: '没有找到这位负责人，或其尚未实名。',
    en: 'The leader was not found, or is not verified under the real name.',
  },
})

export async function registerTeam(ground: Ground, actor: Principal, input: NewTeam): Promise<number> {
  const book = await places(ground)
  const home = book.byCode(input.homeCode)
  if (!home) throw refuse('team.place', {}, 'homeCode')
  demand(actor, 'team.register', await pathOf(ground.db, home.nodeId))
  if (!inUse(ground.policies.at(teamKinds, localDay(ground.clock())).value, input.kind))
    throw refuse('team.kind', { kind: input.kind }, 'kind')
  const leader = (await personFacts(ground.db, [input.leaderId])).get(input.leaderId)
  if (!leader || !isReadyToLead(leader)) throw refuse('team.leader', {}, 'leaderId')
  const team = { ...input, home, leaderId: leader.id, foundedOn: input.foundedOn ?? null }
  const id = await ground
    .transact(tx => enterTeam(ground, tx, actor, team))
    .catch(error => {
      throw sqlState(error) === '23505' ? refuse('team.name-taken', {}, 'name') : error
    })
  ground.sessions.forget()
  return id
}

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
  const teams = await store.teamsOfPerson(ground.db, personId)
  const views = await view(ground, teams)
  return views.map((one, i) => ({ ...one, role: teams[i]?.role ?? ('member' as const) }))
}

export async function admitMember(
  ground: Ground,
  actor: Principal,
  teamId: number,
  personId: number,
  role: 'leader' | 'member',
): Promise<void> {
  const team = await teamOf(ground, teamId)
  demand(actor, 'team.manage', await pathOf(ground.db, team.nodeId))
  const person = (await personFacts(ground.db, [personId])).get(personId)
  if (!person) throw notFound('志愿者', 'The volunteer')
  await ground.transact(async tx => {
    const at = ground.clock()
    await store.addMember(tx, { teamId, personId: person.id, role, since: at })
    if (role === 'leader')
      await giveRole(tx, {
        personId: person.id,
        role: 'team-leader',
        nodeId: team.nodeId,
        at,
        grantedBy: actor.personId,
      })
    else await takeRole(tx, { personId: person.id, role: 'team-leader', nodeId: team.nodeId, at })
    await tell(tx, {
      at,
      by: actor,
      kind: 'member.joined',
      subject: `team:${teamId}`,
      facts: { person: person.id, role },
    })
  })
  ground.sessions.forget()
}

export async function releaseMember(
  ground: Ground,
  actor: Principal,
  teamId: number,
  personId: number,
): Promise<void> {
  const team = await teamOf(ground, teamId)
  demand(actor, 'team.manage', await pathOf(ground.db, team.nodeId))
  await ground.transact(async tx => {
    const at = ground.clock()
    const ended = await store.endMembership(tx, teamId, personId, at)
    if (!Number(ended.numUpdatedRows)) throw notFound('队员', 'The member')
    await takeRole(tx, { personId, role: 'team-leader', nodeId: team.nodeId, at })
    await tell(tx, {
      at,
      by: actor,
      kind: 'member.left',
      subject: `team:${teamId}`,
      facts: { person: personId },
    })
  })
  ground.sessions.forget()
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
