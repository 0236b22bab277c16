// What runs by the clock, on pg-boss in a schema of its own beside the district's. One process runs each time of a job.
import { PgBoss } from 'pg-boss'
import { wordsOf } from './backing-off.ts'
import type { Ground, Job } from './ground.ts'
import { runBegan, runEnded, runFailed } from './health/store.ts'

/** On a cluster its schema stays where it is made: inside a sharded one it fails. Elsewhere these settings mean nothing. */
const ON_ONE_NODE = {
  options: '-c citus.enable_schema_based_sharding=off -c citus.enable_ddl_propagation=off',
}

/** Starts the schedules; a failing run is reported and comes again at its next time. */
export async function startJobs(ground: Ground, url: string): Promise<{ stop: () => Promise<void> }> {
  const boss = new PgBoss({
    connectionString: url,
    schema: `jobs_${ground.config.district}`,
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
