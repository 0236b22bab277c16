// Sheets as towns send them: what is odd is taken right or said in words by the row, people and teams alike; nothing is done twice,
// nothing is lost when the work is broken off, and nothing of a sheet is ever plain on a disk.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { documents } from '../../src/app/demo/invented.ts'
import { verifyDistrict } from '../../src/app/verify.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { addDays } from '../../src/foundation/clock.ts'
import { checkSheet } from '../../src/foundation/sheets/check.ts'
import { keptSheet } from '../../src/foundation/sheets/keeping.ts'
import { kindNamed } from '../../src/foundation/sheets/kinds.ts'
import { registerSheet } from '../../src/foundation/sheets/register.ts'
import {
  correctionHeader,
  correctionRows,
  importRows,
  importSummary,
  importView,
  receiveSheet,
} from '../../src/foundation/sheets/service.ts'
import { template } from '../../src/foundation/sheets/template.ts'
import { importWork } from '../../src/foundation/sheets/work.ts'
import { xlsxStream } from '../../src/foundation/spreadsheets/write.ts'
import { teamList } from '../../src/organizations/lists.ts'
import { ownTeams } from '../../src/organizations/service.ts'
import { peopleList } from '../../src/people/lists.ts'
import { sheetColumns } from '../../src/people/sheet/rules.ts'
import { bookOf, type CellXml, raw } from '../support/books.ts'
import { walkList } from '../support/walk.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})
afterAll(async () => {
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
})

async function* stream(all: Uint8Array) {
  for (let at = 0; at < all.length; at += 70_000) yield all.subarray(at, at + 70_000)
}
/** Hands a sheet in and has it checked; the answer of a person's page. */
async function send(all: Uint8Array, over: { kind?: string; actor?: Principal; node?: number } = {}) {
  const { ground, district } = world
  const { kind = 'people', actor = district, node = world.book.district.nodeId } = over
  const sheet = { kind, name: '名单.xlsx', nodeId: node, paper: null }
  const id = await receiveSheet(ground, actor, sheet, stream(all))
  await importWork.run(ground, id)
  return importView(ground, actor, id)
}
const rowsOf = async (id: number) =>
  (await importRows(world.ground, world.district, id, { limit: 500, defectsOnly: true })).rows
const register = async (id: number) => {
  await registerSheet(world.ground, world.district, id)
  return importSummary(world.ground, world.district, id)
}

let serial = 0
const numbers = documents(120)
/** A sound row, with what is given otherwise. */
function aRow(over: Partial<Record<(typeof sheetColumns)[number], CellXml>> = {}): CellXml[] {
  const birth = addDays('1961-01-01', serial % 12_000)
  const sound: Partial<Record<string, CellXml>> = {
    姓名: `王${'甲乙丙丁戊己庚辛壬癸'[serial % 10]}`,
    证件类型: '居民身份证',
    证件号码: numbers(birth, 'female'),
    性别: '女',
    出生日期: birth,
    手机号码: String(13_600_000_000 + serial++),
    居住街镇: world.town.name,
    居住村居: world.community.name,
    ...over,
  }
  return sheetColumns.map(column => sound[column] ?? '')
}
const aBook = (rows: CellXml[][], merges: string[] = []) =>
  bookOf({ sheets: [{ name: '登记', rows: [[...sheetColumns], ...rows], merges }] })

