// Being told, as people meet it: on the phone what asks first and what is told, by which ways, WeChat bound in the browser; at the
// desk the bell, the words with their preview, and what became of each message.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setPassword } from '../../src/foundation/accounts/passwords.ts'
import { holdAccount, makeAccount } from '../../src/foundation/accounts/service.ts'
import { askForBackup } from '../../src/foundation/backups/service.ts'
import { addMinutes, localDay, startOfDay } from '../../src/foundation/clock.ts'
import { notify } from '../../src/foundation/notices/notify.ts'
import { noticeRound } from '../../src/foundation/notices/runner.ts'
import { factsOfSlot, promoted, released } from '../../src/participation/notices.ts'
import { counted, toAccept } from '../../src/records/notices.ts'
import { aBrowser, aPage, openHouse, picture, seriousFindings, signIn } from '../support/browser.ts'
import { anAliyun, aWechat, throughAliyun, throughWechat } from '../support/gateways.ts'
import { aWorld } from '../support/world.ts'

const PASSWORD = 'songjiang-notices-2026'
let sms: Awaited<ReturnType<typeof anAliyun>>
let weixin: Awaited<ReturnType<typeof aWechat>>
beforeAll(async () => {
  sms = await anAliyun()
  weixin = await aWechat()
})
afterAll(() => Promise.all([sms.close(), weixin.close()]))

