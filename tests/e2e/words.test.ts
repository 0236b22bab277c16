// Every page of the phone, the portal and the desk on a narrow screen: no word that somebody typed is wider than it, and no word is missing.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { rooms } from '../../src/app/web/rooms.tsx'
import { giveRole } from '../../src/foundation/access/grants.ts'
import type { Role } from '../../src/foundation/access/roles.ts'
import { setPassword } from '../../src/foundation/accounts/passwords.ts'
import { holdAccount, makeAccount } from '../../src/foundation/accounts/service.ts'
import { signUp } from '../../src/participation/admission/service.ts'
import { submitProject, writeProject } from '../../src/projects/drafting.ts'
import { confirm } from '../../src/records/confirming.ts'
import { dispute } from '../../src/records/corrections.ts'
import { aBrowser, aPage, openHouse, picture, signIn } from '../support/browser.ts'
import { aWorld, noDeclarations } from '../support/world.ts'

const PASSWORD = 'songjiang-words-2026'
const LONG = 'W'.repeat(200)
const WIDTH = 390

test('two hundred letters without a space break on every page, and no page shows a key in place of a word', async () => {
  const world = await aWorld()
  const { ground } = world
  const pool = ground.database.pool
  const login = async (personId: number, phone: string, grants: readonly [Role, number][] = []) =>
    ground.transact(async tx => {
      const account = await makeAccount(ground, tx, phone)
      await holdAccount(tx, account, personId, world.now())
      if (grants.length > 0) await setPassword(ground, tx, account, PASSWORD)
      for (const [role, nodeId] of grants)
        await giveRole(tx, { personId, role, nodeId, at: world.now(), grantedBy: null })
    })
  // A project with everything typed as long as it goes, served, disputed; another in review.
  const project = await world.aProject()
  const person = await world.aVolunteer()
  await world.served(world.at, project, person)
  const { rows: records } = await pool.query('select id from service_record')
  await confirm(ground, project.team.leader, [Number(records[0]?.id)])
  await dispute(ground, person, Number(records[0]?.id), { minutes: 60, reason: LONG })
  const { rows: corrections } = await pool.query('select id from record_correction')
  world.at(new Date())
  const next = await world.aProject({ team: project.team })
  const taken = await signUp(ground, person, { slotId: next.slotId })
  const waiting = await writeProject(ground, project.team.leader, world.aDraft(project.team.id))
  await submitProject(ground, project.team.leader, waiting, { answers: noDeclarations })
  await pool.query(
    `update project set title = $1, place_name = $1, address = $1, content = $1, conditions = $1, risk_notice = $1`,
    [LONG],
  )
  await pool.query(`update slot set title = $1, place_name = $1, position_name = $1`, [LONG])
  await pool.query(`update team set name = $1`, [LONG])
  await pool.query(`update review set title = $1`, [LONG])
  await pool.query(`update service_record set title = $1, place_name = $1`, [LONG])
  await pool.query(`update person set name = $1 where id = any($2)`, [
    LONG,
    [person.personId, project.team.leader.personId],
  ])
  await login(person.personId as number, '13711110001')
  await login(project.team.leader.personId as number, '13711110002')
  const staff = await world.aVolunteer({ name: '周敏' })
  await login(staff.personId as number, '13711110003', [
    ['town-head', world.town.nodeId],
    ['information-head', world.book.district.nodeId],
    ['supervisor', world.book.district.nodeId],
  ])
  const officer = await world.aVolunteer({ name: '钱安' })
  await login(officer.personId as number, '13711110004', [
    ['security-administrator', world.book.district.nodeId],
    ['system-administrator', world.book.district.nodeId],
    ['audit-administrator', world.book.district.nodeId],
  ])

  const origin = await openHouse(world)
  const browser = await aBrowser()
  const { rows: reviews } = await pool.query('select id, kind from review order by id')
  const ids: Record<string, string | number> = {
    'me/projects/:id': project.id,
    'me/write/:id': waiting,
    'me/signups/:id': taken.signupId,
    'me/shifts/:id': next.shiftId,
    'me/shifts/:id/code': next.shiftId,
    'me/confirm/:id': project.shiftId,
    'desk/people/:id': person.personId as number,
    'desk/projects/:id': waiting,
    'desk/records/:id': Number(records[0]?.id),
    'desk/corrections/:id': Number(corrections[0]?.id),
    'desk/handover/:id': staff.personId as number,
  }
  const groups = new Set(rooms.map(room => room.name))
  for (const group of [
    'kit',
    'form',
    'people',
    'take',
    'hours',
    'project',
    'team',
    'proof',
    'find',
    'desk',
    'portal',
    'review',
    'appointments',
    'tokens',
    'rules',
    'audit',
    'health',
    'import',
    'statistics',
    'signin',
    'waiting',
    'trail',
    'menu',
    'panel',
    'tabs',
  ])
    groups.add(group)
  const key = new RegExp(`\\b(${[...groups].join('|')})\\.[a-z][\\w-]*(\\.[\\w-]+)*`, 'i')
  const wrong: string[] = []
  let walked = 0
  /** As a link does, without loading the whole face anew each time. */
  const go = async (page: Page, address: string) => {
    if (page.url() === 'about:blank') return page.goto(address)
    await page.evaluate(to => {
      history.pushState({}, '', to)
      dispatchEvent(new PopStateEvent('popstate', { state: {} }))
    }, address)
    // The page before has gone once the new one draws, at the next frame at the latest.
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))))
  }
  const walk = async (page: Page, face: string, path: string) => {
    const pattern = `${face}/${path}`.replace(/\/$/, '')
    const params = [...path.matchAll(/:(\w+)/g)].map(one => one[1])
    const id = ids[pattern] ?? (params.length > 0 ? Number(reviews[0]?.id ?? 1) : undefined)
    const address = `/${face === 'portal' ? '' : `${face}/`}${path.replace(/:kind/, 'project').replace(/:\w+/g, String(id))}`
    await go(page, address.replace(/\/$/, '') || '/')
    await page.locator('#main, main, h1, .page-broke').first().waitFor()
    await page
      .waitForFunction(() => document.querySelectorAll('.bone, .ant-skeleton').length === 0)
      .catch(() => {})
    await page.waitForTimeout(150)
    const { width, text } = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      // biome-ignore lint/performance/useDomNodeTextContent: what is shown, not what is in the page
      text: document.body.innerText,
    }))
    walked++
    if (width > WIDTH) {
      wrong.push(`${address} is ${width} wide`)
      await picture(page, `wide-${pattern.replaceAll('/', '-').replaceAll(':', '')}`)
    }
    const raw = key.exec(text.replaceAll(/https?:\S+/g, ''))?.[0]
    if (raw) wrong.push(`${address} shows ${raw}`)
  }
  const pages = rooms.flatMap(room => room.pages ?? [])
  const at = (face: string) => pages.filter(page => page.at === face).map(page => page.path)

  const inEnglish = (page: Page) =>
    page.evaluate(() => localStorage.setItem('yunjian.settings', JSON.stringify({ language: 'en' })))
  const asAnybody = async () => {
    const page = await aPage(browser, origin, 'phone')
    for (const path of [...at('portal'), ...at('bare').filter(one => one !== 'screen')])
      await walk(page, 'portal', path)
  }
  const as = async (who: string, face: 'me' | 'desk', english: boolean) => {
    const page = await aPage(browser, origin, 'phone')
    await signIn(page, world, who, face === 'desk' ? PASSWORD : undefined, '')
    for (const path of at(face)) await walk(page, face, path)
    if (!english) return
    await inEnglish(page)
    await page.reload()
    for (const path of at(face)) await walk(page, face, path)
  }
  await Promise.all([
    asAnybody().then(() => as('13711110001', 'me', true)),
    as('13711110003', 'desk', true),
    as('13711110002', 'me', false).then(() => as('13711110004', 'desk', false)),
  ])
  expect(walked).toBeGreaterThan(80)
  expect(wrong).toEqual([])
})