describe('a registration sheet', () => {
  test('with characters nobody sees is taken as what is seen, and whoever is on it is found', async () => {
    const view = await send(readFileSync(new URL('../data/hidden-characters.csv', import.meta.url)))
    expect(view.verdicts).toMatchObject([{ verdict: 'ok', rows: 7 }])
    expect((await register(view.id)).registered).toBe(7)
    for (const text of ['试样五', '买买提•吐尔逊', '139 0000 0902', '310117197504039038'])
      expect(await walkList(world.ground, peopleList, world.district, { text }), text).toHaveLength(1)
  })

  test('with town and community merged over three people is taken for all three', async () => {
    const view = await send(readFileSync(new URL('../data/merged-down.xlsx', import.meta.url)))
    expect(view.verdicts).toMatchObject([{ verdict: 'ok', rows: 3 }])
  })

  test('says of each odd row what is wrong, in the column to change and in words; the others are registered', async () => {
    const view = await send(
      aBook(
        [
          aRow(),
          aRow({ 姓名: '王'.repeat(1_000_000) }),
          ...["=cmd|' /C calc'!A0", '+8613900000000', '@x', '-1+1'].map(姓名 => aRow({ 姓名 })),
          aRow({ 证件号码: raw('<c r="@"><v>310117197504019000</v></c>') }),
          aRow({ 证件号码: '310117197504019000' }),
          aRow({ 手机号码: '1.37E+10' }),
          aRow({ 手机号码: raw('<c r="@"><v>1.3600009999E10</v></c>') }),
          aRow({ 姓名: '王\ufffd芳' }),
          aRow({ 姓名: '赵一' }),
          aRow({ 姓名: '' }),
          aRow({ 居住街镇: '莘庄镇' }),
          aRow({ 政治面貌: '\u0007\u200b群\u202e众' }),
        ],
        ['A13:A14'],
      ),
    )
    const why = (await rowsOf(view.id)).map(one => [one.row, one.verdict, one.column, one.why])
    expect(why).toEqual([
      [3, 'cell-too-long', '姓名', '这一格有 32767+ 个字，最多 60 个'],
      [4, 'formula-like', '姓名', "“=cmd|' /C calc'!A0”像公式，不是名称"],
      [5, 'formula-like', '姓名', '“+***00”像公式，不是名称'],
      [6, 'formula-like', '姓名', '“@x”像公式，不是名称'],
      [7, 'formula-like', '姓名', '“-1+1”像公式，不是名称'],
      [8, 'digits-lost', '证件号码', expect.stringContaining('设成“文本”格式')],
      [9, 'digits-lost', '证件号码', expect.stringContaining('设成“文本”格式')],
      [10, 'digits-lost', '手机号码', expect.stringContaining('设成“文本”格式')],
      [12, 'characters-lost', '姓名', expect.stringContaining('另存为 .xlsx')],
      [14, 'merged-cell', '姓名', expect.stringContaining('取消合并')],
      [15, 'town-unknown', '居住街镇', '没有“莘庄镇”这个街镇'],
    ])
    expect(view.verdicts[0]).toMatchObject({ verdict: 'ok', rows: 4 })
    expect((await register(view.id)).registered).toBe(4)
  })

  test('gives back only what is to be corrected, runs no formula, and corrected is sent again: each is entered once', async () => {
    const [good, formula, phone] = [aRow(), aRow({ 姓名: '=1+1' }), aRow({ 手机号码: '12' })]
    const view = await send(aBook([good, formula, phone]))
    await register(view.id)
    const header = correctionHeader(kindNamed(world.ground, 'people'))
    const rows: (string | number)[][] = []
    for await (const row of correctionRows(world.ground, world.district, view.id)) rows.push(row)
    expect(rows.map(row => row.slice(-3))).toEqual([
      [3, '姓名', '“=1+1”像公式，不是名称'],
      [4, '手机号码', '手机号码不对，应为 11 位'],
    ])
    const written = new Uint8Array(await new Response(xlsxStream('订正', header, rows)).arrayBuffer())
    const [sheet] = (await readXlsx(written)).sheets
    expect(sheet?.rows[1]?.[0]).toBe('=1+1')
    expect([...(sheet?.cells?.values() ?? [])].filter(cell => cell.formula !== undefined)).toEqual([])
    const mended = rows.map((row, i) =>
      row.map((cell, at) => (i === 0 && at === 0 ? '王改' : i === 1 && at === 5 ? '13600777777' : cell)),
    )
    const corrected = new Uint8Array(await new Response(xlsxStream('订正', header, mended)).arrayBuffer())
    const again = await send(corrected)
    expect(again.verdicts).toMatchObject([{ verdict: 'ok', rows: 2 }])
    expect(await register(again.id)).toMatchObject({ registered: 2 })
    expect(await register((await send(corrected)).id)).toMatchObject({ registered: 0, unchanged: 2 })
  })

  test('refused as a whole leaves nothing behind and says why, in both languages', async () => {
    const { ground, district } = world
    const people = (await walkList(ground, peopleList, district)).length
    const teams = [
      ['队伍名称', '队伍类型', '所在街镇'],
      ['护河队', '社区服务', '方松街道'],
    ]
    const files: [Uint8Array, string, RegExp, RegExp][] = [
      [Buffer.alloc(0), 'sheet.empty', /空文件/, /empty/],
      [aBook([]), 'sheet.no-rows', /只有表头/, /not a single row/],
      [Buffer.from('%PDF-1.4'), 'sheet.other-file', /PDF 文件，不是表/, /a PDF file, not a sheet/],
      [aBook([aRow()]).subarray(0, 900), 'sheet.cut', /不完整/, /cut off/],
      [Buffer.from('姓名,性别\n王,女'), 'sheet.columns', /证件类型、证件号码、出生日期/, /证件类型/],
      [
        bookOf({ sheets: [{ name: '一', rows: teams }] }),
        'import.other-kind',
        /这是一张队伍名单，这里收的是志愿者登记表/,
        /List of teams/,
      ],
    ]
    for (const [all, code, zh, en] of files) {
      const view = await send(all)
      expect(view).toMatchObject({
        state: 'failed',
        code,
        why: expect.stringMatching(zh),
        verdicts: [],
        rowsTotal: null,
      })
      expect((await importView(ground, district, view.id, 'en')).why).toMatch(en)
      await expect(registerSheet(ground, district, view.id)).rejects.toMatchObject({ code: 'import.state' })
    }
    expect(await walkList(ground, peopleList, district)).toHaveLength(people)
  })

  test('says what whoever sent it should know: hidden rows, the sheet that was read, others like it', async () => {
    const rows = [[...sheetColumns], aRow(), aRow()]
    const view = await send(
      bookOf({
        sheets: [
          { name: '说明', rows: [['填表说明']] },
          { name: '三月', rows, hiddenRows: [3] },
          { name: '四月', rows },
        ],
      }),
    )
    expect(view).toMatchObject({ rowsTotal: 2, notes: { sheet: '三月', alike: ['四月'], hiddenRows: 1 } })
  })
})

