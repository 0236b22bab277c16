// What `npm run cli -- help` lists. Every command prints for people, or for machines with --json.
// Exit codes: 0 done, 1 failed, 2 wrong usage, 3 something is broken that verify found, 4 rows were rejected.
import { Command, CommanderError } from 'commander'
import { commandActor, type Principal } from '../foundation/access/access.ts'
import { localDay } from '../foundation/clock.ts'
import { readConfig } from '../foundation/config.ts'
import { connectDatabase } from '../foundation/database/connect.ts'
import type { Cli, Ground } from '../foundation/ground.ts'
import { makeLog } from '../foundation/log.ts'
import { Refusal } from '../foundation/refusals.ts'
import { places } from '../places/service.ts'
import { openHouse, prepareDistrict } from './compose.ts'
import { needsDemo } from './demo/cast.ts'
import { makeDemo, reportPlan, smallPlan, WITHOUT_ROOM } from './demo/demo.ts'
import { districtCommands } from './opening/command.ts'
import { progressBar } from './progress.ts'
import { rooms } from './rooms.ts'
import { verifyDistrict } from './verify.ts'

type Json = { json?: boolean }
export type Terminal = { env: Cli['env']; out: (text: string) => void; err: (text: string) => void }

/**
 * Runs one command.
 * @param args without the program's own name
 * @returns its exit code
 */
export async function runCommand(args: readonly string[], { env, out, err }: Terminal): Promise<number> {
  let code = 0
  const program = makeProgram({
    env,
    out: text => out(`${text}\n`),
    ends: how => {
      code = how
    },
  }).configureOutput({ writeOut: out, writeErr: err })
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    err(
      `${error instanceof Refusal ? `${error.say('zh')} ${error.say('en')}` : error instanceof Error ? error.message : error}\n`,
    )
    return 1
  }
  return code
}

function makeProgram({ env, out, ends }: Pick<Cli, 'env' | 'out' | 'ends'>): Command {
  const answer = (options: Json, value: unknown, text: () => string) =>
    out(options.json ? JSON.stringify(value) : text())

  /** Opens the district for one command and leaves everything as it was found. */
  async function withDistrict<T>(work: (ground: Ground, actor: Principal) => Promise<T>): Promise<T> {
    const config = readConfig(env)
    const database = await connectDatabase(config)
    try {
      await prepareDistrict(database.owner, config, { server: database.url })
      const ground = await openHouse({
        config,
        databaseUrl: database.url,
        ownerUrl: database.owner,
        log: makeLog('warn', process.stderr),
        deliver: () => {},
        connections: 8,
      })
      try {
        return await work(ground, commandActor((await places(ground)).district.nodeId))
      } finally {
        await ground.database.close()
      }
    } finally {
      await database.stop()
    }
  }

  const program = new Command('yunjian')
    .description('Yunjian 云间志愿: a district on the command line')
    .exitOverride()

  program
    .command('migrate')
    .description('bring the database up to date')
    .option('--json')
    .action(async (options: Json) => {
      const config = readConfig(env)
      const database = await connectDatabase(config)
      try {
        const applied = await prepareDistrict(database.owner, config, { server: database.url })
        answer(options, { applied }, () =>
          applied.length > 0 ? `applied:\n  ${applied.join('\n  ')}` : 'nothing to do',
        )
      } finally {
        await database.stop()
      }
    })

  districtCommands({ program, env, out, ends })

  program
    .command('demo')
    .description(
      'make a demo district on an empty database: the small one, or the whole district of the report',
    )
    .option(
      '--scale <size>',
      '"full" for the report’s district, or a fraction of it such as 0.1; without it the small one',
    )
    .option('--until <day>', 'last day of the past', '2020-04-30')
    .option('--live', 'add projects that recruit today')
    .option('--records <n>', 'service records of the small one', '100000')
    .option('--json')
    .action((options: Json & { scale?: string; until: string; live?: boolean; records: string }) =>
      withDistrict(async ground => {
        if (!ground.config.demo)
          throw new Error('a given database holds real people; for an invented district add YUNJIAN_DEMO=yes')
        if (!(await needsDemo(ground))) throw new Error('this district has people already')
        const bar = progressBar(options)
        const scale = options.scale === 'full' ? 1 : Number(options.scale)
        if (options.scale !== undefined && !(scale > 0 && scale <= 1))
          throw new Error('--scale is "full" or a fraction between 0 and 1')
        const plan =
          options.scale === undefined
            ? smallPlan(localDay(ground.clock()), Number(options.records))
            : reportPlan(scale, options.live === true, options.until)
        const made = await makeDemo(ground, plan, bar.set)
        bar.end()
        const peakMb = Math.round(process.resourceUsage().maxRSS / 1024)
        answer(
          options,
          { ...made, peakMb, withoutRoom: WITHOUT_ROOM },
          () =>
            `${made.people} people, ${made.teams} teams, ${made.projects} projects, ${made.records} records, ${made.hours} hours in ${made.seconds} s (${peakMb} MB)\nnot here yet: ${WITHOUT_ROOM.join(', ')}`,
        )
      }),
    )

  program
    .command('verify')
    .description('check every invariant of the district')
    .option('--json')
    .action((options: Json) =>
      withDistrict(async ground => {
        const checks = await verifyDistrict(ground)
        const broken = checks.filter(one => one.broken > 0)
        answer(options, { ok: broken.length === 0, checks }, () =>
          checks
            .map(
              one =>
                `${one.broken === 0 ? 'ok    ' : 'BROKEN'} ${one.name}${one.broken ? ` (${one.broken}, first: ${one.example})` : ''}`,
            )
            .join('\n'),
        )
        ends(broken.length > 0 ? 3 : 0)
      }),
    )

  for (const room of rooms)
    room.commands?.({ program, withDistrict, answer, out, env, ends, progress: progressBar })

  return program
}
