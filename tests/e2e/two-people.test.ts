// What takes a second person, in a browser: two entries joined by a colleague's decision, a member who says yes, a leader who looks.
import { expect, test } from 'vitest'
import { issue } from '../../src/certificates/service.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { addMinutes } from '../../src/foundation/clock.ts'
import { signUp } from '../../src/participation/admission/service.ts'
import { confirm } from '../../src/records/confirming.ts'
import { ownRecords } from '../../src/records/lists.ts'
import { givesAccount, PASSWORD } from '../support/accounts.ts'
import { aBrowser, aPage, look, openHouse, signIn } from '../support/browser.ts'
import { aWorld } from '../support/world.ts'

test('entries are joined by a colleague, a member says yes, and a certificate says what changed under it', async () => {
  const world = await aWorld()
  world.at(new Date())
  const proposer = await world.aVolunteer({ name: '沈越' })
  const decider = await world.aVolunteer({ name: '顾清' })
  for (const [person, phone] of [
    [proposer, '13800000031'],
    [decider, '13800000032'],
  ] as const)
    await givesAccount(world, person.personId as number, phone, {
      role: 'information-head',
      nodeId: world.book.district.nodeId,
    })
  const hours = await world.aVolunteer({ name: '周敏' })
  await givesAccount(world, hours.personId as number, '13800000033', {
    role: 'activity-coordination-head',
    nodeId: world.book.district.nodeId,
  })
  const project = await world.aProject()
  const person = await world.aVolunteer({ name: '李秀英', birthDate: '1959-02-14' })
  const twin = await world.aVolunteer({ name: '李秀英', birthDate: '1959-02-14' })
  const begins = world.now()
  // The same morning both have served, and both hold a place at one time to come.
  const beside = await world.aProject({
    title: '敬老餐分装',
    team: project.team,
    shifts: [
      {
        startsAt: addMinutes(project.startsAt, 60).toISOString(),
        endsAt: addMinutes(project.endsAt, 60).toISOString(),
      },
    ],
  })
  const placeOf = async (who: Principal, title: string, minutes: number) => {
    const startsAt = addMinutes(project.startsAt, 3 * 24 * 60 + minutes)
    const shift = { startsAt: startsAt.toISOString(), endsAt: addMinutes(startsAt, 120).toISOString() }
    const { slotId } = await world.aProject({ title, team: project.team, shifts: [shift] })
    await signUp(world.ground, who, { slotId })
  }
  await placeOf(person, '陪老人学用手机', 0)
  await placeOf(twin, '社区花园养护', 30)
  for (const [who, of] of [
    [twin, project],
    [person, beside],
  ] as const) {
    world.at(begins)
    await world.served(world.at, of, who)
    const [record] = (await ownRecords.rows(world.ground, who, {}, { limit: 1 })).items
    await confirm(world.ground, project.team.leader, [record?.id ?? 0])
  }
  world.at(begins)
  const origin = await openHouse(world)
  const browser = await aBrowser()

  // One proposes, with the reason that they type.
  const desk = await aPage(browser, origin, 'desk')
  await signIn(desk, world, '13800000031', PASSWORD)
  await desk.goto(`/desk/people/${person.personId}`)
  await desk.getByRole('button', { name: '提出合并到这里' }).click()
  await desk.getByLabel('为什么说是同一人').fill('窗口看过两份证件原件，是同一人')
  await look(desk, 'merge-propose')
  // Nothing goes on before the volunteer has said which place to keep.
  expect(await desk.getByRole('button', { name: '提出合并到这里' }).isDisabled()).toBe(true)
  await desk.getByRole('checkbox', { name: /陪老人学用手机/ }).check()
  await desk.getByText('合并时退出', { exact: true }).waitFor()
  await desk.getByRole('button', { name: '提出合并到这里' }).click()
  await desk.getByRole('heading', { name: '这两份登记是同一个人吗' }).waitFor()
  expect(await desk.getByRole('button', { name: '同意，合成一份' }).count()).toBe(0)

  // Another decides, from the queue.
  const colleague = await aPage(browser, origin, 'desk')
  await signIn(colleague, world, '13800000032', PASSWORD)
  await colleague.goto('/desk')
  await colleague
    .getByRole('row', { name: /李\*\* → 李\*\*/ })
    .getByRole('link')
    .click()
  await colleague.getByText('「窗口看过两份证件原件，是同一人」').waitFor()
  await look(colleague, 'merge')
  await colleague.getByRole('button', { name: '同意，合成一份' }).click()
  await colleague.getByText('已合成一份').waitFor()

  // Which of the two mornings counts, decides somebody who had no hand in either.
  const third = await aPage(browser, origin, 'desk')
  await signIn(third, world, '13800000033', PASSWORD)
  await third.goto('/desk')
  await third
    .getByRole('row', { name: /时间重叠/ })
    .first()
    .getByRole('link')
    .click()
  await third.getByRole('heading', { name: /同一时间两条时长/ }).waitFor()
  await look(third, 'overlap')
  await third.getByRole('button', { name: /^算这条/ }).click()
  await third.getByText('已定，时长重新计算').waitFor()
  await third.getByText('没有等您办的事').waitFor()

  // The certificate of the joined hours, after they were parted again.
  const made = await issue(world.ground, person, {})
  await world.part(twin.personId as number)
  const anybody = await aPage(browser, origin, 'phone')
  await anybody.goto('/verify')
  await anybody.getByLabel('证明编号').fill(made.no)
  await anybody.getByLabel('验证码').fill(made.shortCode)
  await anybody.getByRole('button', { name: '核验', exact: true }).click()
  await anybody.getByText(/2 条记录里有 \d 条不再计入/).waitFor()
  await look(anybody, 'verify-outdated')
})

