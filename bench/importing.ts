// A town's sheet of any size: read, checked, staged and registered, beside COPY of the same people into the same table.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { documents, inventBirth, inventName, randomFrom } from '../src/app/demo/invented.ts'
import { commandActor } from '../src/foundation/access/access.ts'
import { csvLine } from '../src/foundation/spreadsheets/write.ts'
import { checkSheet } from '../src/people/import/check.ts'
import { registerSheet } from '../src/people/import/register.ts'
import { beginImport, importSummary } from '../src/people/import/service.ts'
import { places } from '../src/places/service.ts'
import { openDistrict } from './district.ts'
import type { Line, Setting } from './run.ts'

const HEAD = [
  '姓名',
  '证件类型',
  '证件号码',
  '性别',
  '出生日期',
  '手机号码',
  '居住街镇',
  '居住村居',
  '政治面貌',
  '文化程度',
  '服务意向',
  '技能',
  '监护人姓名',
  '监护人手机',
]

async function oneSheet(setting: Setting, size: number): Promise<Line> {
  const district = await openDistrict(setting.folder, setting.url)
  const { ground } = district
  try {
    const book = await places(ground)
    const homes = book.all.filter(one => one.level === 'community')
    const random = randomFrom(size)
    const number = documents(200) // numbers that the demo does not give
    const lines = [`\uFEFF${csvLine(HEAD)}`]
    for (let i = 0; i < size; i++) {
      const sex = random() < 0.5 ? 'female' : 'male'
      const birth = inventBirth(random, '2008-01-01')
      const home = homes[i % homes.length]
      const town = book.byCode(home?.parentCode ?? '')
      lines.push(
        csvLine([
          inventName(random, sex),
          '居民身份证',
          number(birth, sex),
          sex === 'male' ? '男' : '女',
          birth,
          `135${10_000_000 + i}`,
          town?.name ?? '',
          home?.name ?? '',
          '群众',
          '大专',
          '为老服务',
          '',
          '',
          '',
        ]),
      )
    }
    const path = join(mkdtempSync(join(tmpdir(), 'yunjian-sheet-')), 'sheet.csv')
    writeFileSync(path, lines.join(''))
    const actor = commandActor(book.district.nodeId)
    const { rows: before } = await sql<{ last: number }>`select max(id) as last from person`.execute(
      ground.db,
    )
    let peak = 0
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss)
    }, 50)
    const begun = performance.now()
    const id = await beginImport(
      ground,
      actor,
      { path, name: 'sheet.csv' },
      book.district.nodeId,
      '签名册 2026-1',
    )
    await checkSheet(ground, id, path)
    await registerSheet(ground, actor, id)
    const seconds = (performance.now() - begun) / 1000
    clearInterval(watch)
    const { registered, rejected } = await importSummary(ground, actor, id)
    if (registered !== size)
      throw new Error(`registered ${registered} of ${size}: ${JSON.stringify(rejected.slice(0, 3))}`)
    const { rows } = await sql<{
      folder: string
    }>`select current_setting('data_directory') as folder`.execute(ground.db)
    const file = `${rows[0]?.folder}/bench-people`
    await sql`copy (select * from person where id > ${sql.lit(before[0]?.last ?? 0)}) to ${sql.lit(file)}`.execute(
      ground.db,
    )
    await sql`create table bench_person (like person including all)`.execute(ground.db)
    const copying = performance.now()
    await sql`copy bench_person from ${sql.lit(file)}`.execute(ground.db)
    const copied = (performance.now() - copying) / 1000
    return {
      what: 'import of people, every check',
      size,
      ours: size / seconds,
      unit: '/s',
      peer: size / copied,
      peerIs: 'COPY of the same rows',
      ratio: copied / seconds,
      aim: '≥ 0.15, ≤ 400 MB',
      met: copied / seconds >= 0.15 && peak / 1_048_576 <= 400,
      peakMb: peak / 1_048_576,
    }
  } finally {
    await district.close()
  }
}

export async function importing(setting: Setting): Promise<Line[]> {
  const lines: Line[] = []
  for (const size of setting.smoke ? [300] : [5_000, 20_000]) lines.push(await oneSheet(setting, size))
  return lines
}
