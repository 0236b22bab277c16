// The terminal's way in: `npm run cli -- help`. Every command prints for people, or for machines with --json.
// Exit codes: 0 done, 1 failed, 2 wrong usage, 3 something is broken that verify found, 4 rows were rejected.
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command, CommanderError } from 'commander'
import { sql } from 'kysely'
import { judgeFile, numberInFile, openRevocations, readPublicKey } from '../certificates/seal.ts'
import { publicKeyPem, revocationList } from '../certificates/service.ts'
import { commandActor, type Principal } from '../foundation/access/access.ts'
import { issueToken } from '../foundation/accounts/sessions.ts'
import { localDay } from '../foundation/clock.ts'
import { readConfig } from '../foundation/config.ts'
import { backup, restore } from '../foundation/database/backup.ts'
import { connectDatabase } from '../foundation/database/connect.ts'
import type { Ground } from '../foundation/ground.ts'
import { sealBatch, verifyChain } from '../foundation/journal/sealer.ts'
import { makeLog } from '../foundation/log.ts'
import { Refusal } from '../foundation/refusals.ts'
import { csvLine, xlsxStream } from '../foundation/spreadsheets/write.ts'
import { checkSheet } from '../people/import/check.ts'
import { registerSheet } from '../people/import/register.ts'
import {
  beginImport,
  correctionHeader,
  correctionRows,
  importSummary,
  unfinishedImport,
} from '../people/import/service.ts'
import { findPeople } from '../people/service.ts'
import { sayVerdict } from '../people/verdicts.ts'
import { places } from '../places/service.ts'
import { recordTrail } from '../records/service.ts'
import { openHouse, prepareDistrict } from './compose.ts'
import { needsDemo } from './demo/cast.ts'
import { makeDemo, reportPlan, smallPlan, WITHOUT_ROOM } from './demo/demo.ts'
import { progressBar } from './progress.ts'
import { addStatisticsCommands } from './statistics-commands.ts'
import { verifyDistrict } from './verify.ts'

type Json = { json?: boolean }
const out = (text: string): void => {
  process.stdout.write(`${text}\n`)
}
const answer = (options: Json, value: unknown, text: () => string) =>
  out(options.json ? JSON.stringify(value) : text())

