// A real district opens: everything is looked at before anything is written, and each part is laid whole. What was left in the
// middle is gone on with by the same command; on an open district it changes nothing and says what stands.
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { pathOf } from '../../foundation/access/access.ts'
import { lockApprovers } from '../../foundation/access/grants.ts'
import { calendarStanding } from '../../foundation/calendar/service.ts'
import type { Config } from '../../foundation/config.ts'
import { connectDatabase } from '../../foundation/database/connect.ts'
import { openDatabase } from '../../foundation/database/database.ts'
import { migratedBefore } from '../../foundation/database/migrations.ts'
import type { Ground } from '../../foundation/ground.ts'
import { makeLog } from '../../foundation/log.ts'
import type { Refusal } from '../../foundation/refusals.ts'
import type { CipherProfile } from '../../foundation/secrets/ciphers.ts'
import { openSecrets } from '../../foundation/secrets/fingerprints.ts'
import { hasKeys, keyPath, readKeys } from '../../foundation/secrets/keys.ts'
import { anybody } from '../../people/service.ts'
import { hasPlaces, places } from '../../places/service.ts'
import { placeText, placeVerdicts } from '../../places/sheet.ts'
import { layTables, openHouse, prepareDistrict } from '../compose.ts'
import { cipherVerdict, type DatabaseFacts, databaseVerdicts, keysStep, type Step } from './checks.ts'

export type Opening = { placesFile?: string | undefined; cipher?: CipherProfile | undefined }
export type Opened = { steps: Step[]; faults: Refusal[] }

/** @param heard is told each step as it is known. */
export async function openDistrict(
  config: Config,
  asked: Opening,
  heard: (step: Step) => void = () => {},
): Promise<Opened> {
  const opened: Opened = { steps: [], faults: [] }
  const say = (...steps: Step[]): boolean => {
    for (const step of steps) {
      opened.steps.push(step)
      heard(step)
    }
    return !steps.some(step => step.state === 'refused')
  }
  const refused = (step: Step['step']) => (error: unknown) => {
    const [zh = '', ...en] = (error instanceof Error ? error.message : String(error)).split('\n')
    say({ step, state: 'refused', zh, en: en.join('\n') || zh })
  }
  const database = await connectDatabase(config).catch(refused('database'))
  if (!database) return opened
  try {
    const { url: server, owner: url } = database
    const facts = await factsOf(url, config.schema)
    if (!say(...databaseVerdicts(facts, config.schema))) return opened
    const laid = facts.schema === 'ours' && (await withTables(url, config, hasPlaces).catch(() => false))
    if (laid && (await withTables(url, config, db => anybody(db, 'demo'))) && !say(INVENTED)) return opened
    const csv = laid ? undefined : readPlaces(config, asked, opened, say)
    if (!laid && csv === undefined) return opened
    const found = hasKeys(config.dataFolder) ? readKeys(config.dataFolder).cipher : null
    const choice = cipherVerdict({ path: keyPath(config.dataFolder), found, asked: asked.cipher })
    if (choice && !say(choice)) return opened
    const applied = await layTables(url, config, server)
    say(tablesStep(applied.length))
    const keys = await withTables(url, config, db =>
      openSecrets(db, config.dataFolder, new Date(), asked.cipher),
    ).catch(refused('keys'))
    if (!keys) return opened
    const fingerprint = keys.fingerprints[0]?.fingerprint ?? ''
    const path = keyPath(config.dataFolder)
    say(keysStep({ path, made: found === null, cipher: keys.cipher, fingerprint }))
    await prepareDistrict(url, config, { places: csv, server })
    const ground = await openHouse({
      config,
      databaseUrl: server,
      ownerUrl: url,
      log: makeLog('warn', process.stderr),
      deliver: () => {},
      connections: 4,
    })
    try {
      say(await placesStep(ground, laid))
      for (const step of await whatRemains(ground)) say(step)
    } finally {
      await ground.database.close()
    }
    return opened
  } finally {
    await database.stop()
  }
}

const INVENTED: Step = {
  step: 'places',
  state: 'refused',
  zh: '这个区里是演示的虚构居民，不能当作正式的区来用；请换一个空的数据库。',
  en: 'This district is filled with invented people and cannot become a real one; take an empty database.',
}

async function withTables<T>(
  url: string,
  config: Config,
  work: (db: ReturnType<typeof openDatabase>['db']) => Promise<T>,
): Promise<T> {
  const { db, close } = openDatabase(url, config.schema, 2)
  try {
    return await work(db)
  } finally {
    await close()
  }
}

async function factsOf(url: string, schema: string): Promise<DatabaseFacts> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(
      `select current_setting('server_version_num')::int as version, pg_encoding_to_char(encoding) as encoding,
        current_database() as database, current_user as user, has_database_privilege(current_database(), 'CREATE') as may_create,
        extract(epoch from clock_timestamp())::float8 as clock,
        exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm', 'f')) as laid,
        (select extversion from pg_extension where extname = 'citus') as citus,
        coalesce(current_setting('citus.enable_schema_based_sharding', true), 'off') = 'on' as sharded
       from pg_database where datname = current_database()`,
      [schema],
    )
    const [it] = rows
    const nodes = it.citus
      ? await client.query('select count(*)::int as n from pg_dist_node where isactive')
      : null
    return {
      version: it.version,
      encoding: it.encoding,
      database: it.database,
      user: it.user,
      mayCreate: it.may_create,
      schema: !it.laid ? 'none' : (await migratedBefore(url, schema)) ? 'ours' : 'foreign',
      clockSeconds: it.clock - Date.now() / 1000,
      citus: it.citus && { version: it.citus, sharded: it.sharded, nodes: nodes?.rows[0]?.n ?? 0 },
    }
  } finally {
    await client.end()
  }
}

