// npm run test:citus: the whole house on a real Citus cluster, where one can be started. CITUS_START names a program that takes a
// folder (and a port) and says the coordinator's address on its last line, CITUS_STOP one that ends it; without them those of
// ../shared/citus are taken. Where there is no cluster it says why, and nothing has failed.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../src/foundation/database/embedded.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const say = (line: string) => process.stdout.write(`${line}\n`)

/** The program beside this checkout, where there is one. */
function beside(name: string): string | undefined {
  const found = join(root, '../shared/citus', name)
  return existsSync(found) ? found : undefined
}

function skipped(why: string): never {
  say(`skipped: no Citus cluster. ${why}`)
  process.exit(0)
}

const START = process.env.CITUS_START ?? beside('start.sh')
const STOP = process.env.CITUS_STOP ?? beside('stop.sh')
if (!START || !STOP) skipped('CITUS_START and CITUS_STOP name nothing, and there is no ../shared/citus.')

const home = mkdtempSync(join(tmpdir(), 'yunjian-citus-'))
chmodSync(home, 0o755) // the nodes run as a user of their own
const folder = join(home, 'cluster')
const stop = () => {
  spawnSync('bash', [STOP, folder, '--remove'], { stdio: 'ignore' })
  rmSync(home, { recursive: true, force: true })
}
/** Three ports beside each other: the first of some that was free a moment ago. */
const port = Math.min((await freePort()) & ~3, 60_000)
const started = spawnSync('bash', [START, folder, String(port)], { encoding: 'utf8', timeout: 120_000 })
const url = started.stdout?.trim().split('\n').at(-1) ?? ''
if (started.status !== 0 || !/^postgres(ql)?:\/\//.test(url)) {
  const why = [started.stderr, started.stdout, ...logs()].join('\n').trim().split('\n').slice(-6).join('\n  ')
  stop()
  skipped(`${START} did not start one:\n  ${why}
Where citus.so asks for a symbol that is not there, this PostgreSQL is older than the one it was made for: bring it up to date.`)
}

function logs(): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter(name => name.endsWith('.log'))
    .map(name => readFileSync(join(folder, name), 'utf8'))
}

let code = 1
try {
  const ran = spawnSync(
    join(root, 'node_modules/.bin/vitest'),
    ['run', '--project', 'citus', ...process.argv.slice(2)],
    { cwd: root, stdio: 'inherit', env: { ...process.env, CITUS_URL: url } },
  )
  code = ran.status ?? 1
} finally {
  stop()
}
process.exit(code)
