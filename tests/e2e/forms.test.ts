// Forms as people meet them: what is wrong stands beside its field and is led to; what was typed outlives the page, the session and the
// browser; a night shift is a night shift; a household is acted for, and said to be.
import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { inventDocument } from '../../src/app/demo/invented.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { giveRole } from '../../src/foundation/access/grants.ts'
import type { Role } from '../../src/foundation/access/roles.ts'
import { setPassword } from '../../src/foundation/accounts/passwords.ts'
import { holdAccount, joinHousehold, makeAccount } from '../../src/foundation/accounts/service.ts'
import { addDays, localDay } from '../../src/foundation/clock.ts'
import { aBrowser, aPage, openHouse, picture, seriousFindings, signIn } from '../support/browser.ts'
import { aWorld, type World } from '../support/world.ts'

const PASSWORD = 'songjiang-forms-2026'
let world: World
let origin: string
let browser: Browser
beforeAll(async () => {
  world = await aWorld()
  world.at(new Date())
  origin = await openHouse(world)
  browser = await aBrowser()
})

const login = (who: Principal, phone: string, family: Principal[] = []) =>
  world.ground.transact(async tx => {
    const account = await makeAccount(world.ground, tx, phone)
    await holdAccount(tx, account, who.personId as number, world.now())
    for (const one of family) await joinHousehold(tx, account, one.personId as number, world.now())
    return account
  })
const asStaff = async (name: string, role: Role, phone: string, nodeId: number) => {
  const who = await world.aVolunteer({ name })
  const account = await login(who, phone)
  await world.ground.transact(async tx => {
    await setPassword(world.ground, tx, account, PASSWORD)
    await giveRole(tx, {
      personId: who.personId as number,
      role,
      nodeId,
      at: world.now(),
      grantedBy: null,
    })
  })
  return who
}
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id ?? '')
const look = async (page: Page, name: string) => {
  await picture(page, name)
  expect(await seriousFindings(page), name).toEqual([])
}

test('registering: the wrong digits are said and led to, a page that was closed gives back what was typed, never the number', async () => {
  const phone = '13711110001'
  const page = await aPage(browser, origin, 'phone')
  await page.goto('/sign-in?to=/me/register')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByText('验证码已发出').waitFor()
  await page.getByLabel('验证码').fill(world.codes.get(phone) ?? '')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByLabel('姓名').waitFor()

  // Nothing is sent while something is wrong, and the first field that is wrong has the focus.
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('还有').waitFor()
  await expect.poll(() => focused(page)).toMatch(/-name$/)
  await page.getByLabel('姓名').fill('林小禾')
  const right = inventDocument('2011-05-12', 'female', 77)
  const wrong = `${right.slice(0, 10)}0931${right.slice(14)}`
  await page.getByLabel('证件号码').fill(wrong)
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('可 9 月没有 31 日').waitFor()
  await expect.poll(() => focused(page)).toMatch(/-document$/)
  await look(page, 'forms-register-wrong')

  // A place by its name.
  await page.getByRole('button', { name: /居住村居/ }).click()
  await page.getByPlaceholder('找街镇或村居').fill(world.community.name.slice(0, 3))
  await look(page, 'forms-place-sheet')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(world.community.name) })
    .first()
    .click()
  await page.getByRole('button', { name: new RegExp(`居住村居.*${world.community.name}`) }).waitFor()

  // Closed and opened again, by reload and by the way back.
  await page.reload()
  await page.getByText('已为您保留').waitFor()
  expect(await page.getByLabel('姓名').inputValue()).toBe('林小禾')
  expect(await page.getByLabel('证件号码').inputValue()).toBe('')
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(wrong)

  // She is fifteen: a guardian is asked for, and the server's own refusals stand beside the fields.
  await page.getByLabel('证件号码').fill(right)
  await page.getByText('请一位监护人同意').waitFor()
  await page.getByLabel('监护人姓名').fill('林大山')
  await page.getByLabel('监护人手机').fill('1390000')
  await page.getByText('我已阅读并同意').click()
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('请填 11 位手机号码').waitFor()
  await look(page, 'forms-register-guardian')
  await page.getByLabel('监护人手机').fill('13900006620')
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('heading', { name: '登记好了' }).waitFor()
  expect(await page.evaluate(() => Object.keys(localStorage).filter(key => key.includes('draft')))).toEqual(
    [],
  )
})

