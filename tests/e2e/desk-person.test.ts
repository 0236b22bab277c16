// The desk's page of one volunteer: verified with the document before one's eyes, read in full for a reason, and who read is seen by whose it is.
import { expect, test } from 'vitest'
import { confirm } from '../../src/records/confirming.ts'
import { ownRecords } from '../../src/records/lists.ts'
import { givesAccount, PASSWORD } from '../support/accounts.ts'
import { aBrowser, aPage, look, openHouse, signIn } from '../support/browser.ts'
import { aWorld } from '../support/world.ts'

test('a volunteer is verified against the paper, called by a number shown for a reason, and sees who looked and why', async () => {
  const world = await aWorld()
  world.at(new Date())
  const person = await world.aVolunteer({ name: '李秀英', birthDate: '1959-02-14', phone: '13800006620' })
  await givesAccount(world, person.personId as number, '13800006620')
  await world.aVolunteer({ name: '李秀英', birthDate: '1959-02-14' })
  const project = await world.aProject()
  const begins = world.now()
  await world.served(world.at, project, person)
  const [record] = (await ownRecords.rows(world.ground, person, {}, { limit: 1 })).items
  await confirm(world.ground, project.team.leader, [record?.id ?? 0])
  world.at(begins)
  await world.owner.pool.query(
    `update person set tier = 'phone', verified_by_method = null, verified_at = null where id = $1`,
    [person.personId],
  )
  const clerk = await world.aVolunteer({ name: '韩蕾' })
  await givesAccount(world, clerk.personId as number, '13800000051', {
    role: 'town-clerk',
    nodeId: world.town.nodeId,
  })
  const head = await world.aVolunteer({ name: '周敏' })
  await givesAccount(world, head.personId as number, '13800000052', {
    role: 'information-head',
    nodeId: world.book.district.nodeId,
  })
  const origin = await openHouse(world)
  const browser = await aBrowser()

  // At the counter: nothing in full before a reason is given, then everything that the paper must say.
  const counter = await aPage(browser, origin, 'desk')
  await signIn(counter, world, '13800000051', PASSWORD)
  await counter.goto(`/desk/people/${person.personId}`)
  await counter.getByText('还没有核验实名').waitFor()
  expect(await counter.getByText('李秀英').count()).toBe(0)
  expect(await counter.getByRole('heading', { name: '看全名和号码' }).count()).toBe(0)
  await counter.getByLabel('写明事由，至少六个字').fill('本人到窗口，出示身份证原件')
  await counter.getByRole('button', { name: '显示，与原件比对' }).click()
  await counter.getByText('李秀英').waitFor()
  await counter.getByText('1959-02-14').waitFor()
  await look(counter, 'person-verify')
  await counter.getByRole('button', { name: '与原件一致，核验实名' }).click()
  await counter.getByText('工作人员看过证件原件').waitFor()
  expect(await counter.getByText('李秀英').count()).toBe(0)

  // Whoever may read in full: one thing at a time, and hidden again.
  const office = await aPage(browser, origin, 'desk')
  await signIn(office, world, '13800000052', PASSWORD)
  await office.goto(`/desk/people/${person.personId}`)
  await office.getByText('有 1 处疑似重复').waitFor()
  await office.getByLabel('写明事由，至少六个字').fill('电话提醒')
  expect(await office.getByRole('button', { name: '写好了，显示' }).isDisabled()).toBe(true)
  await office.getByLabel('写明事由，至少六个字').fill('电话提醒她急救证要复训')
  await office.getByRole('button', { name: '写好了，显示' }).click()
  await office.getByText('13800006620').waitFor()
  await office.getByText('图书馆整架').first().waitFor()
  await office.getByText('「本人到窗口，出示身份证原件」').waitFor()
  await look(office, 'desk-person')
  await office.getByRole('button', { name: '现在收起' }).click()
  expect(await office.getByText('13800006620').count()).toBe(0)

  // She moved, and the counter has seen it.
  await counter.reload()
  await counter.getByRole('button', { name: '登记搬家' }).click()
  await counter.getByRole('dialog').waitFor()
  await look(counter, 'person-move')
  await counter.keyboard.press('Escape')

  // Whose it is reads who looked, what at, and why.
  const phone = await aPage(browser, origin, 'phone')
  await signIn(phone, world, '13800006620')
  await phone.goto('/me/mine')
  await phone.getByRole('link', { name: '谁看过我的信息' }).click()
  await phone.getByText('「电话提醒她急救证要复训」').waitFor()
  await phone.getByText('周* 看了手机号').waitFor()
  await phone.getByText('韩* 看了证件上的全部').waitFor()
  await look(phone, 'reads')

  // And says that she moved; from today on the desk has it so.
  await phone.goto('/me/home')
  await phone.getByText(world.community.name).waitFor()
  await phone.getByRole('button', { name: /搬到哪里/ }).click()
  await phone.getByPlaceholder('找街镇或村居').fill('龙潭')
  await phone.getByRole('dialog').getByRole('button', { name: /龙潭/ }).first().click()
  await look(phone, 'home')
  await phone.getByRole('button', { name: '搬家了，改住址' }).click()
  await phone.getByText('住址已改，从今天起').waitFor()
  await office.reload()
  await office.getByText(`之前：${world.town.name} ${world.community.name}`).waitFor()
})
