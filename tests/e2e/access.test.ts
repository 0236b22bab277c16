// The office in a browser: each role opens on its own work, one proposes, another approves, somebody leaves.
import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { askQuestion } from '../../src/app/audit/questions.ts'
import { CAST, DEMO_PASSWORD, enterCast } from '../../src/app/demo/cast.ts'
import { makeDuties } from '../../src/app/demo/duties.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { homeOf, type Role } from '../../src/foundation/access/roles.ts'
import { giveToken } from '../../src/foundation/accounts/tokens.ts'
import { addDays, localDay } from '../../src/foundation/clock.ts'
import { publishHead } from '../../src/foundation/journal/heads.ts'
import { listen } from '../../src/foundation/journal/listeners.ts'
import { readFull } from '../../src/people/desk.ts'
import { confirm } from '../../src/records/confirming.ts'
import { statisticsListener } from '../../src/statistics/folding.ts'
import { aBrowser, admit, aPage, look, openHouse, picture, seriousFindings } from '../support/browser.ts'
import { aWorld, principal, type World } from '../support/world.ts'

let world: World
let browser: Browser
let origin: string
let cast: readonly number[]
const recordOf = async (person: Principal): Promise<number> => {
  const { rows } = await world.ground.database.pool.query<{ id: number }>(
    'select id from service_record where person_id = $1',
    [person.personId],
  )
  return rows[0]?.id ?? 0
}
beforeAll(async () => {
  world = await aWorld()
  world.at(new Date())
  cast = await enterCast(world.ground, { town: world.town, community: world.community }, world.now())
  await makeDuties(world.ground, cast, world.town)
  browser = await aBrowser()
  origin = await openHouse(world)
})

const phoneOf = (role: Role) => CAST.find(one => one.grant === role)?.phone ?? ''
async function enter(page: Page, phone: string): Promise<void> {
  await admit(page, world, phone, DEMO_PASSWORD)
  await page.goto('/desk')
  await page.waitForURL(url => url.pathname.startsWith('/desk'))
}
async function enterByForm(page: Page, phone: string): Promise<void> {
  await page.goto('/sign-in?to=/desk')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByText('验证码已发出').waitFor()
  await page.getByLabel('验证码').fill(world.codes.get(phone) ?? '')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByLabel('工作人员密码').fill(DEMO_PASSWORD)
  await page.getByRole('button', { name: '验证密码' }).click()
  await page.waitForURL(url => url.pathname.startsWith('/desk'))
}

test('one proposes, another approves with every check in sight, and what cannot pass says why', async () => {
  const desk = await aPage(browser, origin, 'desk')
  await enter(desk, phoneOf('security-administrator'))
  await desk.waitForURL(/\/desk\/appointments/)
  await desk.getByRole('heading', { name: '谁在哪里担任什么' }).waitFor()
  await desk.getByText('与 活动协调部 不能兼任，代理也算').waitFor()
  await desk.getByText('代理中').first().waitFor()
  expect(await seriousFindings(desk)).toEqual([])
  await picture(desk, 'appointments')
  await desk.getByRole('button', { name: /^批准，/ }).click()
  await desk.getByText('已批准').waitFor()
  await desk.getByRole('button', { name: /^未上岗/ }).click()
  await desk.locator('tbody').getByText('韩蕾').waitFor()
  await desk.getByRole('link', { name: '韩蕾' }).first().click()
  await desk.getByRole('heading', { name: '韩蕾手上的事' }).waitFor()
  expect(await seriousFindings(desk)).toEqual([])
  await picture(desk, 'handover')
  await desk.getByRole('button', { name: '重置登录' }).click()
  await desk.getByRole('dialog').getByRole('textbox').fill('手机丢了，到窗口核过本人')
  await look(desk, 'handover-start-over')
  await desk.setViewportSize({ width: 1440, height: 900 })
  await desk.getByRole('dialog').getByRole('button', { name: '重置登录' }).click()
  await desk.getByText(/已重置/).waitFor()

  const head = await aPage(browser, origin, 'desk')
  await enter(head, phoneOf('general-service-head'))
  await head.goto('/desk/appointments')
  await head.getByRole('button', { name: '提议一项任用' }).click()
  await head.getByRole('dialog').waitFor()
  await head.getByLabel('谁', { exact: true }).fill(CAST[1]?.phone ?? '')
  await head.getByTitle(/陈/).click()
  await head.getByLabel('担任什么', { exact: true }).fill('站点')
  await head.getByTitle('站点专员').click()
  await head.getByLabel('管到哪里').fill('方松')
  await head.getByTitle('方松街道', { exact: true }).click()
  await head.getByLabel('从哪天').fill('2026-12-01')
  await head.getByLabel('到哪天为止').fill('2027-11-30')
  await picture(head, 'appointments-propose')
  expect(await seriousFindings(head)).toEqual([])
  await head.getByRole('button', { name: '提交，请安全管理员批准' }).click()
  await head.getByText('已提议，等安全管理员批准').waitFor()
  await head.getByRole('heading', { name: /陈国华 → 站点专员/ }).waitFor()

  const phone = await aPage(browser, origin, 'phone')
  await enter(phone, phoneOf('security-administrator'))
  await phone.getByRole('heading', { name: /陈国华 → 站点专员/ }).waitFor()
  await picture(phone, 'appointments-narrow')
  expect(await seriousFindings(phone)).toEqual([])
})

