// What runs by the clock, on pg-boss in a schema of its own beside the district's. One process runs each time of a job.
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { wordsOf } from './backing-off.ts'
import type { Ground, Job } from './ground.ts'
import { runBegan, runEnded, runFailed } from './health/store.ts'

/** On a cluster its schema stays where it is made: inside a sharded one it fails. Elsewhere these settings mean nothing. */
const ON_ONE_NODE = {
  options: '-c citus.enable_schema_based_sharding=off -c citus.enable_ddl_propagation=off',
}

const schemaOf = (district: string) => `jobs_${district}`
const JOBS_LOCK = 7_310_132

/** Makes the schema of the clockwork, in which the server's role lays what pg-boss needs. Again changes nothing. */
export async function layJobs(owner: string, district: string, role: string): Promise<void> {
  const schema = schemaOf(district)
  const client = new pg.Client({ connectionString: owner, ...ON_ONE_NODE })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1, hashtext($2))', [JOBS_LOCK, schema])
    const { rows } = await client.query<{ it: boolean }>(
      `select coalesce((select has_schema_privilege($2, n.oid, 'create') from pg_namespace n where n.nspname = $1), false) as it`,
      [schema, role],
    )
    if (rows[0]?.it) return
    await client.query(`create schema if not exists ${schema}`)
    await client.query(`grant usage, create on schema ${schema} to ${pg.escapeIdentifier(role)}`)
  } finally {
    await client.end()
  }
}

/** Starts the schedules; a failing run is reported and comes again at its next time. */
export async function startJobs(ground: Ground): Promise<{ stop: () => Promise<void> }> {
  const boss = new PgBoss({
    connectionString: ground.databaseUrl,
    schema: schemaOf(ground.config.district),
    createSchema: false,
    max: 2,
    application_name: 'yunjian jobs',
    ...ON_ONE_NODE,
  })
  boss.on('error', error => ground.log.warn({ err: error.message }, 'jobs'))
  await boss.start()
  for (const job of ground.rooms.flatMap(room => room.jobs ?? [])) {
    await boss.createQueue(job.name)
    await boss.schedule(job.name, job.cron, null, { tz: 'Asia/Shanghai' })
    await boss.work(job.name, () => runJob(ground, job))
  }
  return { stop: () => boss.stop({ graceful: false, close: true }) }
}

/** One run, with what came of it on the record. */
export async function runJob(ground: Ground, job: Job): Promise<void> {
  try {
    await runBegan(ground.db, job.name, ground.clock())
    const done = await job.run(ground)
    await runEnded(ground.db, job.name, ground.clock(), typeof done === 'number' ? done : null)
  } catch (error) {
    ground.log.error({ err: error, job: job.name }, 'job failed')
    await runFailed(ground.db, job.name, ground.clock(), wordsOf(error)).catch(() => {})
  }
}
