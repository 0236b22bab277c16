// A clerk shortens a term, a colleague approves it, and a town's kind is added: on the desk, by two logins.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Role } from '../../src/foundation/access/roles.ts'
import { setPassword } from '../../src/foundation/accounts/passwords.ts'
import { holdAccount, makeAccount } from '../../src/foundation/accounts/service.ts'
import { addDays, localDay } from '../../src/foundation/clock.ts'
import { recordPolicies } from '../../src/records/rules.ts'
import { aBrowser, aPage, openHouse, picture, seriousFindings, signIn } from '../support/browser.ts'
import { aWorld } from '../support/world.ts'

const PASSWORD = 'a very long passphrase'
const PROPOSES: Role = 'information-head'
const APPROVES: Role = 'general-service-head'
const NARROW = { width: 390, height: 844 }

test('a rule is proposed on one login, approved on another, and nothing is lost on the way', async () => {
  const world = await aWorld()
  world.at(new Date())
  const login = async (phone: string, role: Role) => {
    const staff = await world.aStaffMember(role, world.book.district)
    await world.ground.transact(async tx => {
      const account = await makeAccount(world.ground, tx, phone)
      await holdAccount(tx, account, staff.personId as number, world.now())
      await setPassword(world.ground, tx, account, PASSWORD)
    })
  }
  await login('13955550001', PROPOSES)
  await login('13955550002', APPROVES)
  await world.aProject()
  const browser = await aBrowser()
  const origin = await openHouse(world)
  const signedIn = async (phone: string) => {
    const page = await aPage(browser, origin, 'desk')
    await signIn(page, world, phone, PASSWORD)
    return page
  }
  const findings: Record<string, string[]> = {}
  const look = async (page: Page, name: string) => {
    await page.mouse.move(3, 600) // colours as they are, not as under the hand
    await picture(page, name)
    findings[name] = await seriousFindings(page)
  }
  const narrow = async (page: Page, name: string) => {
    await page.setViewportSize(NARROW)
    await look(page, name)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect([name, wide]).toEqual([name, NARROW.width])
    await page.setViewportSize({ width: 1440, height: 900 })
  }

  const clerk = await signedIn('13955550001')
  await clerk.goto('/desk/rules')
  await clerk.getByRole('link', { name: /时长确认期限/ }).waitFor()
  await look(clerk, 'rules-list')
  await narrow(clerk, 'rules-list-narrow')
  await clerk.getByLabel('找规则').fill('确认')
  await clerk.getByRole('link', { name: /时长确认期限/ }).click()
  await clerk.getByRole('heading', { name: '时长确认期限', level: 1 }).waitFor()
  await look(clerk, 'rules-one')
  await clerk.getByRole('button', { name: '改这条规则' }).click()

  // Ten days and three are more than the law allows: said at the field, before anything is sent.
  await clerk.getByLabel('街镇接着办').fill('3')
  await clerk.getByText('10 + 3 超过法定的 10 个工作日').waitFor()
  await clerk.getByLabel('负责人确认').fill('7')
  await clerk.getByText('超过法定的').waitFor({ state: 'detached' })
  await clerk.getByText('个已排好的班次').waitFor()
  await look(clerk, 'rules-writing')
  await narrow(clerk, 'rules-writing-narrow')
  await clerk.getByRole('button', { name: /等别人批准/ }).click()
  await clerk.getByText(/^依据：/).waitFor() // no basis was given
  await clerk.getByLabel('依据（法规或通知，写到第几条）').fill('松志协〔2026〕18 号 第三条')
  await clerk.getByLabel(/文件名称/).fill('关于缩短时长确认期限的通知')
  await clerk.getByLabel(/文件网址/).fill('https://example.org/notice/18')
  await clerk.getByRole('button', { name: /等别人批准/ }).click()
  await clerk.getByRole('button', { name: '撤回这一版' }).waitFor()
  expect(await clerk.getByRole('button', { name: /^批准/ }).count()).toBe(0)
  await look(clerk, 'rules-own')

  const secretary = await signedIn('13955550002')
  await secretary.goto('/desk/rules/records.hours')
  await secretary.getByText('第 2 版等您批准').waitFor()
  await secretary.getByText('个已排好的班次').waitFor()
  expect(await secretary.getByRole('link', { name: '原文' }).getAttribute('href')).toBe(
    'https://example.org/notice/18',
  )
  await look(secretary, 'rules-approve')
  await narrow(secretary, 'rules-approve-narrow')
  await secretary.getByRole('button', { name: /^退回给/ }).click()
  await secretary.getByRole('textbox', { name: '为什么退回？提议人会看到' }).fill('从下个月起更好')
  await look(secretary, 'rules-return')
  await secretary.getByRole('button', { name: '退回，现行规则不变' }).click()
  await secretary.getByText('已退回').first().waitFor()

  // Again, from a later day; this time it is approved.
  await clerk.reload()
  await clerk.getByText('已退回').first().waitFor()
  await clerk.getByRole('button', { name: '改这条规则' }).click()
  await clerk.getByLabel('负责人确认').fill('7')
  await clerk.getByLabel('街镇接着办').fill('3')
  const day = addDays(localDay(world.now()), 9)
  await clerk.getByLabel('施行日').fill(day)
  await clerk.getByLabel('依据（法规或通知，写到第几条）').fill('松志协〔2026〕18 号 第三条')
  await clerk.getByRole('button', { name: /等别人批准/ }).click()
  await clerk.getByRole('button', { name: '撤回这一版' }).waitFor()
  await secretary.reload()
  await secretary.getByRole('button', { name: /^批准/ }).click()
  await secretary.getByText(/已批准，.*起施行/).waitFor()
  await secretary.getByText('将施行').waitFor()
  await look(secretary, 'rules-approved')
  const at = (when: string) => world.ground.policies.at(recordPolicies.hours, when).value.confirmWorkingDays
  expect([at(addDays(day, -1)), at(day)]).toEqual([10, 7])

  // A chain of review is written step by step.
  await clerk.goto('/desk/rules/projects.review')
  await clerk.getByRole('button', { name: '改这条规则' }).click()
  await clerk.getByRole('button', { name: '加一项' }).click()
  await clerk.getByLabel('步骤 2 期限 按工作日').fill('5')
  await look(clerk, 'rules-chain')
  await clerk.getByRole('button', { name: '不改了' }).click()
  await clerk.getByText('能审核项目的人 · 街镇 · 3 个工作日').waitFor()

  // A list of kinds is drawn from its shape as well, and in English.
  await clerk.goto('/desk/rules/projects.kinds')
  await clerk.getByRole('button', { name: '改这条规则' }).click()
  await clerk.getByRole('button', { name: '加一项' }).click()
  await clerk.getByLabel('服务类别 17 代号').fill('digital')
  await clerk.getByLabel('服务类别 17 中文').fill('数字助老')
  await clerk.getByLabel('服务类别 17 英文').fill('Digital help')
  await clerk.getByLabel('依据（法规或通知，写到第几条）').fill('松志协〔2026〕19 号')
  await look(clerk, 'rules-kinds')
  await narrow(clerk, 'rules-kinds-narrow')
  await clerk.getByRole('button', { name: /等别人批准/ }).click()
  await clerk.getByText('数字助老').first().waitFor()
  await clerk.evaluate(() => localStorage.setItem('yunjian.settings', '{"language":"en"}'))
  await clerk.reload()
  await clerk.getByRole('heading', { name: 'Kinds of service', level: 1 }).waitFor()
  await clerk.getByText('Digital help').first().waitFor()
  await look(clerk, 'rules-kinds-english')
  expect(findings).toEqual(Object.fromEntries(Object.keys(findings).map(name => [name, []])))
})