/** Opens the district for one command and leaves everything as it was found. */
async function withDistrict<T>(
  work: (ground: Ground, actor: Principal, url: string) => Promise<T>,
): Promise<T> {
  const config = readConfig()
  const database = await connectDatabase(config)
  try {
    await prepareDistrict(database.url, config)
    const ground = await openHouse({
      config,
      databaseUrl: database.url,
      log: makeLog('warn', process.stderr),
      deliver: () => {},
      connections: 8,
    })
    try {
      return await work(ground, commandActor((await places(ground)).district.nodeId), database.url)
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
    const config = readConfig()
    const database = await connectDatabase(config)
    try {
      const applied = await prepareDistrict(database.url, config)
      answer(options, { applied }, () =>
        applied.length > 0 ? `applied:\n  ${applied.join('\n  ')}` : 'nothing to do',
      )
    } finally {
      await database.stop()
    }
  })

program
  .command('district')
  .description('districts beside each other, each in its own schema')
  .command('add')
  .argument('<code>', 'six-digit division code')
  .option('--places <file>', 'places of the district, columns as in data/places.csv')
  .option('--json')
  .action(async (code: string, options: Json & { places?: string }) => {
    const config = readConfig({ ...process.env, YUNJIAN_DISTRICT: code })
    const database = await connectDatabase(config)
    try {
      await prepareDistrict(
        database.url,
        config,
        options.places ? readFileSync(options.places, 'utf8') : undefined,
      )
      answer(
        options,
        { district: code, schema: config.schema },
        () =>
          `district ${code} stands in schema ${config.schema}; serve it with YUNJIAN_DISTRICT=${code} npm start`,
      )
    } finally {
      await database.stop()
    }
  })

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

addStatisticsCommands(program, withDistrict, answer)

const people = program.command('people').description('registrations')
people
  .command('import')
  .argument('<file>', '.xlsx or .csv, columns as in the registration sheet')
  .option('--paper <which>', 'declare that consent was given on this paper')
  .option('--check', 'check only, register nobody')
  .option('--correction <file>', 'write the defective rows to this .xlsx')
  .option('--json')
  .action((file: string, options: Json & { paper?: string; check?: boolean; correction?: string }) =>
    withDistrict(async (ground, actor) => {
      const bar = progressBar(options)
      const node = actor.grants[0]?.nodeId ?? 0
      const begun = options.check
        ? undefined
        : await unfinishedImport(ground, actor, file, node, options.paper ?? null)
      const id =
        begun ??
        (await beginImport(ground, actor, { path: file, name: basename(file) }, node, options.paper ?? null))
      if (begun === undefined) await checkSheet(ground, id, file, (done, of) => bar.set('check', done, of))
      if (!options.check) await registerSheet(ground, actor, id, (done, of) => bar.set('register', done, of))
      bar.end()
      const summary = await importSummary(ground, actor, id)
      if (options.correction) {
        const rows = correctionRows(ground, actor, id, verdict => sayVerdict(verdict, 'zh'))
        await pipeline(
          Readable.fromWeb(xlsxStream('订正', correctionHeader, rows) as never),
          createWriteStream(options.correction, { mode: 0o600 }),
        )
      }
      answer(options, summary, () =>
        [
          `accepted ${summary.accepted} (${summary.registered} new), rejected ${summary.rejected.length}`,
          ...summary.rejected.map(one => `  row ${one.row}: ${one.code} ${sayVerdict(one.code, 'zh')}`),
        ].join('\n'),
      )
      process.exitCode = summary.rejected.length > 0 ? 4 : 0
    }),
  )
people
  .command('export')
  .description('masked list as .csv')
  .option('--town <code>')
  .option('--out <file>', 'default: standard output')
  .action((options: { town?: string; out?: string }) =>
    withDistrict(async (ground, actor) => {
      const lines: string[] = [
        csvLine(['volunteerNo', 'name', 'birthYear', 'document', 'phone', 'town', 'community', 'tier']),
      ]
      for (let before: number | undefined; ; ) {
        const page = await findPeople(ground, actor, { town: options.town, before, limit: 200 })
        lines.push(
          ...page.people.map(one =>
            csvLine([
              one.volunteerNo ?? '',
              one.maskedName,
              one.birthYear,
              one.maskedDocument,
              one.maskedPhone,
              one.townName,
              one.communityName,
              one.tier,
            ]),
          ),
        )
        if (page.next === null) break
        before = page.next
      }
      if (options.out) writeFileSync(options.out, `\uFEFF${lines.join('')}`)
      else process.stdout.write(lines.join(''))
    }),
  )

program
  .command('records')
  .description('service records')
  .command('show')
  .argument('<id>')
  .option('--json')
  .description('one record and everything behind it')
  .action((id: string, options: Json) =>
    withDistrict(async (ground, actor) => {
      const trail = await recordTrail(ground, actor, Number(id))
      answer(options, trail, () =>
        [
          `record ${id}: ${trail.record.hours} h, ${trail.record.day}, ${trail.record.title}, ${trail.record.maskedName}, ${trail.record.state}`,
          ...trail.chain.map(
            one =>
              `  ${one.at}  ${one.kind.padEnd(20)} ${one.subject.padEnd(14)} ${one.by} ${JSON.stringify(one.facts)}`,
          ),
        ].join('\n'),
      )
    }),
  )

program
  .command('audit')
  .description('the journal')
  .command('verify')
  .option('--json')
  .description('walk the hash chain; one changed byte is found')
  .action((options: Json) =>
    withDistrict(async ground => {
      while ((await sealBatch(ground.database.pool)) > 0);
      const bar = progressBar(options)
      const verdict = await verifyChain(ground.database.pool, done => bar.set('journal', done, 0))
      bar.end()
      answer(options, verdict, () =>
        verdict.ok
          ? `whole: ${verdict.checked} entries, head ${verdict.head}`
          : `BROKEN at position ${verdict.brokenAt ?? '?'}: ${verdict.why}`,
      )
      process.exitCode = verdict.ok ? 0 : 3
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
      process.exitCode = broken.length > 0 ? 3 : 0
    }),
  )

program
  .command('backup')
  .argument('<file>')
  .option('--json')
  .description('every table in one snapshot, compressed, with its checksum')
  .action((file: string, options: Json) =>
    withDistrict(async (ground, _, url) => {
      const bar = progressBar(options)
      const made = await backup(url, ground.config.schema, file, table => bar.set(table, 0, 0))
      bar.end()
      answer(
        options,
        made,
        () =>
          `${made.tables} tables, ${made.bytes} bytes before compression → ${file}\nThe keys are not in it: keep ${join(ground.config.dataFolder, 'keys.json')} apart.`,
      )
    }),
  )
program
  .command('restore')
  .argument('<file>')
  .option('--json')
  .description('put a backup back: all of it, or nothing; a changed file is refused')
  .action((file: string, options: Json) =>
    withDistrict(async (ground, _, url) => {
      const bar = progressBar(options)
      const made = await restore(url, ground.config.schema, file, table => bar.set(table, 0, 0))
      bar.end()
      answer(options, made, () => `${made.tables} tables restored`)
    }),
  )

program
  .command('token')
  .description('bearer tokens for integration')
  .command('issue')
  .option('--person <id>')
  .option('--first <n>', 'tokens of the first n verified volunteers, one a line')
  .option('--days <n>', 'how long they hold', '30')
  .option('--name <name>', 'what for', 'command line')
  .option('--json')
  .action((options: Json & { person?: string; first?: string; days: string; name: string }) =>
    withDistrict(async ground => {
      const { rows } = options.person
        ? { rows: [{ id: Number(options.person) }] }
        : await sql<{
            id: number
          }>`select id from person where tier = 'real-name' and merged_into is null and state = 'active' order by id limit ${Number(options.first ?? 1)}`.execute(
            ground.db,
          )
      const issuedAt = ground.clock()
      const expiresAt = new Date(issuedAt.getTime() + Number(options.days) * 86_400_000)
      const tokens = await ground.transact(async tx => {
        const made: string[] = []
        for (const one of rows)
          made.push(await issueToken(tx, { personId: one.id, name: options.name, issuedAt, expiresAt }))
        return made
      })
      answer(options, { tokens }, () => tokens.join('\n'))
    }),
  )

const certificate = program.command('certificate').description('certificates, verified without the server')
certificate
  .command('verify')
  .argument('<file>')
  .option('--key <pem>', 'public key file; default: the key of this data folder')
  .option('--revocations <file>', 'a signed revocation list')
  .option('--json')
  .action(async (file: string, options: Json & { key?: string; revocations?: string }) => {
    const pem = options.key
      ? readFileSync(options.key, 'utf8')
      : await withDistrict(async ground => publicKeyPem(ground))
    const key = readPublicKey(pem)
    const bytes = readFileSync(file)
    const verdict = judgeFile(bytes, key)
    const no = numberInFile(bytes)
    const revoked =
      verdict === 'genuine' && options.revocations
        ? openRevocations(readFileSync(options.revocations, 'utf8'), key).revoked.includes(no ?? '')
        : undefined
    const final = revoked ? 'revoked' : verdict
    const words = {
      genuine:
        revoked === undefined
          ? 'genuine when issued; revocation not checked'
          : 'genuine, and not on the revocation list',
      changed: 'CHANGED after it was signed',
      'not-ours': 'NOT one of our certificates',
      revoked: 'REVOKED',
    }
    answer(options, { verdict: final, number: no ?? null, revocationChecked: revoked !== undefined }, () =>
      `${no ?? ''} ${words[final]}`.trim(),
    )
    process.exitCode = final === 'genuine' ? 0 : 3
  })
certificate
  .command('key')
  .description('the public key, to hand out')
  .action(() => withDistrict(async ground => out(publicKeyPem(ground).trim())))
certificate
  .command('revocations')
  .description('the signed revocation list')
  .action(() => withDistrict(async ground => out(await revocationList(ground))))

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else {
    process.stderr.write(
      `${error instanceof Refusal ? `${error.say('zh')} ${error.say('en')}` : error instanceof Error ? error.message : error}\n`,
    )
    process.exitCode = 1
  }
}