test('a volunteer reads, answers, chooses and binds; the administrator sees and words what goes out', async () => {
  const world = await aWorld({
    ...throughAliyun(sms),
    ...throughWechat(weixin),
  })
  world.at(addMinutes(startOfDay(localDay(new Date())), 10 * 60)) // nobody's quiet hours
  const { ground } = world
  await sql`update notice_template set code = 'SMS_1' where channel = 'sms' and language = 'zh'`.execute(
    ground.db,
  )
  await sql`update notice_template set code = 'wx-1' where channel = 'wechat' and language = 'zh'`.execute(
    ground.db,
  )
  const wang = await world.aVolunteer({ name: '王秀英', phone: '13800000021' })
  const mother = await world.aVolunteer({ name: '王妈妈', phone: '13800000021' })
  const administrator = await world.aStaffMember('system-administrator', world.book.district)
  await ground.transact(async tx => {
    const mine = await makeAccount(ground, tx, '13800000021')
    await holdAccount(tx, mine, wang.personId as number, world.now())
    await sql`insert into account_household (account_id, person_id, since) values (${mine}, ${mother.personId}, ${world.now()})`.execute(
      tx,
    )
    const account = await makeAccount(ground, tx, '13800000022')
    await holdAccount(tx, account, administrator.personId as number, world.now())
    await setPassword(ground, tx, account, PASSWORD)
  })
  const startsAt = addMinutes(world.now(), 60 * 50)
  const slot = {
    title: '方松图书馆整架',
    startsAt,
    endsAt: addMinutes(startsAt, 120),
    placeName: '方松图书馆',
  }
  const day = startsAt.toISOString().slice(0, 10)
  await ground.transact(async tx => {
    const me = { person: wang.personId as number }
    await notify(tx, addMinutes(world.now(), -1500), counted, {
      to: me,
      subject: 'record:1',
      facts: { project: '文明交通引导', day, minutes: 120 },
    })
    await notify(tx, addMinutes(world.now(), -90), promoted, {
      to: me,
      subject: 'signup:1',
      facts: factsOfSlot(slot),
    })
    await notify(tx, addMinutes(world.now(), -30), released, {
      to: { person: mother.personId as number },
      subject: 'signup:2',
      facts: { ...factsOfSlot(slot), reason: '人手已经够了' },
    })
    await notify(tx, world.now(), toAccept, {
      to: me,
      subject: 'record:2',
      facts: { project: '菜场巡访', day, minutes: 95 },
      by: addMinutes(world.now(), 60 * 30),
    })
  })
  while ((await noticeRound(ground)) > 0);
  await askForBackup(ground)

  const origin = await openHouse(world)
  const browser = await aBrowser()
  const phone = await aPage(browser, origin, 'phone')
  await signIn(phone, world, '13800000021')
  await phone.goto('/me/mine')
  await phone
    .getByRole('navigation')
    .getByRole('link', { name: /我的.*4 条没读/ })
    .waitFor()
  await picture(phone, 'phone-mine-unread')
  await phone.getByRole('link', { name: /消息.*4 条没读/ }).click()
  await phone.getByRole('heading', { name: /要你回答/ }).waitFor()
  await phone.getByText('1.58 小时等你认可').waitFor()
  await phone.getByText('王妈妈：不用来了：方松图书馆整架').waitFor()
  await picture(phone, 'phone-inbox')
  expect(await seriousFindings(phone)).toEqual([])
  await phone.getByRole('button', { name: /全部读过/ }).click()
  await phone.getByText('都读过了').waitFor()

  // By which ways; and WeChat, whose browser comes back with a code.
  await phone.getByRole('link', { name: '消息设置' }).click()
  await phone.getByRole('heading', { name: '发到哪里' }).waitFor()
  await picture(phone, 'phone-inbox-settings')
  expect(await seriousFindings(phone)).toEqual([])
  weixin.codes.set('from-wechat', 'openid-wang')
  await phone.route(`${weixin.url}/connect/**`, route => {
    const state = new URL(route.request().url()).searchParams.get('state')
    return route.fulfill({
      status: 302,
      headers: { location: `${origin}/me/inbox/wechat?code=from-wechat&state=${state}` },
    })
  })
  await phone.getByRole('button', { name: '绑定微信' }).click()
  await phone.getByText('微信绑定好了').waitFor()
  await phone.getByRole('link', { name: '回到消息设置' }).click()
  await phone.getByRole('button', { name: '解绑' }).waitFor()
  await phone.getByRole('group', { name: '告诉一声的' }).getByLabel('微信').setChecked(false)
  await phone.getByRole('button', { name: '保存消息设置' }).click()
  await phone.getByText('消息设置已保存').waitFor()

  const desk = await aPage(browser, origin, 'desk')
  await signIn(desk, world, '13800000022', PASSWORD, '规则与设置')
  await ground.transact(tx =>
    notify(tx, world.now(), promoted, {
      to: { person: administrator.personId as number },
      subject: 'signup:3',
      facts: factsOfSlot(slot),
    }),
  )
  await desk.goto('/desk/notices')
  await desk.getByRole('cell', { name: '候补排到了' }).first().waitFor()
  await picture(desk, 'desk-notices-log')
  expect(await seriousFindings(desk)).toEqual([])
  await desk.getByRole('link', { name: /消息 · 1 条没读/ }).waitFor()
  await desk.goto('/desk/notices?tab=words&kind=participation.promoted&channel=sms')
  await desk.getByLabel('正文').fill('{who}有名额了：{project}，{when}。')
  await desk.getByText('你有名额了：方松图书馆整架').waitFor()
  await picture(desk, 'desk-notices-words')
  expect(await seriousFindings(desk)).toEqual([])
  await desk.getByRole('button', { name: '保存“短信”的文字' }).click()
  await desk.getByText('文字已保存').waitFor()
  await desk.getByLabel('正文').fill('{phone}')
  await desk.getByText(/这类通知没有这些内容：phone/).waitFor()
  await desk.goto('/desk/health')
  await desk.getByText('留着 1 份').waitFor()
  await picture(desk, 'desk-health-cards')
  expect(await seriousFindings(desk)).toEqual([])
  for (const [size, width] of [
    ['desk', 1440],
    ['phone', 390],
  ] as const) {
    await desk.setViewportSize({ width, height: 844 })
    for (const [at, shows] of [
      ['/desk/inbox', '候补排到了：方松图书馆整架'],
      ['/desk/notices', '网关收下了'],
      ['/desk/notices?tab=words&channel=wechat', '网关的模板编号'],
      ['/desk/health', '留着 1 份'],
    ] as const) {
      await desk.goto(at)
      await desk.getByText(shows).first().waitFor()
      await picture(desk, `${size}${at.replace(/\W+/g, '-')}`)
      expect(await desk.evaluate(() => document.documentElement.scrollWidth), `${at} at ${width}`).toBe(width)
    }
  }
}, 240_000)
