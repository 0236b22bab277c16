// Where one is signed in, seen and ended on phone and desk; and a phone that changed hands, which shows nothing before it is asked.
import { expect, test } from 'vitest'
import { addMinutes } from '../../src/foundation/clock.ts'
import { givesAccount, PASSWORD } from '../support/accounts.ts'
import { aBrowser, aPage, openHouse, picture, seriousFindings, signIn } from '../support/browser.ts'
import { aWorld } from '../support/world.ts'

test('a session that one does not know is ended, and who has a phone now is asked whose it was', async () => {
  const world = await aWorld({
    YUNJIAN_SIGN_ON: 'http://127.0.0.1:9',
    YUNJIAN_SIGN_ON_CLIENT: 'yunjian',
    YUNJIAN_SIGN_ON_SECRET: 'secret',
    YUNJIAN_SIGN_ON_NAME: '政务统一认证',
  })
  world.at(new Date())
  const clerk = await world.aVolunteer()
  await givesAccount(world, clerk.personId as number, '13800000021', {
    role: 'town-clerk',
    nodeId: world.town.nodeId,
  })
  await givesAccount(world, (await world.aVolunteer({ name: '沈小满' })).personId as number, '13800000022')
  const origin = await openHouse(world)
  const browser = await aBrowser()
  const later = () => world.at(addMinutes(world.now(), 2))

  // The desk: two browsers, one ended from the other.
  const left = await aPage(browser, origin, 'desk')
  await signIn(left, world, '13800000021', PASSWORD)
  later()
  const desk = await aPage(browser, origin, 'desk')
  await signIn(desk, world, '13800000021', PASSWORD)
  await desk.locator('header .who').click()
  await desk.getByText('登录与安全').click()
  await desk.getByRole('heading', { name: '登录的设备' }).waitFor()
  await desk.getByText('这台设备').waitFor()
  await desk.getByText('绑定以后，可以用“政务统一认证”登录。').waitFor()
  for (const [name, width] of [
    ['desk', 1440],
    ['narrow', 390],
  ] as const) {
    await desk.setViewportSize({ width, height: 900 })
    await picture(desk, `safety-${name}`)
    expect(await seriousFindings(desk)).toEqual([])
  }
  await desk.getByRole('button', { name: /结束 Chrome.* 的登录/ }).click()
  await desk.getByText('已结束这次登录').waitFor()
  await left.goto('/desk')
  await left.waitForURL(/\/sign-in/)
  await left.getByRole('button', { name: '用政务统一认证登录' }).waitFor()
  await picture(left, 'sign-in-desk')

  // Another password: the one of now is asked for, and a wrong one is told beside its field.
  await desk.setViewportSize({ width: 1440, height: 900 })
  await desk.emulateMedia({ reducedMotion: 'no-preference' })
  await desk.getByRole('button', { name: '换密码' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('现在的密码').fill('something else entirely')
  await dialog.getByLabel('新密码').fill('nine peaks after the rain')
  await dialog.getByRole('button', { name: '换密码' }).click()
  await dialog.getByText('密码不对，还可以试 4 次。').waitFor()
  await picture(desk, 'password-desk')
  expect(await seriousFindings(desk)).toEqual([])
  await dialog.getByLabel('现在的密码').fill(PASSWORD)
  await dialog.getByRole('button', { name: '换密码' }).click()
  await desk.getByText('密码已换，别处的登录已结束').waitFor()

  // The phone.
  const phone = await aPage(browser, origin, 'phone')
  await signIn(phone, world, '13800000022')
  await phone.goto('/me/mine')
  await phone.getByRole('link', { name: '登录的设备' }).click()
  await phone.getByText('这台设备').waitFor()
  later()
  const other = await aPage(browser, origin, 'phone')
  await signIn(other, world, '13800000022')
  await phone.reload()
  await phone.getByRole('button', { name: '结束其他所有登录' }).waitFor()
  await picture(phone, 'devices-phone')
  expect(await seriousFindings(phone)).toEqual([])
  await phone.getByRole('button', { name: '结束其他所有登录' }).click()
  await phone.getByText('已结束其他 1 处登录').waitFor()

  // A hundred days on, in somebody else's hand.
  world.at(addMinutes(world.now(), 100 * 24 * 60))
  const stranger = await aPage(browser, origin, 'phone')
  await stranger.goto('/sign-in?to=/me')
  await stranger.getByLabel('手机号').fill('13800000022')
  await stranger.getByRole('button', { name: '获取验证码' }).click()
  await stranger.getByText('验证码已发出').waitFor()
  await stranger.getByLabel('验证码').fill(world.codes.get('13800000022') ?? '')
  await stranger.getByRole('button', { name: '登录', exact: true }).click()
  await stranger.getByRole('heading', { name: '请核对本人' }).waitFor()
  expect(await stranger.getByText('沈小满').count()).toBe(0)
  await picture(stranger, 'whose-phone')
  expect(await seriousFindings(stranger)).toEqual([])
  await stranger.goto('/me/mine')
  await stranger.getByRole('heading', { name: '请核对本人' }).waitFor()
  await stranger.getByLabel('姓名').fill('沈小满')
  await stranger.getByLabel('证件号码后六位').fill('000000')
  await stranger.getByRole('button', { name: '核对', exact: true }).click()
  await stranger
    .getByText(/对不上/)
    .first()
    .waitFor()
  await stranger.getByRole('button', { name: /^不是我/ }).click()
  await stranger.getByRole('button', { name: '确定，不是我' }).waitFor()
  await picture(stranger, 'not-me-phone')
  await stranger.getByRole('button', { name: '确定，不是我' }).click()
  await stranger.waitForURL(url => url.pathname === '/me/mine')
  expect(await stranger.getByText('沈小满').count()).toBe(0)
})
