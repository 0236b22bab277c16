// What a district needs before anything is written, and the word on it. Pure: facts in, steps out.
import type { CipherProfile } from '../../foundation/secrets/ciphers.ts'

/** done: now; stands: before; missing: somebody still has to; refused: nothing goes on. */
export type Step = {
  step:
    | 'database'
    | 'schema'
    | 'keys'
    | 'places'
    | 'tables'
    | 'calendar'
    | 'passwords'
    | 'codes'
    | 'administrator'
  state: 'done' | 'stands' | 'missing' | 'refused'
  zh: string
  en: string
  facts?: Record<string, unknown>
}

export type DatabaseFacts = {
  /** As PostgreSQL says it, `150012`. */
  version: number
  encoding: string
  database: string
  user: string
  mayCreate: boolean
  /** What lies in the district's schema: nothing, our tables, or somebody else's. */
  schema: 'none' | 'ours' | 'foreign'
  /** How far its clock is from ours. */
  clockSeconds: number
  citus: { version: string; sharded: boolean; nodes: number } | null
}

const CLOCK_SECONDS = 30
const dotted = (version: number) => `${Math.floor(version / 10_000)}.${version % 10_000}`

/** The verdicts on a database, in the order in which they are looked at; at the first refusal nothing behind it counts. */
export function databaseVerdicts(it: DatabaseFacts, schema: string): Step[] {
  const database = (state: Step['state'], zh: string, en: string): Step => ({
    step: 'database',
    state,
    zh,
    en,
    facts: { version: dotted(it.version), encoding: it.encoding, citus: it.citus },
  })
  if (it.encoding !== 'UTF8')
    return [
      database(
        'refused',
        `数据库的编码是 ${it.encoding}，需要 UTF8：create database … encoding 'UTF8' template template0。`,
        `The encoding of the database is ${it.encoding}; UTF8 is needed: create database … encoding 'UTF8' template template0.`,
      ),
    ]
  if (!it.mayCreate)
    return [
      database(
        'refused',
        `用户 ${it.user} 不能在数据库 ${it.database} 里建模式，请由管理员执行：grant create on database "${it.database}" to "${it.user}"。`,
        `User ${it.user} may not create schemas in database ${it.database}; let its administrator run: grant create on database "${it.database}" to "${it.user}".`,
      ),
    ]
  if (Math.abs(it.clockSeconds) > CLOCK_SECONDS)
    return [
      database(
        'refused',
        `数据库的钟与这台机器差 ${Math.round(it.clockSeconds)} 秒，请先对时（两边都用 NTP）。`,
        `The database’s clock is ${Math.round(it.clockSeconds)} seconds from this machine’s; set both by NTP first.`,
      ),
    ]
  const steps = [
    database(
      'stands',
      `PostgreSQL ${dotted(it.version)}，${it.encoding}，可以建表`,
      `PostgreSQL ${dotted(it.version)}, ${it.encoding}, tables may be made`,
    ),
  ]
  if (it.citus)
    steps.push(
      it.citus.sharded
        ? database(
            'stands',
            `Citus ${it.citus.version}，按模式分片，${it.citus.nodes} 个节点`,
            `Citus ${it.citus.version}, sharded by schema, ${it.citus.nodes} nodes`,
          )
        : database(
            'missing',
            `有 Citus ${it.citus.version}，但没有按模式分片，本区的表会都留在协调节点上。要分片，先执行：alter database "${it.database}" set citus.enable_schema_based_sharding = on`,
            `Citus ${it.citus.version} is here, but not sharded by schema: the district would stay on the coordinator. To shard run first: alter database "${it.database}" set citus.enable_schema_based_sharding = on`,
          ),
    )
  const named = (state: Step['state'], zh: string, en: string): Step => ({
    step: 'schema',
    state,
    zh,
    en,
    facts: { schema },
  })
  steps.push(
    {
      none: named('done', `模式 ${schema} 是空的，可以开通`, `Schema ${schema} is empty and can be opened`),
      ours: named('stands', `模式 ${schema} 里是本系统的表`, `Schema ${schema} holds our own tables`),
      foreign: named(
        'refused',
        `模式 ${schema} 里有别的系统的表，没有动它。请换一个数据库，或先把它移走。`,
        `Schema ${schema} holds the tables of something else; they were left alone. Take another database, or move them first.`,
      ),
    }[it.schema],
  )
  return steps
}

export type KeyFacts = {
  path: string
  /** The profile of the key file that is here. */
  found: CipherProfile | null
  asked: CipherProfile | undefined
}

const CIPHERS = { aes: 'AES-256-GCM / HMAC-SHA-256', sm4: 'SM4-CBC / HMAC-SM3' } as const

/** Is there a choice of cipher to make, and was it made? Null: go on. */
export function cipherVerdict(it: KeyFacts): Step | null {
  if (it.found === null && it.asked === undefined)
    return {
      step: 'keys',
      state: 'refused',
      zh: `密码方案选定以后不能改，请写明：--cipher aes（${CIPHERS.aes}），或 --cipher sm4（${CIPHERS.sm4}，国密）。`,
      en: `The cipher profile cannot be changed later; say which: --cipher aes (${CIPHERS.aes}) or --cipher sm4 (${CIPHERS.sm4}, the domestic ones).`,
    }
  if (it.found !== null && it.asked !== undefined && it.found !== it.asked)
    return {
      step: 'keys',
      state: 'refused',
      zh: `${it.path} 里已有钥匙，用的是 ${CIPHERS[it.found]}（${it.found}），与 --cipher ${it.asked} 不符。`,
      en: `${it.path} holds keys for ${CIPHERS[it.found]} (${it.found}) already, which is not --cipher ${it.asked}.`,
    }
  return null
}

export const keysStep = (it: {
  path: string
  made: boolean
  cipher: CipherProfile
  fingerprint: string
}): Step => ({
  step: 'keys',
  state: it.made ? 'done' : 'stands',
  zh: `${it.made ? '钥匙已造好' : '钥匙在'}：${it.path}，${CIPHERS[it.cipher]}，指纹 ${it.fingerprint}。备份里没有它：抄两份，封好，分两处保管；丢了它，已存的证件和手机号谁也打不开。`,
  en: `Keys ${it.made ? 'made' : 'found'}: ${it.path}, ${CIPHERS[it.cipher]}, fingerprint ${it.fingerprint}. No backup holds them: keep two sealed copies in two places; without them nobody can read the identities that are stored.`,
  facts: { path: it.path, cipher: it.cipher, fingerprint: it.fingerprint },
})

/** An open district needs nothing that is missing; a refused one is not open. */
export const outcomeOf = (steps: readonly Step[]): { open: boolean; ready: boolean } => {
  const open = !steps.some(one => one.state === 'refused')
  return { open, ready: open && !steps.some(one => one.state === 'missing') }
}
