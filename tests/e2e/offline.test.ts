// The volunteer's phone without network: today's shift, checking in, the leader's code; and what one phone must not tell the next person.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, expect, test, vi } from 'vitest'
import type { Principal } from '../../src/foundation/access/access.ts'
import { addMinutes } from '../../src/foundation/clock.ts'
import { signUp } from '../../src/participation/admission/service.ts'
import { currentCode } from '../../src/participation/checkin/service.ts'
import { ownSignupList } from '../../src/participation/lists.ts'
import { givesAccount } from '../support/accounts.ts'
import { aBrowser, aPage, aServer, picture, seriousFindings, signIn } from '../support/browser.ts'
import { aWorld } from '../support/world.ts'

const LI = '13800000001'
const WANG = '13800000002'
const CHEN = '13800000003'
const TITLE = '泰晤士站 文明交通引导'

/** Li and Wang come to a shift that began three minutes ago; Chen leads it. */
async function aMorning() {
  const world = await aWorld()
  const now = new Date()
  world.at(addMinutes(now, -60))
  const li = await world.aVolunteer({ name: '李秀英' })
  const wang = await world.aVolunteer({ name: '王建国' })
  const startsAt = addMinutes(now, -3).toISOString()
  const project = await world.aProject({
    title: TITLE,
    shifts: [{ startsAt, endsAt: addMinutes(now, 120).toISOString() }],
  })
  for (const person of [li, wang]) await signUp(world.ground, person, { slotId: project.slotId })
  world.at(now)
  await givesAccount(world, li.personId as number, LI)
  await givesAccount(world, wang.personId as number, WANG)
  await givesAccount(world, project.team.leader.personId as number, CHEN)
  const code = async () => (await currentCode(world.ground, project.team.leader, project.shiftId)).code
  return { world, project, li, wang, code, server: await aServer(world), browser: await aBrowser() }
}

const firstSignup = async (person: Principal) =>
  (await ownSignupList.rows(morning.world.ground, person, {}, { limit: 1 })).items[0]

/** The worker has every file of the volunteer's pages, and the phone its person's answers. */
const kept = (page: Page) =>
  vi.waitFor(
    async () => {
      const [worker, answers] = await page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration('/me')
        return [registration?.active?.state, localStorage.getItem('yunjian.kept')] as const
      })
      expect(worker).toBe('activated')
      expect(answers).toContain('"signups"')
    },
    { timeout: 20_000, interval: 200 },
  )

/** As somebody opens the app anew: nothing in memory. */
async function opened(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto(path)
  return page
}

async function aPhone(browser: Browser, origin: string, phone: string): Promise<BrowserContext> {
  const page = await aPage(browser, origin, 'phone')
  await signIn(page, morning.world, phone)
  await page.getByText(/晚上好|早上好|中午好|下午好|上午好/).waitFor()
  await kept(page)
  const context = page.context()
  await page.close()
  return context
}

let morning: Awaited<ReturnType<typeof aMorning>>
beforeAll(async () => {
  morning = await aMorning()
})

test('without network the phone opens on today’s shift and says as of when, and what needs the network says so and comes by itself', async () => {
  const { browser, server } = morning
  const phone = await aPhone(browser, server.origin, LI)
  await phone.setOffline(true)
  const page = await opened(phone, '/me')
  await page.getByRole('heading', { name: TITLE }).waitFor()
  await page.getByText(/没有网络 · 下面是 \d\d:\d\d 存下的/).waitFor()
  await picture(page, 'offline-home')
  expect(await seriousFindings(page)).toEqual([])
  await page.getByRole('link', { name: '我的服务' }).click()
  await page.getByText('泰晤士站').first().waitFor()
  await page.goto('/me/signups')
  await page.getByRole('link', { name: TITLE }).waitFor()

  // A page that is not kept: in the frame, with ways on; it opens when the network is back, without a touch
  await page.goto('/me/certificates')
  await page.getByRole('heading', { name: '没有网络' }).waitFor()
  await page.getByRole('navigation').getByRole('link', { name: '签到' }).waitFor()
  await picture(page, 'offline-unvisited')
  expect(await seriousFindings(page)).toEqual([])
  await phone.setOffline(false)
  await page
    .getByText('还没有证明')
    .or(page.getByRole('button', { name: /证明/ }))
    .first()
    .waitFor()
  expect(await page.getByText('没有网络').count()).toBe(0)
})

test('a check-in made on a phone that was opened without network is kept, seen, and sent by itself when there is network', async () => {
  const { browser, server, world, li, code } = morning
  const phone = await aPhone(browser, server.origin, LI)
  await phone.setOffline(true)
  world.at(new Date())
  const first = await opened(phone, '/me/scan')
  await first.getByLabel('或输入码下面的文字').fill(await code())
  await first.getByRole('button', { name: '签到 / 签退' }).click()
  await first.getByText('没有网络，已存在这部手机里').waitFor()
  await first.getByText(TITLE).waitFor()
  await first.getByText('这部手机有 1 条等着送出').waitFor()
  await picture(first, 'offline-checkin')
  expect(await seriousFindings(first)).toEqual([])
  await first.close()

  // Closed, opened again, still there; still on the phone after a try that fails
  const second = await opened(phone, '/me/scan')
  await second.getByRole('button', { name: '现在再送一次' }).click()
  await second.getByText(/试过一次/).waitFor()
  expect((await firstSignup(li))?.attendance).toBeNull()
  await phone.setOffline(false)
  await second.getByText('存下的签到已送到').waitFor()
  await second.getByText('这部手机有 1 条等着送出').waitFor({ state: 'detached' })
  expect((await firstSignup(li))?.attendance).toMatchObject({ inHow: 'code' })
})