describe('a town’s list of teams', () => {
  const HEADER = [
    '队伍名称',
    '队伍类型',
    '所在街镇',
    '所在村居',
    '负责人编号',
    '负责人姓名',
    '负责人手机',
    '成立日期',
  ]
  const list = (rows: string[][]) => bookOf({ sheets: [{ name: '队伍', rows: [HEADER, ...rows] }] })
  const numberOf = async (personId: number) =>
    (await walkList(world.ground, peopleList, world.district)).find(one => one.id === personId)
      ?.volunteerNo ?? ''

  test('is registered with its leaders, by number or by name and phone; each odd row is said in words; sent twice it changes nothing', async () => {
    const { ground, district, town, community } = world
    const clerk = await world.aStaffMember('town-clerk')
    const [byNumber, byPhone, twin] = [
      await world.aVolunteer(),
      await world.aVolunteer({ name: '古丽•阿依', phone: '13511110001' }),
      await world.aVolunteer({ name: '同名', phone: '13511110002' }),
    ]
    await world.aVolunteer({ name: '同名', phone: '13511110002' })
    const unready = await world.aVolunteer({ name: '未实名', phone: '13511110003' })
    await ground.database.pool.query(`update person set tier = 'phone' where id = $1`, [unready.personId])
    const no = await numberOf(byNumber.personId as number)
    const other = world.book.towns.find(one => one.code !== town.code)
    const kinds = await kindNamed(ground, 'teams').columns[1]?.choices?.(ground)
    const [kind = '', second = ''] = kinds ?? []
    const rows = [
      ['护河一队', kind, town.name, community.name, no, '', '', '2019/3/5'],
      ['护河二队', kind, town.name, '', '', '古丽·阿依', '135-1111-0001', ''],
      ['护河一队', second, town.name, community.name, no, '', '', ''],
      ['=护河', kind, town.name, '', no, '', '', ''],
      ['队', kind, town.name, '', no, '', '', ''],
      ['护河三队', '没有的', town.name, '', no, '', '', ''],
      ['护河四队', kind, other?.name ?? '', '', no, '', '', ''],
      ['护河五队', kind, town.name, '', '', '', '', ''],
      ['护河六队', kind, town.name, '', '', '同名', '13511110002', ''],
      ['护河七队', kind, town.name, '', '', '查无此人', '13511110002', ''],
      ['护河八队', kind, town.name, '', '', '未实名', '13511110003', ''],
      ['护河九队', kind, town.name, '', no, '', '', '2021-2-30'],
    ]
    const view = await send(list(rows), { kind: 'teams', actor: clerk, node: town.nodeId })
    expect((await rowsOf(view.id)).map(one => [one.row, one.verdict, one.column])).toEqual([
      [4, 'duplicate-in-file', '队伍名称'],
      [5, 'formula-like', '队伍名称'],
      [6, 'name-length', '队伍名称'],
      [7, 'kind-unknown', '队伍类型'],
      [8, 'out-of-scope', '所在街镇'],
      [9, 'leader-missing', '负责人姓名'],
      [10, 'leader-several', '负责人姓名'],
      [11, 'leader-unknown', '负责人姓名'],
      [12, 'leader-unready', '负责人姓名'],
      [13, 'founded-impossible', '成立日期'],
    ])
    expect((await rowsOf(view.id)).map(one => one.why)).toContain('与第 2 行是同一支队伍')
    await registerSheet(ground, clerk, view.id)
    expect(await importSummary(ground, district, view.id)).toMatchObject({ registered: 2 })
    const made = (await walkList(ground, teamList, district)).filter(one => one.name.startsWith('护河'))
    expect(made).toMatchObject([
      { name: '护河一队', homeCode: community.code, foundedOn: '2019-03-05', members: 1 },
      { name: '护河二队', homeCode: town.code, foundedOn: null, members: 1 },
    ])
    expect(await ownTeams(ground, byPhone.personId as number)).toMatchObject([
      { name: '护河二队', role: 'leader' },
    ])
    const { rows: grants } = await ground.database.pool.query(
      `select person_id from access_grant where role = 'team-leader' and state = 'live' and person_id = any($1)`,
      [[byNumber.personId, byPhone.personId, twin.personId]],
    )
    expect(grants).toHaveLength(2)

    const again = await send(list(rows.slice(0, 2)), { kind: 'teams', actor: clerk, node: town.nodeId })
    expect(await register(again.id)).toMatchObject({ registered: 0, unchanged: 2 })
    const changed = await send(list([rows[2] as string[]]), { kind: 'teams' })
    await register(changed.id)
    expect(await rowsOf(changed.id)).toMatchObject([
      { verdict: 'conflict', why: '已有同名队伍，但类型不同，等工作人员核对' },
    ])
  })

  test('names the organisation of a team by its name or its code; one that is not registered, or not alone, is said', async () => {
    const { ground, town } = world
    const clerk = await world.aStaffMember('town-clerk')
    const school = await world.anOrganization({ name: '东华学校', creditCode: '91350100M000100Y43' })
    for (const registrarCode of [town.code, world.community.code])
      await world.anOrganization({ name: '同名协会', registrarCode })
    const far = world.book.towns.find(one => one.code !== town.code)
    await world.anOrganization({ name: '外镇协会', registrarCode: far?.code ?? '' })
    const no = await numberOf((await world.aVolunteer()).personId as number)
    const [kind = ''] = (await kindNamed(ground, 'teams').columns[1]?.choices?.(ground)) ?? []
    const header = [...HEADER, '所属组织']
    const rowOf = (name: string, organization: string) => [
      name,
      kind,
      town.name,
      '',
      no,
      '',
      '',
      '',
      organization,
    ]
    const rows = [
      rowOf('东华一队', '东华学校'),
      rowOf('东华二队', '9135 0100 M000 100Y43'),
      rowOf('东华三队', ''),
      rowOf('东华四队', '西华学校'),
      rowOf('东华五队', '同名协会'),
      rowOf('东华六队', '外镇协会'),
    ]
    const sheet = bookOf({ sheets: [{ name: '队伍', rows: [header, ...rows] }] })
    const view = await send(sheet, { kind: 'teams', actor: clerk, node: town.nodeId })
    expect((await rowsOf(view.id)).map(one => [one.row, one.verdict, one.column])).toEqual([
      [5, 'organization-unknown', '所属组织'],
      [6, 'organization-several', '所属组织'],
      [7, 'organization-unknown', '所属组织'],
    ])
    await registerSheet(ground, clerk, view.id)
    const made = (await walkList(ground, teamList, clerk)).filter(one => /^东华.队$/.test(one.name))
    expect(made.map(one => one.organizationId)).toEqual([school.id, school.id, null])
  })

  test('registered by two at once makes each team once', async () => {
    const leader = await numberOf((await world.aVolunteer()).personId as number)
    const [kind = ''] = (await kindNamed(world.ground, 'teams').columns[1]?.choices?.(world.ground)) ?? []
    const rows = Array.from({ length: 30 }, (_, i) => [
      `并行${i}队`,
      kind,
      world.town.name,
      '',
      leader,
      '',
      '',
      '',
    ])
    const [one, other] = [
      await send(list(rows), { kind: 'teams' }),
      await send(list(rows), { kind: 'teams' }),
    ]
    const sums = await Promise.all([register(one.id), register(other.id)])
    expect(sums.map(sum => sum.registered + sum.unchanged)).toEqual([30, 30])
    expect(sums.reduce((all, sum) => all + sum.registered, 0)).toBe(30)
    expect(
      (await walkList(world.ground, teamList, world.district)).filter(team => team.name.startsWith('并行')),
    ).toHaveLength(30)
  })
})

