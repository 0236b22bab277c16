// What an hour keeps of the day it was served: whose team, organisation and sector, at which site, under which version of the project;
// and that the journal tells the same, whatever becomes of them later.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyDistrict } from '../../src/app/verify.ts'
import { sealAll } from '../../src/foundation/journal/sealer.ts'
import { confirm } from '../../src/records/confirming.ts'
import { proposeCorrection } from '../../src/records/corrections.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})
afterAll(async () => {
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
})

type Frozen = {
  id: number
  organizationId: number | null
  sector: string | null
  siteId: number | null
  projectVersion: number
  state: string
}
const recordsAt = async (projectId: number) =>
  (
    await sql<Frozen>`select id, organization_id, sector, site_id, project_version, state from service_record
      where project_id = ${projectId} order by id`.execute(world.ground.db)
  ).rows
const told = async (id: number) =>
  (
    await sql<{ kind: string; facts: string }>`select kind, facts from journal
      where subject = ${`record:${id}`} and kind in ('record.counted', 'record.reversed') order by id`.execute(
      world.ground.db,
    )
  ).rows.map(row => {
    const { organization, sector, site } = JSON.parse(row.facts)
    return { kind: row.kind, organization, sector, site }
  })

test('an hour of an organisation’s team at a site keeps both, and so does what replaces it', async () => {
  const { ground } = world
  const organization = await world.anOrganization({ sector: 'education' })
  const siteId = await world.aSite()
  const team = { id: organization.teamId, leader: organization.leader }
  const project = await world.aProject({ team, siteId })
  await world.served(world.at, project, await world.aVolunteer())
  const [born] = await recordsAt(project.id)
  const frozen = { organizationId: organization.id, sector: 'education', siteId, projectVersion: 1 }
  expect(born).toMatchObject({ ...frozen, state: 'pending' })
  const id = born?.id ?? 0
  await confirm(ground, team.leader, [id])
  const correction = await proposeCorrection(ground, team.leader, id, {
    minutes: 100,
    reason: '提前收工半小时',
  })
  await world.decide(await world.aStaffMember('town-clerk'), `correction:${correction}`, 'pass')
  const [before, after] = await recordsAt(project.id)
  expect(before).toMatchObject({ ...frozen, state: 'reversed' })
  expect(after).toMatchObject({ ...frozen, state: 'counted' })
  const facts = { organization: organization.id, sector: 'education', site: siteId }
  expect(await told(id)).toEqual([
    { kind: 'record.counted', ...facts },
    { kind: 'record.reversed', ...facts },
  ])
  expect(await told(after?.id ?? 0)).toEqual([{ kind: 'record.counted', ...facts }])
  await sealAll(ground.database.pool)
})

test('a community’s own team, at an address, leaves them empty', async () => {
  const project = await world.aProject()
  await world.served(world.at, project, await world.aVolunteer())
  expect(await recordsAt(project.id)).toMatchObject([{ organizationId: null, sector: null, siteId: null }])
})
