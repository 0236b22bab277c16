// A new room is its folder, a line in each of two lists, its lines in the roles and in data/policies.json, and nothing else:
// a sample with every kind of part is laid into a copy of the house, checked as the house is, and lived in.
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const house = mkdtempSync(join(tmpdir(), 'yunjian-sample-'))
afterAll(() => rmSync(house, { recursive: true, force: true }))

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(one =>
    one.isDirectory() ? filesIn(join(folder, one.name)) : join(folder, one.name),
  )
function change(path: string, ...edits: [find: string | RegExp, put: string][]): void {
  const at = join(house, path)
  let text = readFileSync(at, 'utf8')
  for (const [find, put] of edits) {
    const changed = text.replace(find, put)
    expect(changed).not.toBe(text)
    text = changed
  }
  writeFileSync(at, text)
}
const run = (args: string[], env: Record<string, string> = {}) => {
  const done = spawnSync(process.execPath, args, {
    cwd: house,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  })
  return { code: done.status, said: done.stdout + done.stderr, out: done.stdout }
}

beforeAll(() => {
  for (const part of [
    'src',
    'data',
    'scripts',
    'bench',
    'tests',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'vite.config.ts',
    '.dependency-cruiser.cjs',
  ])
    cpSync(join(root, part), join(house, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'))
  // What the types were found to be a moment ago, so that only what the room touches is looked at again.
  const known = 'dist/typecheck.tsbuildinfo'
  if (existsSync(join(root, known))) cpSync(join(root, known), join(house, known))
  cpSync(join(root, 'tests/sample-room/umbrellas'), join(house, 'src/umbrellas'), { recursive: true })
  change('tsconfig.json', ['"tests", "bench", "scripts", "*.ts"', '"*.ts"'])
  // The two lists …
  change(
    'src/app/rooms.ts',
    [/$/, `import { umbrellas } from '../umbrellas/room.ts'\n`],
    [/ {2}statistics,\n/, '  umbrellas,\n  statistics,\n'],
  )
  change(
    'src/app/web/rooms.tsx',
    [/$/, `import { umbrellas } from '../../umbrellas/web/room.tsx'\n`],
    [/ {2}statistics,\n\]/, '  umbrellas,\n  statistics,\n]'],
  )
  // … its lines in the roles and their words, and in the rules.
  change(
    'src/foundation/access/roles.ts',
    [`  'system.operate',`, `  'umbrella.lend',\n  'system.operate',`],
    [`export const roles = {\n`, `export const roles = {\n  'umbrella-clerk': ['umbrella.lend'],\n`],
  )
  change('src/foundation/access/words.ts', [
    /(roleWords: .*\n)/,
    `$1  'umbrella-clerk': { zh: '借伞员', en: 'Umbrella clerk' },\n`,
  ])
  change('src/foundation/access/permission-words.ts', [
    /(permissionWords: .*\n)/,
    `$1  'umbrella.lend': { zh: '借伞', en: 'Lend umbrellas' },\n`,
  ])
  change('data/policies.json', [
    /\n\]\s*$/,
    `,\n  { "key": "umbrellas.loan", "from": "2012-01-01", "value": { "workingDays": 3 }, "source": "样例房间" },
  { "key": "umbrellas.write-off", "from": "2012-01-01", "value": { "steps": [{ "kind": "decision", "permission": "umbrella.lend", "level": "town", "term": { "workingDays": 3 } }] }, "source": "样例房间" }\n]\n`,
  ])
  writeFileSync(join(house, 'live.ts'), readFileSync(join(root, 'tests/sample-room/live.ts')))
})

test('nothing outside its folder changes but the two lists, the roles and the rules', () => {
  const laid = filesIn(join(house, 'src'))
    .concat(filesIn(join(house, 'data')), filesIn(join(house, 'scripts')))
    .map(path => relative(house, path))
    .filter(path => !path.startsWith('src/umbrellas/'))
  const changed = laid.filter(
    path => readFileSync(join(house, path), 'utf8') !== readFileSync(join(root, path), 'utf8'),
  )
  expect(changed.sort()).toEqual([
    'data/policies.json',
    'src/app/rooms.ts',
    'src/app/web/rooms.tsx',
    'src/foundation/access/permission-words.ts',
    'src/foundation/access/roles.ts',
    'src/foundation/access/words.ts',
  ])
})

test('the house with it passes the checkers, which hold it to its floor and to its own tables', () => {
  const cruise = (...from: string[]) =>
    run([
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      ...from,
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
    ]).said
  expect(run(['scripts/generate-api.ts']).said).toBe('')
  expect(run(['node_modules/@typescript/native/bin/tsc', '-p', '.']).said).toBe('')
  // What it leads to was looked at with the house itself.
  expect(cruise('src/umbrellas', 'src/app/rooms.ts', 'src/app/web/rooms.tsx', '--max-depth', '1')).toContain(
    'no dependency violations found',
  )
  expect(run(['scripts/foreign-sql.ts']).said).toContain('every room keeps to its own tables')

  const planted = join(house, 'src/umbrellas/planted.ts')
  writeFileSync(
    planted,
    'export const others = "select minutes from service_record join umbrella_out on true"\n',
  )
  expect(run(['scripts/foreign-sql.ts']).said).toBe(
    'src/umbrellas/planted.ts:1 names service_record, which belongs to records\n',
  )
  writeFileSync(
    planted,
    `import { dashboardOf } from '../statistics/service.ts'\nexport const higher = dashboardOf\n`,
  )
  expect(cruise('src/umbrellas/planted.ts', '--max-depth', '1')).toContain('umbrellas-imports-no-higher-room')
  rmSync(planted)
}, 180_000)

test('every part of it is found by whoever gathers it', async () => {
  const base = inject('databaseUrl')
  const name = `sample_${process.pid}`
  const admin = new pg.Client({ connectionString: base })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  const url = base.replace(/\/[^/]*$/, `/${name}`)
  const env = { DATABASE_URL: url, YUNJIAN_DATA: join(house, 'data-of-it'), LOG_LEVEL: 'silent' }
  const lived = run(['live.ts'], env)
  expect(lived.code, lived.said).toBe(0)
  const answers = JSON.parse(lived.out)
  expect(answers.order.indexOf('umbrellas')).toBe(answers.order.indexOf('statistics') - 1)
  expect(answers).toMatchObject({
    refusedElsewhere: 'forbidden',
    sectors: { clerk: ['health', 'education'], health: ['health'], healthElsewhere: 'forbidden' },
    listener: [{ kind: 'umbrella.lent', entries: 2 }],
    watcher: ['umbrella.lent', 'umbrella.lent'],
    policy: true,
    job: 2,
    facts: {
      lent: [
        { name: 'education', value: 1 },
        { name: 'health', value: 1 },
      ],
      stock: 2,
      people: null,
    },
    list: { total: 2, more: false, figure: { total: 2 } },
    listed: ['health'],
    proven: { behind: 0, differing: [] },
    panel: [{ name: 'umbrellas', lines: [{ label: 'umbrellas.out', value: '2' }] }],
    measure: { value: 2 },
    personal: 2,
    imports: ['umbrellas'],
    touches: [{ what: 'umbrellas.out', n: 2 }],
    queueBefore: [],
    timer: 2,
    queue: ['umbrella', 'umbrella'],
    own: 'review.own',
    out: 1,
    hook: 1,
    demo: 2,
    invariant: true,
    broken: [],
    brokenThen: ['no umbrella comes back before it was lent'],
  })
  const command = run(['src/app/cli.ts', 'umbrellas'], env)
  expect(command.out.trim()).toBe('2')
}, 180_000)