describe('the template', () => {
  test.each(['people', 'teams'])(
    'of %s has lists to choose from and a page of notes; its examples are passed over',
    async kind => {
      const all = await template(world.ground, kindNamed(world.ground, kind))
      const book = await readXlsx(all)
      expect(book.sheets.map(one => one.name).slice(1)).toEqual(['填表说明', '选项'])
      const lists = book.sheets[0]?.dataValidations ?? []
      expect(lists.length).toBeGreaterThanOrEqual(3)
      expect(book.namedRanges?.map(one => one.name)).toContain(`_${world.town.name}`)
      const view = await send(all, { kind })
      expect(view).toMatchObject({ state: 'failed', code: 'sheet.no-rows' })
    },
  )

  test('filled in below its examples is read with its own headers', async () => {
    const book = await readXlsx(await template(world.ground, kindNamed(world.ground, 'people')))
    const rows = (book.sheets[0]?.rows ?? []).slice(0, 3).map(cells => cells.map(cell => String(cell ?? '')))
    const view = await send(bookOf({ sheets: [{ name: '表', rows: [...rows, aRow()] }] }))
    expect(view).toMatchObject({
      rowsTotal: 1,
      notes: { examples: 2 },
      verdicts: [{ verdict: 'ok', rows: 1 }],
    })
  })
})

