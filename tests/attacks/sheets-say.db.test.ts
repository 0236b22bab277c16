// What a sheet gives away or changes besides what it was sent for: numbers of people in slipped columns, people of another town.
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { documents } from '../../src/app/demo/invented.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { registerSheet } from '../../src/foundation/sheets/register.ts'
import { importRows, importView, receiveSheet } from '../../src/foundation/sheets/service.ts'
import { importWork } from '../../src/foundation/sheets/work.ts'
import { sheetColumns } from '../../src/people/sheet/rules.ts'
import type { Place } from '../../src/places/contract.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})

async function send(lines: string[][], actor: Principal, node: number) {
  async function* bytes() {
    yield Buffer.from([[...sheetColumns], ...lines].map(line => line.join(',')).join('\n'))
  }
  const sheet = { kind: 'people', name: '名单.csv', nodeId: node, paper: null }
  const id = await receiveSheet(world.ground, actor, sheet, bytes())
  await importWork.run(world.ground, id)
  return id
}
const number = documents(3)

test('columns that slipped show nobody’s number, in no answer and in no row that is kept', async () => {
  const birth = '1968-02-03'
  const document = number(birth, 'female')
  const sound = [
    '张秀兰',
    '身份证',
    document,
    '女',
    birth,
    '13712345678',
    world.town.name,
    world.community.name,
  ]
  const rest = sheetColumns.slice(sound.length).map(() => '')
  const slips = sound.map((_, by) => [...sound.slice(by), ...sound.slice(0, by), ...rest])
  const clerk = await world.aStaffMember('town-clerk')
  const id = await send(slips.slice(1), clerk, world.town.nodeId)
  const { rows } = await importRows(world.ground, clerk, id, { limit: 50, defectsOnly: true })
  expect(rows).toHaveLength(slips.length - 1)
  const kept = await sql`select * from import_row where batch_id = ${id}`.execute(world.ground.db)
  for (const text of [
    JSON.stringify(rows),
    JSON.stringify(kept.rows),
    JSON.stringify(await importView(world.ground, clerk, id)),
  ])
    for (const secret of [document, document.slice(0, 12), document.slice(-8), '13712345678'])
      expect(text).not.toContain(secret)
})

test('a town’s sheet leaves a resident of another town as they are; of its own it fills blanks, on the record', async () => {
  const elsewhere = world.book.towns.find(one => one.code !== world.town.code) as Place
  const there = world.book.all.find(one => one.parentCode === elsewhere.code) as Place
  const birth = '1971-04-05'
  const document = number(birth, 'female')
  const line = (town: string, community: string, education: string) =>
    sheetColumns.map(
      column =>
        ({
          姓名: '宋玉梅',
          证件类型: '身份证',
          证件号码: document,
          性别: '女',
          出生日期: birth,
          手机号码: '13799887766',
          居住街镇: town,
          居住村居: community,
          文化程度: education,
        })[column as string] ?? '',
    )
  const [here, next] = [
    await world.aStaffMember('town-clerk'),
    await world.aStaffMember('town-clerk', elsewhere),
  ]
  const first = await send([line(elsewhere.name, there.name, '')], next, elsewhere.nodeId)
  await registerSheet(world.ground, next, first)
  const person = async () => {
    const { rows } = await sql<{ id: number; education: string | null; told: number }>`
      select p.id, p.education, (select count(*)::int from journal j where j.subject = 'person:' || p.id and j.kind = 'person.completed') as told
      from person p where name = '宋玉梅'`.execute(world.ground.db)
    return rows
  }
  // The neighbouring town says that she lives there.
  const second = await send(
    [line(world.town.name, world.community.name, '大学本科')],
    here,
    world.town.nodeId,
  )
  await registerSheet(world.ground, here, second)
  expect(await person()).toMatchObject([{ education: null, told: 0 }])
  const answers = JSON.stringify(
    (await importRows(world.ground, here, second, { limit: 50, defectsOnly: false })).rows,
  )
  expect(answers).not.toContain(elsewhere.name)
  const third = await send([line(elsewhere.name, there.name, '大专')], next, elsewhere.nodeId)
  await registerSheet(world.ground, next, third)
  expect(await person()).toMatchObject([{ education: '大专', told: 1 }])
})
