// Becoming a volunteer and keeping a household on the phone: who a list brought is asked "is this you?", what one can do is used for
// finding, the page says what to do next, and 我的 says who one is and for whom one acts.
import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { inventDocument } from '../../src/app/demo/invented.ts'
import { holdAccount, joinHousehold, makeAccount } from '../../src/foundation/accounts/service.ts'
import { addDays, localDay } from '../../src/foundation/clock.ts'
import { registerPresent } from '../../src/people/registration.ts'
import { aBrowser, aPage, openHouse, picture, seriousFindings, signIn } from '../support/browser.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let origin: string
let browser: Browser
beforeAll(async () => {
  world = await aWorld({ YUNJIAN_AUTHORITY: 'simulated' })
  world.at(new Date())
  origin = await openHouse(world)
  browser = await aBrowser()
})
const look = async (page: Page, name: string) => {
  await picture(page, name)
  expect(await seriousFindings(page), name).toEqual([])
}
const entered = (name: string, phone: string, document: string) =>
  registerPresent(world.ground, world.district, {
    name,
    documentType: 'resident-card',
    document,
    phone,
    communityCode: world.community.code,
    skills: [],
    interests: [],
    consent: true,
  })
/** Signs in where nobody is registered: the first page leads to registering. */
const arrives = async (phone: string) => {
  const page = await aPage(browser, origin, 'phone')
  await page.goto('/sign-in?to=/me')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByText('验证码已发出').waitFor()
  await page.getByLabel('验证码').fill(world.codes.get(phone) ?? '')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL(url => url.pathname === '/me/register')
  return page
}
const livesHere = async (page: Page) => {
  await page.getByRole('button', { name: /居住村居/ }).click()
  await page.getByPlaceholder('找街镇或村居').fill(world.community.name.slice(0, 3))
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(world.community.name) })
    .first()
    .click()
}

test('whom a list brought is asked at once, proves it by name and last six, swears, and is led to a first service', async () => {
  const phone = '13712220001'
  const document = inventDocument('1957-03-15', 'female', 410)
  await entered('买买提·吐尔逊', phone, document)
  const page = await arrives(phone)
  await page.getByRole('heading', { name: '这是你吗？' }).waitFor()
  await look(page, 'register-found')
  await page.getByRole('button', { name: '是我', exact: true }).click()
  await page.getByRole('textbox', { name: '姓名' }).fill('买买提 吐尔逊')
  await page.getByLabel('证件号码后六位').fill('000000')
  await page.getByText('我已阅读并同意').click()
  await page.getByRole('button', { name: '接着用这份登记' }).click()
  await page.getByText('姓名或证件后六位对不上').waitFor()
  await look(page, 'register-found-wrong')
  await page.getByLabel('证件号码后六位').fill(document.slice(-6))
  await page.getByRole('button', { name: '接着用这份登记' }).click()
  await page.getByRole('heading', { name: '认领成功，欢迎回来' }).waitFor()
  await page.getByText('已经实名').waitFor()
  await page.getByRole('button', { name: '我愿意，宣誓' }).click()
  await page.getByText(/日宣誓/).waitFor()
  await look(page, 'register-welcome')
  await page.getByRole('link', { name: '找一个服务' }).click()
  await page.waitForURL(url => url.pathname === '/me/find')
})

