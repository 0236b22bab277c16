// Asking for a code again too soon, and choosing a password that others would try first.
import { expect, test } from 'vitest'
import { giveRole } from '../../src/foundation/access/grants.ts'
import { holdAccount, makeAccount } from '../../src/foundation/accounts/service.ts'
import { aBrowser, aPage, openHouse, picture, seriousFindings } from '../support/browser.ts'
import { aWorld } from '../support/world.ts'

test('whoever asks again too soon sees the seconds run: after a reload, in a second tab, on another device', async () => {
  const world = await aWorld()
  const origin = await openHouse(world)
  const browser = await aBrowser()
  const phone = '13911112222'
  const page = await aPage(browser, origin, 'phone')
  await page.goto('/sign-in')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByText('验证码已发出').waitFor()
  const counting = page.getByRole('button', { name: /^\d+ 秒后可再取$/ })
  const secondsOn = async (at = counting) => Number.parseInt((await at.textContent()) ?? '', 10)
  const first = await secondsOn()
  expect(first).toBeGreaterThan(50)
  expect(await counting.isDisabled()).toBe(true)
  await expect.poll(() => secondsOn(), { timeout: 5000 }).toBeLessThan(first)
  await picture(page, 'code-counting')
  expect(await seriousFindings(page)).toEqual([])

  await page.reload()
  await counting.waitFor()
  expect(await page.getByLabel('手机号').inputValue()).toBe(phone)
  expect(await secondsOn()).toBeLessThan(first)

  const tab = await page.context().newPage()
  await tab.goto('/sign-in')
  await tab.getByRole('button', { name: '获取验证码' }).waitFor()
  await tab.getByLabel('手机号').fill(phone)
  await tab.getByRole('button', { name: /秒后可再取$/ }).waitFor()
  await tab.getByLabel('手机号').fill('13911113333')
  await tab.getByRole('button', { name: '获取验证码' }).waitFor()

  // Twenty seconds later somebody tries from a device that knows nothing of the first.
  world.at(new Date(world.now().getTime() + 20_000))
  const refused = await fetch(`${origin}/api/accounts/code`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone }),
  })
  expect(refused.headers.get('retry-after')).toBe('40')
  expect(await refused.json()).toMatchObject({ code: 'code.too-soon', status: 429, params: { seconds: 40 } })
  const other = await aPage(browser, origin, 'desk')
  await other.goto('/sign-in')
  await other.getByLabel('手机号').fill(phone)
  await other.getByRole('button', { name: '获取验证码' }).click()
  await other.getByText('刚刚已经发过一次').waitFor()
  const there = other.getByRole('button', { name: /秒后可再取$/ })
  expect(await secondsOn(there)).toBeLessThanOrEqual(40)
  expect(await secondsOn(there)).toBeGreaterThan(30)
  expect(await other.getByRole('alert').count()).toBe(0)
  await picture(other, 'code-too-soon')

  // Whoever is in may ask at once again: nothing is left to wait for.
  await page.getByLabel('验证码').fill(world.codes.get(phone) ?? '')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL(url => url.pathname !== '/sign-in')
  await tab.getByLabel('手机号').fill(phone)
  await tab.getByRole('button', { name: '获取验证码' }).waitFor()
})

test('a password that was leaked or lies near is refused in words, and the page says which list was asked', async () => {
  const world = await aWorld()
  const { ground } = world
  const phone = '13911114444'
  const { personId } = await world.aVolunteer({ name: '欧阳晓明', phone })
  await ground.transact(async tx => {
    await holdAccount(tx, await makeAccount(ground, tx, phone), personId as number, world.now())
    await giveRole(tx, {
      personId: personId as number,
      role: 'town-clerk',
      nodeId: world.town.nodeId,
      at: world.now(),
      grantedBy: null,
    })
  })
  const origin = await openHouse(world)
  const page = await aPage(await aBrowser(), origin, 'phone')
  await page.goto('/sign-in?to=/desk')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByText('验证码已发出').waitFor()
  await page.getByLabel('验证码').fill(world.codes.get(phone) ?? '')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByText('会与泄露密码名单比对：系统自带的 54,863 条。').waitFor()
  const refusals: [string, string][] = [
    ['Qwerty123456', '在系统自带的泄露密码名单里'],
    [`ok-${phone.slice(0, 3)} ${phone.slice(3)}!`, '密码里有您的手机号'],
    ['ouyang-xiao-ming-77', '密码里有您的姓名或它的拼音'],
    ['hello yun-jian 2026', '密码里有本系统的名字'],
    ['abcabcabcabcabc', '只是同几个字反复'],
    ['short one', '密码至少 12 位'],
  ]
  for (const [password, words] of refusals) {
    await page.getByLabel('工作人员密码').fill(password)
    await page.getByRole('button', { name: '设置密码' }).click()
    await page.getByRole('alert').filter({ hasText: words }).waitFor()
    if (password === 'Qwerty123456') {
      await picture(page, 'password-leaked')
      expect(await seriousFindings(page)).toEqual([])
    }
  }
  await page.getByLabel('工作人员密码').fill('summer rain on nine peaks')
  await page.getByRole('button', { name: '设置密码' }).click()
  await page.waitForURL(/\/desk/)
})
