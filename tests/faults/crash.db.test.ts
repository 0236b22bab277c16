// The house and its database are killed in the middle of a rush. What was acknowledged is there, nothing is there twice,
// and everybody who tries again gets their place in the order of arrival.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareDistrict } from '../../src/app/compose.ts'
import { verifyDistrict } from '../../src/app/verify.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { readConfig } from '../../src/foundation/config.ts'
import { type Embedded, removeEmbedded, startEmbedded } from '../../src/foundation/database/embedded.ts'
import type { SignupAnswer } from '../../src/participation/contract.ts'
import { type House, killed, openHouse, serverOf } from '../support/processes.ts'
import { worldOn } from '../support/world.ts'

const PEOPLE = 240
const PLACES = 20
const folder = mkdtempSync(join(tmpdir(), 'yunjian-crash-'))
let database: Embedded
let world: Awaited<ReturnType<typeof worldOn>>
let house: House

beforeAll(async () => {
  database = await startEmbedded(folder)
  await prepareDistrict(database.owner, readConfig({ YUNJIAN_DATA: folder }), { server: database.url })
  world = await worldOn(database, folder, new Date())
})
afterAll(async () => {
  await house.kill() // the database goes with its last user
  await world.ground.database.close()
  await database.stop()
  removeEmbedded(folder)
})

type Ack = SignupAnswer & { token: string }
async function signUp(token: string, slotId: number): Promise<Ack | undefined> {
  const answer = await fetch(`${house.origin}/api/signups`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ slotId }),
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined)
  if (!answer) return undefined
  const body = await answer.json().catch(() => undefined)
  if (answer.ok) return body && { ...(body as SignupAnswer), token }
  // Whoever is not served is told to come back, never that something broke.
  if (answer.status !== 503) throw new Error(`answered ${answer.status}: ${house.said().slice(-1500)}`)
  return undefined
}

/** Sixteen at a time; calls `after` once, when so many were acknowledged. */
async function rush(tokens: string[], slotId: number, count: number, after: () => void): Promise<Ack[]> {
  const acknowledged: Ack[] = []
  let next = 0
  let called = false
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let token = tokens[next++]; token; token = tokens[next++]) {
        const ack = await signUp(token, slotId)
        if (ack) acknowledged.push(ack)
        if (!called && acknowledged.length >= count) {
          called = true
          after()
        }
      }
    }),
  )
  return acknowledged
}

const stored = async () =>
  new Map(
    (
      await sql<{
        id: number
        state: string
        arrival: number
      }>`select id, state, arrival from signup`.execute(world.ground.db)
    ).rows.map(row => [row.id, row]),
  )

test('killed in the middle of a rush, first the house and then the database: nothing acknowledged is lost', async () => {
  const people: Principal[] = []
  for (let i = 0; i < PEOPLE; i++) people.push(await world.aVolunteer())
  const { slotId } = await world.aProject({ places: PLACES })
  const tokens: string[] = []
  for (const one of people) tokens.push(await world.tokenOf(one))

  house = await openHouse(folder)
  const first = await rush(tokens.slice(0, 160), slotId, 60, () => void house.kill())
  expect(first.length).toBeGreaterThanOrEqual(60)
  expect(first.length).toBeLessThan(160)
  const before = await stored()
  for (const ack of first)
    expect(before.get(ack.signupId)).toMatchObject({ state: ack.state, arrival: ack.arrival })
  expect((await verifyDistrict(world.ground)).filter(check => check.broken > 0)).toEqual([])

  house = await openHouse(folder)
  const second = await rush(tokens, slotId, 100, () => killed(serverOf(folder)))
  const seen = new Map([...first, ...second].map(ack => [ack.token, ack]))
  // Everybody who was not served tries again until they are.
  for (let round = 0; round < 60 && seen.size < PEOPLE; round++) {
    await sleep(500)
    for (const token of tokens.filter(one => !seen.has(one))) {
      const ack = await signUp(token, slotId)
      if (ack) seen.set(token, ack)
    }
  }
  expect({ served: seen.size, alive: house.alive() }).toEqual({ served: PEOPLE, alive: true })
  const after = await stored()
  for (const ack of [...first, ...second, ...seen.values()])
    expect(after.get(ack.signupId)).toMatchObject({ state: ack.state, arrival: ack.arrival })
  const rows = [...after.values()].sort((a, b) => a.arrival - b.arrival)
  expect(rows.map(row => row.arrival)).toEqual(Array.from({ length: PEOPLE }, (_, i) => i + 1))
  expect(rows.map(row => row.state)).toEqual(rows.map((_, i) => (i < PLACES ? 'admitted' : 'waiting')))
  expect((await verifyDistrict(world.ground)).filter(check => check.broken > 0)).toEqual([])
}, 240_000)
