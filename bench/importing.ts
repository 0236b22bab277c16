// A town's sheet of any size: read, checked, staged and registered, beside COPY of the same people into the same table.
import { fork } from 'node:child_process'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { documents, inventBirth, inventName, randomFrom } from '../src/app/demo/invented.ts'
import type { Ground } from '../src/foundation/ground.ts'
import { csvLine, xlsxStream } from '../src/foundation/spreadsheets/write.ts'
import { sheetColumns } from '../src/people/sheet/rules.ts'
import { places } from '../src/places/service.ts'
import { openDistrict } from './district.ts'
import type { Imported, ImportJob } from './importer.ts'
import type { Line, Setting } from './line.ts'

type Kind = 'csv' | 'xlsx'

function* sheetRows(book: Awaited<ReturnType<typeof places>>, size: number): Generator<string[]> {
  const homes = book.all.filter(one => one.level === 'community')
  const random = randomFrom(size)
  const number = documents(200) // numbers that the demo does not give
  for (let i = 0; i < size; i++) {
    const sex = random() < 0.5 ? 'female' : 'male'
    const birth = inventBirth(random, '2008-01-01')
    const home = homes[i % homes.length]
    const cells: Partial<Record<(typeof sheetColumns)[number], string>> = {
      姓名: inventName(random, sex),
      证件类型: '居民身份证',
      证件号码: number(birth, sex),
      性别: sex === 'male' ? '男' : '女',
      出生日期: birth,
      手机号码: `135${10_000_000 + i}`,
      居住街镇: book.byCode(home?.parentCode ?? '')?.name ?? '',
      居住村居: home?.name ?? '',
      政治面貌: '群众',
      文化程度: '大专',
      服务意向: '为老服务',
    }
    yield sheetColumns.map(column => cells[column] ?? '')
  }
}

function* csvText(rows: Iterable<string[]>): Generator<string> {
  yield `\uFEFF${csvLine(sheetColumns)}`
  for (const row of rows) yield csvLine(row)
}

async function writeSheet(ground: Ground, folder: string, kind: Kind, size: number): Promise<string> {
  const path = join(folder, `sheet.${kind}`)
  const rows = sheetRows(await places(ground), size)
  const bytes =
    kind === 'csv'
      ? Readable.from(csvText(rows))
      : Readable.fromWeb(xlsxStream('登记', sheetColumns, rows) as never)
  await pipeline(bytes, createWriteStream(path))
  return path
}

const importedBy = (job: ImportJob) =>
  new Promise<Imported>((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./importer.ts', import.meta.url)), {
      execArgv: ['--max-semi-space-size=8'], // as package.json runs the command line
    })
    child.once('message', answer => resolve(answer as Imported))
    child.once('error', reject)
    child.once('exit', code => code && reject(new Error(`importer exited with ${code}`)))
    child.send(job)
  })

/** Seconds that COPY takes for the people after the given id, into a table with the same indexes. */
async function copySeconds(ground: Ground, after: number): Promise<number> {
  const { rows } = await sql<{
    folder: string
  }>`select current_setting('data_directory') as folder`.execute(ground.db)
  const file = sql.lit(`${rows[0]?.folder}/bench-people`)
  await sql`copy (select * from person where id > ${sql.lit(after)}) to ${file}`.execute(ground.db)
  await sql`create table bench_person (like person including all)`.execute(ground.db)
  const begun = performance.now()
  await sql`copy bench_person from ${file}`.execute(ground.db)
  return (performance.now() - begun) / 1000
}

async function oneSheet(setting: Setting, kind: Kind, size: number): Promise<Line> {
  const district = await openDistrict(setting.folder, setting.url)
  const folder = mkdtempSync(join(tmpdir(), 'yunjian-sheet-'))
  try {
    const { ground } = district
    const path = await writeSheet(ground, folder, kind, size)
    const { rows } = await sql<{ last: number }>`select max(id) as last from person`.execute(ground.db)
    const { seconds, peakMb, registered } = await importedBy({
      path,
      url: setting.url,
      folder: setting.folder,
      district: ground.config.district,
    })
    if (registered !== size) throw new Error(`registered ${registered} of ${size}`)
    const copied = await copySeconds(ground, rows[0]?.last ?? 0)
    return {
      what: `import of people from .${kind}, every check`,
      size,
      ours: size / seconds,
      unit: '/s',
      peer: size / copied,
      peerIs: 'COPY of the same rows',
      ratio: copied / seconds,
      aim: '≥ 0.15, ≤ 400 MB',
      met: copied / seconds >= 0.15 && peakMb <= 400,
      peakMb,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await district.close()
  }
}

export async function importing(setting: Setting): Promise<Line[]> {
  const sheets: [Kind, number][] = setting.smoke
    ? [['csv', 300]]
    : [
        ['csv', 20_000],
        ['csv', 449_000],
        ['xlsx', 20_000],
        ['xlsx', 449_000],
      ]
  const lines: Line[] = []
  for (const [kind, size] of sheets) lines.push(await oneSheet(setting, kind, size))
  return lines
}
