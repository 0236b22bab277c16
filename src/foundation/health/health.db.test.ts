// The machine room says what is true: who lives, what ran, who fell behind; and what failed is tried again from there.
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { aWorld, type World } from '../../../tests/support/world.ts'
import type { Principal } from '../access/access.ts'
import { addMinutes } from '../clock.ts'
import type { Ground, Listener } from '../ground.ts'
import { runJob } from '../jobs.ts'
import { listen, TRIES_A_ROW } from '../journal/listeners.ts'
import { sealAll } from '../journal/sealer.ts'
import { watchFrom } from '../journal/watchers.ts'
import { MOST_TRIES, runDueTimers } from '../timers/runner.ts'
import { schedule } from '../timers/timers.ts'
import { startHeartbeat } from './heartbeat.ts'
import { systemHealth, tryJobAgain, tryListenerAgain, trySetAsideAgain, tryTimerAgain } from './service.ts'

let world: World
let ground: Ground
let administrator: Principal
let sick = true
const fails = () => {
  if (sick) throw new Error('the other side answered 503')
}
const pushes: Listener = { name: 'pushes', setsAside: true, hear: async () => fails() }
beforeAll(async () => {
  world = await aWorld()
  ground = {
    ...world.ground,
    rooms: [
      ...world.ground.rooms,
      {
        name: 'sample',
        timers: [{ kind: 'sample.due', run: async () => fails() }],
        listeners: [pushes],
        watchers: [{ name: 'sees', hear: () => {} }],
        jobs: [{ name: 'sample-job', cron: '* * * * *', run: async () => fails() }],
      },
    ],
  }
  watchFrom(ground, 0)
  administrator = await world.aStaffMember('system-administrator', world.book.district)
  await sealAll(ground.database.pool)
})
const health = () => systemHealth(ground, administrator)
const later = (minutes: number) => world.at(addMinutes(world.now(), minutes))

test('who lives is seen, who is silent for half a minute is gone, who left well is not missed', async () => {
  const [stays, leaves] = [startHeartbeat(ground), startHeartbeat(await world.beside())]
  for (let tries = 0; tries < 100 && (await health()).processes.length < 2; tries++)
    await new Promise(resolve => setTimeout(resolve, 10))
  expect((await health()).processes.map(one => one.alive)).toEqual([true, true])
  await leaves.stop()
  expect((await health()).processes).toMatchObject([{ alive: true, pid: process.pid }])
  later(1)
  expect((await health()).processes).toMatchObject([{ alive: false }])
  await stays.stop()
  expect((await health()).processes).toEqual([])
})

test('a job that failed says why until it runs well, and is tried again by the administrator', async () => {
  const [job] = ground.rooms.at(-1)?.jobs ?? []
  if (!job) throw new Error('no job')
  const shown = async () => (await health()).jobs.find(one => one.name === 'sample-job')
  expect(await shown()).toMatchObject({ beganAt: null, error: null })
  await runJob(ground, job)
  const failed = { error: 'the other side answered 503', failedAt: world.now().toISOString() }
  expect(await shown()).toMatchObject(failed)
  later(1)
  let meanwhile: Awaited<ReturnType<typeof shown>>
  await runJob(ground, {
    ...job,
    run: async () => {
      meanwhile = await shown()
      fails()
    },
  })
  expect(meanwhile).toMatchObject({ ...failed, ms: null })
  const again = (name: string) => tryJobAgain(ground, administrator, name)
  await expect(again('sample-job')).rejects.toMatchObject({ code: 'job.fails' })
  sick = false
  await again('sample-job')
  expect(await shown()).toMatchObject({ error: null, ms: 0 })
  sick = true
  await expect(again('sample-job')).rejects.toMatchObject({ code: 'job.not-failed' })
  await expect(again('no-job')).rejects.toMatchObject({ code: 'job.unknown' })
})

test('a timer and a row that gave up are tried again by the administrator, on the record; others may not', async () => {
  await ground.transact(tx => schedule(tx, { kind: 'sample.due', subject: 'review:7', at: world.now() }))
  for (let tries = 0; tries < Math.max(MOST_TRIES, TRIES_A_ROW); tries++) {
    await runDueTimers(ground)
    await listen(ground, pushes, 1).catch(() => {})
    later(2000)
  }
  const before = await health()
  expect(before.timers).toMatchObject({
    failed: 1,
    troubled: [{ subject: 'review:7', state: 'failed', tries: MOST_TRIES }],
  })
  const pushed = before.listeners.find(one => one.name === 'pushes')
  expect(pushed).toMatchObject({
    kind: 'listener',
    tries: 3,
    setAside: 1,
    error: 'the other side answered 503',
  })
  expect(pushed?.behind).toBeGreaterThan(0)
  expect(before.setAside).toMatchObject([{ listener: 'pushes', position: 1, tries: TRIES_A_ROW }])

  const [timer, aside] = [before.timers.troubled[0]?.id ?? 0, before.setAside[0]?.id ?? 0]
  const clerk = await world.aStaffMember('town-clerk')
  for (const attempt of [
    systemHealth(ground, clerk),
    tryTimerAgain(ground, clerk, timer),
    tryJobAgain(ground, clerk, 'sample-job'),
    tryListenerAgain(ground, clerk, 'pushes'),
    trySetAsideAgain(ground, clerk, aside),
  ])
    await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })

  await expect(trySetAsideAgain(ground, administrator, aside)).rejects.toMatchObject({
    code: 'set-aside.fails',
  })
  sick = false
  await tryTimerAgain(ground, administrator, timer)
  await tryListenerAgain(ground, administrator, 'pushes')
  await trySetAsideAgain(ground, administrator, aside)
  expect(await runDueTimers(ground)).toBe(1)
  while ((await listen(ground, pushes)) > 0);
  const after = await health()
  expect(after.timers).toMatchObject({ failed: 0, troubled: [], doneToday: 1 })
  expect(after.setAside).toEqual([])
  expect(after.listeners.find(one => one.name === 'pushes')).toMatchObject({
    tries: 0,
    error: null,
    setAside: 0,
  })
  const { rows } = await sql<{
    kind: string
  }>`select kind from journal where kind like 'system.%' order by id`.execute(ground.db)
  expect(rows.map(row => row.kind)).toEqual([
    'system.job-retried',
    'system.job-retried',
    'system.timer-retried',
    'system.listener-retried',
    'system.set-aside-heard',
  ])
  await expect(tryListenerAgain(ground, administrator, 'nobody')).rejects.toMatchObject({
    code: 'listener.unknown',
  })
})

test('a listener’s rows set aside are counted, also where others have so many that hers are not shown', async () => {
  await sql`insert into journal_set_aside (listener, position, error, tries, at) values ('pushes', 1, 'no answer', 5, ${world.now()})`.execute(
    ground.db,
  )
  await sql`insert into journal_set_aside (listener, position, error, tries, at)
    select 'other ' || n, 1, 'no answer', 5, ${world.now()} from generate_series(1, 60) n`.execute(ground.db)
  const { listeners, setAside } = await health()
  expect(setAside.some(one => one.listener === 'pushes')).toBe(false)
  expect(listeners.find(one => one.name === 'pushes')).toMatchObject({ setAside: 1 })
})
