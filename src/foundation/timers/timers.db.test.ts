// Deadlines that survive everything: whoever is there runs them, once, and what fails is kept for somebody to look at.
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aWorld, type World } from '../../../tests/support/world.ts'
import { addMinutes } from '../clock.ts'
import type { Ground, TimerKind } from '../ground.ts'
import { forgetDoneTimers, MOST_TRIES, runDueTimers, startTimers } from './runner.ts'
import { retryTimer, schedule, troubledTimers, unschedule } from './timers.ts'

let world: World
let grounds: [Ground, Ground]
const ran: string[] = []
let fails = new Set<string>()
const kinds: TimerKind[] = [
  {
    kind: 'test.effect',
    run: async (_, tx, timer) => {
      ran.push(timer.subject)
      await sql`insert into effect (subject, n) values (${timer.subject}, ${timer.payload.n ?? 0})`.execute(
        tx,
      )
      if (fails.has(timer.subject)) throw new Error(`cannot do ${timer.subject}`)
    },
  },
  {
    kind: 'test.again',
    run: (ground, tx, timer) =>
      schedule(tx, { kind: timer.kind, subject: timer.subject, at: addMinutes(ground.clock(), 10) }),
  },
]
const withKinds = (ground: Ground): Ground => ({
  ...ground,
  rooms: [...ground.rooms, { name: 'sample', timers: kinds }],
})
beforeAll(async () => {
  world = await aWorld()
  grounds = [withKinds(world.ground), withKinds(await world.beside())]
  await sql`create table effect (subject text not null, n integer not null)`.execute(world.owner.db)
  await sql`grant all on effect to public`.execute(world.owner.db)
})
beforeEach(async () => {
  ran.length = 0
  fails = new Set()
  await sql`delete from effect`.execute(world.ground.db)
  await sql`delete from timer`.execute(world.ground.db)
})
const ask = (subject: string, minutes = 0, payload?: Record<string, unknown>, kind = 'test.effect') =>
  world.ground.transact(tx => schedule(tx, { kind, subject, at: addMinutes(world.now(), minutes), payload }))
const effects = async () =>
  (await sql<{ subject: string; n: number }>`select * from effect order by subject`.execute(world.ground.db))
    .rows
const later = (minutes: number) => world.at(addMinutes(world.now(), minutes))

describe('a timer', () => {
  test('runs once it is due by our clock, in order, and never before', async () => {
    await ask('b', 5)
    await ask('a', 3)
    expect(await runDueTimers(grounds[0])).toBe(0)
    later(4)
    expect(await runDueTimers(grounds[0])).toBe(1)
    later(4)
    expect(await runDueTimers(grounds[1])).toBe(1)
    expect(ran).toEqual(['a', 'b'])
    expect(await runDueTimers(grounds[0])).toBe(0)
  })

  test('belongs to the transaction that asks for it; asking again moves it, and it can be taken back', async () => {
    await expect(
      world.ground.transact(async tx => {
        await schedule(tx, { kind: 'test.effect', subject: 'undone', at: world.now() })
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await ask('moved', 0, { n: 1 })
    await ask('moved', 30, { n: 2 })
    await ask('gone')
    await world.ground.transact(tx => unschedule(tx, 'test.effect', 'gone'))
    expect(await runDueTimers(grounds[0])).toBe(0)
    later(31)
    await runDueTimers(grounds[0])
    expect(await effects()).toEqual([{ subject: 'moved', n: 2 }])
  })

  test('asked for again by its own handler waits anew', async () => {
    await ask('patrol', 0, {}, 'test.again')
    expect(await runDueTimers(grounds[0])).toBe(1)
    const { rows } = await sql`select state from timer where subject = 'patrol' order by id`.execute(
      world.ground.db,
    )
    expect(rows).toEqual([{ state: 'done' }, { state: 'waiting' }])
  })

  test('200 of them over two processes that look at once: each once, both did some', async () => {
    for (let i = 0; i < 200; i++) await ask(`s${String(i).padStart(3, '0')}`, 0, { n: i })
    const shares = await Promise.all([...grounds, ...grounds].map(ground => runDueTimers(ground)))
    expect(shares.reduce((a, b) => a + b)).toBe(200)
    expect(shares.filter(one => one > 0).length).toBeGreaterThan(1)
    expect((await effects()).map(one => one.n)).toEqual(Array.from({ length: 200 }, (_, i) => i))
  })

  test('that throws leaves nothing behind, comes again later and later, and in the end waits for somebody with its error', async () => {
    fails.add('bad')
    await ask('bad')
    await ask('good')
    const waits: number[] = []
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      await runDueTimers(grounds[tries % 2] as Ground)
      expect((await effects()).map(one => one.subject)).toEqual(['good'])
      const [row] = await troubledTimers(world.ground.db, 10)
      expect(row).toMatchObject({ subject: 'bad', tries, error: 'cannot do bad' })
      if (tries === MOST_TRIES) expect(row?.state).toBe('failed')
      else {
        waits.push(((row?.nextAt.getTime() ?? 0) - world.now().getTime()) / 60_000)
        world.at(row?.nextAt ?? '')
      }
    }
    expect(waits).toEqual([1, 5, 30, 120, 360, 720, 1440])
    later(100_000)
    expect(await runDueTimers(grounds[0])).toBe(0)

    fails.clear()
    const [failed] = await troubledTimers(world.ground.db, 10)
    await world.ground.transact(tx => retryTimer(tx, failed?.id ?? 0, world.now()))
    expect(await runDueTimers(grounds[0])).toBe(1)
    expect((await effects()).map(one => one.subject)).toEqual(['bad', 'good'])
    expect(await troubledTimers(world.ground.db, 10)).toEqual([])
    await expect(
      world.ground.transact(tx => retryTimer(tx, failed?.id ?? 0, world.now())),
    ).rejects.toMatchObject({ code: 'timer.not-failed' })
  })

  test('of a kind that nobody here knows says so and stops nobody', async () => {
    await ask('x', -1, {}, 'test.future')
    await ask('known')
    expect(await runDueTimers(grounds[0])).toBe(2)
    expect(ran).toEqual(['known'])
    expect((await troubledTimers(world.ground.db, 10))[0]?.error).toBe(
      'nobody here knows timers of the kind test.future',
    )
  })

  test('is run by the process that looks every second; what was done is forgotten after a month', async () => {
    await ask('soon')
    const timers = startTimers(grounds[0], () => {}, 20)
    for (let tries = 0; tries < 100 && ran.length === 0; tries++)
      await new Promise(resolve => setTimeout(resolve, 20))
    await timers.stop()
    expect(ran).toEqual(['soon'])
    expect(await forgetDoneTimers(world.ground)).toBe(0)
    later(31 * 24 * 60)
    expect(await forgetDoneTimers(world.ground)).toBe(1)
  })
})