test('whoever is registered already is told so at the number, and what to do where the phone is another', async () => {
  const phone = '13711110002'
  const known = inventDocument('1957-03-15', 'female', 402)
  await world.aVolunteer()
  const { registerPresent } = await import('../../src/people/registration.ts')
  await registerPresent(world.ground, world.district, {
    name: '李秀英',
    documentType: 'resident-card',
    document: known,
    phone: '13711110009',
    communityCode: world.community.code,
    skills: [],
    interests: [],
    consent: true,
  })
  const page = await aPage(browser, origin, 'phone')
  await page.goto('/sign-in?to=/me/register')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByText('验证码已发出').waitFor()
  await page.getByLabel('验证码').fill(world.codes.get(phone) ?? '')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByLabel('姓名').fill('李秀英')
  await page.getByLabel('证件号码').fill(known)
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: /居住村居/ }).click()
  await page.getByRole('button', { name: world.town.name }).click()
  await page.getByRole('dialog').getByRole('button', { name: world.community.name, exact: true }).click()
  await page.getByText('我已阅读并同意').click()
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('这个证件已经登记过').waitFor()
  await expect.poll(() => focused(page)).toMatch(/-document$/)
  await look(page, 'forms-register-known')
  await page.getByRole('button', { name: '认领我的登记' }).click()
  await page.getByText('这份登记留的是另一个手机号').waitFor()
})

