// A key file that is lost, exchanged, raced for or looked at while it is written.
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { makeKeys } from '../../src/foundation/secrets/keys.ts'
import { run, start } from '../support/processes.ts'
import { aWorld } from '../support/world.ts'

const aFolder = () => mkdtempSync(join(tmpdir(), 'yunjian-attack-'))
const module_ = (name: string) => new URL(`../../src/foundation/${name}`, import.meta.url).pathname

test('fifteen processes that start at once on an empty folder hold one set of keys', async () => {
  const folder = aFolder()
  const script = `import(process.argv[1]).then(m => console.log(m.loadSecrets(process.argv[2]).fingerprints.map(one => one.fingerprint).join()))`
  const all = await Promise.all(
    Array.from({ length: 15 }, () => run(['-e', script, module_('secrets/secrets.ts'), folder], {})),
  )
  expect(all.map(one => one.code)).toEqual(all.map(() => 0))
  expect(new Set(all.map(one => one.output.trim())).size).toBe(1)
  expect(readdirSync(folder)).toEqual(['keys.json'])
  expect(statSync(join(folder, 'keys.json')).mode & 0o777).toBe(0o600)
})

test('a running house whose key file is lost or exchanged says so, and none starts with it or without', async () => {
  const world = await aWorld()
  const { app } = await world.house()
  const folder = world.ground.config.dataFolder
  const file = join(folder, 'keys.json')
  const ready = async () => {
    const { statusCode, body } = await app.inject({ url: '/readyz', headers: { 'accept-language': 'en' } })
    return { statusCode, body }
  }
  expect((await ready()).statusCode).toBe(200)

  renameSync(file, `${file}.away`)
  expect(await ready()).toMatchObject({ statusCode: 503, body: expect.stringContaining('keys.lost') })
  await expect(world.beside()).rejects.toThrow(/has keys already/)
  expect(existsSync(file)).toBe(false)

  makeKeys(folder, 'aes')
  expect(await ready()).toMatchObject({ statusCode: 503, body: expect.stringContaining('keys.other') })
  await expect(world.beside()).rejects.toThrow(/does not hold the keys of this district/)

  renameSync(`${file}.away`, file)
  expect((await ready()).statusCode).toBe(200)
  await app.close()
})

test('the command line refuses to work, and to restore, under other keys', async () => {
  const world = await aWorld()
  const other = aFolder()
  makeKeys(other, 'aes')
  const env = { DATABASE_URL: world.url, YUNJIAN_DATA: other }
  const refused = await run(['src/app/cli.ts', 'restore', '/nowhere'], env)
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('不是本区的钥匙') })
})

/** What somebody sees who looks again and again at a place that others may enter. */
async function watched(path: () => string | undefined, until: Promise<unknown>): Promise<Set<string>> {
  const seen = new Set<string>()
  let done = false
  until.then(() => {
    done = true
  })
  while (!done) {
    const at = path()
    try {
      if (at) seen.add((statSync(at).mode & 0o777).toString(8))
    } catch {
      // not there yet, or no more
    }
    await sleep(1)
  }
  return seen
}

test('no password of the embedded database can be read by another user, not for a moment', async () => {
  const folder = aFolder()
  chmodSync(folder, 0o755) // whoever runs the database can enter, and so can everybody
  const { child, said } = start(
    [
      '-e',
      `import(process.argv[1]).then(m => m.startEmbedded(process.argv[2])).then(e => e.stop())`,
      module_('database/embedded.ts'),
      folder,
    ],
    {},
  )
  const ended = new Promise(resolve => child.once('close', resolve))
  const home = () => {
    const moved = join(folder, 'database.location')
    return existsSync(moved) ? readFileSync(moved, 'utf8').trim() : join(folder, 'database')
  }
  const seen = await watched(() => join(home(), 'pw'), ended)
  expect(child.exitCode, said()).toBe(0)
  expect([...seen]).toEqual(['600'])
  for (const name of ['database.password', 'database.server.password'])
    expect((statSync(join(folder, name)).mode & 0o777).toString(8)).toBe('600')
  expect((statSync(join(home(), 'server.log')).mode & 0o777).toString(8)).toBe('600')
  rmSync(folder, { recursive: true, force: true })
}, 120_000)
