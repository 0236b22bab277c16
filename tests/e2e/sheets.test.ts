// A town hands in its sheets: people, then teams, each on the same page. What is odd is said in words, and nothing is sent twice.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { setPassword } from '../../src/foundation/accounts/passwords.ts'
import { holdAccount, makeAccount } from '../../src/foundation/accounts/service.ts'
import { teamList } from '../../src/organizations/lists.ts'
import { bookOf, raw } from '../support/books.ts'
import { aBrowser, aPage, openHouse, picture, seriousFindings, signIn } from '../support/browser.ts'
import { aWorld } from '../support/world.ts'

const PASSWORD = 'songjiang-clerk-2026'
const folder = mkdtempSync(join(tmpdir(), 'yunjian-sheets-'))

test('people and teams are handed in on one page: progress, verdicts that filter, what to change and why, and nothing sent twice', async () => {
  const world = await aWorld()
  world.at(new Date())
  const { ground } = world
  const clerk = await world.aStaffMember('town-clerk', world.town)
  await ground.transact(async tx => {
    const account = await makeAccount(ground, tx, '13800000004')
    await holdAccount(tx, account, clerk.personId as number, world.now())
    await setPassword(ground, tx, account, PASSWORD)
  })
  const origin = await openHouse(world)
  const browser = await aBrowser()
  const page = await aPage(browser, origin, 'desk')
  const hand = async (name: string, bytes: Uint8Array) => {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    await page.locator('input[type=file]').setInputFiles(path)
  }
  await signIn(page, world, '13800000004', PASSWORD)

  // What is no sheet is said in words, and another file can be chosen.
  await page.getByRole('link', { name: '志愿者' }).first().click()
  await page.getByRole('link', { name: '导入登记表' }).first().click()
  await page.getByRole('heading', { name: '导入志愿者登记表' }).waitFor()
  await look(page, 'desk-import-begin')
  await hand('扫描件.pdf', Buffer.from('%PDF-1.7\n'))
  await page.getByText(/这是一份 PDF 文件，不是表/).waitFor()
  await look(page, 'desk-import-refused')
  await page.getByRole('button', { name: '换一个文件' }).click()

  const header = ['姓名', '证件类型', '证件号码', '性别', '出生日期', '手机号码', '居住街镇', '居住村居']
  const [town, home] = [world.town.name, world.community.name]
  const person = (name: string, number: string, birth: string, phone: string, place = town) => [
    name,
    '居民身份证',
    number,
    '女',
    birth,
    phone,
    place,
    home,
  ]
  const people = bookOf({
    sheets: [
      { name: '说明', rows: [['怎么填']] },
      {
        name: '江虹社区',
        hiddenRows: [4],
        rows: [
          header,
          person('程一', '310117197504029024', '1975-04-02', '13900000902'),
          person('程二', '310117197504049041'.replace('9041', '904X'), '1975-04-04', '13900000904'),
          person('程三', '310117197504049041', '1975-04-04', '13900000904'),
          person('=cmd', '310117197504069069', '1975-04-06', '13900000906'),
          person('', '310117197504069069', '1975-04-06', '13900000906'),
          person('程四', '310117197504069069', '1975-04-06', '13900000906', '莘庄镇'),
          person('程五', '310117197504069069', '1975-04-06', '139'),
          [
            ...person('程六', '', '1975-04-06', '13900000906').slice(0, 2),
            raw('<c r="@"><v>310117197504069000</v></c>'),
            '女',
          ],
        ],
      },
    ],
  })
  await hand('江虹社区志愿者登记表.xlsx', people)
  await page.getByText('检查完成').first().waitFor()
  await page.getByText('号码的末几位被 Excel 改掉了', { exact: false }).waitFor()
  await page.getByText('没有“莘庄镇”这个街镇').waitFor()
  await page.getByText('“=cmd”像公式，不是名称').waitFor()
  await page.getByText('其中 1 行在表里是隐藏的，也一起检查了。').waitFor()
  await look(page, 'desk-import')
  // A tile filters; pressed again it no longer does.
  await page.getByRole('button', { name: /1 缺姓名/ }).click()
  await page.getByRole('cell', { name: '缺姓名' }).waitFor()
  expect(await page.locator('tbody tr.ant-table-row').count()).toBe(1)
  await page.getByRole('button', { name: /1 缺姓名/ }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载订正表（6 行）' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('江虹社区志愿者登记表-订正.xlsx')
  await page.getByRole('button', { name: '提交 2 人' }).click()
  await page.getByText('新登记 2 人').waitFor()

  // The same sheet again: nobody twice.
  await page.goto('/desk/import/people')
  await page.getByRole('button', { name: '江虹社区志愿者登记表.xlsx' }).waitFor()
  await hand('江虹社区志愿者登记表.xlsx', people)
  await page.getByText('检查完成').first().waitFor()
  await page.getByRole('button', { name: '提交 2 人' }).click()
  await page.getByText('新登记 0 人，已有的 2 行没有重复').waitFor()

  // Teams, on the same page.
  await page.getByRole('link', { name: '组织与队伍' }).click()
  await page.getByRole('link', { name: '导入名单' }).click()
  await page.getByRole('heading', { name: '导入队伍名单' }).waitFor()
  await hand('志愿者.xlsx', people)
  await page.getByText(/这是一张志愿者登记表，这里收的是队伍名单/).waitFor()
  await page.getByRole('button', { name: '换一个文件' }).click()
  const [kind = ''] =
    (await ground.rooms
      .flatMap(room => room.imports ?? [])
      .find(one => one.kind === 'teams')
      ?.columns[1]?.choices?.(ground)) ?? []
  await hand(
    '方松队伍.xlsx',
    bookOf({
      sheets: [
        {
          name: '队伍',
          rows: [
            ['队伍名称', '队伍类型', '所在街镇', '所在村居', '负责人姓名', '负责人手机'],
            ['护河队', kind, town, home, '程一', '139-0000-0902'],
            ['读书会', '没有的类', town, home, '程一', '13900000902'],
            ['邻里队', kind, town, home, '无此人', '13900000902'],
          ],
        },
      ],
    }),
  )
  await page.getByText('没有“没有的类”这一类队伍').waitFor()
  await look(page, 'desk-import-teams')
  await page.getByRole('button', { name: '提交 1 支队伍' }).click()
  await page.getByText('新登记 1 支队伍').waitFor()
  const teams = await teamList.rows(ground, world.district, {}, { limit: 200 })
  expect(teams.items.map(one => one.name)).toContain('护河队')
}, 180_000)

/** Looked at as wide as a desk and as narrow as a phone: nothing runs over, and whoever does not see it can use it. */
async function look(page: Page, name: string): Promise<void> {
  for (const [size, width, height] of [
    ['desk', 1440, 900],
    ['phone', 390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    await picture(page, `${name}-${size}`)
    expect(await seriousFindings(page)).toEqual([])
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(over, `${name} ${size}`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
}
