// A project that jurors score and the district may object to, on three phones: none of these people has a desk.
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Principal } from '../../src/foundation/access/access.ts'
import { approve } from '../../src/foundation/access/approving.ts'
import { propose } from '../../src/foundation/access/proposing.ts'
import type { Role } from '../../src/foundation/access/roles.ts'
import { addDays, addMinutes, localDay } from '../../src/foundation/clock.ts'
import { decidePolicy, proposePolicy } from '../../src/foundation/policies/service.ts'
import { answerObjection } from '../../src/foundation/reviews/publicity.ts'
import { makeContact } from '../../src/people/contacts.ts'
import { submitProject, writeProject } from '../../src/projects/drafting.ts'
import { aBrowser, aPage, openHouse, picture, seriousFindings, signIn } from '../support/browser.ts'
import { anOffice } from '../support/office.ts'
import { aWorld, noDeclarations } from '../support/world.ts'

const CHAIN = {
  steps: [
    { kind: 'decision', permission: 'project.review', level: 'town', term: { workingDays: 3 } },
    {
      kind: 'panel',
      permission: 'review.score',
      level: 'town',
      term: { workingDays: 5 },
      scorers: 2,
      passMark: 80,
    },
    { kind: 'publicity', permission: 'project.review', level: 'town', term: { workingDays: 5 } },
  ],
}
const JURORS = ['13711110001', '13711110002']

test('two jurors known by phone score it, a citizen objects to it, and both see on their phone what comes of it', async () => {
  const world = await aWorld()
  const { ground, book } = world
  const { anOfficer } = anOffice(() => world)
  const staff = async (role: Role): Promise<Principal> => ({
    ...(await world.aStaffMember(role, book.district)),
    via: 'session',
  })
  const [head, secretary, security] = [
    await staff('information-head'),
    await staff('general-service-head'),
    await staff('security-administrator'),
  ]
  const today = new Date()
  world.at(addMinutes(today, -24 * 60))
  const rule = await proposePolicy(ground, head, {
    key: 'projects.review',
    scope: '',
    from: addDays(localDay(world.now()), 1),
    value: CHAIN,
    source: '松志协〔2026〕21 号 第二条',
    document: null,
  })
  await decidePolicy(ground, secretary, rule, { verdict: 'approve', reason: '' })
  await ground.policies.reload()
  world.at(today)

  const team = await world.aTeam()
  const project = await writeProject(ground, team.leader, world.aDraft(team.id, { title: '河道清洁志愿行' }))
  await submitProject(ground, team.leader, project, { answers: noDeclarations })
  await world.decide(await world.aStaffMember('town-clerk'), `project:${project}`, 'pass')
  for (const phone of JURORS) {
    const contactId = await makeContact(ground, secretary, { name: '外聘评委', phone })
    const duty = await propose(ground, secretary, {
      contactId,
      role: 'scorer',
      nodeId: world.town.nodeId,
      caseOf: `project:${project}`,
      since: world.now(),
      until: null,
    })
    await approve(ground, security, duty)
  }

  const browser = await aBrowser()
  const origin = await openHouse(world)
  const enter = async (phone: string): Promise<Page> => {
    const page = await aPage(browser, origin, 'phone')
    await signIn(page, world, phone)
    await page.goto('/me/mine')
    return page
  }
  const look = async (page: Page, name: string) => {
    await page.waitForTimeout(300)
    await picture(page, name)
    expect([name, await seriousFindings(page)]).toEqual([name, []])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  }

  for (const [n, phone] of JURORS.entries()) {
    const page = await enter(phone)
    const door = page.getByRole('link', { name: /等我办理/ })
    await door.getByText('1 件').waitFor()
    expect(await page.getByRole('link', { name: '工作台' }).count()).toBe(0)
    if (n === 0) await look(page, 'juror-mine')
    await door.click()
    await page.getByText(/最迟/).waitFor()
    if (n === 0) await look(page, 'juror-list')
    await page.getByRole('link', { name: /河道清洁志愿行/ }).click()
    await page.getByText(`已打分 ${n} / 2`, { exact: false }).waitFor()
    expect(await page.getByRole('button', { name: '退回' }).count()).toBe(0)
    await page.getByLabel('分数（0–100）').fill(String(82 + n))
    await page.getByLabel('评语').fill('方案写得清楚')
    if (n === 0) await look(page, 'juror-review')
    await page.getByRole('button', { name: '提交分数' }).click()
    await page.getByText('没有等您办理的事').waitFor()
    if (n === 0) await look(page, 'juror-done')
    await page.context().close()
  }

  const citizen = await anOfficer('程公民')
  const page = await enter(citizen.phone)
  await page.getByRole('link', { name: /公示/ }).click()
  await page.getByRole('heading', { name: '河道清洁志愿行' }).waitFor()
  await look(page, 'publicity')
  await page.getByRole('button', { name: '提出异议' }).click()
  expect(await page.getByRole('button', { name: '提交异议' }).isDisabled()).toBe(true)
  await page.getByLabel('异议和依据').fill('集合点在施工围挡里，进不去')
  await look(page, 'publicity-objecting')
  await page.getByRole('button', { name: '提交异议' }).click()
  await page.getByText('等答复').waitFor()
  const { rows } = await sql<{ id: number; review: number }>`
    select id, review_id as review from review_objection`.execute(ground.db)
  const [objection] = rows
  const clerk = await world.aStaffMember('town-clerk')
  await answerObjection(ground, clerk, objection?.review ?? 0, objection?.id ?? 0, '已改在东门集合')
  await page.reload()
  await page.getByText('答复：已改在东门集合').waitFor()
  await look(page, 'publicity-answered')
})
