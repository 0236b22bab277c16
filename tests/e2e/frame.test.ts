// The frame around the pages: each role opens on its own work, and a page that does not come says so.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { giveRole } from '../../src/foundation/access/grants.ts'
import type { Role } from '../../src/foundation/access/roles.ts'
import { setPassword } from '../../src/foundation/accounts/passwords.ts'
import { holdAccount, makeAccount } from '../../src/foundation/accounts/service.ts'
import { aBrowser, aPage, openHouse, picture, seriousFindings, signIn } from '../support/browser.ts'
import { aWorld } from '../support/world.ts'

const PASSWORD = 'songjiang-frame-2026'

test('the desk opens on the first of one’s own works, beside the page or in a drawer', async () => {
  const world = await aWorld()
  world.at(new Date())
  const { ground } = world
  const aMember = async (name: string, role: Role, phone: string) => {
    const { personId } = await world.aVolunteer({ name })
    await ground.transact(async tx => {
      const account = await makeAccount(ground, tx, phone)
      await holdAccount(tx, account, personId as number, world.now())
      await setPassword(ground, tx, account, PASSWORD)
      await giveRole(tx, {
        personId: personId as number,
        role,
        nodeId: world.town.nodeId,
        at: world.now(),
        grantedBy: null,
      })
    })
  }
  await aMember('周敏', 'town-clerk', '13800000004')
  await aMember('钱安', 'security-administrator', '13800000005')
  const origin = await openHouse(world)
  const browser = await aBrowser()
  const findings: string[] = []
  const enter = async (page: Page, phone: string) => {
    await page.goto('/sign-in?to=/desk')
    await page.getByLabel('手机号').fill(phone)
    await page.getByRole('button', { name: '获取验证码' }).click()
    await page.getByText('验证码已发出').waitFor()
    await page.getByLabel('验证码').fill(world.codes.get(phone) ?? '')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByLabel('工作人员密码').fill(PASSWORD)
    await page.getByRole('button', { name: '验证密码' }).click()
  }

  const desk = await aPage(browser, origin, 'desk')
  await enter(desk, '13800000004')
  const works = desk.getByRole('navigation', { name: '按工作找' })
  await works.getByRole('link', { name: '待办' }).waitFor()
  const names = (await works.getByRole('link').allInnerTexts()).map(text => text.split('\n')[0])
  expect(names.slice(0, 5)).toEqual(['待办', '项目与班次', '志愿者', '组织与队伍', '服务记录'])
  expect(names).not.toContain('审计')
  await works.getByRole('link', { name: '志愿者' }).click()
  await desk.waitForURL(/\/desk\/people$/)
  await works.getByRole('link', { name: '导入登记表' }).click()
  await desk.waitForURL(/\/desk\/import\/people$/)
  await desk.getByRole('button', { name: /方松街道/ }).click()
  await desk.getByText('办理范围').waitFor()
  await picture(desk, 'desk-frame')
  findings.push(...(await seriousFindings(desk)))

  // The same on a phone: nothing runs over the edge, the menu comes from the side and goes again
  await desk.setViewportSize({ width: 390, height: 844 })
  await desk.goto('/desk/people')
  await desk.getByText('钱*').waitFor()
  expect(await desk.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await picture(desk, 'desk-frame-390')
  findings.push(...(await seriousFindings(desk)))
  await desk.getByRole('button', { name: /^菜单/ }).click()
  const drawer = desk.getByRole('dialog')
  await drawer.getByRole('link', { name: '服务记录' }).click()
  await desk.waitForURL(/\/desk\/records$/)
  await drawer.waitFor({ state: 'hidden' })
  expect(findings).toEqual([])

  // Without a queue of their own, the security administrator does not open on a refusal
  const security = await aPage(browser, origin, 'desk')
  await enter(security, '13800000005')
  await security.waitForURL(/\/desk\/appointments$/)
  await security.getByRole('heading', { level: 1 }).waitFor()
  expect(await security.getByRole('alert').count()).toBe(0)
  const own = security.getByRole('navigation', { name: '按工作找' })
  expect(await own.getByRole('link', { name: '待办' }).count()).toBe(0)
  await own.getByRole('link', { name: '规则与设置' }).waitFor()
})

test('a page whose file was taken away by an update is fetched once more, and says so where that does not help', async () => {
  const world = await aWorld()
  world.at(new Date())
  const li = await world.aVolunteer({ name: '李秀英' })
  await world.ground.transact(async tx => {
    const account = await makeAccount(world.ground, tx, '13800000001')
    await holdAccount(tx, account, li.personId as number, world.now())
  })
  const origin = await openHouse(world)
  const phone = await aPage(await aBrowser(), origin, 'phone', false)
  await signIn(phone, world, '13800000001')
  await phone.getByText('近期没有安排').waitFor()
  const gone = { status: 404, contentType: 'application/problem+json', body: '{"code":"not-found"}' }

  // Once gone, there after a fresh start: nobody notices
  let asked = 0
  await phone.route('**/assets/find-page-*.js', route =>
    asked++ === 0 ? route.fulfill(gone) : route.continue(),
  )
  await phone.getByRole('link', { name: '找服务', exact: true }).click()
  await phone.getByPlaceholder(/想做什么/).waitFor()
  expect(asked).toBeGreaterThan(1)

  // A start that hangs is as good as gone, and is tried again
  let hung = 0
  await phone.route(
    url => url.pathname === '/',
    route => (hung++ === 0 ? undefined : route.continue()),
  )
  await phone.evaluate(() => sessionStorage.clear())
  asked = 0
  await phone.goto('/me')
  await phone.getByText('近期没有安排').waitFor()
  await phone.getByRole('link', { name: '找服务', exact: true }).click()
  await phone.getByPlaceholder(/想做什么/).waitFor()
  expect([asked > 1, hung]).toEqual([true, 2])

  // Gone for good: said in the reader's language, with a way on
  await phone.route('**/assets/hours-page-*.js', route => route.fulfill(gone))
  await phone.goto('/me/hours')
  await phone.getByRole('heading', { name: '没有网络' }).waitFor()
  await phone.getByRole('navigation').getByRole('link', { name: '我的' }).waitFor()
  await picture(phone, 'phone-not-come')
  expect(await seriousFindings(phone)).toEqual([])
  await phone.unroute('**/assets/hours-page-*.js')
  await phone.getByRole('button', { name: '再试一次' }).click()
  await phone.getByRole('heading', { name: '我的时长' }).waitFor()

  // Without network the doors open all the same, and what is not there yet throws nothing away
  const scanPage = phone.waitForResponse(/scan-page-.*\.js/)
  await phone.goto('/me')
  await phone.getByText('近期没有安排').waitFor()
  await scanPage
  await phone.context().setOffline(true)
  await phone.getByRole('link', { name: '签到', exact: true }).click()
  await phone.getByRole('heading', { name: '扫码签到' }).waitFor()
  await phone.getByRole('navigation').getByRole('link', { name: '我的' }).click()
  await phone.getByRole('link', { name: '我的报名' }).click()
  await phone.getByRole('heading', { name: '没有网络' }).waitFor()
  await phone.getByRole('button', { name: '再试一次' }).click()
  await phone.getByText('还是不行').waitFor()
  await phone.getByRole('navigation').getByRole('link', { name: '首页' }).click()
  await phone.getByText('近期没有安排').waitFor()
})
