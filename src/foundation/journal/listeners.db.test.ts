// Who hears the journal: whatever one of them does, nothing is lost, nothing is heard twice, and the others go on.
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aWorld, type World } from '../../../tests/support/world.ts'
import { addMinutes } from '../clock.ts'
import type { Ground, Listener, Watcher } from '../ground.ts'
import { tell } from './journal.ts'
import {
  catchUp,
  listen,
  retryListener,
  retrySetAside,
  setAside,
  standings,
  TRIES_A_ROW,
} from './listeners.ts'
import { startReading } from './reading.ts'
import { sealAll } from './sealer.ts'
import { readingOnce, watch, watchFrom, watching } from './watchers.ts'

let world: World
let other: Ground
beforeAll(async () => {
  world = await aWorld()
  other = await world.beside()
  await sql`create table heard (listener text not null, position bigint not null)`.execute(world.owner.db)
  await sql`grant all on heard to public`.execute(world.owner.db)
})
beforeEach(async () => {
  await sql`delete from heard`.execute(world.ground.db)
})

let names = 0
/** Keeps what it hears; throws at the given rows, by their number in this test. */
function aListener(bad: ReadonlySet<number>, more: Partial<Listener> = {}): Listener {
  const name = `test-${++names}`
  return {
    name,
    hear: async (_, tx, rows) => {
      for (const row of rows) {
        await sql`insert into heard values (${name}, ${row.position})`.execute(tx)
        if (bad.has(Number(JSON.parse(row.facts).i)))
          throw new Error(`cannot hear ${JSON.parse(row.facts).i}`)
      }
    },
    ...more,
  }
}
const heardBy = async (one: Listener) =>
  (
    await sql<{
      i: number
    }>`select (j.facts::json ->> 'i')::integer as i from heard h join journal_seal s on s.position = h.position
      join journal j on j.id = s.journal_id where h.listener = ${one.name} order by h.position`.execute(
      world.ground.db,
    )
  ).rows.map(row => row.i)
/** Tells n rows numbered from 0 and places the listeners before the first of them. */
async function happen(n: number, ...listeners: Listener[]) {
  await sealAll(world.ground.database.pool)
  const head = (
    await sql<{ p: number }>`select coalesce(max(position), 0) as p from journal_seal`.execute(
      world.ground.db,
    )
  ).rows[0]?.p
  for (const one of listeners)
    await sql`insert into journal_listener (name, position) values (${one.name}, ${head})`.execute(
      world.ground.db,
    )
  await world.ground.transact(tx =>
    tell(
      tx,
      ...Array.from({ length: n }, (_, i) => ({
        at: world.now(),
        by: null,
        kind: 'test',
        subject: 'test:1',
        facts: { i },
      })),
    ),
  )
  await sealAll(world.ground.database.pool)
}
const numbers = (n: number) => Array.from({ length: n }, (_, i) => i)
const wait = (minutes: number) => world.at(addMinutes(world.now(), minutes))
const standing = async (one: Listener) => (await standings(world.ground.db)).get(one.name)

