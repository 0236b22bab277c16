// A number on the big screen opens down to a single record, and to how that hour came to be.

import type { Browser } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { setPassword } from '../../src/foundation/accounts/passwords.ts'
import { holdAccount, makeAccount } from '../../src/foundation/accounts/service.ts'
import { listen } from '../../src/foundation/journal/listeners.ts'
import { sealAll } from '../../src/foundation/journal/sealer.ts'
import type { Place } from '../../src/places/contract.ts'
import { confirm } from '../../src/records/confirming.ts'
import { statisticsListener } from '../../src/statistics/folding.ts'
import { aBrowser, aPage, openHouse, picture, seriousFindings, signIn } from '../support/browser.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let browser: Browser
let origin: string
const STAFF = { phone: '13955556666', password: 'a very long passphrase' }

beforeAll(async () => {
  world = await aWorld()
  for (let i = 0; i < 5; i++) await servedAndCounted()
  const staff = await world.aStaffMember('activity-coordination-head', world.book.district)
  await world.ground.transact(async tx => {
    const account = await makeAccount(world.ground, tx, STAFF.phone)
    await holdAccount(tx, account, staff.personId as number, world.now())
    await setPassword(world.ground, tx, account, STAFF.password)
  })
  browser = await aBrowser()
  origin = await openHouse(world)
})

async function servedAndCounted(place = world.community): Promise<void> {
  const project = await world.aProject({ team: await world.aTeam(place), communityCode: place.code })
  await world.served(world.at, project, await world.aVolunteer())
  const { rows } = await world.ground.database.pool.query<{ id: number }>(
    'select id from service_record where shift_id = $1',
    [project.shiftId],
  )
  await confirm(
    world.ground,
    project.team.leader,
    rows.map(row => Number(row.id)),
  )
  const { pool } = world.ground.database
  await sealAll(pool)
  while ((await listen(world.ground, statisticsListener)) > 0);
}

test('from the big screen to one hour, and a new hour appears by itself', async () => {
  const page = await aPage(browser, origin, 'desk')
  await signIn(page, world, STAFF.phone, STAFF.password)
  await page.goto('/screen')
  const hours = page.getByRole('link', { name: '15', exact: true })
  await hours.waitFor()
  await page.getByText('数据到').waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await picture(page, 'screen')

  // Somebody else's hour is confirmed: the screen says so without being asked.
  await servedAndCounted()
  await page.getByRole('link', { name: '18', exact: true }).waitFor()
  await page.getByText('计入 3.00 小时').first().waitFor()

  // Two days went by meanwhile: whoever opens the figure signs in again.
  await signIn(page, world, STAFF.phone, STAFF.password)
  await page.goto('/screen')
  await page.getByRole('link', { name: '18', exact: true }).click()
  await page.waitForURL(/\/desk\/records\?state=counted/)
  await page.getByRole('heading', { name: '服务记录' }).waitFor()
  const rows = page.locator('.list-table tbody tr')
  await rows.first().waitFor()
  expect(await rows.count()).toBe(6)
  // The list's head says what the figure said, and that both agree.
  await page.getByText('与统计一致').waitFor()
  await page.getByText('6 条 · 共 18.00 小时').waitFor()
  await rows.first().getByRole('link').click()
  await page.getByText('签到', { exact: true }).waitFor()
  await page.getByText('计入时长').waitFor()
  expect(await seriousFindings(page)).toEqual([])

  await page.goto('/desk/statistics')
  await page.getByRole('heading', { name: '年龄与性别' }).waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await picture(page, 'statistics')
  await page
    .getByRole('link', { name: /周一 9 时|周三 9 时|周二 9 时|周四 9 时|周五 9 时/ })
    .first()
    .click()
  await page.getByRole('button', { name: '去掉筛选：开始钟点 9' }).waitFor()
  await page.locator('.list-table tbody tr').first().waitFor()

  await page.goto('/desk/statistics/term')
  await page.getByText('期内计入的服务记录之和').waitFor()
  expect(await seriousFindings(page)).toEqual([])
})

test('from the portal’s hours to the town and the community where they were given', async () => {
  const page = await aPage(browser, origin, 'desk')
  await page.goto('/')
  await page.locator('section.figures a[href="/figures"]').first().click()
  await page.getByRole('heading', { name: '年龄与性别' }).waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await page.getByRole('button', { name: new RegExp(`^${world.town.name} \\d`) }).press('Enter')
  await page.getByRole('heading', { name: '各村居服务小时' }).waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await picture(page, 'town')
  await page.locator('ol.ranking a[href*="community="]').first().click()
  await page.waitForURL(new RegExp(`community=${world.community.code}`))
  await page.getByRole('heading', { name: '各村居服务小时' }).waitFor({ state: 'detached' })
  await page.getByText('服务人次').waitFor()
  expect(await page.locator('.tops a').count()).toBe(3)
})

test('what one person did is hatched and said not to be public, on the portal and on a phone', async () => {
  const next = world.book.all.find(
    one => one.parentCode === world.town.code && one.code !== world.community.code,
  ) as Place
  await servedAndCounted(next)
  for (const size of ['desk', 'phone'] as const) {
    const page = await aPage(browser, origin, size)
    await page.goto(`/figures?town=${world.town.code}`)
    await page.getByText('不足 5 人的数字不公开').waitFor()
    // The whole stands; of two communities neither does, since one would give away the other.
    await page.locator('.tops').getByText('21', { exact: true }).waitFor()
    expect(await page.locator('ol.ranking a[href*="community="]').getByText('不公开').count()).toBe(2)
    expect(await seriousFindings(page)).toEqual([])
    await picture(page, `few-${size}`)
    await page.goto(`/figures?town=${world.town.code}&community=${next.code}`)
    await page.locator('.tops').getByText('不公开').first().waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await picture(page, `few-community-${size}`)
    await page.close()
  }
})
