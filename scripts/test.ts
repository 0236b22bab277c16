// npm test: everything, one line at the end counted from the runners' own reports. Nothing is skipped when one part fails.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { z } from 'zod'

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
})
const folder = mkdtempSync(join(tmpdir(), 'yunjian-report-'))
let passed = 0
let failed = 0
/** What failed and why, said again at the end: the run's own words are minutes above it by then. */
const faults: string[] = []

function run(command: string, args: string[]): boolean {
  const done = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  return done.status === 0
}
const step = (name: string, ok: boolean) => {
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name}\n`)
  if (ok) passed++
  else {
    failed++
    faults.push(name)
  }
}

/** What a runner's report counts; a file that could not even be loaded has no tests of its own, and a runner that fails otherwise still fails. */
function count(project: string, ok: boolean, file: string): void {
  const read = existsSync(file) ? report.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
  if (!read?.success) {
    failed++
    faults.push(`${project}: no report`)
    return
  }
  const told = faults.length
  for (const each of read.data.testResults) {
    const where = relative(process.cwd(), each.name)
    const broken = each.assertionResults.filter(({ status }) => status === 'failed')
    for (const { fullName, failureMessages } of broken)
      faults.push(`${where}: ${fullName}\n${failureMessages.join('\n')}`)
    if (each.status === 'failed' && broken.length === 0) faults.push(`${where}: ${each.message}`)
  }
  passed += read.data.numPassedTests
  failed += Math.max(read.data.numFailedTests, faults.length - told)
  if (!ok && faults.length === told) {
    failed++
    faults.push(`${project}: its runner failed outside every test`)
  }
}

/** Two at a time, each with what it says in one piece. */
async function together(steps: [name: string, command: string, args: string[]][]): Promise<void> {
  await Promise.all(
    [0, 1].map(async () => {
      for (let next = steps.shift(); next; next = steps.shift()) {
        const [name, command, args] = next
        const child = spawn(command, args, { shell: process.platform === 'win32' })
        let said = ''
        for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (said += String(text)))
        const [code] = await once(child, 'close')
        process.stdout.write(said)
        step(name, code === 0)
      }
    }),
  )
}

// The checkers read the client that is made of the contracts.
step('generate', run('npm', ['run', '-s', 'generate']))
await together([
  ['typecheck', 'node', ['node_modules/@typescript/native/bin/tsc', '-p', '.']],
  ['lint', 'npm', ['run', '-s', 'lint']],
  ['boundaries', 'npm', ['run', '-s', 'boundaries']],
  ['dead', 'npm', ['run', '-s', 'dead']],
  ['pages build', 'node', ['scripts/build-pages.ts']],
])
for (const project of ['unit', 'service', 'e2e']) {
  const file = join(folder, `${project}.json`)
  const ok = run('npx', [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  count(project, ok, file)
}
step('bench runs', run('node', ['bench/run.ts', 'signup', '--smoke']))
rmSync(folder, { recursive: true })
for (const fault of faults) process.stdout.write(`\nfailed: ${fault.slice(0, 3000)}\n`)
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
