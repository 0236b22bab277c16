import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import { aWorld, type World } from '../../tests/support/world.ts'
import type { Principal } from '../foundation/access/access.ts'
import { addMinutes } from '../foundation/clock.ts'
import type { Listener } from '../foundation/ground.ts'
import { catchUp, listen } from '../foundation/journal/listeners.ts'
import { sealAll } from '../foundation/journal/sealer.ts'
import { watch as watchJournal } from '../foundation/journal/watchers.ts'
import { confirm } from '../records/confirming.ts'
import { proposeCorrection } from '../records/corrections.ts'
import type { LiveFigures } from './contract.ts'
import { statisticsListener } from './folding.ts'
import { liveWatcher, watch } from './live.ts'
import { proveStatistics, rebuildStatistics } from './rebuild.ts'
import { makeTermReport } from './report.ts'
import { dashboardOf } from './service.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})

async function heard() {
  await sealAll(world.ground.database.pool)
  await catchUp(world.ground, statisticsListener)
}
const proven = async () => {
  const { behind, proofs } = await proveStatistics(world.ground)
  return { behind, differing: proofs.filter(one => one.differing > 0).map(one => one.table) }
}
const SOUND = { behind: 0, differing: [] }

/** Somebody serves three hours, and the leader confirms them. */
async function servedAndCounted(person: Principal) {
  const project = await world.aProject()
  await world.served(world.at, project, person)
  const { rows } = await world.ground.database.pool.query<{ id: number }>(
    'select id from service_record where shift_id = $1',
    [project.shiftId],
  )
  const id = Number(rows[0]?.id)
  await confirm(world.ground, project.team.leader, [id])
  return { project, id }
}
const period = () => world.now().toISOString().slice(0, 4)

describe('figures', () => {
  test('what is confirmed is in the dashboard of its town, and the records prove every table', async () => {
    await servedAndCounted(await world.aVolunteer())
    await servedAndCounted(await world.aVolunteer())
    await heard()
    const year = await dashboardOf(world.ground, period(), world.town.code)
    expect(year.total).toMatchObject({ minutes: 360, records: 2, active: 2, first: 2, returned: 0 })
    expect(year.communities).toEqual([
      { code: world.community.code, name: world.community.name, minutes: 360, records: 2 },
    ])
    expect(year.ages.reduce((sum, one) => sum + one.records, 0)).toBe(2)
    expect((await dashboardOf(world.ground, period(), null)).towns[0]).toMatchObject({
      code: world.town.code,
      active: 2,
    })
    expect(await dashboardOf(world.ground, period(), world.community.code)).toMatchObject({
      town: world.town.code,
      community: world.community.code,
      total: { minutes: 360, records: 2, active: null },
      people: { registered: 4 }, // two volunteers, two leaders
      calendar: [],
    })
    await expect(dashboardOf(world.ground, period(), '310117999')).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(await proven()).toEqual(SOUND)
  })

  test('a correction changes the day it corrects; folding that is cut off leaves nothing, and is done again', async () => {
    const person = await world.aVolunteer()
    const { project, id } = await servedAndCounted(person)
    await heard()
    const before = (await dashboardOf(world.ground, period(), null)).total.minutes
    const staff = await world.aStaffMember('town-clerk')
    const correction = await proposeCorrection(world.ground, project.team.leader, id, {
      minutes: 120,
      reason: '提前一小时离开',
    })
    await world.decide(staff, `correction:${correction}`, 'pass', '属实')
    await sealAll(world.ground.database.pool)
    const cutOff: Listener = {
      name: statisticsListener.name,
      hear: async (ground, tx, rows) => {
        await statisticsListener.hear(ground, tx, rows)
        throw new Error('the process died here')
      },
    }
    await expect(listen(world.ground, cutOff)).rejects.toThrow('died')
    expect((await dashboardOf(world.ground, period(), null)).total.minutes).toBe(before)
    world.at(addMinutes(world.now(), 1)) // after a failure it waits a moment
    await heard()
    expect((await dashboardOf(world.ground, period(), null)).total.minutes).toBe(before - 60)
    expect(await proven()).toEqual(SOUND)
  })

  test('what was told while a rebuild ran is folded once', async () => {
    const [first, second] = [await world.aVolunteer(), await world.aVolunteer()]
    await servedAndCounted(first)
    const [, after] = await Promise.all([rebuildStatistics(world.ground), servedAndCounted(second)])
    expect(after.id).toBeGreaterThan(0)
    await heard()
    expect(await proven()).toEqual(SOUND)
  })

  test('a figure somebody changed by hand is found, and a rebuild puts it right', async () => {
    await world.ground.database.pool.query(
      `update stat_day set minutes = minutes + 1 where ctid = (select min(ctid) from stat_day)`,
    )
    expect(await proven()).toEqual({ behind: 0, differing: ['stat_day'] })
    await rebuildStatistics(world.ground)
    expect(await proven()).toEqual(SOUND)
  })

  test('the term report says the same from the figures and from the records', async () => {
    const report = await makeTermReport(world.ground, { from: '2026-01', to: '2027-12' }, true)
    const hours = report.figures.find(one => one.key === 'hours')
    expect(hours?.value).toBeGreaterThan(0)
    for (const one of report.figures) if (one.proven !== null) expect(one.proven).toBe(one.value)
    expect(report.figures.filter(one => one.proven !== null).length).toBeGreaterThan(4)
  })
})

