// The district at its real size: a data folder that `npm run cli -- demo --scale full` filled (YUNJIAN_BENCH_DATA names it).
import { sql } from 'kysely'
import { openHouse, prepareDistrict } from '../src/app/compose.ts'
import { commandActor } from '../src/foundation/access/access.ts'
import { readConfig } from '../src/foundation/config.ts'
import { connectDatabase } from '../src/foundation/database/connect.ts'
import type { Ground } from '../src/foundation/ground.ts'
import { makeLog } from '../src/foundation/log.ts'
import { peopleList } from '../src/people/lists.ts'
import { places } from '../src/places/service.ts'
import { makeTermReport } from '../src/statistics/report.ts'
import type { Line } from './line.ts'
import { builtLine, dashboardLine } from './reading.ts'

const megabytes = () => process.resourceUsage().maxRSS / 1024

export async function wholeDistrict(folder: string): Promise<Line[]> {
  const config = readConfig({ YUNJIAN_DATA: folder })
  const cluster = await connectDatabase(config)
  try {
    await prepareDistrict(cluster.owner, config, { server: cluster.url })
    const ground = await openHouse({
      config,
      databaseUrl: cluster.url,
      ownerUrl: cluster.owner,
      log: makeLog('silent'),
      deliver: () => {},
    })
    try {
      const { rows } = await sql<{ n: number }>`select count(*) as n from service_record`.execute(ground.db)
      const records = rows[0]?.n ?? 0
      const seconds = await secondsToBuild(ground)
      await peopleLines(ground) // once cold
      return [
        await dashboardLine(ground, records),
        await termLine(ground, records),
        ...(await peopleLines(ground)),
        ...(seconds === undefined ? [] : [await builtLine(ground, records, seconds)]),
      ]
    } finally {
      await ground.database.close()
    }
  } finally {
    await cluster.stop()
  }
}

async function termLine(ground: Ground, records: number): Promise<Line> {
  const term = { from: '2012-05', to: '2020-04' }
  const timed = async (prove: boolean) => {
    const begun = performance.now()
    const report = await makeTermReport(ground, term, prove)
    const wrong = report.figures.filter(one => one.proven !== null && one.proven !== one.value)
    if (wrong.length > 0) throw new Error(`the records disagree: ${wrong.map(one => one.key)}`)
    return (performance.now() - begun) / 1000
  }
  await timed(false)
  const [rollups, raw] = [await timed(false), await timed(true)]
  return {
    what: 'term report, from rollups beside from records',
    size: records,
    ours: rollups * 1000,
    unit: 'ms',
    peer: raw * 1000,
    peerIs: 'the same from all records, equal',
    ratio: raw / rollups,
    aim: 'under a second',
    met: rollups < 1,
    peakMb: megabytes(),
  }
}

/** Staff looking for somebody among everybody: given name, letters, initials, a whole phone number. */
async function peopleLines(ground: Ground): Promise<Line[]> {
  const actor = commandActor((await places(ground)).district.nodeId)
  const { rows } = await sql<{ name: string; pinyin: string; initials: string; n: number }>`
    select name, pinyin, initials, (select count(*) from person) as n from person tablesample system (0.2) limit 60`.execute(
    ground.db,
  )
  const kinds: Record<string, (row: (typeof rows)[number], i: number) => string> = {
    'by name': row => row.name,
    'by two characters of the name': row => row.name.slice(-2),
    'by pinyin': row => row.pinyin,
    'by initials': row => row.initials,
    'by phone number': (_, i) => `136${String(10_000_000 + i)}`,
  }
  const lines: Line[] = []
  for (const [kind, textOf] of Object.entries(kinds)) {
    const times: number[] = []
    for (const [i, row] of rows.entries()) {
      const begun = performance.now()
      await peopleList.rows(ground, actor, { text: textOf(row, i) }, { limit: 20 })
      times.push(performance.now() - begun)
    }
    times.sort((a, b) => a - b)
    const at = (share: number) => times[Math.floor((times.length - 1) * share)] ?? 0
    lines.push({
      what: `people found ${kind}`,
      size: rows[0]?.n ?? 0,
      ours: at(0.5),
      unit: 'ms',
      peer: 50,
      peerIs: 'the limit of the 95th percentile',
      ratio: 50 / at(0.95),
      aim: 'p95 ≤ 50 ms',
      met: at(0.95) <= 50,
      p95Ms: at(0.95),
      peakMb: megabytes(),
    })
  }
  return lines
}

/** How long the district took to build, as its journal says. */
async function secondsToBuild(ground: Ground): Promise<number | undefined> {
  const { rows } = await sql<{
    seconds: number
  }>`select (facts::json ->> 'seconds')::float8 as seconds from journal where kind = 'demo.made' order by id desc limit 1`.execute(
    ground.db,
  )
  return rows[0]?.seconds
}
