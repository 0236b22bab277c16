// What goes with every list: views kept by name, sheets written in the background, actions that say their effect first.
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { aWorld, type World } from '../../../tests/support/world.ts'
import { recordList } from '../../records/lists.ts'
import type { Principal } from '../access/access.ts'
import { giveRole, takeRole } from '../access/grants.ts'
import type { Ground } from '../ground.ts'
import { openBook } from '../spreadsheets/read.ts'
import { beginTask, confirmTask, ownSheets, sheetOf, stopTask, taskPage } from './tasks.ts'
import { changeView, dropView, ownViews, saveView } from './views.ts'
import { forgetOldTasks, listWork } from './work.ts'

let world: World
let ground: Ground
let clerk: Principal
beforeAll(async () => {
  world = await aWorld()
  ground = world.ground
  clerk = await world.aStaffMember('town-clerk')
}, 120_000)

const aSheet = (who: Principal, query: Record<string, string> = {}, columns: string[] = []) =>
  beginTask(ground, who, 'people', { kind: 'sheet', query, columns }, 'zh')

async function linesOf(who: Principal, id: number): Promise<string[][]> {
  const parts: Buffer[] = []
  for await (const part of (await sheetOf(ground, who, id)).bytes) parts.push(part)
  const whole = Buffer.concat(parts)
  const lines: string[][] = []
  const { sheets } = await openBook({
    size: whole.byteLength,
    bytes: async function* (from = 0, until = whole.byteLength) {
      yield whole.subarray(from, until)
    },
  })
  for (const sheet of sheets) for await (const line of sheet.lines()) lines.push(line.cells)
  return lines
}
const told = async (kind: string) =>
  (
    await sql<{
      facts: string
      subject: string
    }>`select facts, subject from journal where kind = ${kind} order by id desc`.execute(ground.db)
  ).rows