test('a project survives the end of the session, back and forward and a closed browser, and its night shift is kept', async () => {
  const team = await world.aTeam()
  const phone = '13711110003'
  await login(team.leader, phone)
  const page = await aPage(browser, origin, 'phone')
  await signIn(page, world, phone)
  await page.goto('/me/write')
  await page.getByLabel('名称').fill('夜间防汛巡查')
  await page.getByLabel('内容').fill('沿河道巡查，水位高时通知值班人员。')
  await page.getByLabel('条件').fill('身体健康')
  await look(page, 'forms-write-1')
  await page.getByRole('button', { name: '下一步：地点' }).click()
  await page.getByLabel('地点').fill('油墩港西侧')
  await look(page, 'forms-write-2')
  await page.getByRole('button', { name: '下一步：班次' }).click()

  // Every Tuesday and Thursday, from ten in the evening until six.
  await page.getByRole('button', { name: '星期二' }).click()
  await page.getByRole('button', { name: '星期四' }).click()
  const first = addDays(localDay(world.now()), 7)
  await page.getByLabel('从', { exact: true }).fill(first)
  await page.getByLabel('到', { exact: true }).fill(addDays(first, 13))
  await page.getByLabel('开始').fill('22:00')
  await page.getByLabel('结束').fill('06:00')
  await page.getByText('次日 06:00').waitFor()
  await page.getByRole('button', { name: /^加 4 班$/ }).click()
  await page.getByText('一共 4 班').waitFor()
  await look(page, 'forms-write-3')
  await page.getByText('已自动保存').waitFor()

  // The session ends while she writes: another page, the way back, a fresh browser with nothing but this device.
  await page.context().clearCookies()
  await page.goto('/me/teams')
  await page.goBack()
  const storage = await page.context().storageState()
  const again = await (
    await browser.newContext({
      baseURL: origin,
      viewport: { width: 390, height: 844 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      storageState: { ...storage, cookies: [] },
    })
  ).newPage()
  again.setDefaultTimeout(30_000)
  await signIn(again, world, phone)
  await again.goto('/me/write')
  await again.getByText('已为您保留').waitFor()
  expect(await again.getByLabel('名称').inputValue()).toBe('夜间防汛巡查')
  await picture(again, 'forms-write-kept')
  await again.getByRole('button', { name: /3 班次/ }).click()
  await again.getByText('一共 4 班').waitFor()

  // A step with a fault lets one write on and keeps its mark; sending it refuses, and leads there.
  await again.getByRole('button', { name: '下一步：保障' }).click()
  await again.getByLabel('保险公司').fill('中国人寿')
  await again.getByRole('button', { name: '下一步：提交' }).click()
  await again.getByRole('button', { name: /4 保障 有要改的/ }).waitFor()
  await again.getByText('我声明').click()
  await look(again, 'forms-write-5')
  await again.getByRole('button', { name: '提交审核' }).click()
  await again.getByText(/还有 1 处要改/).waitFor()
  await again.getByRole('button', { name: /4 保障/ }).click()
  await again.getByLabel('保单号').fill('SJ-2026-9')
  await again.getByLabel('风险提示').fill('两人一组，不下水。')
  await look(again, 'forms-write-4')
  await again.getByRole('button', { name: /5 提交/ }).click()
  await again.getByRole('button', { name: '提交审核' }).click()
  await again.waitForURL(/\/me\/teams/)
  const { rows } = await world.ground.database.pool.query(
    `select s.starts_at, s.ends_at from project_shift s join project p on p.id = s.project_id where p.title = '夜间防汛巡查' order by 1`,
  )
  expect(rows).toHaveLength(4)
  for (const row of rows) expect(row.ends_at.getTime() - row.starts_at.getTime()).toBe(8 * 3_600_000)
  // Sent, it is kept nowhere; and discarding is one press.
  await again.goto('/me/write')
  await again.getByLabel('名称').waitFor()
  expect(await again.getByText('已为您保留').count()).toBe(0)
  await again.getByLabel('名称').fill('不写了')
  // The contract that was said once is chosen now; another is said in its place.
  await again.getByRole('button', { name: /4 保障/ }).click()
  await again.getByRole('radio', { name: /SJ-2026-9/ }).check()
  expect(await again.getByLabel('保险公司').count()).toBe(0)
  await look(again, 'forms-write-cover')
  await again.getByRole('radio', { name: '另填一份合同' }).check()
  await again.getByLabel('保险公司').waitFor()
  await again.getByText('已自动保存').waitFor()
  await again.reload()
  await again.getByRole('button', { name: '重新填写' }).click()
  expect(await again.getByLabel('名称').inputValue()).toBe('')
})

test('two windows with one draft hold the same: neither writes over what it never saw', async () => {
  const mine = '13711110007'
  await login((await world.aTeam()).leader, mine)
  const page = await aPage(browser, origin, 'phone')
  await signIn(page, world, mine)
  await page.goto('/me/write')
  await page.getByLabel('名称').fill('河道清理')
  await page.getByText('已自动保存').waitFor()
  const other = await page.context().newPage()
  await other.goto('/me/write')
  await other.getByText('已为您保留').waitFor()
  await page.getByLabel('内容').fill('沿河捡拾垃圾。')
  await expect.poll(() => other.getByLabel('内容').inputValue()).toBe('沿河捡拾垃圾。')
  await other.getByLabel('条件').fill('会游泳')
  await expect.poll(() => page.getByLabel('条件').inputValue()).toBe('会游泳')
})

test('a mother acts for her child: chosen once, said on every page, told before, on the record, and over with the session', async () => {
  const project = await world.aProject({ title: '图书馆小小讲解员', minAge: null })
  const mother = await world.aVolunteer({ name: '孙芳' })
  const child = await world.aVolunteer({ name: '陆小宇', birthDate: '2014-05-01' })
  const phone = '13711110004'
  await login(mother, phone, [child])
  const page = await aPage(browser, origin, 'phone')
  await signIn(page, world, phone)
  await page.getByRole('button', { name: /正在办自己的事/ }).click()
  await page.getByRole('radio', { name: /陆小宇/ }).waitFor()
  await look(page, 'forms-for-whom')
  await page.getByRole('radio', { name: /陆小宇/ }).click()
  for (const path of [
    '/me',
    '/me/find',
    '/me/scan',
    '/me/mine',
    '/me/signups',
    '/me/hours',
    '/me/certificates',
  ]) {
    await page.goto(path)
    await page.getByText('正在替陆小宇办事').first().waitFor()
  }
  await page.goto('/me/household')
  await page.getByText('记在陆小宇名下，写明“由孙*代办”').waitFor()
  await look(page, 'forms-household')
  await page.goto(`/me/projects/${project.id}`)
  await page.getByRole('button', { name: '我要报名' }).click()
  await page.getByText('记在陆小宇名下').waitFor()
  await look(page, 'forms-sign-up-for')
  await page.getByRole('button', { name: /确认报名/ }).click()
  await page.getByText(/报名成功/).waitFor()
  const { rows } = await world.ground.database.pool.query(
    `select j.actor_person, j.on_behalf_of from journal j where j.kind = 'signup.admitted' order by id desc limit 1`,
  )
  expect(rows[0]).toEqual({ actor_person: mother.personId, on_behalf_of: child.personId })
  await page.goto('/me/signups')
  await page.getByText('图书馆小小讲解员').waitFor()
  await page.getByRole('button', { name: /正在替陆小宇办事/ }).click()
  await page.getByRole('radio', { name: /我自己/ }).click()
  await page.getByText('还没有报名').waitFor()

  // The child's own, opened from a notice while she acts for herself: it says whose it is, shows the child's hour, scans for the child.
  const { rows: signups } = await world.ground.database.pool.query(
    'select id from signup where person_id = $1',
    [child.personId],
  )
  const asked = page.waitForRequest(one => one.url().includes(`/api/me/records?`))
  await page.goto(`/me/signups/${signups[0].id}`)
  await page.getByText('陆小宇的报名').waitFor()
  expect((await asked).url()).toContain(`for=${child.personId}`)
  await page.locator('a.big').click()
  await page.getByText('正在替陆小宇办事').first().waitFor()

  // Signed out and in again it is she herself, and nothing about anybody is left on the phone.
  await page.goto('/me/household/add')
  await page.getByLabel('姓名').fill('沈桂英')
  await page.waitForFunction(() => JSON.stringify(localStorage).includes('沈桂英'))
  await page.goto('/me/mine')
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.waitForURL(url => url.pathname === '/')
  expect(
    await page.evaluate(() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage)),
  ).not.toMatch(/沈桂英|acting/)
  await signIn(page, world, phone)
  await page.getByText('正在办自己的事').waitFor()
})

