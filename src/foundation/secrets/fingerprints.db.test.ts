// A district's data is kept under one set of keys, whatever hosts and processes come to serve it.
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aDatabase } from '../../../tests/support/world.ts'
import { openHouse } from '../../app/compose.ts'
import { readConfig } from '../config.ts'
import { makeLog } from '../log.ts'
import type { CipherProfile } from './ciphers.ts'
import { keyPath } from './keys.ts'

const aFolder = () => mkdtempSync(join(tmpdir(), 'yunjian-host-'))
async function opens(databaseUrl: string, folder: string, cipher?: CipherProfile) {
  const config = readConfig({ YUNJIAN_DATA: folder })
  const ground = await openHouse({
    config,
    databaseUrl,
    log: makeLog('silent'),
    deliver: () => {},
    connections: 2,
    ...(cipher && { cipher }),
  })
  const { secrets } = ground
  await ground.database.close()
  return secrets
}

test('eight processes of one host start at once on a fresh folder: one key file, whole, and all hold the same keys', async () => {
  const [url, folder] = [await aDatabase(), aFolder()]
  const all = await Promise.all(Array.from({ length: 8 }, () => opens(url, folder)))
  const [first] = all
  for (const one of all) expect(one.fingerprints).toEqual(first?.fingerprints)
  for (const one of all) expect(one.decrypt(first?.encrypt('310117') as Buffer)).toBe('310117')
  expect(readdirSync(folder)).toEqual(['keys.json'])
})

test('two hosts start at once on a fresh database: one makes the keys, the other is told to fetch them and makes none', async () => {
  const [url, folders] = [await aDatabase(), [aFolder(), aFolder()]]
  const outcomes = await Promise.allSettled(folders.map(folder => opens(url, folder)))
  expect(outcomes.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(folders.filter(folder => existsSync(join(folder, 'keys.json')))).toHaveLength(1)
  for (const one of outcomes)
    if (one.status === 'rejected')
      for (const words of ['本区已有钥匙', 'has keys already']) expect(String(one.reason)).toContain(words)
})

test('a host with other keys does not start, and says which it needs; with the right ones it does', async () => {
  const [url, ours, theirs] = [await aDatabase(), aFolder(), aFolder()]
  const secrets = await opens(url, ours)
  await opens(await aDatabase(), theirs)
  await expect(opens(url, theirs)).rejects.toThrow(secrets.fingerprints[0]?.fingerprint)
  await expect(opens(url, theirs)).rejects.toThrow(/不是本区的钥匙/)
  await opens(url, ours)
})

test('the cipher profile is chosen with the keys and stays: another one is refused, asked for or written into the file', async () => {
  const [url, folder] = [await aDatabase(), aFolder()]
  expect((await opens(url, folder, 'sm4')).cipher).toBe('sm4')
  expect((await opens(url, folder)).cipher).toBe('sm4')
  await expect(opens(url, folder, 'aes')).rejects.toThrow(
    /SM4-CBC \/ HMAC-SM3（sm4）[\s\S]*chosen when a district is opened/,
  )
  const path = keyPath(folder)
  writeFileSync(path, readFileSync(path, 'utf8').replace('"sm4"', '"aes"'))
  await expect(opens(url, folder)).rejects.toThrow(/不是本区的钥匙/)
})
