// What may be tried only so often is counted once for the district, however many processes answer.
import { beforeAll, describe, expect, test } from 'vitest'
import { aWorld, type World } from '../../../tests/support/world.ts'
import { buildHouse } from '../../app/compose.ts'
import { provePassword, setPassword } from '../accounts/passwords.ts'
import { makeAccount, sendCode, signIn } from '../accounts/service.ts'
import { addMinutes } from '../clock.ts'
import type { Ground } from '../ground.ts'
import { forgetOldAttempts, forgive, spend } from './limits.ts'

let world: World
let grounds: [Ground, Ground]
beforeAll(async () => {
  world = await aWorld()
  grounds = [world.ground, await world.beside()]
})
const here = { ticket: null, place: '10.0.0.1' }
const later = (minutes: number) => world.at(addMinutes(world.now(), minutes))
const codeOf = (outcome: PromiseSettledResult<unknown>) =>
  outcome.status === 'fulfilled' ? 'done' : outcome.reason.code

test('of twenty who try at once at two processes three get through; then they are told how long to wait', async () => {
  const limit = { what: 'test', most: 3, seconds: 60 }
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => spend(grounds[i % 2] as Ground, limit, 'somebody')),
  )
  expect(answers.filter(one => one === 0)).toHaveLength(3)
  expect(answers.filter(one => one === 60)).toHaveLength(17)
  expect(await spend(grounds[1], limit, 'somebody else')).toBe(0)
  later(1)
  expect(await spend(grounds[1], limit, 'somebody')).toBe(0)
  await forgive(grounds[0], limit, 'somebody')
  for (let i = 0; i < 3; i++) expect(await spend(grounds[i % 2] as Ground, limit, 'somebody')).toBe(0)
  later(2)
  expect(await forgetOldAttempts(world.ground)).toBe(2)
})

describe('signing in', () => {
  test('a code is sent once a minute, whichever process is asked', async () => {
    const phone = '13911110001'
    const outcomes = await Promise.allSettled(
      [...grounds, ...grounds].map(ground => sendCode(ground, phone, here)),
    )
    expect(outcomes.map(codeOf).sort()).toEqual(['code.too-soon', 'code.too-soon', 'code.too-soon', 'done'])
    later(1)
    await sendCode(grounds[1], phone, here)
  })
  test('a code bears three tries in all, not three a process, and the right one comes too late then', async () => {
    const phone = '13911110002'
    await sendCode(grounds[0], phone, here)
    const wrong = world.codes.get(phone) === '000000' ? '000001' : '000000'
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => signIn(grounds[i % 2] as Ground, phone, wrong, here)),
    )
    expect(outcomes.filter(one => codeOf(one) === 'code.wrong').length).toBeLessThanOrEqual(3)
    expect(outcomes.every(one => /^code\./.test(codeOf(one)))).toBe(true)
    await expect(signIn(grounds[1], phone, world.codes.get(phone) ?? '', here)).rejects.toMatchObject({
      code: 'code.exhausted',
    })
    later(1)
    await sendCode(grounds[1], phone, here)
    await signIn(grounds[0], phone, world.codes.get(phone) ?? '', here)
  })
  test('five wrong passwords over two processes lock both', async () => {
    const accountId = await world.ground.transact(async tx => {
      const id = await makeAccount(world.ground, tx, '13911110003')
      await setPassword(world.ground, tx, id, 'a-long-enough-password')
      return id
    })
    const actor = {
      accountId,
      personId: null,
      grants: [],
      proofs: { code: true, password: false },
      actsFor: [],
      via: 'session' as const,
    }
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) =>
        provePassword(grounds[i % 2] as Ground, actor, 'none', `wrong-${i}`),
      ),
    )
    expect(outcomes.map(codeOf).sort()).toEqual([
      ...Array(4).fill('password.locked'),
      ...Array(4).fill('password.wrong'),
    ])
  })
})

test('what a route allows so often a minute it allows at two processes together', async () => {
  const houses = await Promise.all(grounds.map(ground => buildHouse(ground)))
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      houses[i % 2]?.app.inject({
        method: 'POST',
        url: '/api/accounts/code',
        payload: { phone: `137${10_000_000 + i}` },
      }),
    ),
  )
  const statuses = answers.map(one => one?.statusCode)
  expect(statuses.filter(one => one === 202)).toHaveLength(20)
  expect(statuses.filter(one => one === 429)).toHaveLength(10)
  const [refused] = answers.filter(one => one?.statusCode === 429)
  expect(refused?.json()).toMatchObject({ code: 'too-many' })
  expect(refused?.headers['retry-after']).toBe('60')
  await Promise.all(houses.map(house => house.app.close()))
})
