// Somebody who uses what they may, quietly: lists of people read page by page, a sheet that changes who is registered, duties and
// tokens. Each is in the journal with who it was, and nothing of what was typed or written there.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { documents } from '../../src/app/demo/invented.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { historyOf } from '../../src/foundation/journal/journal.ts'
import { checkSheet } from '../../src/foundation/sheets/check.ts'
import { registerSheet } from '../../src/foundation/sheets/register.ts'
import { beginImport } from '../../src/foundation/sheets/service.ts'
import { sheetColumns } from '../../src/people/sheet/rules.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let app: FastifyInstance
let clerk: Principal
let token: string
beforeAll(async () => {
  world = await aWorld()
  ;({ app } = await world.house())
  clerk = await world.aStaffMember('town-clerk')
  token = await world.tokenOf(clerk)
  for (let i = 0; i < 4; i++) await world.aVolunteer({ name: '欧阳小明' })
})
afterAll(() => app.close())

const read = async (query: string) => {
  const { statusCode, json } = await app.inject({
    url: `/api/people?${query}`,
    headers: { authorization: `Bearer ${token}` },
  })
  expect(statusCode).toBe(200)
  return json() as { items: unknown[]; next: string | null }
}
const readings = async () => (await historyOf(world.ground.db, 'list:people')).reverse()

test('a list of people that is read leaves who, by which conditions and how many, page by page; not what was typed', async () => {
  const first = await read(`state=active&text=${encodeURIComponent('欧阳')}&limit=2`)
  await read(`state=active&text=${encodeURIComponent('欧阳')}&limit=2&after=${first.next}`)
  await read(`text=${encodeURIComponent('没有这个人')}`)
  const told = await readings()
  expect(told.map(one => [one.kind, one.actorPerson, one.facts])).toEqual([
    ['list.read', clerk.personId, { by: ['text', 'state'], rows: 2, further: false }],
    ['list.read', clerk.personId, { by: ['text', 'state'], rows: 2, further: true }],
  ])
  expect(JSON.stringify(told)).not.toContain('欧阳')
})

test('a name typed letter by letter is one reading; the next name is another, and so is the same one later', async () => {
  const before = (await readings()).length
  for (const typed of ['欧', '欧阳小', '欧阳小明', '欧阳']) await read(`text=${encodeURIComponent(typed)}`)
  expect(await readings()).toHaveLength(before + 1)
  await read(`text=${encodeURIComponent('小明')}`)
  expect(await readings()).toHaveLength(before + 2)
  world.at(new Date(world.now().getTime() + 60_000))
  await read(`text=${encodeURIComponent('小明')}`)
  expect(await readings()).toHaveLength(before + 3)
})

test('a sheet that fills what was blank in somebody’s entry says so in their own history', async () => {
  const document = documents(7)('1961-02-03', 'female')
  const sheet = async (more: Partial<Record<(typeof sheetColumns)[number], string>>) => {
    const cells = {
      姓名: '陈静',
      证件类型: '身份证',
      证件号码: document,
      性别: '女',
      出生日期: '1961-02-03',
      手机号码: '13711112222',
      居住街镇: world.town.name,
      居住村居: world.community.name,
      ...more,
    } as Record<string, string>
    const path = join(mkdtempSync(join(tmpdir(), 'yj-sheet-')), 'sheet.csv')
    writeFileSync(path, `${sheetColumns.join(',')}\n${sheetColumns.map(one => cells[one] ?? '').join(',')}`)
    const id = await beginImport(world.ground, world.district, {
      kind: 'people',
      path,
      name: 'sheet.csv',
      nodeId: world.book.district.nodeId,
      paper: 'p',
    })
    await checkSheet(world.ground, id, path)
    await registerSheet(world.ground, world.district, id)
    return id
  }
  await sheet({})
  const second = await sheet({ 政治面貌: '群众' })
  const { rows } = await world.owner.pool.query(`select id from person where name = '陈静'`)
  const [last] = await historyOf(world.ground.db, `person:${rows[0].id}`)
  expect(last).toMatchObject({
    kind: 'person.completed',
    facts: { import: second, fields: ['politicalStatus'] },
  })
})
