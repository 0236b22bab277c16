// npm run bench [-- signup …] [--smoke]: every line of the performance table that exists, each beside its peer or limit.
// With YUNJIAN_BENCH_DATA, the data folder of a full district, its lines as well.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeEmbedded, startEmbedded } from '../src/foundation/database/embedded.ts'
import { importing } from './importing.ts'
import type { Line, Setting } from './line.ts'
import { lists } from './lists.ts'
import { reading } from './reading.ts'
import { rushes } from './rushes.ts'
import { visits } from './visit.ts'
import { wholeDistrict } from './whole.ts'

const BENCHES: Record<string, (setting: Setting) => Promise<Line[]>> = {
  signup: rushes,
  reading,
  visit: visits,
  lists,
  import: importing,
  whole: async () => (process.env.YUNJIAN_BENCH_DATA ? wholeDistrict(process.env.YUNJIAN_BENCH_DATA) : []),
}

const smoke = process.argv.includes('--smoke')
const named = process.argv.slice(2).filter(arg => !arg.startsWith('--'))
for (const name of named)
  if (!BENCHES[name]) throw new Error(`no bench ${name}; there are ${Object.keys(BENCHES).join(', ')}`)
if (named.includes('whole') && !process.env.YUNJIAN_BENCH_DATA)
  throw new Error('YUNJIAN_BENCH_DATA names no data folder of a full district')

const folder = mkdtempSync(join(tmpdir(), 'yunjian-bench-'))
chmodSync(folder, 0o755) // the database's user works in it: all of it goes with the folder
const cluster = await startEmbedded(folder)
try {
  const lines: Line[] = []
  for (const [name, bench] of Object.entries(BENCHES))
    if (named.length === 0 || named.includes(name))
      lines.push(...(await bench({ folder, url: cluster.owner, smoke })))
  console.table(
    lines.map(one => ({
      what: one.what,
      size: one.size,
      ours: `${Math.round(one.ours)} ${one.unit}`,
      peer: `${Math.round(one.peer)} ${one.unit} (${one.peerIs})`,
      ratio: one.ratio.toFixed(2),
      aim: one.aim,
      met: one.met ? 'yes' : 'no',
      'p95 ms': one.p95Ms?.toFixed(1) ?? '',
      'peak MB': Math.round(one.peakMb),
    })),
  )
  if (!smoke) {
    mkdirSync(new URL('./results/', import.meta.url), { recursive: true })
    writeFileSync(
      new URL('./results/latest.json', import.meta.url),
      JSON.stringify(
        {
          at: new Date().toISOString(),
          node: process.version,
          cpus: Number(execFileSync('nproc', { encoding: 'utf8' })),
          lines,
        },
        null,
        2,
      ),
    )
  }
} finally {
  await cluster.stop()
  removeEmbedded(folder)
}