test('of any sheet every row has one verdict; broken off anywhere and begun again it loses and doubles nothing; sent twice it changes nothing', async () => {
  const { ground, district } = world
  const kindOfRow = fc.constantFrom(
    'sound',
    'sound',
    'sound',
    'sound',
    'twin',
    'formula',
    'nameless',
    'town',
    'phone',
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(kindOfRow, { minLength: 1, maxLength: 40, size: 'max' }),
      fc.integer({ min: 20, max: 60 }),
      fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
      async (kinds, times, breaks) => {
        const rows: CellXml[][] = []
        for (let i = 0; i < times; i++)
          for (const kind of kinds) {
            const before = rows.at(-1)
            if (kind === 'twin' && before) rows.push(before)
            else
              rows.push(
                aRow(
                  kind === 'formula'
                    ? { 姓名: '=1' }
                    : kind === 'nameless'
                      ? { 姓名: ' ' }
                      : kind === 'town'
                        ? { 居住街镇: '？' }
                        : kind === 'phone'
                          ? { 手机号码: '1' }
                          : {},
                ),
              )
          }
        const all = aBook(rows)
        const view = await send(all)
        expect(view.rowsTotal).toBe(rows.length)
        expect(view.verdicts.reduce((sum, one) => sum + one.rows, 0)).toBe(rows.length)
        const sound = view.verdicts.find(one => one.verdict === 'ok')?.rows ?? 0
        for (const chunks of breaks) {
          let seen = 0
          await registerSheet(ground, district, view.id, () => {
            if (++seen === chunks) throw new Error('broken off')
          }).catch(error => expect(String(error)).toMatch(/broken off|import.state/))
        }
        if ((await importView(ground, district, view.id)).state !== 'done')
          await registerSheet(ground, district, view.id)
        const sum = await importSummary(ground, district, view.id)
        expect(sum).toMatchObject({ registered: sound, accepted: sound })
        expect(sum.accepted + sum.rejected.length).toBe(rows.length)
        const again = await send(all)
        if (sound > 0) expect(await register(again.id)).toMatchObject({ registered: 0, unchanged: sound })
      },
    ),
    { numRuns: 4 },
  )
}, 120_000)

