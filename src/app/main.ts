// The roof: one process that serves a district. `npm start` ends here.
import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { startHearing } from '../foundation/accounts/telling.ts'
import { localDay } from '../foundation/clock.ts'
import { type Config, readConfig } from '../foundation/config.ts'
import { alone } from '../foundation/database/alone.ts'
import { connectDatabase } from '../foundation/database/connect.ts'
import { addedTables, rewritable } from '../foundation/database/roles.ts'
import { startHeartbeat } from '../foundation/health/heartbeat.ts'
import { startJobs } from '../foundation/jobs.ts'
import { startReading } from '../foundation/journal/reading.ts'
import { makeLog } from '../foundation/log.ts'
import { startNotices } from '../foundation/notices/runner.ts'
import { startTimers } from '../foundation/timers/runner.ts'
import { startWorks } from '../foundation/works.ts'
import { buildHouse, openHouse, prepareDistrict } from './compose.ts'
import { demoLogins, needsDemo } from './demo/cast.ts'
import { makeDemo, smallPlan } from './demo/demo.ts'
import { buildWeb } from './pages/build.ts'
import { serveWeb } from './web-server.ts'

async function main(config: Config): Promise<void> {
  const log = makeLog(config.logLevel)
  const say = (line = '') => process.stdout.write(`${line}\n`)
  await refuseTakenPort(config)
  const database = await connectDatabase(config)
  const stops: (() => Promise<unknown>)[] = [database.stop]
  let stopping = false
  const stop = async (code: number) => {
    if (stopping) return
    stopping = true
    for (const one of stops.reverse()) await one().catch(error => log.warn({ err: error }, 'while stopping'))
    process.exit(code)
  }
  process.once('SIGINT', () => stop(0))
  process.once('SIGTERM', () => stop(0))
  try {
    await prepareDistrict(database.owner, config, { server: database.url })
    if (!config.codes) throw new Error(NO_CODES)
    const ground = await openHouse({ config, databaseUrl: database.url, ownerUrl: database.owner, log })
    stops.push(ground.database.close)
    if ((await rewritable(ground.db, addedTables(ground.rooms))).length > 0) say(ONE_ROLE)
    // Of several that start at once, one makes the demo and the others wait for it.
    await alone(ground.database, 'demo', async () => {
      if (!config.demo || !(await needsDemo(ground))) return
      say('An empty district: making a small Songjiang to look at …')
      const made = await makeDemo(ground, smallPlan(localDay(ground.clock())))
      say(
        `  ${made.people} people, ${made.teams} teams, ${made.projects} projects, ${made.records} records in ${made.seconds} s`,
      )
    })
    const pages = await buildWeb(say)
    const { app } = await buildHouse(ground)
    await serveWeb(app, pages, config.worker)
    const reading = startReading(ground, error => log.error({ err: error }, 'journal'))
    const timers = startTimers(ground, error => log.error({ err: error }, 'timers'))
    const clockwork = await startJobs(ground)
    const notices = startNotices(ground, error => log.error({ err: error }, 'notices'))
    const works = startWorks(ground, error => log.error({ err: error }, 'work'))
    const heartbeat = startHeartbeat(ground)
    const hearing = await startHearing(ground, error => log.warn({ err: error }, 'sessions'))
    stops.push(
      hearing.stop,
      heartbeat.stop,
      works.stop,
      notices.stop,
      reading.stop,
      timers.stop,
      clockwork.stop,
      () => app.close(),
    )
    await app.listen({ port: config.port, host: config.host })
    await announce(config, say, await demoLogins(ground))
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    log.debug({ err: error, host: hostname(), run: randomBytes(2).toString('hex') }, 'start failed')
    await stop(1)
  }
}

const NO_CODES = `登录验证码怎么送到手机，还没有指明。接短信设 YUNJIAN_SMS 和它的钥匙；只是试用，设 YUNJIAN_CODES=print（打印在服务器上），再启动。
How sign-in codes reach a phone is not said. For text messages set YUNJIAN_SMS and its keys; for a trial set YUNJIAN_CODES=print (printed where the server runs); then start again.`

const ONE_ROLE = `注意：数据库用户拥有全部的表，能改日志。请分成两个用户：npm run cli -- database roles
Note: the database user owns every table and could rewrite the journal. Take two: npm run cli -- database roles`

/** Better to say so before a database is started than after. */
async function refuseTakenPort(config: Config): Promise<void> {
  const { createServer } = await import('node:net')
  const taken = await new Promise<boolean>(resolve => {
    const probe = createServer()
      .once('error', () => resolve(true))
      .once('listening', () => probe.close(() => resolve(false)))
    probe.listen(config.port, config.host)
  })
  if (!taken) return
  process.stdout.write(
    `Port ${config.port} is taken by another program. Choose another: PORT=${config.port + 1} npm start\n`,
  )
  process.exit(1)
}

async function announce(
  config: Config,
  say: (line?: string) => void,
  logins: { role: string; phone: string; password: string | null }[],
) {
  say()
  say(`Yunjian 云间志愿 is open at ${config.origin}`)
  say(
    `  portal ${config.origin}/    phone ${config.origin}/me    desk ${config.origin}/desk    API ${config.origin}/api/docs`,
  )
  if (logins.length === 0) return
  say()
  say('Demo logins. Ask for a code with the phone; it is printed here. Staff also give the password.')
  for (const one of logins) say(`  ${one.role.padEnd(24)} ${one.phone}  ${one.password ?? '(code only)'}`)
}

await main(readConfig())