describe('a listener', () => {
  test('is caught up with even while another process reads to it', async () => {
    const one = aListener(new Set())
    let begun = () => {}
    let goOn = () => {}
    const reading = new Promise<void>(resolve => {
      begun = resolve
    })
    const held = new Promise<void>(resolve => {
      goOn = resolve
    })
    const slow: Listener = {
      ...one,
      hear: async (...heard) => {
        begun()
        await held
        await one.hear(...heard)
      },
    }
    await happen(6, one)
    const elsewhere = listen(other, slow, 4)
    await reading
    let caught = false
    const catching = catchUp(world.ground, one).then(() => {
      caught = true
    })
    await sleep(50)
    expect(caught).toBe(false)
    goOn()
    expect(await elsewhere).toBe(4)
    await catching
    expect(await heardBy(one)).toEqual(numbers(6))
  })

  test('that throws is tried again by itself, later and later, from the same row, in whichever process', async () => {
    const bad = new Set([3])
    const one = aListener(bad)
    await happen(6, one)
    await expect(listen(world.ground, one)).rejects.toThrow('cannot hear 3')
    expect(await heardBy(one)).toEqual([])
    expect(await standing(one)).toMatchObject({ tries: 1, error: 'cannot hear 3' })
    expect(await listen(other, one)).toBe(0) // it waits
    wait(1)
    await expect(listen(other, one)).rejects.toThrow()
    expect(await standing(one)).toMatchObject({ tries: 2 })
    bad.clear()
    expect(await listen(other, one)).toBe(0)
    const ground = { ...world.ground, rooms: [{ name: 'sample', listeners: [one] }] }
    await ground.transact(tx => retryListener(ground, tx, one.name))
    expect(await listen(other, one)).toBe(6)
    expect(await heardBy(one)).toEqual(numbers(6))
    expect(await standing(one)).toMatchObject({ tries: 0, error: null, nextAt: null })
  })

  test('that sets aside hears every row but those at fault, each once, wherever they stand', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(19), { maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        async (faults, batch) => {
          const one = aListener(new Set(faults), { setsAside: true })
          await happen(20, one)
          for (let rounds = 0; rounds < 200; rounds++) {
            const at = await standing(one)
            const heard = await listen(rounds % 2 ? world.ground : other, one, batch).catch(() => -1)
            if (heard === 0 && !at?.nextAt) break
            wait(20)
          }
          expect(await heardBy(one)).toEqual(numbers(20).filter(i => !faults.includes(i)))
          const aside = (await setAside(world.ground.db, 100)).filter(row => row.listener === one.name)
          expect(aside.map(row => row.error).sort()).toEqual(faults.map(i => `cannot hear ${i}`).sort())
          expect(aside.every(row => row.tries === TRIES_A_ROW)).toBe(true)
        },
      ),
      { numRuns: 12 },
    )
  }, 120_000)

  test('is read again what was set aside, once somebody asks; what fails again stays', async () => {
    const bad = new Set([1])
    const one = aListener(bad, { setsAside: true })
    const ground = { ...world.ground, rooms: [{ name: 'sample', listeners: [one] }] }
    await happen(3, one)
    for (let tries = 0; tries < TRIES_A_ROW; tries++) {
      await listen(ground, one).catch(() => {})
      wait(20)
    }
    await listen(ground, one)
    expect(await heardBy(one)).toEqual([0, 2])
    const [aside] = (await setAside(world.ground.db, 100)).filter(row => row.listener === one.name)
    await expect(retrySetAside(ground, null, aside?.id ?? 0)).rejects.toMatchObject({
      code: 'set-aside.fails',
    })
    bad.clear()
    await retrySetAside(ground, null, aside?.id ?? 0)
    expect(await heardBy(one)).toEqual([0, 1, 2])
    await expect(retrySetAside(ground, null, aside?.id ?? 0)).rejects.toMatchObject({
      code: 'set-aside.gone',
    })
  })

  test('one that throws and one that waits for a lock stop neither the third nor the watchers nor the sealing', async () => {
    let release = () => {}
    const gate = new Promise<void>(resolve => {
      release = resolve
    })
    const throws = aListener(new Set([0]))
    const slow = aListener(new Set(), { hear: () => gate })
    const sound = aListener(new Set())
    const seen: number[] = []
    const broken: Watcher = { name: 'broken', hear: () => Promise.reject(new Error('no')) }
    const watcher: Watcher = {
      name: 'sees',
      hear: (_, rows) => void seen.push(...rows.map(row => row.position)),
    }
    await happen(1, throws, slow, sound)
    const ground = {
      ...world.ground,
      rooms: [{ name: 'sample', listeners: [throws, slow, sound], watchers: [broken, watcher] }],
    }
    watchFrom(ground, 0)
    const reading = startReading(ground, () => {}, 10)
    for (let i = 1; i < 5; i++) {
      await happen(1)
      for (let tries = 0; tries < 200 && (await heardBy(sound)).length <= i; tries++)
        await new Promise(resolve => setTimeout(resolve, 10))
    }
    expect((await heardBy(sound)).length).toBe(5)
    expect(seen).toEqual(seen.map((_, i) => i + 1))
    expect(watching(ground)).toMatchObject([
      { name: 'broken', position: 0, error: 'no' },
      { name: 'sees', position: seen.length, error: null },
    ])
    release()
    await reading.stop()
  })

  test('a watcher that failed hears the same rows again, and none twice after it heard them', async () => {
    const seen: number[] = []
    let sick = true
    const watcher: Watcher = {
      name: 'sometimes',
      hear: (_, rows) => {
        if (sick) throw new Error('not now')
        seen.push(...rows.map(row => row.position))
      },
    }
    const ground = { ...world.ground, rooms: [{ name: 'sample', watchers: [watcher] }] }
    watchFrom(ground, 0)
    await happen(4)
    await expect(watch(ground, watcher, readingOnce(ground, 3))).rejects.toThrow('not now')
    sick = false
    while ((await watch(ground, watcher, readingOnce(ground, 3))) > 0);
    expect(seen).toEqual(seen.map((_, i) => i + 1))
    expect(seen.length).toBeGreaterThan(4)
  })
})