/** The text of a sheet in which every row fits; undefined once it was said why not. */
function readPlaces(
  config: Config,
  asked: Opening,
  opened: Opened,
  say: (step: Step) => boolean,
): string | undefined {
  const refused = (zh: string, en: string, facts?: Step['facts']) => {
    say({ step: 'places', state: 'refused', zh, en, ...(facts && { facts }) })
    return undefined
  }
  if (asked.placesFile === undefined)
    return refused(
      '还没有地点。请用 --places 文件.csv 给出本区、街镇、村居（列与 data/places.csv 相同；松江区就用 data/places.csv）。',
      'There are no places yet. Give the district, its towns and communities by --places FILE.csv (columns as in data/places.csv, which is Songjiang’s own).',
    )
  let text: string
  try {
    text = placeText(readFileSync(asked.placesFile))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return refused(`地点表读不了：${why}`, `The places cannot be read: ${why}`)
  }
  const { faults, fresh } = placeVerdicts(text, [], config.district)
  if (faults.length === 0) return text
  opened.faults.push(...faults)
  return refused(
    `地点表有 ${faults.length} 处要改，一行也没有收：`,
    `${faults.length} rows of the places are to be corrected; none was taken:`,
    { faults: faults.length, fit: fresh.length },
  )
}

const tablesStep = (applied: number): Step => ({
  step: 'tables',
  state: applied > 0 ? 'done' : 'stands',
  zh: applied > 0 ? `建好了表（${applied} 步）` : '表都在，是这个版本的',
  en: applied > 0 ? `Tables laid (${applied} steps)` : 'The tables stand, of this version',
  facts: { applied },
})

async function placesStep(ground: Ground, stood: boolean): Promise<Step> {
  const { towns, all, district } = await places(ground)
  const communities = all.length - towns.length - 1
  return {
    step: 'places',
    state: stood ? 'stands' : 'done',
    zh: `${district.name}，${towns.length} 个街镇，${communities} 个村居${stood ? '；要添加就用 cli places import' : ''}`,
    en: `${district.name}: ${towns.length} towns, ${communities} communities${stood ? '; more come by cli places import' : ''}`,
    facts: { towns: towns.length, communities },
  }
}

/** What a district needs beside its tables, keys and places, and who has to bring it. */
async function whatRemains(ground: Ground): Promise<Step[]> {
  const { missing } = await calendarStanding(ground)
  const [bundled, own] = ground.breached.lists
  const { codes } = ground.config
  const at = ground.clock()
  const { district } = await places(ground)
  const approvers = await ground.transact(async tx =>
    lockApprovers(tx, await pathOf(tx, district.nodeId), at),
  )
  return [
    missing === null
      ? { step: 'calendar', state: 'stands', zh: '工作日历有了', en: 'The working calendar is known' }
      : {
          step: 'calendar',
          state: 'missing',
          zh: `${missing} 年的放假通知还没有导入，期限暂按推算的工作日计：cli calendar import 文件`,
          en: `The notice of holidays of ${missing} is not imported; terms are counted by reckoned working days until then: cli calendar import FILE`,
          facts: { year: missing },
        },
    {
      step: 'passwords',
      state: 'stands',
      zh: `泄露密码名单：系统自带 ${bundled?.entries} 条${own ? `，自备一份（${own.entries ?? '按需查找'}）` : '；另有更大的，用 YUNJIAN_BREACHED 指明'}`,
      en: `Leaked passwords: ${bundled?.entries} come with the system${own ? `, and a list of your own (${own.entries ?? 'searched where it lies'})` : '; a larger list is named by YUNJIAN_BREACHED'}`,
      facts: { lists: ground.breached.lists },
    },
    codes
      ? {
          step: 'codes',
          state: codes === 'print' ? 'missing' : 'stands',
          zh:
            codes === 'print'
              ? '验证码打印在服务器上，只适合试用；正式使用要接短信（YUNJIAN_SMS）'
              : '验证码用短信发送',
          en:
            codes === 'print'
              ? 'Codes are printed where the server runs, for a trial only; a district needs text messages (YUNJIAN_SMS)'
              : 'Codes are sent by text message',
          facts: { delivery: codes },
        }
      : {
          step: 'codes',
          state: 'missing',
          zh: '验证码怎么送到手机还没有指明，不指明不能启动：接短信设 YUNJIAN_SMS，试用设 YUNJIAN_CODES=print',
          en: 'How sign-in codes reach a phone is not said, and the server does not start without: YUNJIAN_SMS for text messages, YUNJIAN_CODES=print for a trial',
        },
    approvers.length > 0
      ? {
          step: 'administrator',
          state: 'stands',
          zh: `安全管理员 ${approvers.length} 人`,
          en: `${approvers.length} security administrator${approvers.length > 1 ? 's' : ''}`,
          facts: { approvers: approvers.length },
        }
      : {
          step: 'administrator',
          state: 'missing',
          zh: '还没有安全管理员：启动后请本人用手机登记，再在服务器上执行 cli staff appoint --phone 手机号',
          en: 'No security administrator yet: start the server, let the person register by phone, then run here: cli staff appoint --phone NUMBER',
        },
  ]
}
