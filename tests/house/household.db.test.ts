// Whoever acts for somebody of the household acts for nobody else, and the journal says for whom, whatever is done.
import { beforeAll, expect, test } from 'vitest'
import { ownCertificateList } from '../../src/certificates/lists.ts'
import { issue } from '../../src/certificates/service.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { addMinutes } from '../../src/foundation/clock.ts'
import { signUp } from '../../src/participation/admission/service.ts'
import { scan } from '../../src/participation/checkin/scan.ts'
import { currentCode, enterByRoster } from '../../src/participation/checkin/service.ts'
import { ownSignupList } from '../../src/participation/lists.ts'
import { withdraw } from '../../src/participation/signups/service.ts'
import { ownProfile } from '../../src/people/service.ts'
import { accept, confirm } from '../../src/records/confirming.ts'
import { dispute } from '../../src/records/corrections.ts'
import { ownRecords } from '../../src/records/lists.ts'
import { ownHours } from '../../src/records/own.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let daughter: Principal
let mother: Principal
let neighbour: Principal
let forMother: number
beforeAll(async () => {
  world = await aWorld()
  mother = await world.aVolunteer({ name: '沈桂英', birthDate: '1948-02-01' })
  forMother = mother.personId as number
  daughter = { ...(await world.aVolunteer({ name: '孙芳' })), actsFor: [forMother] }
  neighbour = await world.aVolunteer({ name: '周敏' })
})
const signupsOf = async (actor: Principal, forPerson?: number) =>
  (await ownSignupList.rows(world.ground, actor, { for: forPerson }, { limit: 10 })).items
const recordsOf = async (actor: Principal, forPerson?: number) =>
  (await ownRecords.rows(world.ground, actor, { for: forPerson }, { limit: 10 })).items
const certificatesOf = async (actor: Principal, forPerson?: number) =>
  (await ownCertificateList.rows(world.ground, actor, { for: forPerson }, { limit: 10 })).items
const lastOf = async (kind: string) => {
  const { rows } = await world.ground.database.pool.query(
    'select actor_person as by, on_behalf_of as for from journal where kind = $1 order by id desc limit 1',
    [kind],
  )
  return rows[0]
}

test('a daughter signs up, checks in, accepts, disputes and takes out a certificate for her mother; each says by whom and for whom', async () => {
  const both = { by: daughter.personId, for: forMother }
  const first = await world.aProject()
  const taken = await signUp(world.ground, daughter, { slotId: first.slotId, forPerson: forMother })
  expect(await lastOf('signup.admitted')).toEqual(both)
  expect((await signupsOf(daughter, forMother)).map(one => one.id)).toEqual([taken.signupId])
  expect(await signupsOf(daughter)).toEqual([])
  await withdraw(world.ground, daughter, taken.signupId, '身体不舒服')
  expect(await lastOf('signup.withdrawn')).toEqual(both)

  const project = await world.aProject()
  await signUp(world.ground, daughter, { slotId: project.slotId, forPerson: forMother })
  const code = async () => (await currentCode(world.ground, project.team.leader, project.shiftId)).code
  world.at(addMinutes(project.startsAt, -3))
  await scan(world.ground, daughter, { code: await code(), forPerson: forMother })
  expect(await lastOf('attendance.opened')).toEqual(both)
  world.at(project.endsAt)
  await scan(world.ground, daughter, { code: await code(), forPerson: forMother })
  expect(await lastOf('attendance.closed')).toEqual(both)
  const [record] = await recordsOf(daughter, forMother)
  await confirm(world.ground, project.team.leader, [record?.id ?? 0])
  await dispute(world.ground, daughter, record?.id ?? 0, { minutes: 60, reason: '只待了一小时' })
  expect(await lastOf('record.disputed')).toEqual(both)
  await issue(world.ground, daughter, { forPerson: forMother })
  expect(await lastOf('certificate.issued')).toEqual(both)
  expect(await certificatesOf(daughter, forMother)).toHaveLength(1)
  expect(await certificatesOf(daughter)).toEqual([])

  // What a leader entered by hand is accepted for her.
  const next = await world.aProject()
  await signUp(world.ground, daughter, { slotId: next.slotId, forPerson: forMother })
  world.at(next.endsAt)
  await enterByRoster(world.ground, next.team.leader, next.shiftId, {
    personId: forMother,
    slotId: next.slotId,
    inAt: next.startsAt.toISOString(),
    outAt: next.endsAt.toISOString(),
    reason: '老人没有手机，由负责人录入',
  })
  const entered = (await recordsOf(daughter, forMother)).find(one => one.how === 'roster')
  await accept(world.ground, daughter, entered?.id ?? 0)
  expect(await lastOf('record.counted')).toEqual(both)

  const { household } = await ownProfile(world.ground, daughter, daughter.personId as number)
  expect(household).toEqual([
    {
      id: forMother,
      name: '沈桂英',
      age: 78,
      tier: 'real-name',
      volunteerNo: expect.stringMatching(/^310117/),
      minor: false,
      ownAccount: false,
    },
  ])
})

test('nobody acts for whom they have no household with', async () => {
  const project = await world.aProject()
  for (const attempt of [
    () => signUp(world.ground, neighbour, { slotId: project.slotId, forPerson: forMother }),
    () => signupsOf(neighbour, forMother),
    () => ownHours(world.ground, neighbour, { for: forMother }),
    () => certificatesOf(neighbour, forMother),
    () => issue(world.ground, neighbour, { forPerson: forMother }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'forbidden', status: 403 })
})
