// Files in a real browser: photos with a dispute from the phone to whoever decides, papers with a project from the desk; over a lost
// network and a lost page.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { giveRole } from '../../src/foundation/access/grants.ts'
import { setPassword } from '../../src/foundation/accounts/passwords.ts'
import { holdAccount, makeAccount } from '../../src/foundation/accounts/service.ts'
import { writeProject } from '../../src/projects/drafting.ts'
import { confirm } from '../../src/records/confirming.ts'
import { aBrowser, aPage, openHouse, picture, seriousFindings, signIn } from '../support/browser.ts'
import { anOfficeDocument, aPdf, aPhoto, aProgram } from '../support/samples.ts'
import { aWorld } from '../support/world.ts'

const PASSWORD = 'songjiang-files-2026'

test('a volunteer shows why an hour is wrong; whoever decides sees the photos, over a network that comes and goes', async () => {
  const world = await aWorld()
  world.at(new Date())
  const { ground } = world
  const folder = mkdtempSync(join(tmpdir(), 'yunjian-chosen-'))
  const chosen = (name: string, bytes: Buffer) => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  }
  const login = (personId: number, phone: string, password?: string) =>
    ground.transact(async tx => {
      const account = await makeAccount(ground, tx, phone)
      await holdAccount(tx, account, personId, world.now())
      if (password) await setPassword(ground, tx, account, password)
    })
  const team = await world.aTeam()
  const volunteer = await world.aVolunteer({ name: '李秀英' })
  await login(volunteer.personId as number, '13800000001')
  const clerk = await world.aStaffMember('town-clerk')
  await login(clerk.personId as number, '13800000004', PASSWORD)
  world.at(new Date(Date.now() - 4 * 86_400_000))
  await world.served(world.at, await world.aProject({ team }), volunteer)
  const { rows } = await ground.database.pool.query('select id from service_record')
  await confirm(ground, team.leader, [Number(rows[0].id)])
  world.at(new Date())

  const origin = await openHouse(world)
  const browser = await aBrowser()
  const phone = await aPage(browser, origin, 'phone')
  const findings: Record<string, string[]> = {}
  const look = async (page: typeof phone, name: string) => {
    await picture(page, name)
    findings[name] = await seriousFindings(page)
  }
  await signIn(phone, world, '13800000001')
  await phone.goto('/me/hours')
  await phone.getByRole('button', { name: /图书馆整架/ }).click()
  await phone.getByLabel('应是多少分钟').fill('170')
  await phone.getByLabel('为什么').fill('我八点半就到了，签到时手机没有网')
  const gallery = phone.getByLabel('选择文件')
  await gallery.setInputFiles([
    chosen('到岗合影.jpg', await aPhoto({ width: 3000, height: 2000 })),
    chosen('破解版.jpg', aProgram()),
    chosen('签到表.pdf', aPdf()),
  ])
  await phone.getByText('“破解版.jpg” 是程序，不能上传').waitFor()
  await phone.getByText('已传好').nth(1).waitFor()
  await look(phone, 'phone-dispute-files')
  await phone.getByRole('button', { name: '移除 破解版.jpg' }).click()

  // A large one: the network goes in the middle, and comes back.
  const large = chosen('现场全景.jpg', await aPhoto({ width: 1900, height: 1800, noise: true, quality: 95 }))
  await phone.route('**/api/files/uploads/*?at=*', async route => {
    const second = new URL(route.request().url()).searchParams.get('at') !== '0'
    if (second) await phone.context().setOffline(true)
    await route.continue().catch(() => {})
  })
  await gallery.setInputFiles(large)
  await phone.getByText('网络断了').waitFor()
  await look(phone, 'phone-dispute-offline')
  // And the page itself is lost: the same photo chosen again goes on where it stood.
  // Only then is it let through: a piece that is tried at once would take the network away again.
  await phone.unroute('**/api/files/uploads/*?at=*')
  await phone.context().setOffline(false)
  await phone.reload()
  await phone.getByRole('button', { name: /图书馆整架/ }).click()
  await phone.getByLabel('应是多少分钟').fill('170')
  await phone.getByLabel('为什么').fill('我八点半就到了，签到时手机没有网')
  const begun = { n: 0 }
  const offsets: number[] = []
  phone.on('request', asked => {
    const url = new URL(asked.url())
    if (asked.method() === 'POST' && url.pathname === '/api/files/uploads') begun.n++
    if (asked.method() === 'PUT') offsets.push(Number(url.searchParams.get('at')))
  })
  await phone.getByLabel('选择文件').setInputFiles([large, join(folder, '到岗合影.jpg')])
  await phone.getByText('已传好').nth(1).waitFor()
  expect(begun.n).toBe(0)
  expect(offsets[0] ?? 0).toBeGreaterThan(0)
  await phone.getByRole('button', { name: '提出异议' }).click()
  await phone.getByText('异议已提出').waitFor()
  await phone.getByRole('button', { name: /图书馆整架/ }).click()
  await phone.getByRole('link', { name: '打开 现场全景.jpg' }).waitFor()
  await phone.waitForFunction(() => [...document.images].every(one => one.complete && one.naturalWidth > 0))
  await look(phone, 'phone-dispute-sent')

  // At the desk
  const desk = await aPage(browser, origin, 'desk')
  await signIn(desk, world, '13800000004', PASSWORD)
  const { rows: corrections } = await ground.database.pool.query('select id from record_correction')
  await desk.goto(`/desk/corrections/${corrections[0].id}`)
  const photo = desk.getByRole('link', { name: '打开 到岗合影.jpg' })
  await photo.waitFor()
  await desk.waitForFunction(() => [...document.images].every(one => one.complete && one.naturalWidth > 0))
  await look(desk, 'desk-dispute-files')
  const opened = await desk.request.get((await photo.getAttribute('href')) ?? '')
  expect([opened.status(), opened.headers()['content-type']]).toEqual([200, 'image/webp'])
  expect(findings).toEqual(Object.fromEntries(Object.keys(findings).map(name => [name, []])))
})

