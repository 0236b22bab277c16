// Pages for failure, in both languages and on every face: unknown, no right, broken on our side, signed out while writing.
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { addDays, addMinutes, localDay, startOfDay } from '../../src/foundation/clock.ts'
import { signUp } from '../../src/participation/admission/service.ts'
import { givesAccount, PASSWORD } from '../support/accounts.ts'
import { aBrowser, aPage, aServer, look, signIn } from '../support/browser.ts'
import { aWorld } from '../support/world.ts'

const LI = '13800000001'
const WANG = '13800000002'
const ZHOU = '13800000004'

async function aDistrict() {
  const world = await aWorld()
  const now = new Date()
  world.at(now)
  const people = {
    li: await world.aVolunteer({ name: '李秀英' }),
    wang: await world.aVolunteer({ name: '王建国' }),
  }
  const team = await world.aTeam()
  const shift = (from: Date, minutes: number) => ({
    team,
    shifts: [{ startsAt: from.toISOString(), endsAt: addMinutes(from, minutes).toISOString() }],
  })
  // Within one day, whatever the hour is now.
  const yesterday = startOfDay(addDays(localDay(now), -1))
  world.at(addMinutes(yesterday, 8 * 60))
  await world.served(world.at, await world.aProject(shift(addMinutes(yesterday, 10 * 60), 90)), people.li)
  world.at(now)
  const project = await world.aProject({ title: '泰晤士站 文明交通引导', ...shift(addMinutes(now, 60), 120) })
  await signUp(world.ground, people.li, { slotId: project.slotId })
  await givesAccount(world, people.li.personId as number, LI)
  await givesAccount(world, people.wang.personId as number, WANG)
  const zhou = await world.aVolunteer({ name: '周敏' })
  await givesAccount(world, zhou.personId as number, ZHOU, { role: 'town-clerk', nodeId: world.town.nodeId })
  return { world, project, server: await aServer(world), browser: await aBrowser() }
}
let at: Awaited<ReturnType<typeof aDistrict>>
beforeAll(async () => {
  at = await aDistrict()
})
const sql = (text: string) => at.world.owner.pool.query(text)

test('an unknown address is 404 and a page in the frame of its face; an API and a file that are not there stay what they are', async () => {
  const { origin } = at.server
  const status = async (path: string) => {
    const answer = await fetch(origin + path)
    return [answer.status, answer.headers.get('content-type')?.split(';')[0]]
  }
  const page = 'text/html'
  expect(await status('/me/scan')).toEqual([200, page])
  expect(await status('/me/projects/12?lead=1')).toEqual([200, page])
  expect(await status('/desk/')).toEqual([200, page])
  for (const path of ['/nowhere', '/me/nowhere', '/desk/nowhere/deep', '/me/projects', '/.env'])
    expect([path, ...(await status(path))]).toEqual([path, 404, page])
  expect(await status('/api/nowhere')).toEqual([404, 'application/problem+json'])
  expect(await status('/assets/gone-12345678.js')).toEqual([404, 'application/problem+json'])
  // A browser that has the page asks whether it changed, and still gets one.
  const etag = (await fetch(`${origin}/me/scan`)).headers.get('etag') ?? ''
  const again = await fetch(`${origin}/nowhere`, { headers: { 'if-none-match': etag } })
  expect([again.status, (await again.text()).length > 500]).toEqual([404, true])

  const portal = await aPage(at.browser, origin, 'desk')
  await portal.goto('/nowhere')
  await portal.getByRole('heading', { name: '没有这一页' }).waitFor()
  await portal.getByRole('link', { name: '找服务' }).first().waitFor()
  await look(portal, 'unknown-portal')
  await portal.evaluate(() => localStorage.setItem('yunjian.settings', '{"language":"en"}'))
  await portal.reload()
  await portal.getByRole('heading', { name: 'There is no such page' }).waitFor()

  const phone = await aPage(at.browser, origin, 'phone')
  await signIn(phone, at.world, LI)
  await phone.goto('/me/nowhere')
  await phone.getByRole('heading', { name: '没有这一页' }).waitFor()
  await look(phone, 'unknown-phone')
  await phone.goto('/me/projects/999999')
  await phone.getByRole('heading', { name: '没有这一页' }).waitFor()
  await phone.goto('/me/signups/999999')
  await phone.getByRole('heading', { name: '没有这一页' }).waitFor()
  await phone.getByRole('navigation').getByRole('link', { name: '首页' }).click()
  await phone.getByRole('region', { name: '下一班' }).waitFor()

  const desk = await aPage(at.browser, origin, 'desk')
  await signIn(desk, at.world, ZHOU, PASSWORD)
  await desk.goto('/desk/nowhere')
  await desk.getByRole('heading', { name: '没有这一页' }).waitFor()
  await desk.getByRole('navigation', { name: '按工作找' }).waitFor()
  await look(desk, 'unknown-desk')
  await desk.goto('/desk/records/999999')
  await desk.getByRole('heading', { name: '没有这一页' }).waitFor()

  // No right: what would be needed and whom to ask, in the desk's frame and not a page to sign in at
  await desk.setViewportSize({ width: 1440, height: 900 })
  await desk.goto('/desk/health')
  await desk.getByRole('heading', { name: '您的职务看不了这一页' }).waitFor()
  await desk.getByText('有这些职务的人可以：系统管理员。').waitFor()
  expect(new URL(desk.url()).pathname).toBe('/desk/health')
  await look(desk, 'no-right')
})

