// A list of the desk as somebody works with it: filtered, sent to a colleague, kept as a view, taken along as a sheet, acted on.
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { setPassword } from '../../src/foundation/accounts/passwords.ts'
import { holdAccount, makeAccount } from '../../src/foundation/accounts/service.ts'
import { addDays, localDay } from '../../src/foundation/clock.ts'
import { signUp } from '../../src/participation/admission/service.ts'
import { slotsForMe } from '../../src/participation/service.ts'
import { aBrowser, aPage, openHouse, picture, seriousFindings, signIn } from '../support/browser.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let browser: Browser
let origin: string
const CLERK = { phone: '13955550001', password: 'a very long passphrase' }
const COLLEAGUE = { phone: '13955550002', password: 'another long passphrase' }
const REGULAR = '13955550003'
let weekly: number
const NAMES = [
  '陈秀英',
  '王建国',
  '赵敏',
  '周桂兰',
  '吴志强',
  '李文博',
  '孙晓雨',
  '钱海燕',
  '冯国栋',
  '郑丽华',
]

async function staffWith(at: { phone: string; password: string }): Promise<void> {
  const staff = await world.aStaffMember('town-clerk')
  await world.ground.transact(async tx => {
    const account = await makeAccount(world.ground, tx, at.phone)
    await holdAccount(tx, account, staff.personId as number, world.now())
    await setPassword(world.ground, tx, account, at.password)
  })
}

beforeAll(async () => {
  world = await aWorld()
  await staffWith(CLERK)
  await staffWith(COLLEAGUE)
  for (let i = 0; i < 64; i++)
    await world.aVolunteer({
      name: NAMES[i % 10] as string,
      birthDate: `19${50 + (i % 40)}-0${1 + (i % 9)}-12`,
    })
  const project = await world.aProject({ title: '手机课堂' })
  const begun = world.now()
  for (let i = 0; i < 6; i++) {
    world.at(begun)
    await world.served(world.at, project, await world.aVolunteer({ name: NAMES[i] as string }))
  }
  for (let i = 0; i < 12; i++) await world.aTeam()
  await sql`update team set name = (array['银龄互助队', '平安巡逻队', '河小青方松队', '文明交通队', '健康方松队', '手机课堂小队'])[1 + id % 6] || id`.execute(
    world.ground.db,
  )
  // The browser reads its own clock: what is to come lies after it.
  world.at(new Date())
  const regular = await world.aVolunteer({ phone: REGULAR, name: '周桂兰' })
  await world.ground.transact(async tx =>
    holdAccount(tx, await makeAccount(world.ground, tx, REGULAR), regular.personId as number, world.now()),
  )
  const first = addDays(localDay(world.now()), 1)
  const seventy = await world.aProject({
    title: '晨间护学',
    insurance: { insurer: '中国人寿', policyNo: 'P1', from: '2026-01-01', until: '2029-12-31' },
    shifts: Array.from({ length: 70 }, (_, i) => ({
      startsAt: `${addDays(first, i)}T23:00:00Z`,
      endsAt: `${addDays(first, i + 1)}T00:30:00Z`,
    })),
  })
  for (const slot of await slotsForMe(world.ground, regular, seventy.id))
    await signUp(world.ground, regular, { slotId: slot.id })
  weekly = seventy.id
  browser = await aBrowser()
  origin = await openHouse(world)
}, 240_000)

/** As long as a page may take on a machine that does other things as well. */
const soon = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 60_000 })
const rowsOf = (page: Page) => page.locator('.list-table tbody tr')
const narrow = { width: 390, height: 844 }
const wide = { width: 1440, height: 900 }