test('a phone that is another’s: neither me nor my family; the rest is registered as usual, and finding uses what one can do', async () => {
  const phone = '13712220002'
  await entered('郑秀珍', phone, inventDocument('1960-01-02', 'female', 411))
  await world.aProject({ title: '社区急救站', skills: ['急救'] })
  await world.aProject({ title: '图书馆整架' })
  const page = await arrives(phone)
  await page.getByRole('button', { name: '不是我' }).click()
  await page.getByRole('heading', { name: '是你的家人吗？' }).waitFor()
  await look(page, 'register-family')
  await page.getByRole('button', { name: '都不是' }).click()
  await page.getByText('已告诉街镇').waitFor()
  await page.getByText('郑**').waitFor({ state: 'detached' })

  await page.getByLabel('姓名').fill('林小禾')
  const right = inventDocument('1991-05-12', 'female', 412)
  await page.getByLabel('证件号码').fill(`${right.slice(0, 10)}0931${right.slice(14)}`)
  await page.getByLabel('手机号').fill('13712229999')
  await livesHere(page)
  await page.getByText('会什么、什么时候有空').click()
  await page.getByLabel('急救', { exact: true }).check()
  await page.getByLabel('手语').check()
  for (const when of ['工作日上午', '工作日下午', '休息日上午', '休息日下午'])
    await page.getByLabel(when).check()
  await look(page, 'register-form')
  await page.getByText('我已阅读并同意').click()
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('可 9 月没有 31 日').waitFor()
  expect(await page.locator('.digits mark').textContent()).toBe('0931')
  await look(page, 'register-wrong-digits')
  await page.getByLabel('证件号码').fill(right)
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('请填登录用的手机号').waitFor()
  await look(page, 'register-other-phone')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('heading', { name: '登记好了' }).waitFor()
  await page.getByText('演示：由模拟的实名服务答复').waitFor()
  await look(page, 'register-done')

  await page.getByRole('link', { name: '找一个服务' }).click()
  await page.getByRole('heading', { name: '图书馆整架' }).waitFor()
  await page.getByText('要会：急救').waitFor()
  await page.getByRole('button', { name: '用得上我' }).click()
  await page.getByRole('heading', { name: '图书馆整架' }).waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: '社区急救站' }).waitFor()
  await page.getByRole('button', { name: '我有空' }).waitFor()
  await look(page, 'find-fits')
  // What is sent on to somebody asks by theirs.
  expect(new URL(page.url()).search).not.toContain('first-aid')
})

test('a household: who shares the phone is claimed, acted for, and left; 我的 says it all, large and in English too', async () => {
  const phone = '13712220003'
  const document = inventDocument('1948-02-01', 'female', 413)
  const daughter = await world.aVolunteer({ name: '孙芳' })
  const child = await world.aVolunteer({ name: '陆小宇', birthDate: '2014-05-01' })
  await world.ground.transact(async tx => {
    const account = await makeAccount(world.ground, tx, phone)
    await holdAccount(tx, account, daughter.personId as number, world.now())
    await joinHousehold(tx, account, child.personId as number, world.now())
  })
  await entered('沈桂英', phone, document)
  world.at(addDays(localDay(new Date()), -3))
  await world.served(world.at, await world.aProject(), daughter)
  world.at(new Date())
  const page = await aPage(browser, origin, 'phone')
  await signIn(page, world, phone)
  await page.goto('/me/mine')
  await page.getByText('3.00').first().waitFor()
  await look(page, 'mine')
  await page.getByRole('link', { name: '添家人' }).click()
  await page.getByRole('heading', { name: '是你的家人吗？' }).waitFor()
  await page.getByRole('button', { name: '是我的家人' }).click()
  const claim = page.getByRole('region', { name: '请对着家人的证件' })
  await claim.getByLabel('姓名').fill('沈桂英')
  await claim.getByLabel('证件号码后六位').fill(document.slice(-6))
  await claim.getByText('我已向家人说明').click()
  await look(page, 'household-claim')
  await claim.getByRole('button', { name: '添为家人' }).click()
  await page.waitForURL(url => url.pathname === '/me/household')
  await page.getByRole('heading', { name: /沈桂英/ }).waitFor()
  await look(page, 'household')
  await page.getByRole('radio', { name: /沈桂英/ }).click()
  await page.getByText('记在沈桂英名下，写明“由孙*代办”').waitFor()
  await page.goto('/me/mine')
  await page.getByRole('region', { name: '沈桂英' }).waitFor()
  await look(page, 'mine-for-mother')

  await page.goto('/me/household')
  await page.getByRole('button', { name: '不再替沈桂英办事' }).click()
  await look(page, 'household-leave')
  await page.getByRole('button', { name: '确定，不再代办' }).click()
  await page.getByText('已不再替沈桂英办事').waitFor()
  await page.getByRole('heading', { name: /沈桂英/ }).waitFor({ state: 'detached' })
  await page.getByText('正在办自己的事').waitFor()

  await page.goto('/me/mine')
  await page.getByRole('switch', { name: '大字版' }).check()
  await look(page, 'mine-large')
  await page.goto('/me/household')
  await page.getByRole('heading', { name: /陆小宇/ }).waitFor()
  await look(page, 'household-large')
  await page.goto('/me/mine')
  await page.getByRole('switch', { name: '大字版' }).uncheck()
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByText('My teams').waitFor()
  await look(page, 'mine-english')
})
