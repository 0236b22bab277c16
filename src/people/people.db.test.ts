// What staff do to entries of people: never to their own, nor to their family's.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOffice, codeOf } from '../../tests/support/office.ts'
import { aWorld, type World } from '../../tests/support/world.ts'
import { verifyDistrict } from '../app/verify.ts'
import { joinHousehold } from '../foundation/accounts/service.ts'
import { verify } from './desk.ts'
import { proposeMerge } from './merging.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})
afterAll(async () => {
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
})
const { anOfficer } = anOffice(() => world)

test('nobody verifies a document of their own, by another entry neither, nor of their family', async () => {
  const clerk = await world.aStaffMember('town-clerk')
  const colleague = await world.aStaffMember('town-clerk')
  const unverified = async () => {
    const { personId } = await world.aVolunteer()
    await sql`update person set tier = 'phone' where id = ${personId}`.execute(world.ground.db)
    return personId as number
  }
  const [twin, child, stranger] = [await unverified(), await unverified(), await unverified()]
  await world.merge(twin, clerk.personId as number)
  const parent = await anOfficer()
  await world.ground.transact(tx => joinHousehold(tx, parent.account, child, world.now()))
  const asParent = { ...clerk, personId: parent.personId }
  expect(await codeOf(verify(world.ground, clerk, clerk.personId as number))).toBe('verify.self')
  expect(await codeOf(verify(world.ground, clerk, twin))).toBe('verify.self')
  expect(await codeOf(verify(world.ground, asParent, child))).toBe('verify.self')
  expect(await codeOf(verify(world.ground, colleague, child))).toBe('done')
  expect(await codeOf(verify(world.ground, clerk, stranger))).toBe('done')
  expect(await codeOf(verify(world.ground, colleague, stranger))).toBe('verify.already')
})

test('nobody joins an entry to their own, and why it was done is not readable in the journal', async () => {
  const head = await world.aStaffMember('information-head', world.book.district)
  const [one, other] = [await world.aVolunteer(), await world.aVolunteer()]
  const ids = [one.personId as number, other.personId as number, head.personId as number] as const
  expect(await codeOf(proposeMerge(world.ground, head, ids[0], ids[2], { reason: '同一人' }))).toBe(
    'merge.own',
  )
  await world.merge(ids[0], ids[1])
  const { rows } = await world.ground.database.pool.query(
    `select facts from journal where kind like 'person.merge%' and subject = $1`,
    [`person:${ids[0]}`],
  )
  expect(rows).toHaveLength(2)
  for (const row of rows) expect(row.facts).not.toContain('两次登记')
  await world.part(ids[0])
})
