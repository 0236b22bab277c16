// What a leader sends is kept whole or refused by name; nothing of it goes without a word.
import { expect, test } from 'vitest'
import { aWorld } from '../../tests/support/world.ts'
import { addDays, localDay } from '../foundation/clock.ts'
import { writeProject } from './drafting.ts'
import * as store from './store.ts'

test('a night shift of 22:00 to 06:00 is kept beside an ordinary one; one that ends before it starts, or stands twice, is named', async () => {
  const world = await aWorld()
  const team = await world.aTeam()
  const day = addDays(localDay(world.now()), 3)
  const ordinary = { startsAt: `${day}T01:00:00Z`, endsAt: `${day}T03:00:00Z` }
  const night = { startsAt: `${day}T14:00:00Z`, endsAt: `${day}T22:00:00Z` }
  const write = (shifts: (typeof night)[]) =>
    writeProject(world.ground, team.leader, world.aDraft(team.id, { shifts }))
  const id = await write([ordinary, night])
  const kept = await store.shiftsOf(world.ground.db, id)
  expect(kept.map(one => (one.endsAt.getTime() - one.startsAt.getTime()) / 3_600_000)).toEqual([2, 8])

  const backwards = { startsAt: night.startsAt, endsAt: `${addDays(day, -1)}T22:00:00Z` }
  const refused = await write([ordinary, backwards]).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'project.shift-end', status: 422, field: 'shifts.1.endsAt' })
  expect(refused).toHaveProperty('message', expect.stringContaining('Shift 2'))
  await expect(write([night, ordinary, night])).rejects.toMatchObject({
    code: 'project.shift-twice',
    field: 'shifts.2',
    params: { n: 3 },
  })
})
