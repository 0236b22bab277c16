// npm test: everything, one line at the end counted from the runners' own reports. Nothing is skipped when one part fails.
import { spawnSync } from 'node:child_process'
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

for (const name of ['typecheck', 'lint', 'boundaries', 'dead']) step(name, run('npm', ['run', '-s', name]))
step('pages build', run('node', ['scripts/build-pages.ts']))
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
