// PostgreSQL for people who have none: the native server that comes through npm, started in the data folder.
// Invariant: at most one server runs on a cluster; every live user of it is a file in `users/`, and the last one out stops it.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import {
  clusterFolder,
  type Identity,
  initialise,
  passwordIn,
  reachableBinaries,
  unprivileged,
} from './embedded-cluster.ts'
import { makeServerRole } from './roles.ts'

/** `url`: as whom a district is served; `owner`: as whom its tables are laid (roles.ts). */
export type Embedded = { url: string; owner: string; stop: () => Promise<void> }

/**
 * Starts the embedded server in `dataFolder`, or joins the one that already runs there.
 * As root it runs as an unprivileged user; where that user cannot reach the folder, the cluster and a copy of the
 * binaries live under /var/lib/yunjian instead, and `dataFolder/database.location` says so.
 * @throws Error with the tail of the server's log when it does not come up.
 */
export async function startEmbedded(dataFolder: string): Promise<Embedded> {
  mkdirSync(dataFolder, { recursive: true })
  const identity = process.getuid?.() === 0 ? unprivileged() : undefined
  const binaries = await reachableBinaries(identity)
  const cluster = clusterFolder(dataFolder, identity)
  const unlock = await lock(join(cluster, '..', 'starting'))
  try {
    const password = join(dataFolder, 'database.password')
    if (!existsSync(join(cluster, 'PG_VERSION')))
      initialise(binaries, cluster, passwordIn(password), identity)
    const secret = readFileSync(password, 'utf8').trim()
    const url = (port: number) => `postgres://yunjian:${secret}@127.0.0.1:${port}/yunjian`
    let port = await runningPort(cluster, url)
    if (port === undefined) port = await launch(binaries, cluster, url, identity)
    const served = await makeServerRole(url(port), passwordIn(join(dataFolder, 'database.server.password')))
    const users = join(cluster, '..', 'users')
    mkdirSync(users, { recursive: true })
    const me = join(users, `${process.pid}-${randomBytes(3).toString('hex')}`)
    writeFileSync(me, '')
    const guard = keepAlive(cluster, () => launch(binaries, cluster, url, identity, port))
    return {
      url: served,
      owner: url(port),
      stop: async () => {
        await guard.stop()
        await leave(cluster, users, me, binaries, identity)
      },
    }
  } finally {
    unlock()
  }
}

/** Removes a data folder with its database, wherever that lies. Call it once the server has stopped. */
export function removeEmbedded(dataFolder: string): void {
  const moved = join(dataFolder, 'database.location')
  if (existsSync(moved)) rmSync(readFileSync(moved, 'utf8').trim(), { recursive: true, force: true })
  rmSync(dataFolder, { recursive: true, force: true })
}

/** Looks after the server: when it dies, whoever of its users sees it first starts it again on the same port. */
function keepAlive(cluster: string, again: () => Promise<number>): { stop: () => Promise<void> } {
  let work: Promise<void> | undefined
  const look = async () => {
    if (serverPid(cluster) !== undefined) return
    const unlock = await lock(join(cluster, '..', 'starting'))
    try {
      if (serverPid(cluster) === undefined) await again()
    } finally {
      unlock()
    }
  }
  const timer = setInterval(() => {
    work ??= look()
      .catch(() => {}) // said in the server's log; looked at again in a second
      .finally(() => {
        work = undefined
      })
  }, 1000)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await work
    },
  }
}

async function launch(
  bin: string,
  cluster: string,
  url: (port: number) => string,
  identity: Identity | undefined,
  samePort?: number,
): Promise<number> {
  const port = samePort ?? (await freePort())
  const log = join(cluster, '..', 'server.log')
  const out = openSync(log, 'a', 0o600)
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 120,
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    wal_compression: 'on',
    random_page_cost: '1.1',
    timezone: 'UTC',
  }
  const args = [
    '-D',
    cluster,
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ]
  for (let start = 0; start < STARTS; start++) {
    const server: ChildProcess = spawn(join(bin, 'postgres'), args, {
      ...identity,
      cwd: '/',
      detached: true,
      stdio: ['ignore', out, out],
    })
    server.unref()
    let exited = false
    server.once('exit', () => {
      exited = true
    })
    for (let tries = 0; tries < 1200 && !exited; tries++) {
      if (await answers(url(port))) {
        closeSync(out)
        return port
      }
      await sleep(50)
    }
    // The children of a server that was killed take a moment to notice, and hold its memory until then.
    await sleep(500)
  }
  closeSync(out)
  throw new Error(`PostgreSQL did not start:\n${readFileSync(log, 'utf8').split('\n').slice(-12).join('\n')}`)
}
const STARTS = 6

/** The process of the server on this cluster, by the file it keeps, if it lives. */
function serverPid(cluster: string): number | undefined {
  const file = join(cluster, 'postmaster.pid')
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0
  return pid && alive(pid) ? pid : undefined
}

/** The port of a live server on this cluster, by the file it keeps; undefined when it is gone or does not answer. */
async function runningPort(cluster: string, url: (port: number) => string): Promise<number | undefined> {
  for (let tries = 0; tries < 100 && serverPid(cluster) !== undefined; tries++) {
    const port = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[3])
    if (port && (await answers(url(port)))) return port
    await sleep(100)
  }
  return undefined
}

/** Ready, and with our database in it. */
async function answers(url: string): Promise<boolean> {
  const admin = new pg.Client({ connectionString: url.replace(/\/yunjian$/, '/postgres') })
  try {
    await admin.connect()
    const { rowCount } = await admin.query(`select 1 from pg_database where datname = 'yunjian'`)
    if (!rowCount) await admin.query('create database yunjian')
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '28P01') throw error
    return false
  } finally {
    await admin.end().catch(() => {})
  }
}

async function leave(
  cluster: string,
  users: string,
  me: string,
  bin: string,
  identity: Identity | undefined,
) {
  const unlock = await lock(join(cluster, '..', 'starting'))
  try {
    rmSync(me, { force: true })
    const others = readdirSync(users).filter(name => {
      if (alive(Number(name.split('-')[0]))) return true
      rmSync(join(users, name), { force: true })
      return false
    })
    if (others.length === 0)
      execFileSync(join(bin, 'pg_ctl'), ['stop', '-D', cluster, '-m', 'fast', '-w'], {
        ...identity,
        cwd: '/',
        stdio: 'pipe',
      })
  } finally {
    unlock()
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // A dead child that nobody has collected yet still has its number.
    const stat = `/proc/${pid}/stat`
    return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'))
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** An exclusive file that names its owner; one whose owner is dead is taken over. */
export async function lock(path: string): Promise<() => void> {
  mkdirSync(dirname(path), { recursive: true })
  for (let tries = 0; tries < 1200; tries++) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch {
      const owner = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0
      if (owner && !alive(owner)) rmSync(path, { force: true })
      else await sleep(50)
    }
  }
  throw new Error(`${path} is held by another process; remove it if none runs`)
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