describe('a saved view', () => {
  test('is one’s own, opens the list if it is said to, and keeps nothing that the list does not know', async () => {
    const query: Record<string, string> = { tier: 'real-name' }
    const view = {
      name: '七十岁以上',
      query,
      sort: 'born',
      columns: ['maskedName'],
      isFirst: true,
    }
    const id = await saveView(ground, clerk, 'people', view)
    expect(await ownViews(ground, clerk, 'people')).toEqual([{ id, ...view }])
    const other = await world.aStaffMember('town-clerk')
    expect(await ownViews(ground, other, 'people')).toEqual([])
    await expect(dropView(ground, other, id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(changeView(ground, other, id, view)).rejects.toMatchObject({ code: 'not-found' })
    await expect(saveView(ground, clerk, 'people', view)).rejects.toMatchObject({ code: 'view.name-taken' })
    for (const wrong of [
      { ...view, query: { shoe: '42' } },
      { ...view, query: { tier: 'queen' } },
      { ...view, columns: ['document'] },
    ])
      await expect(saveView(ground, clerk, 'people', { ...wrong, name: '别的' })).rejects.toMatchObject({
        code: 'view.query',
      })
    await expect(
      saveView(ground, clerk, 'people', { ...view, name: '别的', sort: 'height' }),
    ).rejects.toMatchObject({ code: 'list.order' })
    // The list opens with one view: a second that is first takes its place.
    const second = await saveView(ground, clerk, 'people', { ...view, name: '新的' })
    expect((await ownViews(ground, clerk, 'people')).filter(one => one.isFirst).map(one => one.id)).toEqual([
      second,
    ])
    await changeView(ground, clerk, id, { ...view, name: '改过' })
    await expect(changeView(ground, clerk, id, { ...view, name: '新的' })).rejects.toMatchObject({
      code: 'view.name-taken',
    })
    await dropView(ground, clerk, second)
    expect((await ownViews(ground, clerk, 'people')).map(one => one.name)).toEqual(['改过'])
    await expect(saveView(ground, await world.aVolunteer(), 'people', view)).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

describe('a sheet of a list', () => {
  test('is written in the background: masked, its formulas defused, its codes in words, and on the journal', async () => {
    await world.aVolunteer({ name: '=cmd|calc' })
    await world.aVolunteer({ name: '陈小明' })
    const id = await aSheet(clerk, { tier: 'real-name', text: '小明' }, ['maskedName', 'tier', 'maskedPhone'])
    expect((await listWork.open(ground)).map(one => one.id)).toContain(id)
    await expect(sheetOf(ground, clerk, id)).rejects.toMatchObject({ code: 'list.task-state' })
    await listWork.run(ground, id)
    expect(await taskPage(ground, clerk, id)).toMatchObject({
      state: 'done',
      done: 1,
      of: 1,
      bytes: expect.any(Number),
    })
    const [header, row] = await linesOf(clerk, id)
    expect(header).toEqual(['姓名', '手机', '身份'])
    expect(row?.[0]).toBe('陈**')
    expect(row?.[1]).toMatch(/^137\*+\d{4}$/)
    expect(row?.[2]).toBe('已实名')
    // Who wrote what is told, what was searched for is not.
    const [begun] = await told('list.sheet-begun')
    expect(begun?.subject).toBe(`list-task:${id}`)
    expect(JSON.parse(begun?.facts ?? '')).toMatchObject({ list: 'people', query: { tier: 'real-name' } })
    expect(begun?.facts).not.toContain('小明')
    expect(JSON.parse((await told('list.sheet-written'))[0]?.facts ?? '')).toEqual({
      list: 'people',
      rows: 1,
    })
    expect(await told('list.sheet-taken')).toHaveLength(1)
    // Nothing of it lies open in the database.
    const { rows } = await sql<{
      sealed: Buffer
    }>`select sealed from list_piece where task_id = ${id}`.execute(ground.db)
    expect(rows[0]?.sealed.subarray(0, 2).toString()).not.toBe('PK')
    const all = await aSheet(clerk)
    await listWork.run(ground, all)
    const cells = (await linesOf(clerk, all)).flat()
    expect(cells.filter(cell => /^[=+\-@]/.test(cell))).toEqual([])
  })

  test('reaches as far as whoever asked, is theirs alone, and not theirs when they lost the list', async () => {
    const id = await aSheet(clerk)
    await listWork.run(ground, id)
    const { total } = { total: (await linesOf(clerk, id)).length - 1 }
    expect(total).toBe(
      (
        await ground.database.pool.query(
          'select count(*)::int as n from person where merged_into is null and town_code = $1',
          [world.town.code],
        )
      ).rows[0].n,
    )
    const other = await world.aStaffMember('town-clerk')
    await expect(taskPage(ground, other, id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(sheetOf(ground, other, id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(sheetOf(ground, { ...clerk, grants: [] }, id)).rejects.toMatchObject({ code: 'forbidden' })
    expect((await ownSheets(ground, other, { limit: 20 })).items).toEqual([])
    const mine = await ownSheets(ground, clerk, { limit: 2 })
    expect(mine.items[0]?.id).toBe(id)
    expect(mine.next).not.toBeNull()
    // A role that ended before the work began writes nothing.
    const leaver = await world.aVolunteer()
    const personId = leaver.personId as number
    const nodeId = world.community.nodeId
    await ground.transact(tx =>
      giveRole(tx, { personId, role: 'station-keeper', nodeId, at: ground.clock(), grantedBy: null }),
    )
    const keeper: Principal = { ...leaver, grants: [{ role: 'station-keeper', nodeId }] }
    const late = await aSheet(keeper)
    await ground.transact(tx =>
      takeRole(tx, { personId, role: 'station-keeper', nodeId, at: ground.clock() }),
    )
    await listWork.run(ground, late)
    const failed = await taskPage(ground, keeper, late)
    expect(failed).toMatchObject({ state: 'failed', done: 0 })
    expect(failed.why).toContain('职务里没有')
  })

  test('is stopped where it stands, begun again by another worker comes to the same, and goes after a week', async () => {
    const stopped = await aSheet(clerk)
    await stopTask(ground, clerk, stopped)
    await listWork.run(ground, stopped)
    expect((await taskPage(ground, clerk, stopped)).state).toBe('stopped')
    await expect(stopTask(ground, clerk, stopped)).rejects.toMatchObject({ code: 'list.task-state' })
    const id = await aSheet(clerk, {}, ['maskedName', 'volunteerNo'])
    // What a worker that died left behind is written over.
    await sql`insert into list_piece (task_id, n, bytes, sealed) select ${id}::bigint, n, 3, '\\x00'::bytea from generate_series(0, 4) n`.execute(
      ground.db,
    )
    const beside = await world.beside()
    await listWork.run(beside, id)
    const lines = await linesOf(clerk, id)
    await listWork.run(ground, id)
    expect(await linesOf(clerk, id)).toEqual(lines)
    const before = world.now()
    world.at(new Date(before.getTime() + 8 * 86_400_000))
    await expect(sheetOf(ground, clerk, id)).rejects.toMatchObject({ code: 'list.task-state' })
    await forgetOldTasks(ground)
    await expect(taskPage(ground, clerk, id)).rejects.toMatchObject({ code: 'not-found' })
    expect((await sql`select 1 from list_piece where task_id = ${id}`.execute(ground.db)).rows).toEqual([])
    world.at(before)
  })

  test('of 30,000 rows is written page by page, and memory holds no more for it', async () => {
    const boss = await world.aStaffMember('activity-coordination-head', world.book.district)
    await sql`insert into person (name, name_key, pinyin, initials, sex, birth_date, document_type, document_mask, phone_mask, community_code, town_code, tier, state, source, registered_at)
      select '大表', '大表', 'dabiao', 'db', 'male', '1970-01-01', 'resident-card', '310***', '137***', ${world.community.code}, ${world.town.code}, 'phone', 'active', 'demo', ${world.now()}
      from generate_series(1, 30000)`.execute(ground.db)
    const id = await beginTask(
      ground,
      boss,
      'people',
      { kind: 'sheet', query: { tier: 'phone' }, columns: [] },
      'zh',
    )
    global.gc?.()
    const before = process.memoryUsage().rss
    await listWork.run(ground, id)
    const grown = (process.memoryUsage().rss - before) / 1_048_576
    expect(await taskPage(ground, boss, id)).toMatchObject({ state: 'done', done: 30_000, of: 30_000 })
    expect((await linesOf(boss, id)).length).toBe(30_001)
    expect(grown).toBeLessThan(250)
    const counted = await beginTask(
      ground,
      boss,
      'people',
      { kind: 'count', query: { tier: 'phone' }, columns: [] },
      'zh',
    )
    await listWork.run(ground, counted)
    expect((await taskPage(ground, boss, counted)).counted).toEqual({ n: 30_000, sums: {} })
  }, 120_000)

  test('is written twenty times a day and no more', async () => {
    const eager = await world.aStaffMember('town-clerk')
    for (let i = 0; i < 20; i++) await aSheet(eager)
    await expect(aSheet(eager)).rejects.toMatchObject({ code: 'list.sheets-a-day', status: 429 })
  })
})

describe('an action on many rows', () => {
  test('says what it would do before it does it, and does that: own hours and hours of others’ towns are left', async () => {
    const project = await world.aProject()
    const { leader } = project.team
    const people = [await world.aVolunteer(), await world.aVolunteer(), await world.aVolunteer()]
    const begun = world.now()
    for (const person of people) {
      world.at(begun)
      await world.served(world.at, project, person)
    }
    const elsewhere = await world.aProject({
      team: await world.aTeam(
        world.book.all.find(one => one.level === 'community' && one.parentCode !== world.town.code),
      ),
      shifts: [
        {
          startsAt: new Date(world.now().getTime() + 3_600_000).toISOString(),
          endsAt: new Date(world.now().getTime() + 7_200_000).toISOString(),
        },
      ],
    })
    await world.served(world.at, elsewhere, await world.aVolunteer())
    const { rows } = await sql<{
      id: number
    }>`select id from service_record where state = 'pending' order by id`.execute(ground.db)
    const own = { ...leader, personId: people[0]?.personId ?? null }
    const ids = rows.map(row => row.id)
    const id = await beginTask(
      ground,
      own,
      'records',
      { kind: 'action', action: 'confirm', query: {}, columns: [], ids },
      'zh',
    )
    await expect(confirmTask(ground, own, id)).rejects.toMatchObject({ code: 'list.task-state' })
    // Somebody else with the leader's grants in hand holds none of them.
    await listWork.run(ground, id)
    expect((await taskPage(ground, own, id)).state).toBe('failed')
    const byLeader = await beginTask(
      ground,
      leader,
      'records',
      { kind: 'action', action: 'confirm', query: {}, columns: [], ids },
      'zh',
    )
    await listWork.run(ground, byLeader)
    // Nothing is passed over in silence: what is another's to confirm is said to be so, and left alone.
    const weighed = await taskPage(ground, leader, byLeader)
    expect(weighed).toMatchObject({
      state: 'weighed',
      outcomes: [
        { outcome: 'counted', n: 3, does: true },
        { outcome: 'not-found', n: 1, does: false },
      ],
    })
    expect((await recordList.count(ground, leader, { state: 'counted' })).n).toBe(0)
    await confirmTask(ground, leader, byLeader)
    await listWork.run(ground, byLeader)
    expect(await taskPage(ground, leader, byLeader)).toMatchObject({
      state: 'done',
      outcomes: [
        { outcome: 'counted', n: 3 },
        { outcome: 'not-found', n: 1 },
      ],
    })
    expect((await recordList.count(ground, leader, { state: 'counted' })).n).toBe(3)
    expect(
      (await sql`select 1 from service_record where state = 'pending'`.execute(ground.db)).rows,
    ).toHaveLength(1)
    expect(JSON.parse((await told('list.action-confirmed'))[0]?.facts ?? '')).toEqual({
      list: 'records',
      action: 'confirm',
      rows: { counted: 3, 'not-found': 1 },
    })
    await expect(confirmTask(ground, leader, byLeader)).rejects.toMatchObject({ code: 'list.task-state' })
    // All of a filter: what is weighed then is what fits now.
    const all = await beginTask(
      ground,
      leader,
      'records',
      { kind: 'action', action: 'confirm', query: { state: 'counted' }, columns: [] },
      'zh',
    )
    await listWork.run(ground, all)
    expect(await taskPage(ground, leader, all)).toMatchObject({
      state: 'weighed',
      outcomes: [{ outcome: 'record.not-waiting', n: 3, does: false }],
    })
    await expect(
      beginTask(ground, clerk, 'people', { kind: 'action', action: 'confirm', query: {}, columns: [] }, 'zh'),
    ).rejects.toMatchObject({ code: 'list.action' })
    const auditor = await world.aStaffMember('training-clerk', world.book.district)
    await expect(
      beginTask(
        ground,
        auditor,
        'records',
        { kind: 'action', action: 'confirm', query: {}, columns: [] },
        'zh',
      ),
    ).rejects.toMatchObject({ code: 'forbidden' })
  }, 60_000)
})
