import { expect, test } from 'vitest'
import { verifyDistrict } from '../../src/app/verify.ts'
import { giveRole } from '../../src/foundation/access/grants.ts'
import { setPassword } from '../../src/foundation/accounts/passwords.ts'
import { holdAccount, makeAccount } from '../../src/foundation/accounts/service.ts'
import { addMinutes } from '../../src/foundation/clock.ts'
import { aBrowser, aPage, openHouse, picture, seriousFindings, signIn } from '../support/browser.ts'
import { aWorld } from '../support/world.ts'

const PASSWORD = 'songjiang-story-2026'

test('one hour, from a registration sheet to a certificate that anybody can verify', async () => {
  const world = await aWorld()
  world.at(new Date())
  const { ground } = world
  const login = async (personId: number, phone: string, staff = false) =>
    ground.transact(async tx => {
      const account = await makeAccount(ground, tx, phone)
      await holdAccount(tx, account, personId, world.now())
      if (staff) await setPassword(ground, tx, account, PASSWORD)
    })
  const staff = await world.aVolunteer({ name: '周敏' })
  await ground.transact(tx =>
    giveRole(tx, {
      personId: staff.personId as number,
      role: 'town-clerk',
      nodeId: world.town.nodeId,
      at: world.now(),
      grantedBy: null,
    }),
  )
  await ground.transact(tx =>
    giveRole(tx, {
      personId: staff.personId as number,
      role: 'information-head',
      nodeId: world.book.district.nodeId,
      at: world.now(),
      grantedBy: null,
    }),
  )
  await login(staff.personId as number, '13800000004', true)
  const team = await world.aTeam()
  await login(team.leader.personId as number, '13800000002')
  const [li, wang] = [await world.aVolunteer({ name: '李秀英' }), await world.aVolunteer({ name: '王小明' })]
  await login(li.personId as number, '13800000001')
  await login(wang.personId as number, '13800000009')

  const origin = await openHouse(world)
  const browser = await aBrowser()
  const desk = await aPage(browser, origin, 'desk')
  const findings: Record<string, string[]> = {}
  const look = async (page: typeof desk, name: string) => {
    await picture(page, name)
    findings[name] = await seriousFindings(page)
  }

  // The portal, for everybody
  await desk.goto('/')
  await desk.getByRole('heading', { level: 1 }).waitFor()
  await desk.getByRole('button', { name: /方松街道/ }).waitFor()
  await look(desk, 'portal-home')

  // A town's sheet is imported
  await signIn(desk, world, '13800000004', PASSWORD)
  await desk.goto('/desk/import/people')
  await desk
    .locator('input[type=file]')
    .setInputFiles(new URL('../data/registrations.xlsx', import.meta.url).pathname)
  await desk.getByText('检查完成').first().waitFor()
  await look(desk, 'desk-import')

  // The leader writes a project; it is refused while something is missing, then it goes to review
  const leader = await aPage(browser, origin, 'phone')
  await signIn(leader, world, '13800000002')
  await leader.goto('/me/write')
  await leader.getByLabel('名称').fill('泰晤士站文明交通引导')
  await leader.getByLabel('内容').fill('早高峰在路口引导行人与非机动车各行其道。')
  await leader.getByLabel('条件', { exact: true }).fill('身体健康，能按时到岗')
  await leader.getByRole('button', { name: '下一步：地点' }).click()
  await leader.getByLabel('地点', { exact: true }).fill('三新北路文诚路口')
  await leader.getByRole('button', { name: '下一步：班次' }).click()
  await leader.getByRole('button', { name: '加一班' }).click()
  await leader.getByLabel('人数').fill('1')
  await leader.getByRole('button', { name: '下一步：保障' }).click()
  await leader.getByLabel('保险公司').fill('中国人寿')
  await leader.getByLabel('保单号').fill('SJ-2026-1')
  await leader.getByRole('button', { name: '下一步：提交' }).click()
  await leader.getByText('我声明').click()
  await leader.getByRole('button', { name: '提交审核' }).click()
  await leader.getByText('还缺').first().waitFor()
  await leader.waitForURL(/\/me\/write\/\d+/)
  await leader.getByRole('button', { name: /4 保障/ }).click()
  await leader.getByLabel('风险提示').fill('站在安全岛内，注意来往车辆。')
  await leader.getByRole('button', { name: '下一步：提交' }).click()
  await leader.getByRole('button', { name: '提交审核' }).click()
  await leader.waitForURL(/\/me\/teams/)

  // The leader sees who has it now and until when
  await leader.getByRole('link', { name: /泰晤士站/ }).click()
  await leader.getByText('现在由 方松街道 办理').waitFor()
  await leader.getByText('最迟').first().waitFor()
  await look(leader, 'phone-project-state')

  // The town centre reviews it, not its author
  await desk.goto('/desk')
  await desk.getByText('泰晤士站文明交通引导').waitFor()
  await desk
    .getByRole('row', { name: /泰晤士站/ })
    .getByRole('button', { name: '办理' })
    .click()
  await desk.getByRole('button', { name: '通过并公开招募' }).waitFor()
  await desk.getByText('您与提交人和当事人无关联，可以办理').waitFor()
  await desk.getByRole('button', { name: '退回修改' }).click()
  await desk.getByPlaceholder('理由（提交人会看到）').fill('风险提示过于笼统，请写明具体风险与应对')
  await desk.getByRole('button', { name: '退回修改' }).click()
  await desk.waitForURL(/\/desk$/)

  // The leader reads the reason on the phone, mends it and submits again; the desk sees what changed
  await leader.goto('/me/teams')
  await leader.getByRole('link', { name: /泰晤士站/ }).click()
  await leader.getByText('风险提示过于笼统').waitFor()
  await look(leader, 'phone-project-returned')
  await leader.getByRole('button', { name: /4 保障/ }).click()
  await leader.getByLabel('风险提示').fill('站在安全岛内，注意来往车辆；遇争执先退回安全处，再联系负责人。')
  await leader.getByRole('button', { name: '下一步：提交' }).click()
  await leader.getByText('我声明').click()
  await leader.getByRole('button', { name: '提交审核' }).click()
  await leader.waitForURL(/\/me\/teams/)
  await desk.goto('/desk')
  await desk.getByRole('row', { name: /泰晤士站/ }).waitFor()
  await look(desk, 'desk-queue')
  await desk
    .getByRole('row', { name: /泰晤士站/ })
    .getByRole('button', { name: '办理' })
    .click()
  await desk.getByText('第 2 次提交').first().waitFor()
  await desk.locator('del', { hasText: '站在安全岛内，注意来往车辆。' }).waitFor()
  await look(desk, 'desk-review')
  await desk.setViewportSize({ width: 390, height: 844 })
  await picture(desk, 'desk-review-narrow')
  await desk.setViewportSize({ width: 1440, height: 900 })
  await desk.getByRole('button', { name: '与此事有关，回避' }).click()
  await look(desk, 'desk-review-conflict')
  await desk.getByRole('button', { name: '取消' }).click()
  const publish = desk.getByRole('button', { name: '通过并公开招募' })
  expect(await publish.isDisabled()).toBe(true)
  await desk.getByLabel(/^我确认这是志愿服务：无偿、自愿、公益/).check()
  await look(desk, 'desk-review-ticked')
  await publish.click()
  await desk.waitForURL(/\/desk$/)

  // Three taps; the second volunteer waits
  const phone = await aPage(browser, origin, 'phone')
  await signIn(phone, world, '13800000001')
  await phone.getByText('泰晤士站文明交通引导').first().waitFor({ timeout: 30_000 })
  await look(phone, 'phone-home')
  await phone.getByText('泰晤士站文明交通引导').first().click()
  await phone.getByRole('button', { name: '我要报名' }).click()
  await phone.getByRole('button', { name: /确认报名/ }).waitFor()
  await look(phone, 'phone-project')
  await phone.getByRole('button', { name: /确认报名/ }).click()
  await phone.getByText(/报名成功/).waitFor()
  const second = await aPage(browser, origin, 'phone')
  await signIn(second, world, '13800000009')
  await second.goto('/me/find?text=泰晤士')
  await second.getByText('泰晤士站文明交通引导').click()
  await second.getByRole('button', { name: '我要报名' }).click()
  await second.getByRole('button', { name: /排队候补/ }).click()
  await second.getByText(/候补第 1 位/).waitFor()

  // The first withdraws, the second moves up
  await phone.goto('/me/signups')
  await phone.getByText('泰晤士站文明交通引导').click()
  await phone.getByRole('button', { name: '退出这一班' }).click()
  await phone.getByRole('button', { name: /确定退出/ }).click()
  await phone.getByText('已退出').first().waitFor()
  await second.goto('/me/signups')
  await second.getByText('已报名').waitFor()

  // On the day: the leader's code, in and out
  const { rows } = await ground.database.pool.query('select shift_id, starts_at, ends_at from slot')
  const shift = rows[0] as { shift_id: number; starts_at: Date; ends_at: Date }
  const scan = async () => {
    // The clock has leapt, so the code that the phone had kept is of no use: the one that is answered now.
    const answer = leader.waitForResponse(/\/api\/shifts\/\d+\/code$/)
    await leader.goto(`/me/shifts/${shift.shift_id}/code`)
    const { code } = (await (await answer).json()) as { code: string }
    await leader.locator(`[data-code="${code}"]`).waitFor()
    await second.goto('/me/scan')
    await second.getByLabel('或输入码下面的文字').fill(code)
    await second.getByRole('button', { name: '签到 / 签退' }).click()
  }
  world.at(addMinutes(shift.starts_at, -3))
  await scan()
  await second.getByText('签到成功').waitFor()
  await second.goto('/me/signups')
  await second.getByText('泰晤士站文明交通引导').click()
  await second.getByText('扫负责人现场码').waitFor()
  await look(second, 'phone-service')
  world.at(shift.ends_at)
  await scan()
  await second.getByText(/签退成功/).waitFor()

  // The leader confirms; the volunteer disputes; the town corrects
  await leader.goto(`/me/confirm/${shift.shift_id}`)
  await leader.getByRole('button', { name: '确认 1 人' }).click()
  await leader.getByText('已确认 1 条').waitFor()
  await second.goto('/me/hours')
  await second.getByText('已计入').waitFor()
  await look(second, 'phone-hours')
  await second.getByRole('button', { name: /泰晤士站/ }).click()
  await second.getByLabel('应是多少分钟').fill('90')
  await second.getByLabel('为什么').fill('其实提前半小时离开')
  await second.getByRole('button', { name: '提出异议' }).click()
  await second.getByText(/异议已提出/).waitFor()
  // Another day: the desk was left signed in, and asks again.
  await signIn(desk, world, '13800000004', PASSWORD)
  await desk
    .getByRole('row', { name: /时长异议/ })
    .getByRole('button', { name: '办理' })
    .click()
  await desk.getByRole('button', { name: '同意更正' }).waitFor()
  await look(desk, 'desk-correction')
  await desk.getByRole('button', { name: '同意更正' }).click()
  await desk.getByText('已办理').waitFor()
  await second.goto('/me/hours')
  await second.getByText('已更正 2.00 → 1.50').waitFor()

  // The certificate, verified by somebody who is not signed in
  await second.goto('/me/certificates')
  await second.getByRole('button', { name: '开一份新证明' }).click()
  const made = second.locator('a[data-no]')
  await made.waitFor()
  const anybody = await aPage(browser, origin, 'phone')
  await anybody.goto('/verify')
  await anybody.getByLabel('证明编号').fill((await made.getAttribute('data-no')) ?? '')
  await anybody.getByLabel('验证码').fill((await made.getAttribute('data-code')) ?? '')
  await anybody.getByRole('button', { name: '核验' }).click()
  await anybody.getByText('真实有效').waitFor()
  await anybody.getByText('1.50').waitFor()
  await look(anybody, 'verify')

  // Elder mode and English
  await second.goto('/me/mine')
  await second.getByRole('switch', { name: '大字版' }).check()
  await second.goto('/me')
  await second.getByRole('button', { name: '回到普通版' }).waitFor()
  await look(second, 'phone-elder')
  await second.goto('/me/mine')
  await second.getByRole('button', { name: 'English' }).click()
  await second.getByText('My teams').waitFor()

  expect(Object.entries(findings).filter(([, list]) => list.length > 0)).toEqual([])
  expect((await verifyDistrict(ground)).filter(one => one.broken > 0)).toEqual([])
})
