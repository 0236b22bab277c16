// npm test: everything, one line at the end counted from the runners' own reports. Nothing is skipped when one part fails.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
})
const folder = mkdtempSync(join(tmpdir(), 'yunjian-report-'))
let passed = 0
let failed = 0

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
  else failed++
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
  const counted = existsSync(file) ? report.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
  if (!counted?.success) failed++
  else {
    passed += counted.data.numPassedTests
    // A file that could not even be loaded has no tests of its own to count, and a runner that fails otherwise still fails.
    failed +=
      counted.data.numFailedTests + (counted.data.numFailedTests === 0 ? counted.data.numFailedTestSuites : 0)
    if (!ok && counted.data.numFailedTests + counted.data.numFailedTestSuites === 0) failed++
  }
}
step('bench runs', run('node', ['bench/run.ts', 'signup', '--smoke']))
rmSync(folder, { recursive: true })
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
