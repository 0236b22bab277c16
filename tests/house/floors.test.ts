// The checkers themselves are checked: a planted violation is found, and the phone's first page stays small.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const planted = `${root}src/records/planted.ts`
afterEach(() => rmSync(planted, { force: true }))

function boundaries() {
  const done = spawnSync(
    process.execPath,
    [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      'src/records',
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err',
    ],
    { cwd: root, encoding: 'utf8' },
  )
  return done.stdout + done.stderr
}

test('an arrow that runs up, and a look into another room’s tables, are refused by name', () => {
  expect(boundaries()).toContain('no dependency violations found')
  writeFileSync(planted, `import { issue } from '../certificates/service.ts'\nexport const x = issue\n`)
  expect(boundaries()).toContain('records-imports-no-higher-room')
  writeFileSync(planted, `import * as store from '../people/store.ts'\nexport const x = store\n`)
  expect(boundaries()).toContain('tables-stay-at-home-records')
})

type Chunk = {
  file: string
  name?: string
  imports?: string[]
  css?: string[]
  isEntry?: boolean
  src?: string
}
test('the first page of the phone, its cards and their words too, is at most 170 kB of compressed script', () => {
  const path = `${root}dist/web/.vite/manifest.json`
  if (!existsSync(path))
    execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'], {
      cwd: root,
    })
  const manifest: Record<string, Chunk> = JSON.parse(readFileSync(path, 'utf8'))
  const needed = new Set<string>()
  const take = (name: string) => {
    const chunk = manifest[name]
    if (!chunk || needed.has(chunk.file)) return
    needed.add(chunk.file)
    for (const one of chunk.imports ?? []) take(one)
  }
  const parts = Object.entries(manifest)
  const starts = parts.filter(([, chunk]) => chunk.isEntry || chunk.name === 'phone')
  expect(starts.length).toBe(2)
  expect(parts.filter(([, { src }]) => /\/(home|always)-card\.tsx$/.test(src ?? ''))).toEqual([])
  for (const [name] of starts) take(name)
  const bytes = [...needed].reduce(
    (sum, file) => sum + gzipSync(readFileSync(`${root}dist/web/${file}`)).length,
    0,
  )
  expect(bytes / 1024).toBeLessThan(170)
})