test('who is asked into a team joins by a tap, and the leader sees nobody before', async () => {
  const world = await aWorld()
  world.at(new Date())
  const team = await world.aTeam()
  await givesAccount(world, team.leader.personId as number, '13800000041')
  const asked = await world.aVolunteer({ name: '欧阳修文' })
  await givesAccount(world, asked.personId as number, '13800000042')
  const clerk = await world.aVolunteer({ name: '周敏' })
  await givesAccount(world, clerk.personId as number, '13800000043', {
    role: 'town-clerk',
    nodeId: world.town.nodeId,
  })
  const { rows } = await world.owner.pool.query('select volunteer_no as no from person where id = $1', [
    asked.personId,
  ])
  const origin = await openHouse(world)
  const browser = await aBrowser()
  const desk = await aPage(browser, origin, 'desk')
  await signIn(desk, world, '13800000043', PASSWORD)
  await desk.goto(`/desk/teams/${team.id}`)
  await desk.getByRole('button', { name: '邀请队员' }).click()
  await desk.getByLabel('志愿者编号').fill(rows[0].no)
  await look(desk, 'invite')
  await desk.getByRole('dialog').getByRole('button', { name: '邀请队员' }).click()
  await desk.getByText('已邀请，等对方在手机上答复').waitFor()
  expect(await desk.getByText('欧**').count()).toBe(0)

  const phone = await aPage(browser, origin, 'phone')
  await signIn(phone, world, '13800000042')
  await phone.goto('/me/teams')
  await phone.getByRole('button', { name: '同意入队' }).waitFor()
  await look(phone, 'invited')
  await phone.getByRole('button', { name: '同意入队' }).click()
  await phone.getByText('已入队').waitFor()
  await phone.getByText('2 人').waitFor()

  await desk.reload()
  await desk.getByText('欧**').waitFor()
  await desk.getByRole('button', { name: '设为队长' }).click()
  await desk.getByText('已设为队长').waitFor()
  await look(desk, 'team-members')
})
