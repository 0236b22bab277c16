// The checkers themselves are checked: a planted violation is found; the phone's first page stays small and its worker has every file.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { buildWeb } from '../../src/app/pages/build.ts'

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
test('the first page of the phone, its cards and their words too, is at most 160 kB of compressed script, and nothing of the desk', async () => {
  const release = await buildWeb()
  const manifest: Record<string, Chunk> = JSON.parse(readFileSync(`${release}/.vite/manifest.json`, 'utf8'))
  const needed = new Set<string>()
  const take = (name: string) => {
    const chunk = manifest[name]
    if (!chunk || needed.has(chunk.file)) return
    needed.add(chunk.file)
    for (const one of chunk.imports ?? []) take(one)
  }
  const parts = Object.entries(manifest)
  const starts = parts.filter(([, chunk]) => chunk.src === 'index.html' || chunk.name === 'phone')
  expect(starts.length).toBe(2)
  expect(parts.filter(([, { src }]) => /\/(home|always)-card\.tsx$/.test(src ?? ''))).toEqual([])
  for (const [name] of starts) take(name)
  const scripts = [...needed].map(file => readFileSync(`${release}/${file}`))
  expect(scripts.filter(script => script.includes('ant-btn'))).toEqual([])
  expect(scripts.reduce((sum, script) => sum + gzipSync(script).length, 0) / 1024).toBeLessThan(160)
})

test('whatever a room says works without network is among the files that the worker keeps', async () => {
  const release = await buildWeb()
  const { files }: { files: string[] } = JSON.parse(
    /^self\.given=(.*);$/m.exec(readFileSync(`${release}/worker.js`, 'utf8'))?.[1] ?? '{}',
  )
  for (const file of files) expect(existsSync(release + file), file).toBe(true)
  for (const page of [
    'scan-page',
    'code-page',
    'signups-page',
    'service-page',
    'roster-page',
    'jsQR',
    'mine',
  ])
    expect(
      files.some(file => file.startsWith(`/assets/${page}-`)),
      page,
    ).toBe(true)
  expect(files.some(file => /desk|antd|queue-/.test(file))).toBe(false)
})

test('pages are built once, however many begin at the same time, whole, and not in the process that asks for them', async () => {
  const home = mkdtempSync(join(tmpdir(), 'yunjian-pages-'))
  const said: string[] = []
  const before = process.memoryUsage().rss
  const folders = await Promise.all([1, 2, 3].map(() => buildWeb(line => said.push(line), home)))
  expect([new Set(folders).size, said.length]).toEqual([1, 1])
  const [release = ''] = folders
  expect(readdirSync(home)).toEqual([basename(release)])
  for (const file of ['index.html', 'me.html', 'worker.js', 'pages.json', 'me.html.br'])
    expect(existsSync(join(release, file)), file).toBe(true)
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
  rmSync(home, { recursive: true })
})
