// One embedded cluster a run, with a migrated template that every test file copies.
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { prepareDistrict } from '../../src/app/compose.ts'
import { readConfig } from '../../src/foundation/config.ts'
import { removeEmbedded, startEmbedded } from '../../src/foundation/database/embedded.ts'
import { makeServerRole } from '../../src/foundation/database/roles.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** As the owner of tables and databases. */
    databaseUrl: string
    /** As the role that serves. */
    serverUrl: string
  }
}
export const TEMPLATE = 'template_district'

/** The same server, another database. */
export const inDatabase = (url: string, name: string): string => url.replace(/\/[^/]*$/, `/${name}`)

export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'yunjian-test-'))
  const given = process.env.TEST_DATABASE_URL
  const cluster = given
    ? { owner: given, url: await makeServerRole(given, randomBytes(8).toString('hex')), stop: async () => {} }
    : await startEmbedded(folder)
  const admin = new pg.Client({ connectionString: cluster.owner })
  await admin.connect()
  // What these databases hold ends with the run. Those that are killed on purpose are others, and keep what they acknowledged.
  if (!given) {
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
      await admin.query(`alter system set ${setting} = off`)
    await admin.query('select pg_reload_conf()')
  }
  await admin.query(`drop database if exists ${TEMPLATE}`)
  await admin.query(`create database ${TEMPLATE}`)
  await admin.end()
  const config = readConfig({ YUNJIAN_DATA: folder })
  await prepareDistrict(inDatabase(cluster.owner, TEMPLATE), config, {
    server: inDatabase(cluster.url, TEMPLATE),
  })
  project.provide('databaseUrl', cluster.owner)
  project.provide('serverUrl', cluster.url)
  return async () => {
    await cluster.stop()
    removeEmbedded(folder)
  }
}