test('on the desk: a team is registered, a token is given and shown once, and what is wrong stands beside its field', async () => {
  await asStaff('周敏', 'town-head', '13711110005', world.town.nodeId)
  const leader = await world.aVolunteer({ name: '钱多多', phone: '13822223333' })
  const page = await aPage(browser, origin, 'desk')
  await signIn(page, world, '13711110005', PASSWORD)
  await page.goto('/desk/teams')
  await page.getByRole('button', { name: '登记一支队伍' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '登记一支队伍' }).click()
  await dialog.getByText('还有 4 处要改').waitFor()
  await expect.poll(() => focused(page)).toMatch(/-name$/)
  await look(page, 'forms-team-wrong')
  await dialog.getByLabel('队名').fill('泰晤士站引导队')
  await dialog.getByLabel('类别').click()
  await page.getByTitle('社区志愿服务队').click()
  await dialog.getByLabel('在哪个街镇或村居').fill(world.community.name.slice(0, 3))
  await page.locator('.ant-select-tree').getByText(world.community.name).first().click()
  await dialog.getByLabel('队长').fill('钱多多')
  await page
    .getByTitle(/钱\*\*/)
    .first()
    .click()
  await look(page, 'forms-team')
  await dialog.getByRole('button', { name: '登记一支队伍' }).click()
  await page.getByText('已登记，队长可以写项目了').waitFor()
  const { rows } = await world.ground.database.pool.query(
    `select m.person_id from team t join team_member m on m.team_id = t.id where t.name = '泰晤士站引导队'`,
  )
  expect(rows).toEqual([{ person_id: leader.personId }])

  await page.goto('/desk/tokens')
  await page.getByRole('button', { name: '发一个令牌' }).first().click()
  const giving = page.getByRole('dialog')
  await giving.getByRole('button', { name: '发一个令牌' }).click()
  await giving.getByText('至少选一项').waitFor()
  await giving.getByLabel('用途').fill('区数据平台')
  await giving.getByText('看服务记录').click()
  await look(page, 'forms-token')
  await giving.getByLabel('到哪天为止').fill('2099-01-01T00:00')
  await giving.getByRole('button', { name: '发一个令牌' }).click()
  await giving.getByText('令牌最长有效一年').waitFor()
  await giving.getByLabel('到哪天为止').fill(`${addDays(localDay(world.now()), 30)}T18:00`)
  await giving.getByRole('button', { name: '发一个令牌' }).click()
  const token = await page.getByRole('textbox', { name: '令牌已发出' }).inputValue()
  expect(token).toMatch(/^yj_/)
  await look(page, 'forms-token-made')
  await page.getByRole('button', { name: '已经收好' }).click()
  await page.getByText('区数据平台').waitFor()
  expect(await page.content()).not.toContain(token)
})
