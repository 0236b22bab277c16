// What runs by the clock, on pg-boss in a schema of its own beside the district's.
import { PgBoss } from 'pg-boss'
import type { Ground } from './ground.ts'

/** Starts the schedules; a failing run is reported and comes again at its next time. */
export async function startJobs(ground: Ground, url: string): Promise<{ stop: () => Promise<void> }> {
  const boss = new PgBoss({
    connectionString: url,
    schema: `jobs_${ground.config.district}`,
    max: 2,
    application_name: 'yunjian jobs',
  })
  boss.on('error', error => ground.log.warn({ err: error.message }, 'jobs'))
  await boss.start()
  for (const job of ground.rooms.flatMap(room => room.jobs ?? [])) {
    await boss.createQueue(job.name)
    await boss.schedule(job.name, job.cron, null, { tz: 'Asia/Shanghai' })
    await boss.work(job.name, async () => {
      await job.run(ground).catch(error => ground.log.error({ err: error, job: job.name }, 'job failed'))
    })
  }
  return { stop: () => boss.stop({ graceful: false, close: true }) }
}