test('the supervisor follows a figure down to its journal entry; the audit administrator reads the journal', async () => {
  const project = await world.aProject()
  const person = await world.aVolunteer({ name: '钱多多' })
  await world.served(world.at, project, person)
  await confirm(world.ground, project.team.leader, [await recordOf(person)])
  world.at(new Date())
  const clerk = await world.aStaffMember('information-clerk', world.book.district)
  await readFull(world.ground, clerk, person.personId as number, {
    field: 'document',
    kind: 'compare',
    reason: '核对身份证件原件',
  })
  await readFull(world.ground, clerk, cast[1] ?? 0, {
    field: 'phone',
    kind: 'contact',
    reason: '核对本人手机号',
  })
  const head = CAST.findIndex(one => one.grant === 'information-head')
  await readFull(
    world.ground,
    principal(cast[head] ?? 0, {
      grants: [{ role: 'information-head', nodeId: world.book.district.nodeId }],
    }),
    cast[1] ?? 0,
    { field: 'phone', kind: 'other', reason: '看看' },
  )
  world.at(new Date(Date.now() - 12 * 86_400_000))
  const auditing = await world.aStaffMember('supervisor', world.book.district)
  const asking = (addressee: number | null, about: string) =>
    askQuestion(world.ground, auditing, {
      addressee: addressee ?? 0,
      about,
      subject: null,
      text: '请说明经过，并附依据。',
    })
  await asking((await world.aStaffMember('town-clerk')).personId, '裁定时没有回避同户')
  world.at(new Date())
  await asking(
    cast[CAST.findIndex(one => one.grant === 'security-administrator')] ?? 0,
    '批准任用时没有看互斥',
  )
  await publishHead(world.ground)
  while ((await listen(world.ground, statisticsListener)) > 0);

  const page = await aPage(browser, origin, 'desk')
  await enter(page, phoneOf('supervisor'))
  await page.waitForURL(/\/desk\/audit/)
  await page.getByLabel(/^数字、记录号/).fill('方松街道')
  await page.getByRole('button', { name: '追', exact: true }).click()
  await page.getByText('刚才重新加过，一致').waitFor()
  await page.getByText('在公布的头之内').waitFor()
  await page.getByText('不同户').waitFor()
  expect(await page.getByText('钱多多').count()).toBe(0)
  expect(await seriousFindings(page)).toEqual([])
  await picture(page, 'audit')
  await page.setViewportSize({ width: 390, height: 844 })
  await picture(page, 'audit-narrow')
  expect(await seriousFindings(page)).toEqual([])

  const auditor = await aPage(browser, origin, 'desk')
  await enter(auditor, phoneOf('audit-administrator'))
  await auditor.waitForURL(/\/desk\/audit/)
  await auditor.locator('tbody tr').nth(3).waitFor()
  expect(await seriousFindings(auditor)).toEqual([])
  await picture(auditor, 'audit-journal')

  // The audit administrator asks about the weak reason; who is asked finds it in their queue and answers
  await auditor.getByText('还没有答').waitFor()
  await auditor.getByRole('button', { name: '请他说明' }).click()
  const form = auditor.getByRole('dialog')
  await form.getByText('杨帆').waitFor()
  expect(await form.getByLabel('什么事').inputValue()).toContain('理由「看看」')
  await form.getByLabel('问题').fill('请说明当时在办哪件事')
  await auditor.locator('.ant-zoom-appear').waitFor({ state: 'detached' })
  expect(await seriousFindings(auditor)).toEqual([])
  await picture(auditor, 'audit-ask')
  await form.getByRole('button', { name: /^发\s?出$/ }).click()
  await form.waitFor({ state: 'hidden' })
  const asked = auditor.locator('.questions li', { hasText: '理由「看看」' })
  await asked.getByText('前答').waitFor()
  await picture(auditor, 'audit-questions')
  await auditor.setViewportSize({ width: 390, height: 844 })
  expect(await seriousFindings(auditor)).toEqual([])
  await picture(auditor, 'audit-journal-narrow')

  const addressee = await aPage(browser, origin, 'desk')
  await enter(addressee, phoneOf('information-head'))
  await addressee
    .getByRole('row', { name: /理由「看看」/ })
    .getByRole('button', { name: '办理' })
    .click()
  await addressee.getByText('请说明当时在办哪件事').waitFor()
  await addressee.getByPlaceholder('答复').fill('电话回访，当时没写清楚')
  expect(await seriousFindings(addressee)).toEqual([])
  await picture(addressee, 'audit-answer')
  await addressee.getByRole('button', { name: '提交答复' }).click()
  await addressee.waitForURL(/\/desk$/)
  await auditor.reload()
  await asked.getByText('已答：电话回访，当时没写清楚').waitFor()

  // Whoever has no queue of their own is told on every page
  const security = await aPage(browser, origin, 'desk')
  await enter(security, phoneOf('security-administrator'))
  await security.getByRole('link', { name: '批准任用时没有看互斥' }).waitFor()
  await picture(security, 'audit-waits')
  await security.getByRole('link', { name: '批准任用时没有看互斥' }).click()
  await security.getByText('请说明经过，并附依据。').waitFor()
  expect(await seriousFindings(security)).toEqual([])
})

