// The bare database: pgbench with prepared statements where it is installed, otherwise a bare `pg` client in a process of its own.
import { fork, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

export type Floor = { perSecond: number; by: string }
export type FloorJob = {
  url: string
  schema: string
  connections: number
  /** How many times in all. */
  times: number
  /** One statement with :name for each variable. */
  statement: string
  /** Inclusive ranges drawn at random. */
  variables: Record<string, [number, number]>
}

const PGBENCH = ['/usr/lib/postgresql/15/bin/pgbench', '/usr/bin/pgbench'].find(path => existsSync(path))

export async function floor(job: FloorJob, quick: boolean): Promise<Floor> {
  return (!quick && PGBENCH && byPgbench(PGBENCH, job)) || byClient(job)
}

function byPgbench(pgbench: string, job: FloorJob): Floor | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'yunjian-floor-'))
  try {
    const script = join(folder, 'script.sql')
    const draws = Object.entries(job.variables).map(
      ([name, [from, to]]) => `\\set ${name} random(${from}, ${to})`,
    )
    writeFileSync(script, `${draws.join('\n')}\n${job.statement.replace(/\s+/g, ' ')};\n`)
    const each = Math.max(20, Math.ceil(job.times / job.connections))
    const done = spawnSync(
      pgbench,
      ['-n', '-M', 'prepared', '-c', `${job.connections}`, '-j', '2', '-t', `${each}`, '-f', script, job.url],
      { encoding: 'utf8', env: { ...process.env, PGOPTIONS: `-c search_path=${job.schema}` } },
    )
    const tps = /tps = ([\d.]+)/.exec(done.stdout)?.[1]
    if (!tps) throw new Error(`pgbench: ${done.stderr.slice(-400)}`)
    return { perSecond: Number(tps), by: 'pgbench' }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const byClient = (job: FloorJob) =>
  new Promise<Floor>((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), { env: { ...process.env, YUNJIAN_FLOOR: '1' } })
    child.once('message', answer => resolve(answer as Floor))
    child.once('error', reject)
    child.once('exit', code => code && reject(new Error(`floor exited with ${code}`)))
    child.send(job)
  })

async function bareClient(job: FloorJob): Promise<Floor> {
  const names = Object.keys(job.variables)
  const text = names.reduce((all, name, i) => all.replaceAll(`:${name}`, `$${i + 1}`), job.statement)
  const clients = await Promise.all(
    Array.from({ length: job.connections }, async () => {
      const one = new pg.Client({
        connectionString: job.url,
        options: `-c search_path=${job.schema}`,
      })
      await one.connect()
      return one
    }),
  )
  let n = 0
  const begun = performance.now()
  await Promise.all(
    clients.map(async client => {
      while (n++ < job.times) {
        const values = Object.values(job.variables).map(
          ([from, to]) => from + Math.floor(Math.random() * (to - from + 1)),
        )
        await client.query({ name: 'floor', text, values })
      }
    }),
  )
  const perSecond = job.times / ((performance.now() - begun) / 1000)
  await Promise.all(clients.map(client => client.end()))
  return { perSecond, by: 'bare pg client' }
}

if (process.env.YUNJIAN_FLOOR && process.send)
  process.once('message', async (job: FloorJob) => {
    process.send?.(await bareClient(job))
    process.disconnect()
  })