describe('while it arrives', () => {
  const hall = async () => {
    const { app } = await world.house()
    await app.listen({ port: 0, host: '127.0.0.1' })
    return { app, origin: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` }
  }
  const pieces = async () =>
    (
      await world.ground.database.pool.query(
        `select p.sealed from import_piece p join import_batch b on b.id = p.batch_id where b.state = 'receiving'`,
      )
    ).rows as {
      sealed: Buffer
    }[]

  test('nothing of it is plain on a disk or in the database; broken off it leaves nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yunjian-arriving-'))
    vi.stubEnv('TMPDIR', folder)
    const { app, origin } = await hall()
    try {
      const token = await world.tokenOf(await world.aStaffMember('information-clerk', world.book.district))
      const mark = '不可外传的名字'
      const lines = Buffer.from(
        `${sheetColumns.join(',')}\n${`${mark},居民身份证,1,女,,,,\n`.repeat(12_000)}`,
      )
      let goOn = () => {}
      const gate = new Promise<void>(resolve => {
        goOn = resolve
      })
      const head = Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n')
      const upload = (end: boolean) => {
        const stop = new AbortController()
        const body = (async function* () {
          yield head
          yield lines.subarray(0, 400_000)
          await gate
          yield lines.subarray(400_000)
          if (end) yield Buffer.from('\r\n--x--\r\n')
          else stop.abort()
        })()
        return fetch(`${origin}/api/imports?kind=people&node=${world.book.district.nodeId}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=x' },
          body: body as never,
          duplex: 'half',
          signal: stop.signal,
        } as RequestInit)
      }
      const whole = upload(true)
      const broken = upload(false).catch(error => error)
      for (let tries = 0; tries < 200 && (await pieces()).length < 2; tries++) await sleep(20)
      const stored = await pieces()
      expect(stored).toHaveLength(2)
      for (const { sealed } of stored) expect(sealed.includes(mark)).toBe(false)
      expect(readdirSync(folder, { recursive: true })).toEqual([])
      goOn()
      const answer = await whole
      expect(answer.status).toBe(202)
      await broken
      for (let tries = 0; tries < 200 && (await pieces()).length > 0; tries++) await sleep(20)
      expect(await pieces()).toEqual([])
      const { id } = (await answer.json()) as { id: number }
      const kept: Uint8Array[] = []
      for await (const part of (await keptSheet(world.ground, id)).bytes()) kept.push(part)
      expect(Buffer.concat(kept).equals(lines)).toBe(true)
      await checkSheet(world.ground, id, await keptSheet(world.ground, id))
      expect(readdirSync(folder, { recursive: true })).toEqual([])
    } finally {
      vi.unstubAllEnvs()
      await app.close()
    }
  }, 60_000)
})