test('the papers of a project are dropped on the desk, and read by its reviewer', async () => {
  const world = await aWorld()
  world.at(new Date())
  const { ground } = world
  const clerk = await world.aStaffMember('town-clerk')
  await ground.transact(async tx => {
    const account = await makeAccount(ground, tx, '13800000004')
    await holdAccount(tx, account, clerk.personId as number, world.now())
    await setPassword(ground, tx, account, PASSWORD)
  })
  const team = await world.aTeam()
  const project = await writeProject(ground, team.leader, world.aDraft(team.id))
  await ground.transact(async tx => {
    const account = await makeAccount(ground, tx, '13800000002')
    await holdAccount(tx, account, team.leader.personId as number, world.now())
  })
  await ground.transact(tx =>
    giveRole(tx, {
      personId: clerk.personId as number,
      role: 'activity-coordination-head',
      nodeId: world.book.district.nodeId,
      at: world.now(),
      grantedBy: null,
    }),
  )
  const origin = await openHouse(world)
  const browser = await aBrowser()
  const desk = await aPage(browser, origin, 'desk')
  await signIn(desk, world, '13800000004', PASSWORD)
  await desk.goto(`/desk/projects/${project}`)
  const field = desk.getByRole('group', { name: /安全预案/ })
  await field.waitFor()
  const files = await desk.evaluateHandle(
    given => {
      const transfer = new DataTransfer()
      for (const { name, bytes } of given)
        transfer.items.add(new File([Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))], name))
      return transfer
    },
    [
      { name: '安全预案.docx', bytes: anOfficeDocument('docx').toString('base64') },
      { name: '岗位分工.xlsx', bytes: anOfficeDocument('xlsx').toString('base64') },
      {
        name: '带宏.xlsm',
        bytes: anOfficeDocument('xlsx', 'x', [{ name: 'xl/vbaProject.bin', data: 'x' }]).toString('base64'),
      },
      { name: '场地同意书.pdf', bytes: aPdf().toString('base64') },
    ],
  )
  await field.dispatchEvent('drop', { dataTransfer: files })
  await desk.getByText('“带宏.xlsm” 带有宏').waitFor()
  await desk.getByRole('link', { name: '打开 场地同意书.pdf' }).waitFor()
  await picture(desk, 'desk-project-papers')
  expect(await seriousFindings(desk)).toEqual([])
  const download = desk.waitForEvent('download')
  await desk.getByRole('link', { name: '打开 安全预案.docx' }).click()
  expect((await download).suggestedFilename()).toBe('安全预案.docx')
  await desk.getByRole('button', { name: '移除 岗位分工.xlsx' }).click()
  await desk.getByRole('link', { name: '打开 岗位分工.xlsx' }).waitFor({ state: 'detached' })

  // The leader sees them on the phone, and adds one more.
  const phone = await aPage(browser, origin, 'phone')
  await signIn(phone, world, '13800000002')
  await phone.goto(`/me/write/${project}`)
  await phone.getByRole('button', { name: '4 保障' }).click()
  await phone.getByRole('link', { name: '打开 安全预案.docx' }).waitFor()
  await phone
    .getByRole('group', { name: /安全预案/ })
    .getByLabel('选择文件')
    .setInputFiles({
      name: '路线图.pdf',
      mimeType: 'application/pdf',
      buffer: aPdf('the way'),
    })
  await phone.getByRole('link', { name: '打开 路线图.pdf' }).waitFor()
  await phone.getByRole('link', { name: '打开 路线图.pdf' }).scrollIntoViewIfNeeded()
  await picture(phone, 'phone-project-papers')
  expect(await seriousFindings(phone)).toEqual([])
})
