// The text message gateway is away for an hour, in each way that it can be, while 10,000 notices wait and two processes work on them,
// one of which dies. Nothing is lost, and nothing is sent twice.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ground } from '../../src/foundation/ground.ts'
import { noticeKind } from '../../src/foundation/notices/kinds.ts'
import { notify } from '../../src/foundation/notices/notify.ts'
import { noticeRound } from '../../src/foundation/notices/runner.ts'
import { claimDue } from '../../src/foundation/notices/store.ts'
import { seedTemplates } from '../../src/foundation/notices/templates.ts'
import { anAliyun, throughAliyun } from '../support/gateways.ts'
import { aWorld, type World } from '../support/world.ts'

const NOTICES = 10_000
const PEOPLE = 100
const kind = noticeKind({
  kind: 'test.outage',
  level: 'soon',
  facts: { n: 'number' },
  example: { n: 1 },
  title: { zh: '第 {n} 条', en: 'Number {n}' },
  body: { zh: '第 {n} 条', en: 'Number {n}' },
  page: id => `/me/x/${id}`,
})

let world: World
let sms: Awaited<ReturnType<typeof anAliyun>>
let grounds: [Ground, Ground]
beforeAll(async () => {
  sms = await anAliyun()
  world = await aWorld({
    ...throughAliyun(sms),
    YUNJIAN_GATEWAY_PATIENCE_MS: '100',
  })
  const withKind = (ground: Ground): Ground => ({
    ...ground,
    rooms: [...ground.rooms, { name: 'test', notices: [kind] }],
  })
  grounds = [withKind(world.ground), withKind(await world.beside())]
  await world.ground.transact(tx => seedTemplates(tx, [kind], world.now()))
  await sql`update notice_template set code = 'SMS_1' where channel = 'sms'`.execute(world.ground.db)
})
afterAll(() => sms.close())

const minutes = (n: number) => world.at(new Date(world.now().getTime() + n * 60_000))
/** Both processes work until neither finds anything to do now. */
const work = () =>
  Promise.all(
    grounds.map(async ground => {
      while ((await noticeRound(ground)) > 0);
    }),
  )
const counts = async () =>
  Object.fromEntries(
    (
      await sql<{
        state: string
        n: number
      }>`select state, count(*) as n from notice_delivery group by state`.execute(world.ground.db)
    ).rows.map(row => [row.state, row.n]),
  )

test('10,000 notices over an hour without a gateway: each arrives once', async () => {
  const people: number[] = []
  for (let i = 0; i < PEOPLE; i++) people.push((await world.aVolunteer()).personId as number)
  const tellings = Array.from({ length: NOTICES }, (_, n) => ({
    to: { person: people[n % PEOPLE] as number },
    subject: `test:${n}`,
    facts: { n },
  }))
  await sms.become('refused')
  await world.ground.transact(tx => notify(tx, world.now(), kind, ...tellings))
  await work()

  const hour = ['refused', 'hanging', 'bad-gateway', 'took-and-cut'] as const
  for (const weather of hour) {
    await sms.become(weather)
    for (let i = 0; i < 5; i++) {
      minutes(3)
      await work()
    }
  }
  // A process takes some and dies before it has sent them.
  minutes(6)
  expect(await claimDue(world.ground.db, 'sms', world.now(), 20)).toHaveLength(20)
  const during = await counts()
  expect((during.waiting ?? 0) + (during.asking ?? 0) + (during.sending ?? 0)).toBe(NOTICES)
  expect(during.waiting).toBeGreaterThan(NOTICES - 100)

  await sms.become('up')
  for (let i = 0, left = NOTICES; i < 60 && left > 0; i++) {
    minutes(2)
    await work()
    const { sent = 0 } = await counts()
    left = NOTICES - sent
  }
  expect(await counts()).toEqual({ sent: NOTICES })
  const taken = sms.taken.map(one => one.reference)
  expect(new Set(taken).size).toBe(taken.length)
  expect(taken).toHaveLength(NOTICES)
  const said = new Set(sms.taken.map(one => one.fields.n))
  expect(said.size).toBe(NOTICES)
}, 240_000)
