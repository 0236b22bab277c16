// Organisations above teams: registered with a team of their own, known by their code, and reached along two lines.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aWorld, principal, type World } from '../../tests/support/world.ts'
import { verifyDistrict } from '../app/verify.ts'
import type { Principal } from '../foundation/access/access.ts'
import type { Role } from '../foundation/access/roles.ts'
import { Refusal } from '../foundation/refusals.ts'
import { projectList } from '../projects/lists.ts'
import { creditCheck } from './credit-code.ts'
import { teamList } from './lists.ts'
import { organizationPage, registerOrganization } from './registry.ts'
import { registerTeam, teamOf, teamPage } from './service.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})
afterAll(async () => {
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
})

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    error => (error instanceof Refusal ? error.code : Promise.reject(error)),
  )
const idOf = (who: Principal) => who.personId as number
const teamsOf = async (who: Principal) =>
  (await teamList.rows(world.ground, who, {}, { limit: 100 })).items.map(one => one.id)
/** Somebody of staff at a node. */
const at = (nodeId: number, role: Role = 'town-clerk', sector: string | null = null) =>
  principal(0, { personId: null, grants: [{ role, nodeId, sector }] })

describe('registering', () => {
  test('an organisation stands with its own team, whose leader leads it', async () => {
    const clerk = await world.aStaffMember('town-clerk')
    const leader = await world.aVolunteer()
    const { id, teamId } = await registerOrganization(world.ground, clerk, {
      name: '方松街道志愿者协会',
      kind: 'association',
      sector: 'civil-affairs',
      creditCode: '91350100M000100Y43',
      registrarCode: world.town.code,
      parentId: null,
      teamKind: 'community',
      leaderId: idOf(leader),
    })
    expect(await organizationPage(world.ground, clerk, id)).toMatchObject({
      name: '方松街道志愿者协会',
      registrarName: world.town.name,
      creditCode: '91350100M000100Y43',
      defaultTeamId: teamId,
    })
    expect(await teamPage(world.ground, clerk, teamId)).toMatchObject({
      name: '方松街道志愿者协会本部',
      organizationName: '方松街道志愿者协会',
      isDefault: true,
      members: 1,
    })
  })

  test('a wrong code, a code twice, a name twice and a kind out of use are refused by name; nothing is left behind', async () => {
    const clerk = await world.aStaffMember('town-clerk')
    const leader = await world.aVolunteer()
    const asked = {
      name: '广富林读书会',
      kind: 'association',
      sector: null,
      creditCode: null,
      registrarCode: world.town.code,
      parentId: null,
      teamKind: 'community',
      leaderId: idOf(leader),
    }
    const ask = (over: object) => codeOf(registerOrganization(world.ground, clerk, { ...asked, ...over }))
    expect(await ask({ creditCode: '91350100M000100Y44' })).toBe('organization.credit-code')
    expect(await ask({ creditCode: '91350100M000100Y43' })).toBe('organization.known')
    expect(await ask({ kind: 'club' })).toBe('organization.kind')
    expect(await ask({ sector: 'spaceflight' })).toBe('organization.sector')
    expect(await ask({ teamKind: 'club' })).toBe('team.kind')
    expect(await ask({ parentId: 999_999 })).toBe('organization.parent')
    expect(await ask({ leaderId: idOf(clerk) })).toBe('team.own')
    expect(await ask({ registrarCode: world.book.towns.at(-1)?.code ?? '' })).toBe('forbidden')
    expect(await ask({})).toBe('done')
    expect(await ask({})).toBe('organization.name-taken')
    const { rows } = await sql`select 1 from organization where name = ${asked.name}`.execute(world.ground.db)
    expect(rows).toHaveLength(1)
  })

  test('a code is one organisation’s, when two register it at the same moment', async () => {
    const clerk = await world.aStaffMember('town-clerk')
    const leader = await world.aVolunteer()
    const body = '53310117MJ0000001'
    const ask = (name: string) =>
      codeOf(
        registerOrganization(world.ground, clerk, {
          name,
          kind: 'foundation',
          sector: null,
          creditCode: body + creditCheck(body),
          registrarCode: world.town.code,
          parentId: null,
          teamKind: 'community',
          leaderId: idOf(leader),
        }),
      )
    expect((await Promise.all([ask('公益基金会'), ask('慈善基金会')])).sort()).toEqual([
      'done',
      'organization.known',
    ])
  })

  test('groups stand three deep, within one organisation', async () => {
    const { ground, district } = world
    const { id: organizationId, teamId } = await world.anOrganization()
    const second = await world.aTeam(world.community, { organizationId, parentTeamId: teamId })
    const third = await world.aTeam(world.community, { organizationId, parentTeamId: second.id })
    expect(await teamOf(ground, third.id)).toMatchObject({
      level: 3,
      parentTeamId: second.id,
      organizationId,
    })
    const leader = await world.aVolunteer()
    const ask = (over: object) =>
      codeOf(
        registerTeam(ground, district, {
          name: '再下一级',
          kind: 'community',
          homeCode: world.community.code,
          leaderId: idOf(leader),
          ...over,
        }),
      )
    expect(await ask({ organizationId, parentTeamId: third.id })).toBe('team.parent')
    expect(await ask({ parentTeamId: second.id })).toBe('team.parent')
    expect(await ask({ organizationId: 999_999 })).toBe('team.organization')
  })
})

describe('two lines in one tree', () => {
  test('whoever works for an organisation reaches its teams wherever they are registered, and no others', async () => {
    const { ground } = world
    const elsewhere = world.book.all.find(
      one => one.level === 'community' && one.parentCode !== world.town.code,
    )
    if (!elsewhere) throw new Error('no other town')
    const organization = await world.anOrganization({ sector: 'education' })
    const branch = await world.aTeam(elsewhere, { organizationId: organization.id })
    const other = await world.aTeam(elsewhere)
    const { nodeId } = await organizationPage(ground, world.district, organization.id)
    const office = at(nodeId)
    expect(await teamsOf(office)).toEqual([organization.teamId, branch.id].sort((a, b) => a - b))
    expect((await teamPage(ground, office, branch.id)).id).toBe(branch.id)
    expect(await codeOf(teamPage(ground, office, other.id))).toBe('forbidden')
    // Whoever leads 本部 leads no other team of the organisation.
    expect(await teamsOf(organization.leader)).toEqual([organization.teamId])

    const project = await world.aProject({ team: branch })
    const seen = await projectList.rows(ground, office, {}, { limit: 10 })
    expect(seen.items.map(one => one.id)).toEqual([project.id])
  })

  test('an organisation above reaches those below it, a team its groups, a sector grant its line', async () => {
    const upper = await world.anOrganization({ sector: 'health' })
    const lower = await world.anOrganization({ parentId: upper.id, sector: 'health' })
    const group = await world.aTeam(world.community, { organizationId: upper.id, parentTeamId: upper.teamId })
    const { nodeId } = await organizationPage(world.ground, world.district, upper.id)
    expect(await teamsOf(at(nodeId))).toEqual([upper.teamId, lower.teamId, group.id].sort((a, b) => a - b))
    expect(await teamsOf(upper.leader)).toEqual([upper.teamId, group.id])
    const line = at(world.book.district.nodeId, 'activity-coordination-clerk', 'health')
    expect(await teamsOf(line)).toEqual([upper.teamId, lower.teamId, group.id].sort((a, b) => a - b))
    expect((await teamPage(world.ground, line, group.id)).id).toBe(group.id)
  })
})