test('an open screen hears of an hour when it is counted, and names nobody', async () => {
  const { app } = await world.house()
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const { pool } = world.ground.database
  const look = async () => {
    await sealAll(pool)
    while ((await watchJournal(world.ground, liveWatcher)) > 0);
  }
  await look()
  const stop = new AbortController()
  const answer = await fetch(`http://127.0.0.1:${port}/api/statistics/events`, { signal: stop.signal })
  expect(answer.headers.get('content-type')).toMatch(/text\/event-stream/)
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  const next = async () => JSON.parse(String((await reader?.read())?.value).replace(/^data: /, ''))
  const first = await next()
  await servedAndCounted(await world.aVolunteer({ name: '钱多多' }))
  await heard()
  await look()
  const then = await next()
  expect(then.minutes).toBe(first.minutes + 180)
  const kinds = then.happenings.map((one: { kind: string }) => one.kind)
  expect(kinds.slice(0, 3)).toEqual(['counted', 'checkin', 'signup'])
  expect(JSON.stringify(then)).not.toContain('钱')
  stop.abort()
  await app.close()
})

test('what happens while the screens are being told is told as well', async () => {
  const told: LiveFigures[] = []
  const stop = watch(world.ground, { open: true, tell: figures => told.push(figures) })
  const happening = (position: number) => [
    {
      position,
      id: position,
      at: world.now(),
      actorAccount: null,
      actorPerson: null,
      onBehalfOf: null,
      kind: 'record.counted',
      subject: `record:${position}`,
      policyId: null,
      facts: '{"minutes": 60}',
    },
  ]
  await Promise.all([900_001, 900_002].map(at => liveWatcher.hear(world.ground, happening(at))))
  // Read once more after the second: its figures may not have been in the first reading.
  await expect.poll(() => told.length).toBe(2)
  expect(told[1]?.happenings.map(one => one.position)).toEqual(expect.arrayContaining([900_001, 900_002]))
  stop?.()
})

test('a screen that heard of an hour before it was folded is told its figures again', async () => {
  await heard()
  const told: LiveFigures[] = []
  const stop = watch(world.ground, { open: true, tell: figures => told.push(figures) })
  while ((await watchJournal(world.ground, liveWatcher)) > 0);
  const before = (await dashboardOf(world.ground, 'all', null)).total.minutes
  await servedAndCounted(await world.aVolunteer())
  await sealAll(world.ground.database.pool)
  while ((await watchJournal(world.ground, liveWatcher)) > 0);
  expect(told.at(-1)?.minutes).toBe(before)
  await heard()
  await expect.poll(() => told.at(-1)?.minutes, { timeout: 5_000 }).toBe(before + 180)
  stop?.()
})