test('people are found, filtered, sent to a colleague as a link, kept as a view and taken along as a sheet', async () => {
  const page = await aPage(browser, origin, 'desk')
  await signIn(page, world, CLERK.phone, CLERK.password)
  await page.goto('/desk/people')
  await page.getByRole('heading', { name: '志愿者', level: 1 }).waitFor()
  await rowsOf(page).first().waitFor()
  expect(await rowsOf(page).count()).toBe(50)
  await page.getByText(/第 1 – 50 人 · 还有 \d+ 人/).waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await picture(page, 'list-people')

  const total = Number((await page.locator('.list-sums b').first().textContent())?.replace(',', ''))
  await page.getByRole('button', { name: /^再看 \d+ 人$/ }).click()
  await soon(() => rowsOf(page).count()).toBe(total)
  await page.getByText('到底了').waitFor()

  // `/` puts the cursor into the list's own search; the address carries what was asked.
  await page.locator('h1').click()
  await page.keyboard.press('/')
  await page.keyboard.type('秀英')
  await page.keyboard.press('Enter')
  await page.waitForURL(/text=/)
  await soon(() => rowsOf(page).count()).toBe(8)
  await page.getByRole('button', { name: '加筛选' }).click()
  await page.getByLabel('筛选什么').click()
  await page.getByTitle('性别', { exact: true }).click()
  await page.getByLabel('是什么').click()
  await page.getByTitle('女', { exact: true }).click()
  await page.waitForURL(/sex=female/)
  await page.getByRole('button', { name: '去掉筛选：性别 女' }).waitFor()
  await page.getByRole('button', { name: /出生年/ }).click()
  await page.waitForURL(/sort=born/)
  expect(await page.locator('th[aria-sort="ascending"]').textContent()).toContain('出生年')
  const years = await rowsOf(page).locator('td[data-label="出生年"]').allTextContents()
  expect(years).toEqual([...years].sort())
  await picture(page, 'list-people-filtered')

  const other = await aPage(browser, origin, 'desk')
  await signIn(other, world, COLLEAGUE.phone, COLLEAGUE.password)
  await other.goto(page.url())
  await rowsOf(other).first().waitFor()
  expect(await rowsOf(other).allTextContents()).toEqual(await rowsOf(page).allTextContents())

  await page.getByRole('button', { name: '把现在的样子存为视图' }).click()
  await page.getByLabel('视图的名字').fill('女秀英')
  await page.getByRole('button', { name: '保存' }).click()
  const tab = page.getByRole('button', { name: /^女秀英/ })
  await tab.waitFor()
  await soon(() => tab.textContent()).toContain('8')
  await page.getByRole('button', { name: /^全部/ }).click()
  await soon(() => rowsOf(page).count()).toBe(total)
  await tab.click()
  await soon(() => rowsOf(page).count()).toBe(8)
  await page.getByRole('button', { name: /^列 / }).click()
  await page.getByRole('checkbox', { name: '证件' }).click()
  await page.keyboard.press('Escape')
  await soon(() => page.locator('th', { hasText: '证件' }).count()).toBe(0)

  await page.getByRole('button', { name: '导出 Excel' }).click()
  await page.getByText('导出好了：8 行').waitFor()
  await picture(page, 'list-people-sheet')
  await page.goto('/desk/sheets')
  await page.getByRole('heading', { name: '我的导出' }).waitFor()
  const link = page.getByRole('link', { name: '下载' })
  await link.waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await picture(page, 'list-sheets')
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(
    readFileSync(await download.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')

  // On a narrow screen each row is a card.
  await page.setViewportSize(narrow)
  await page.goto('/desk/people')
  await rowsOf(page).first().waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  expect(await seriousFindings(page)).toEqual([])
  await picture(page, 'list-people-narrow')
  await page.goto('/desk/teams')
  await rowsOf(page).first().waitFor()
  await picture(page, 'list-teams-narrow')
  await page.setViewportSize(wide)
  await page.goto('/desk/teams')
  await rowsOf(page).first().waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await picture(page, 'list-teams')
  await rowsOf(page).first().getByRole('link').click()
  await page.waitForURL(/\/desk\/teams\/\d+/)
  await page.getByText('1 人', { exact: true }).waitFor()
  await rowsOf(page).first().waitFor()
  await picture(page, 'list-members')
})

test('chosen records are confirmed after the bar has said what that would do', async () => {
  const page = await aPage(browser, origin, 'desk')
  await signIn(page, world, CLERK.phone, CLERK.password)
  await page.goto('/desk/records?state=pending')
  await soon(() => rowsOf(page).count()).toBe(6)
  await page.getByText('6 条 · 共 18.00 小时').waitFor()
  for (const box of (await page.getByRole('checkbox', { name: /^选这一行/ }).all()).slice(0, 2))
    await box.check()
  const bar = page.getByRole('region', { name: '确认服务时长' })
  await bar.getByText('已选 2 条').waitFor()
  await bar.getByRole('button', { name: '看看会怎样' }).click()
  await bar.getByText('2 条 马上计入').waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await picture(page, 'list-records-bulk')
  await bar.getByRole('button', { name: '改选全部 6 条' }).click()
  await bar.getByRole('button', { name: '看看会怎样' }).click()
  await bar.getByText('6 条 马上计入').waitFor()
  await bar.getByRole('button', { name: '确认 6 条时长' }).click()
  await page.getByText('已办 6 条').waitFor()
  await soon(() => rowsOf(page).count()).toBe(0)
  await page.goto('/desk/records')
  await soon(() => rowsOf(page).count()).toBe(6)
  await picture(page, 'list-records')
  await page.setViewportSize(narrow)
  await page.reload()
  await rowsOf(page).first().waitFor()
  await picture(page, 'list-records-narrow')

  // A link whose conditions are none of this list says so, and has a way out.
  await page.goto('/desk/records?state=nonsense')
  await page.getByText('地址里的筛选不合这份清单').waitFor()
  await page.getByRole('button', { name: '去掉全部筛选' }).click()
  await soon(() => rowsOf(page).count()).toBe(6)
})

test('a regular scrolls to the seventieth sign-up, and opens it', async () => {
  const page = await aPage(browser, origin, 'phone')
  await signIn(page, world, REGULAR)
  await page.goto('/me/signups')
  const rows = page.locator('.list a')
  await rows.first().waitFor()
  await page.getByText('还有 20 次').waitFor()
  await picture(page, 'list-signups')
  await page.getByText('还有 20 次').scrollIntoViewIfNeeded()
  await soon(() => rows.count()).toBe(70)
  expect(await seriousFindings(page)).toEqual([])
  await rows.last().click()
  await page.waitForURL(/\/me\/signups\/\d+/)
  await page.getByText('晨间护学').first().waitFor()
})

test('whoever signs up reaches the last of seventy shifts', async () => {
  const page = await aPage(browser, origin, 'phone')
  await signIn(page, world, REGULAR)
  await page.goto(`/me/projects/${weekly}`)
  await page.getByRole('button', { name: '我要报名' }).click()
  const shifts = page.getByRole('radiogroup', { name: '报名哪一次？' }).getByRole('radio')
  await soon(() => shifts.count()).toBe(30)
  await page.getByRole('button', { name: '后面还有 40 次' }).click()
  await page.getByRole('button', { name: '后面还有 10 次' }).click()
  await soon(() => shifts.count()).toBe(70)
  expect(await seriousFindings(page)).toEqual([])
})
