// The machine room on the desk: what failed is seen with its reason, and tried again by one press.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { setPassword } from '../../src/foundation/accounts/passwords.ts'
import { holdAccount, makeAccount } from '../../src/foundation/accounts/service.ts'
import { addMinutes } from '../../src/foundation/clock.ts'
import { startHeartbeat } from '../../src/foundation/health/heartbeat.ts'
import { runJob } from '../../src/foundation/jobs.ts'
import { runDueTimers } from '../../src/foundation/timers/runner.ts'
import { schedule, troubledTimers } from '../../src/foundation/timers/timers.ts'
import { aBrowser, aPage, openHouse, picture, seriousFindings, signIn } from '../support/browser.ts'
import { aWorld } from '../support/world.ts'

const PASSWORD = 'songjiang-machine-2026'

test('the administrator sees what gave up and why, tries it again, and sees it wait', async () => {
  const world = await aWorld()
  world.at(new Date())
  const { ground } = world
  const administrator = await world.aStaffMember('system-administrator', world.book.district)
  await ground.transact(async tx => {
    const account = await makeAccount(ground, tx, '13800000007')
    await holdAccount(tx, account, administrator.personId as number, world.now())
    await setPassword(ground, tx, account, PASSWORD)
    await schedule(tx, { kind: 'review.escalate', subject: 'review:12', at: addMinutes(world.now(), -60) })
    await schedule(tx, { kind: 'review.remind', subject: 'review:7', at: addMinutes(world.now(), -2) })
  })
  await runDueTimers(ground)
  await sql`update timer set state = 'failed', tries = 8, settled_at = ${world.now()} where subject = 'review:12'`.execute(
    ground.db,
  )
  for (const room of ground.rooms) for (const job of room.jobs ?? []) await runJob(ground, job)
  const beats = [startHeartbeat(ground), startHeartbeat(await world.beside())]

  const origin = await openHouse(world)
  const browser = await aBrowser()
  const page = await aPage(browser, origin, 'desk')
  await signIn(page, world, '13800000007', PASSWORD, '规则与设置')
  await page.goto('/desk/health')
  await page.getByRole('heading', { name: '机房' }).waitFor()
  await page.getByText('review:12').waitFor()
  for (const [name, width] of [
    ['desk', 1440],
    ['phone', 390],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    await picture(page, `desk-health-${name}`)
    expect(await seriousFindings(page)).toEqual([])
  }
  await page.getByRole('button', { name: /再试一次.*review:12/ }).click()
  await page.getByText('已经再试').waitFor()
  expect(await troubledTimers(ground.db, 10)).toMatchObject([{ state: 'waiting' }, { state: 'waiting' }])
  for (const one of beats) await one.stop()
})
