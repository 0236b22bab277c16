// One embedded cluster a run, with a migrated template that every test file copies.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { prepareDistrict } from '../../src/app/compose.ts'
import { readConfig } from '../../src/foundation/config.ts'
import { startEmbedded } from '../../src/foundation/database/embedded.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string
  }
}
export const TEMPLATE = 'template_district'

export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'yunjian-test-'))
  const given = process.env.TEST_DATABASE_URL
  const cluster = given ? { url: given, stop: async () => {} } : await startEmbedded(folder)
  const admin = new pg.Client({ connectionString: cluster.url })
  await admin.connect()
  await admin.query(`drop database if exists ${TEMPLATE}`)
  await admin.query(`create database ${TEMPLATE}`)
  await admin.end()
  const config = readConfig({ YUNJIAN_DATA: folder })
  await prepareDistrict(cluster.url.replace(/\/[^/]*$/, `/${TEMPLATE}`), config)
  project.provide('databaseUrl', cluster.url)
  return async () => {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
