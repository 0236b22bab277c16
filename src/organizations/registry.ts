// Registering organisations, each with a team of its own, 本部. Invariant: an organisation without that team does not exist.
import { demand, hangNode, may, type Principal, whereOf } from '../foundation/access/access.ts'
import { localDay } from '../foundation/clock.ts'
import { type Db, takenBy } from '../foundation/database/database.ts'
import type { Ground, SubjectKind } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { inUse } from '../foundation/policies/keys.ts'
import { notFound } from '../foundation/refusals.ts'
import { places } from '../places/service.ts'
import type { NewOrganization, OrganizationView } from './contract.ts'
import { isCreditCode } from './credit-code.ts'
import { refuse } from './refusals.ts'
import { organizationPolicies, secondLine } from './rules.ts'
import { demandTeamKind, enterTeam, leaderFor } from './service.ts'
import * as store from './store.ts'

/** Both halves of an answer: the organisation, and the team that its first members join. */
type Registered = { id: number; teamId: number }

export async function registerOrganization(
  ground: Ground,
  actor: Principal,
  input: NewOrganization,
): Promise<Registered> {
  const home = (await places(ground)).byCode(input.registrarCode)
  if (!home) throw refuse('team.place', {}, 'registrarCode')
  demand(actor, 'organization.register', await whereOf(ground.db, home.nodeId))
  refuseWords(ground, input)
  if (input.creditCode !== null && !isCreditCode(input.creditCode))
    throw refuse('organization.credit-code', {}, 'creditCode')
  const above = input.parentId === null ? null : await aboveOf(ground, actor, input.parentId)
  const leader = await leaderFor(ground, actor, input.leaderId)
  const made = await ground
    .transact(async tx => {
      const at = ground.clock()
      const node = await hangNode(tx, {
        kind: 'organization',
        name: input.name,
        parentId: home.nodeId,
        orgPath: secondLine(above, null),
      })
      const { id } = await store.insertOrganization(tx, {
        name: input.name,
        kind: input.kind,
        sector: input.sector,
        creditCode: input.creditCode,
        registrarNodeId: home.nodeId,
        parentId: input.parentId,
        nodeId: node.id,
        registeredAt: at,
      })
      await tell(tx, {
        at,
        by: actor,
        kind: 'organization.registered',
        subject: `organization:${id}`,
        facts: { home: home.code, ...(input.parentId !== null && { parent: input.parentId }) },
      })
      const teamId = await enterTeam(ground, tx, actor, {
        name: `${input.name}本部`,
        kind: input.teamKind,
        home,
        leaderId: leader.id,
        organizationId: id,
        isDefault: true,
        parent: null,
        foundedOn: null,
      })
      return { id, teamId }
    })
    .catch(error => {
      const taken = takenBy(error)
      throw taken === 'organization_credit_code_key'
        ? refuse('organization.known', {}, 'creditCode')
        : taken === 'organization_name' || taken === 'team_name'
          ? refuse('organization.name-taken', {}, 'name')
          : error
    })
  ground.sessions.forget()
  return made
}

/** @throws Refusal for a kind or a sector that is not in use today. */
function refuseWords(ground: Ground, input: Pick<NewOrganization, 'kind' | 'sector' | 'teamKind'>): void {
  const today = localDay(ground.clock())
  const { organizationKinds, sectors } = organizationPolicies
  if (!inUse(ground.policies.at(organizationKinds, today).value, input.kind))
    throw refuse('organization.kind', { kind: input.kind }, 'kind')
  if (input.sector !== null && !inUse(ground.policies.at(sectors, today).value, input.sector))
    throw refuse('organization.sector', { kind: input.sector }, 'sector')
  demandTeamKind(ground, input.teamKind, 'teamKind')
}

async function aboveOf(ground: Ground, actor: Principal, id: number) {
  const above = await store.organizationById(ground.db, id)
  if (above?.state !== 'active') throw refuse('organization.parent', {}, 'parentId')
  const where = await whereOf(ground.db, above.nodeId)
  demand(actor, 'organization.register', where)
  return where
}

/** The organisation, for rooms above. */
export const organizationFor = (
  db: Db,
  id: number,
): Promise<Pick<store.Organization, 'id' | 'name' | 'state'> | undefined> => store.organizationById(db, id)

/** An organisation as its page shows it. @throws Refusal `not-found`, or as `demand` does. */
export async function organizationPage(
  ground: Ground,
  actor: Principal,
  id: number,
): Promise<OrganizationView> {
  demand(actor, 'people.read')
  const found = await store.organizationById(ground.db, id)
  const team = found && (await store.defaultTeamOf(ground.db, id))
  if (!found || !team) throw notFound('组织', 'The organisation')
  demand(actor, 'people.read', await whereOfOrganization(ground, found))
  const registrar = (await places(ground)).all.find(one => one.nodeId === found.registrarNodeId)
  const above = found.parentId === null ? undefined : await store.organizationById(ground.db, found.parentId)
  return {
    id,
    name: found.name,
    kind: found.kind,
    sector: found.sector,
    creditCode: found.creditCode,
    registrarName: registrar?.name ?? '',
    parentId: found.parentId,
    parentName: above?.name ?? null,
    nodeId: found.nodeId,
    defaultTeamId: team.id,
    state: found.state,
    registeredAt: found.registeredAt.toISOString(),
  }
}

const whereOfOrganization = async (ground: Ground, it: Pick<store.Organization, 'nodeId' | 'sector'>) => ({
  ...(await whereOf(ground.db, it.nodeId)),
  sector: it.sector,
})

/** `organization:3`, as the journal speaks of organisations. */
export const organizationSubject: SubjectKind = {
  kind: 'organization',
  titles: async (ground, ids) =>
    new Map((await store.organizationsById(ground.db, ids)).map(one => [one.id, one.name])),
  page: id => `/desk/teams?organization=${id}`,
  async maySee(ground, actor, id) {
    const found = await store.organizationById(ground.db, id)
    return found !== undefined && may(actor, 'people.read', await whereOfOrganization(ground, found))
  },
}
