// The database that comes with the house: beside another, shared, killed, and killed together with its user.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { freePort, removeEmbedded, startEmbedded } from '../../src/foundation/database/embedded.ts'
import { killed, run, serverOf } from '../support/processes.ts'

/** Closed to everybody but its owner, as a home folder is: as root, the database's own user cannot enter it. */
const folders: string[] = []
function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yunjian-embedded-'))
  folders.push(folder)
  return folder
}
afterAll(() => folders.forEach(removeEmbedded))

async function ask<Row extends pg.QueryResultRow>(url: string, query: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(query)).rows
  } finally {
    await client.end()
  }
}

describe('the embedded database', () => {
  test('starts twice at once in two folders that its user cannot enter, and each is its own', async () => {
    const both = [aFolder(), aFolder()]
    const [one, two] = await Promise.all(both.map(startEmbedded))
    if (!one || !two) throw new Error('not started')
    await ask(one.owner, 'create table mine (id int)')
    expect(await ask(two.owner, `select to_regclass('mine') as mine`)).toEqual([{ mine: null }])
    if (process.getuid?.() === 0)
      for (const folder of both) expect(existsSync(join(folder, 'database.location'))).toBe(true)
    await Promise.all([one.stop(), two.stop()])
    await expect(ask(one.owner, 'select 1')).rejects.toThrow()
  })

  test('is shared by those who start it in one folder; the last one out stops it', async () => {
    const folder = aFolder()
    const one = await startEmbedded(folder)
    const two = await startEmbedded(folder)
    expect(two.owner).toBe(one.owner)
    await one.stop()
    expect(await ask(two.owner, 'select 1 as one')).toEqual([{ one: 1 }])
    await two.stop()
    await expect(ask(two.owner, 'select 1')).rejects.toThrow()
  })

  test('killed under its user, it is started again at the same address with everything in it', async () => {
    const folder = aFolder()
    const one = await startEmbedded(folder)
    await ask(one.owner, 'create table kept as select 7 as n')
    killed(serverOf(folder))
    for (let tries = 0; ; tries++) {
      const rows = await ask(one.owner, 'select n from kept').catch(() => undefined)
      if (rows) {
        expect(rows).toEqual([{ n: 7 }])
        break
      }
      if (tries > 150) throw new Error('it did not come back')
      await sleep(200)
    }
    await one.stop()
  })

  test('killed together with its user, the next start simply starts', async () => {
    const folder = aFolder()
    const child = spawn(
      process.execPath,
      [
        '-e',
        `import(process.argv[1]).then(m => m.startEmbedded(process.argv[2])).then(e => console.log(e.owner))`,
        new URL('../../src/foundation/database/embedded.ts', import.meta.url).pathname,
        folder,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const url = await new Promise<string>(resolve =>
      child.stdout.once('data', text => resolve(String(text).trim())),
    )
    await ask(url, 'create table kept as select 7 as n')
    const server = serverOf(folder)
    child.kill('SIGKILL')
    killed(server)
    const again = await startEmbedded(folder)
    expect(await ask(again.owner, 'select n from kept')).toEqual([{ n: 7 }])
    await again.stop()
  })
})

describe('starting the house', () => {
  test('with its port taken it says so, and which port to try, before it touches a database', async () => {
    const port = await freePort()
    const other = createServer().listen(port, '127.0.0.1')
    const folder = aFolder()
    const done = await run(['src/app/main.ts'], { PORT: `${port}`, YUNJIAN_DATA: folder })
    other.close()
    expect(done.code).toBe(1)
    expect(done.output).toContain(`Port ${port} is taken`)
    expect(done.output).toContain(`PORT=${port + 1} npm start`)
    expect(existsSync(join(folder, 'database'))).toBe(false)
  })

  test('with a database that cannot be reached, or a variable that makes no sense, it says which', async () => {
    const away = await run(['src/app/cli.ts', 'migrate'], {
      DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/none`,
    })
    expect(away).toMatchObject({ code: 1, output: expect.stringContaining('DATABASE_URL cannot be reached') })
    const wrong = await run(['src/app/cli.ts', 'migrate'], { YUNJIAN_DISTRICT: 'songjiang' })
    expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('six digits') })
  })
})

test('the keys and the password of a data folder are readable by their owner only', async () => {
  const folder = aFolder()
  const one = await startEmbedded(folder)
  await one.stop()
  const { statSync } = await import('node:fs')
  expect(statSync(join(folder, 'database.password')).mode & 0o077).toBe(0)
  expect(readFileSync(join(folder, 'database.password'), 'utf8')).toMatch(/^[0-9a-f]{48}$/)
})