test('broken on our side: the number of the request, nothing lost, and the page comes when it is mended', async () => {
  const phone = await aPage(at.browser, at.server.origin, 'phone')
  await signIn(phone, at.world, LI)
  await phone.getByRole('region', { name: '下一班' }).waitFor()
  await phone.waitForTimeout(1000) // until it is kept
  await sql('alter table service_record rename to service_record_away')
  try {
    const failed = phone.waitForResponse(
      answer => answer.url().includes('/api/me/hours') && answer.status() === 500,
    )
    // What the phone has kept is shown, and said to be of before; where nothing was kept there is a page for it.
    await phone.goto('/me/hours')
    await phone.getByText(/没有取到最新的 · 下面是 \d\d:\d\d 存下的/).waitFor()
    await phone.evaluate(() => localStorage.removeItem('yunjian.kept'))
    await phone.reload()
    const number = (await failed).headers()['x-request-id'] ?? ''
    expect(number).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    await phone.getByRole('heading', { name: '我们这边出错了' }).waitFor()
    expect(await phone.getByText(/请求号/).textContent()).toMatch(/请求号 \S{4}-\S{4} · \d\d:\d\d/)
    await look(phone, 'broken')
  } finally {
    await sql('alter table service_record_away rename to service_record')
  }
  await phone.getByRole('heading', { name: '我的时长' }).waitFor()
  await phone.getByText('累计', { exact: false }).first().waitFor()
  expect(await phone.getByText('出错').count()).toBe(0)
})

/** Li's dispute about an hour that was cut, as far as the form lets it be sent. */
async function writes(page: Page, reason: string): Promise<void> {
  await page.goto('/me/hours')
  await page
    .getByRole('button', { name: /图书馆整架/ })
    .first()
    .click()
  await page.getByLabel('应是多少分钟').fill('80')
  await page.getByLabel('为什么').fill(reason)
}
const disputes = async (reason: string) =>
  (await sql(`select count(*)::int as n from record_correction where reason = '${reason}'`)).rows[0].n
/** As it was before anybody disputed. */
const settle = () => sql('delete from record_correction')