test('on a busy server a check-in stays on the phone until it is taken, and one that is refused for good says why', async () => {
  const { browser, server, world, wang, code } = morning
  const phone = await aPhone(browser, server.origin, WANG)
  world.at(new Date())
  const page = await opened(phone, '/me/scan')
  let busy = true
  await page.route('**/api/checkins', route =>
    busy
      ? route.fulfill({
          status: 503,
          contentType: 'application/problem+json',
          headers: { 'retry-after': '1' },
          body: JSON.stringify({
            code: 'busy',
            status: 503,
            detail: '人多，请稍候。',
            requestId: 'K7Q2-93FD',
          }),
        })
      : route.continue(),
  )
  await page.getByLabel('或输入码下面的文字').fill(await code())
  await page.getByRole('button', { name: '签到 / 签退' }).click()
  await page.getByText('已存在这部手机里，正在送').waitFor()
  await page.getByText(/试过一次/).waitFor()
  busy = false
  await page.getByText('存下的签到已送到').waitFor()
  expect((await firstSignup(wang))?.attendance).not.toBeNull()

  await phone.setOffline(true)
  await page.getByLabel('或输入码下面的文字').fill('YJ1.1.1.not-a-code-of-ours')
  await page.getByRole('button', { name: '签到 / 签退' }).click()
  await page.getByText('没有网络，已存在这部手机里').waitFor()
  await phone.setOffline(false)
  const refused = page.getByRole('alert').filter({ hasText: '没有收下' })
  await refused.waitFor()
  await picture(page, 'checkin-refused')
  await page.reload()
  await refused.getByRole('button', { name: '知道了' }).click()
  await refused.waitFor({ state: 'detached' })
})

test('the leader’s code goes on changing without network', async () => {
  const { browser, server, project, world, code } = morning
  world.at(new Date())
  const phone = await aPhone(browser, server.origin, CHEN)
  const before = await opened(phone, `/me/shifts/${project.shiftId}/code`)
  await before.locator('[data-code]').waitFor()
  await before.waitForTimeout(600)
  await before.close()
  await phone.setOffline(true)
  const page = await opened(phone, `/me/shifts/${project.shiftId}/code`)
  await page.getByText('没有网络也照样换码', { exact: false }).waitFor()
  const shown = () => page.locator('[data-code]').getAttribute('data-code')
  const one = await shown()
  await page.waitForFunction(
    old => document.querySelector('[data-code]')?.getAttribute('data-code') !== old,
    one,
    { timeout: 20_000 },
  )
  world.at(new Date())
  expect(await shown()).toBe(await code())
  await picture(page, 'offline-code')
  await phone.setOffline(false)
})

test('what one person’s phone kept is gone when they sign out, and never shown or sent as the next person’s', async () => {
  const { browser, server, world, code } = morning
  const phone = await aPhone(browser, server.origin, LI)
  await phone.setOffline(true)
  world.at(new Date())
  const page = await opened(phone, '/me/scan')
  await page.getByLabel('或输入码下面的文字').fill(await code())
  await page.getByRole('button', { name: '签到 / 签退' }).click()
  await page.getByText('没有网络，已存在这部手机里').waitFor()
  // Li's check-in waits behind a server that is busy for it; meanwhile Li signs out and Wang signs in.
  const sent: (string | undefined)[] = []
  await phone.route('**/api/checkins', route => {
    sent.push(route.request().headers()['idempotency-key'])
    return route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"code":"busy"}' })
  })
  await phone.setOffline(false)
  const stores = () => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
  expect(await stores()).toContain('李秀英')
  await page.goto('/me/mine')
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.waitForURL(url => url.pathname === '/')
  expect(await stores()).not.toContain('李秀英')
  await signIn(page, world, WANG)
  await page.getByText(/王建国/).waitFor()
  const before = sent.length
  await page.goto('/me/scan')
  await page.getByRole('button', { name: '打开相机' }).waitFor()
  await page.waitForTimeout(2500)
  expect(await page.getByText('等着送出').count()).toBe(0)
  expect(sent.length).toBe(before)
  // No answer of the API is among the files that the worker keeps.
  const files = await page.evaluate(async () => {
    const names: string[] = []
    for (const name of await caches.keys())
      for (const one of await (await caches.open(name)).keys()) names.push(new URL(one.url).pathname)
    return names
  })
  expect(files.length).toBeGreaterThan(10)
  expect(files.filter(name => !name.startsWith('/assets/') && name !== '/me')).toEqual([])
})
