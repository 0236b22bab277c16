// The environment, parsed once. Everything else takes a Config; nothing else reads process.env.
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type SignOn, signOnOf, signOnVariables } from './accounts/sign-on-settings.ts'
import { type FileSettings, fileSettings, fileVariables } from './files/settings.ts'
import { isRange } from './http/ranges.ts'
import {
  type CodeDeliveryName,
  codesBy,
  type Gateways,
  gatewaysOf,
  noticeVariables,
} from './notices/gateways/settings.ts'

const ranges = z
  .string()
  .default('')
  .transform(text => text.split(/[\s,]+/).filter(one => one !== ''))
  .refine(all => all.every(isRange), 'addresses or ranges such as 10.0.0.0/8')

const environment = z.object({
  YUNJIAN_DATA: z.string().default('.yunjian'),
  YUNJIAN_DISTRICT: z
    .string()
    .regex(/^\d{6}$/, 'a district code has six digits')
    .default('310117'),
  DATABASE_URL: z.string().optional(),
  YUNJIAN_OWNER_URL: z.string().min(1).optional(),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  YUNJIAN_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  YUNJIAN_DEMO: z.enum(['yes', 'no']).optional(),
  YUNJIAN_AUTHORITY: z.enum(['simulated', 'none']).optional(),
  YUNJIAN_BREACHED: z.string().min(1).optional(),
  YUNJIAN_WORKER: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  YUNJIAN_BACKUPS: z.string().optional(),
  YUNJIAN_LEAST_FREE_MB: z.coerce.number().int().min(0).default(200),
  ...fileVariables,
  ...noticeVariables,
  ...signOnVariables,
  YUNJIAN_METRICS_FROM: ranges,
  YUNJIAN_PROXIES: ranges,
})

export type Config = {
  /** Absolute folder that holds the embedded database, keys and caches. */
  dataFolder: string
  /** Six-digit division code; the schema of every table is `d<code>`. */
  district: string
  schema: string
  databaseUrl: string | undefined
  /** The same database as the owner of its tables; whoever serves where none is named. */
  ownerUrl: string | undefined
  port: number
  host: string
  /** The address people open, without a trailing slash; certificates carry it in their QR code. */
  origin: string
  /** An empty district is filled with invented people: our own database unless told not to, a given one only when asked. */
  demo: boolean
  /** Who says whether a name and a document belong together; a district of invented people has a simulator. */
  authority: 'simulated' | 'none'
  /** How sign-in codes reach a phone; a given database needs one named. */
  codes: CodeDeliveryName | undefined
  /** The vendor's number of the text for them, until the desk sets another. */
  codeText: string | undefined
  /** The operator's own list of leaked passwords. */
  breached: string | undefined
  /** False withdraws the service worker from every phone that asks: `YUNJIAN_WORKER=off`. */
  worker: boolean
  /** Where contents of files lie, and the virus scanner. */
  files: FileSettings['files']
  clamd: FileSettings['clamd']
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Where the nightly backups lie; best another disk. */
  backupFolder: string
  /** With less free on the disk of data or files the process is not ready. */
  leastFreeMb: number
  /** Ways out for notices; none unless it is set. */
  gateways: Gateways
  /** The district's own identity provider, where it has one. */
  signOn: SignOn | undefined
  /** From where the counters may be read without a token, besides this machine. */
  metricsFrom: readonly string[]
  /** Web servers in front, besides one on this machine, whose word on the caller's address counts. */
  proxies: readonly string[]
}

/** @throws ZodError naming the variable that is wrong. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const parsed = environment.parse(env)
  const demo = (parsed.YUNJIAN_DEMO ?? (parsed.DATABASE_URL ? 'no' : 'yes')) === 'yes'
  const dataFolder = resolve(parsed.YUNJIAN_DATA)
  return {
    dataFolder,
    ...fileSettings(parsed, dataFolder),
    district: parsed.YUNJIAN_DISTRICT,
    schema: `d${parsed.YUNJIAN_DISTRICT}`,
    databaseUrl: parsed.DATABASE_URL,
    ownerUrl: parsed.YUNJIAN_OWNER_URL,
    port: parsed.PORT,
    host: parsed.HOST,
    origin: (parsed.YUNJIAN_ORIGIN ?? `http://localhost:${parsed.PORT}`).replace(/\/$/, ''),
    demo,
    authority: parsed.YUNJIAN_AUTHORITY ?? (demo ? 'simulated' : 'none'),
    codes: codesBy(parsed, parsed.DATABASE_URL !== undefined),
    codeText: parsed.YUNJIAN_SMS_CODE_TEXT,
    breached: parsed.YUNJIAN_BREACHED && resolve(parsed.YUNJIAN_BREACHED),
    worker: parsed.YUNJIAN_WORKER === 'on',
    logLevel: parsed.LOG_LEVEL,
    backupFolder: resolve(parsed.YUNJIAN_BACKUPS ?? join(parsed.YUNJIAN_DATA, 'backups')),
    leastFreeMb: parsed.YUNJIAN_LEAST_FREE_MB,
    gateways: gatewaysOf(parsed),
    signOn: signOnOf(parsed),
    metricsFrom: parsed.YUNJIAN_METRICS_FROM,
    proxies: parsed.YUNJIAN_PROXIES,
  }
}
