// What rooms contribute to each other's objects: shown to whom they may be shown, and to nobody else.
import { beforeAll, describe, expect, test } from 'vitest'
import { measure, ownData, panelsOf } from '../../src/app/objects/service.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { addDays, localDay } from '../../src/foundation/clock.ts'
import { confirm } from '../../src/records/confirming.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let person: Principal
let id: number
beforeAll(async () => {
  world = await aWorld()
  person = await world.aVolunteer({ name: '顾念慈' })
  id = person.personId as number
  const project = await world.aProject()
  await world.served(world.at, project, person)
  const { rows } = await world.ground.database.pool.query('select id from service_record')
  await confirm(
    world.ground,
    project.team.leader,
    rows.map(row => Number(row.id)),
  )
})

describe('a person’s page', () => {
  test('carries what the rooms above say, each in its own words and only within the reader’s scope', async () => {
    const clerk = await world.aStaffMember('town-clerk')
    const panels = await panelsOf(world.ground, clerk, 'person', id)
    expect(panels.map(one => one.name)).toEqual(['hours'])
    expect(panels[0]?.lines).toContainEqual({
      label: 'hours.counted',
      value: '3.00',
      to: `/desk/records?personId=${id}&state=counted`,
    })
    const stranger = await world.aStaffMember('town-clerk', world.book.towns.at(-1))
    expect(await panelsOf(world.ground, stranger, 'person', id)).toEqual([])
    expect(await panelsOf(world.ground, person, 'person', id)).toEqual([])
    // A leader reads of their own team's members there, not of anybody by number.
    const { leader } = await world.aTeam()
    expect(await panelsOf(world.ground, leader, 'person', id)).toEqual([])
  })

  test('a measure has the value of its day, and is given for nobody out of scope', async () => {
    const clerk = await world.aStaffMember('town-clerk')
    const today = localDay(world.now())
    expect(await measure(world.ground, clerk, 'records.minutes', id, today)).toMatchObject({ value: 180 })
    expect(await measure(world.ground, clerk, 'records.minutes', id, addDays(today, -9))).toMatchObject({
      value: 0,
    })
    const stranger = await world.aStaffMember('town-clerk', world.book.towns.at(-1))
    await expect(measure(world.ground, stranger, 'records.minutes', id, today)).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(measure(world.ground, clerk, 'nobody.measures-this', id, today)).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

test('what is held of a person is given to that person whole, and of nobody else', async () => {
  await world.aVolunteer({ name: '别人家' })
  const data = await ownData(world.ground, person)
  expect(Object.keys(data)).toEqual([
    'duties',
    'account',
    'notices',
    'reviews',
    'files',
    'registration',
    'teams',
    'qualifications',
    'signups',
    'records',
    'certificates',
  ])
  expect(data.registration).toMatchObject([{ name: '顾念慈', consents: [{ purpose: 'registration' }] }])
  expect(data.records).toMatchObject({ records: [{ minutes: 180, state: 'counted' }], disputes: [] })
  expect(JSON.stringify(data)).not.toContain('别人家')
})