test('what was sent and not answered is sent once, however often one presses', async () => {
  const page = await aPage(at.browser, at.server.origin, 'phone')
  await signIn(page, at.world, LI)
  // The server takes it and the answer is lost on the way.
  let asked = 0
  await page.route('**/dispute', async route => {
    if (asked++ > 0) return route.continue()
    await route.fetch()
    return route.abort('connectionreset')
  })
  await writes(page, '王老师在场，我 11:50 才走')
  const send = page.getByRole('button', { name: '提出异议' })
  await send.click()
  await page.getByText('没有网络，还没交上去').waitFor()
  await page.getByText('再试也不会交两遍').waitFor()
  await look(page, 'unsent-offline')
  expect(await disputes('王老师在场，我 11:50 才走')).toBe(1)
  await send.click()
  await page.getByText('异议已提出').waitFor()
  expect([asked, await disputes('王老师在场，我 11:50 才走')]).toEqual([2, 1])
})

test('broken while sending: its number, what was typed still there, sent once when it is mended', async () => {
  await settle()
  const page = await aPage(at.browser, at.server.origin, 'phone')
  await signIn(page, at.world, LI)
  await writes(page, '记了 1.50 小时，我多做了十分钟')
  const send = page.getByRole('button', { name: '提出异议' })
  await sql('alter table record_correction rename to record_correction_away')
  try {
    await send.click()
    await page.getByText('我们这边出错了，没交上去').waitFor()
    await page.getByText(/请求号/).waitFor()
    expect(await page.getByLabel('为什么').inputValue()).toBe('记了 1.50 小时，我多做了十分钟')
    await look(page, 'unsent-broken')
  } finally {
    await sql('alter table record_correction_away rename to record_correction')
  }
  await send.click()
  await page.getByText('异议已提出').waitFor()
  expect(await disputes('记了 1.50 小时，我多做了十分钟')).toBe(1)
})

test('signed out, and the form to sign in does not come: it says so in its place, and what was typed stays', async () => {
  await settle()
  const page = await aPage(at.browser, at.server.origin, 'phone')
  // Without a worker, which would fetch past the route below
  await page.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined }),
  )
  await signIn(page, at.world, LI)
  await writes(page, '写到一半')
  await page.context().clearCookies()
  await page.route(/\/assets\/sign-in-[^/]+\.js/, route => route.abort())
  await page.getByRole('button', { name: '提出异议' }).click()
  await page.getByRole('dialog', { name: '登录已过期' }).getByRole('alert').waitFor()
  expect(await page.getByLabel('为什么').inputValue()).toBe('写到一半')
  await page.context().close()
})

test('signed out while writing: one signs in above the page and goes on; somebody else gets nothing of it', async () => {
  await settle()
  const page = await aPage(at.browser, at.server.origin, 'phone')
  await signIn(page, at.world, LI)
  await writes(page, '写到一半')
  await page.context().clearCookies()
  const send = page.getByRole('button', { name: '提出异议' })
  await send.click()
  const again = page.getByRole('dialog', { name: '登录已过期' })
  await again.getByLabel('手机号').waitFor()
  await look(page, 'signed-out')
  await page.setViewportSize({ width: 390, height: 844 })
  const signInAs = async (phone: string) => {
    await again.getByLabel('手机号').fill(phone)
    await again.getByRole('button', { name: '获取验证码' }).click()
    await again.getByText('验证码已发出').waitFor()
    await again.getByLabel('验证码').fill(at.world.codes.get(phone) ?? '')
    await again.getByRole('button', { name: '登录', exact: true }).click()
  }
  at.world.at(addMinutes(at.world.now(), 2)) // a code a minute
  await signInAs(LI)
  await again.waitFor({ state: 'detached' })
  expect(new URL(page.url()).pathname).toBe('/me/hours')
  expect(await page.getByLabel('为什么').inputValue()).toBe('写到一半')
  await send.click()
  await page.getByText('异议已提出').waitFor()
  expect(await disputes('写到一半')).toBe(1)

  await settle()
  await writes(page, '不给别人看的话')
  await page.context().clearCookies()
  await send.click()
  await again.getByLabel('手机号').waitFor()
  await signInAs(WANG)
  await page.waitForURL(url => url.pathname === '/me')
  await page.getByText(/王建国/).waitFor()
  const stores = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
  expect(stores).not.toContain('李秀英')
  expect(stores).not.toContain('不给别人看的话')
  expect(await disputes('不给别人看的话')).toBe(0)
})