test('tokens, duties and the journal read well on both screens, empty tables too', async () => {
  const giver = principal(cast[CAST.findIndex(one => one.grant === 'training-clerk')] ?? 0, {
    grants: [{ role: 'training-clerk', nodeId: world.book.district.nodeId }],
  })
  await giveToken(world.ground, giver, {
    name: '区融媒体中心每日取数',
    nodeId: world.book.district.nodeId,
    permissions: ['statistics.read', 'record.read', 'own'],
    expiresAt: new Date(Date.now() + 90 * 86_400_000),
  })
  const trainer = await aPage(browser, origin, 'desk')
  await enter(trainer, phoneOf('training-clerk'))
  await trainer.goto('/desk/tokens')
  await trainer.getByText('区融媒体中心每日取数').waitFor()
  expect(await seriousFindings(trainer)).toEqual([])
  await picture(trainer, 'tokens')

  const page = await aPage(browser, origin, 'desk')
  await enter(page, phoneOf('information-head'))
  for (const path of ['/desk/tokens', '/desk/appointments', '/desk/appointments?tab=excluded'])
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(viewport)
      await page.goto(path)
      await page.locator('tbody').waitFor()
      await page.waitForLoadState('networkidle')
      expect(await seriousFindings(page), `${path} ${viewport.width}`).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await picture(page, `look${path.replaceAll(/\W/g, '-')}-${viewport.width}`)
    }
})

test('somebody without a page of appointments asks for a deputy from their account, and takes it back', async () => {
  const page = await aPage(browser, origin, 'desk')
  await enter(page, phoneOf('station-keeper'))
  await page.getByRole('banner').locator('.who').click()
  await page.getByRole('menuitem', { name: '我的职务' }).click()
  await page.getByRole('heading', { name: '我的职务' }).waitFor()
  await page.getByRole('button', { name: '休假找人代' }).click()
  await page.getByLabel('请谁代').fill(CAST[1]?.phone ?? '')
  await page.getByTitle(/陈/).click()
  await page.getByLabel('从哪天').fill(localDay(world.now()))
  await page.getByLabel('到哪天为止').fill(addDays(localDay(world.now()), 9))
  await picture(page, 'own-duties-deputy')
  await page.getByRole('button', { name: '提交，请安全管理员批准' }).click()
  await page.getByRole('heading', { name: '我提议的，等批准' }).waitFor()
  await page.getByRole('dialog').waitFor({ state: 'hidden' }) // a dialog that is just closing is not looked at
  await picture(page, 'own-duties')
  expect(await seriousFindings(page)).toEqual([])
  await page.getByRole('button', { name: /收\s?回/ }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('不休假了')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /收\s?回/ })
    .click()
  await page.getByText('已收回').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.setViewportSize({ width: 390, height: 844 })
  await picture(page, 'own-duties-narrow')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await page.context().close()
})

test('every role opens on its own work, with a menu and no refusal', async () => {
  const opening = new Set<Role>([
    'system-administrator',
    'security-administrator',
    'audit-administrator',
    'supervisor',
    'information-head',
    'training-clerk',
    'station-keeper',
    'town-clerk',
  ])
  const page = await aPage(browser, origin, 'desk')
  let refused: string[] = []
  page.on('response', response => {
    if (response.status() === 403 || response.status() >= 500)
      refused.push(`${response.status()} ${response.url()}`)
  })
  for (const one of CAST) {
    if (!one.grant || !opening.has(one.grant)) continue
    await page.goto('about:blank') // what the one before still asked is nobody's
    await page.context().clearCookies()
    refused = []
    const home = homeOf([one.grant])
    if (one.grant === 'supervisor') {
      await enterByForm(page, one.phone)
      await page.waitForURL(url => url.pathname === home)
    } else {
      await admit(page, world, one.phone, DEMO_PASSWORD)
      await page.goto(home)
    }
    await page.locator('main h1').first().waitFor()
    await page.waitForLoadState('networkidle')
    expect(refused, one.role).toEqual([])
    expect(await page.locator('.desk-menu li').count(), one.role).toBeGreaterThan(0)
    expect(await page.getByRole('alert').count(), one.role).toBe(0)
  }
}, 300_000)
