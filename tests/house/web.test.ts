// What the rooms say on the web: in the order of the house, in both languages, with no word missing and none left over.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { rooms as served } from '../../src/app/rooms.ts'
import { rooms } from '../../src/app/web/rooms.tsx'
import { groundKinds } from '../../src/foundation/notices/templates.ts'

const src = fileURLToPath(new URL('../../src/', import.meta.url))
const files = readdirSync(src, { withFileTypes: true, recursive: true })
  .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.|\.d\.ts$/.test(entry.name))
  .map(entry => relative(src, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
const read = (file: string) => readFileSync(join(src, file), 'utf8')
const pages = files.filter(file => /^kit\/|\/web\//.test(file))
const texts = pages.filter(file => /texts\.ts$/.test(file))
const sources = new Map(pages.filter(file => !texts.includes(file)).map(file => [file, read(file)]))

beforeAll(() => Promise.all(texts.map(file => import(join(src, file)))))

/** Every word of a language, by its whole key. */
function wordsOf(language: 'zh' | 'en'): Map<string, string> {
  const words = new Map<string, string>()
  const walk = (value: unknown, path: string) => {
    if (typeof value === 'string') words.set(path, value)
    else for (const [key, below] of Object.entries(value ?? {})) walk(below, path ? `${path}.${key}` : key)
  }
  walk(i18next.getResourceBundle(language, 'translation'), '')
  return words
}

test('the rooms stand on the web in the order of the house', () => {
  const order = served.map(room => room.name)
  const shown = rooms.map(room => room.name).filter(name => order.includes(name))
  expect(shown).toEqual(order.filter(name => shown.includes(name)))
  expect(rooms.map(room => room.name).filter(name => !order.includes(name))).toEqual(['shell', 'desk'])
})

test('every room with a web folder is in the list, and nothing of a room is named in the shells but there', () => {
  const folders = new Set(
    files.filter(file => /^(?!app\/)\w+\/web\/room\.tsx$/.test(file)).map(file => file.split('/')[0]),
  )
  expect(new Set(rooms.map(room => room.name).filter(name => name !== 'shell' && name !== 'desk'))).toEqual(
    folders,
  )
  for (const [file, source] of sources)
    if (file.startsWith('app/web/') && file !== 'app/web/rooms.tsx')
      expect(
        source.match(
          /from '(\.\.\/)+(?!(?:kit|foundation)\/)\w+\/.*'|import\('(\.\.\/)+(?!foundation\/)\w+\/.*'\)/,
        )?.[0],
        file,
      ).toBeUndefined()
})

test('no address has two pages, and every line of the menu opens one', () => {
  const all = rooms
    .flatMap(room => room.pages ?? [])
    .map(page => `${page.at === 'bare' ? 'portal' : page.at}/${page.path}`)
  expect(all.filter((one, i) => all.indexOf(one) !== i)).toEqual([])
  const lines = rooms.flatMap(room => room.menu ?? [])
  const opened = (to: string) => all.some(page => new RegExp(`^${page.replace(/:\w+/g, '[^/]+')}$`).test(to))
  expect(lines.filter(line => !opened(line.to === '/desk' ? 'desk/' : line.to.slice(1)))).toEqual([])
  // A line that opens the import of a kind names one that a room takes.
  const kinds = served.flatMap(room => room.imports ?? []).map(one => `/desk/import/${one.kind}`)
  expect(
    lines
      .map(line => line.to)
      .filter(to => to.startsWith('/desk/import/'))
      .sort(),
  ).toEqual(kinds.sort())
})

test('Chinese and English say the same things about the same facts', () => {
  const [zh, en] = [wordsOf('zh'), wordsOf('en')]
  expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
  const facts = (text: string | undefined) =>
    [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(one => one[1]).sort()
  // Where one is one, a language may leave the number out.
  for (const key of zh.keys())
    if (!/_(one|other)$/.test(key)) expect(facts(en.get(key)), key).toEqual(facts(zh.get(key)))
})

test('a key that nobody brings does not pass the type checker', () => {
  expect(i18next.t('hours.title', { lng: 'zh' })).toBe('我的时长')
  // @ts-expect-error: were keys not typed, this line would be the error
  expect(i18next.t('hours.no-such-word')).toBe('hours.no-such-word')
})

test('no page writes its style into an element; figures go to the style sheet by one helper', () => {
  const written = [...sources]
    .filter(([file]) => file !== 'kit/share.tsx')
    .flatMap(([file, source]) =>
      [...source.matchAll(/style=(?!\{measured\()\S*/g)].map(one => `${file}: ${one[0]}`),
    )
  expect(written).toEqual([])
})

const group = (key: string) => key.split('.')[0] ?? ''
const said = (source: string) =>
  [...source.matchAll(/['`]([a-z]+\.[\w.-]*)(?:['`]|\$\{)/gi)].map(one => (one[1] ?? '').replace(/\.$/, ''))
const next = (file: string, pattern: RegExp) =>
  [...(sources.get(file) ?? '').matchAll(pattern)].map(one => normalize(join(dirname(file), one[1] ?? '')))

/** A file and all that comes with it: what it imports, and what that imports. */
function comesWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const one of next(file, /^(?:import|export|\} from)(?! type).*?'(\.[^']+)'$/gm)) comesWith(one, seen)
  return seen
}

test('a page comes with the words it says', () => {
  const home = new Map(
    texts.flatMap(file =>
      [...read(file).matchAll(/^bring\('(\w+)'/gm)].map(one => [one[1] ?? '', file] as const),
    ),
  )
  const shown = new Set([...sources.keys()].flatMap(file => next(file, /import\('(\.[^']+)'\)/g)))
  expect(shown.size).toBeGreaterThan(40)
  const missing: string[] = []
  for (const page of ['app/web/main.tsx', ...shown]) {
    const parts = comesWith(page)
    for (const file of parts)
      for (const key of said(sources.get(file) ?? '')) {
        const from = home.get(group(key))
        if (from && !parts.has(from) && i18next.exists(key, { lng: 'zh', returnObjects: true }))
          missing.push(`${page} says ${key} (in ${file}) without ${from}`)
      }
  }
  expect(missing).toEqual([])
})

test('no word is left over', () => {
  // A key may come from the server, with a condition or a panel; or its end from a value, which then stands somewhere by itself.
  const all = files.filter(file => !texts.includes(file)).map(read)
  const used = new Set(all.flatMap(said))
  const open = new Set(
    all.flatMap(source => [...source.matchAll(/`([a-z]+)\.\$\{/gi)].map(one => one[1] ?? '')),
  )
  const ends = new Set(all.flatMap(source => [...source.matchAll(/'(\w+)'/g)].map(one => one[1] ?? '')))
  const isUsed = (key: string) => {
    const parts = key.replace(/_(one|other)$/, '').split('.')
    const [first = '', second = ''] = parts
    return (
      (open.has(first) && ends.has(second)) ||
      parts.some((_, i) => i > 0 && used.has(parts.slice(0, i + 1).join('.')))
    )
  }
  // What rooms share is looked up by code; the kit's few words are for pages to come as well.
  const shared = ['waiting', 'trail', 'menu', 'panel', 'background', 'kit']
  expect([...wordsOf('zh').keys()].filter(key => !shared.includes(group(key)) && !isUsed(key))).toEqual([])
})

test('whatever waits, whatever the journal tells, every panel and every line of the menu has its word', () => {
  const has = (key: string) => [...wordsOf('en').keys()].includes(key)
  for (const kind of rooms.flatMap(room => Object.keys(room.waiting ?? {})))
    expect(has(`waiting.${kind}`), kind).toBe(true)
  const lines = rooms.flatMap(room => room.menu ?? [])
  for (const { text } of lines) if (text !== undefined) expect(has(`menu.${text}`), text).toBe(true)
  for (const { name } of served.flatMap(room => room.panels ?? []))
    expect(has(`panel.${name}`), name).toBe(true)
  const told = files
    .filter(file => /^[\w/]+\.ts$/.test(file) && !/\/web\/|^kit\//.test(file))
    .flatMap(file => [...read(file).matchAll(/\bkind: '([a-z]+\.[a-z-]+)'/g)].map(one => one[1] ?? ''))
  expect(told.length).toBeGreaterThan(20)
  // A timer and a notice are named like what they bring about or tell, but they are no entries of the journal.
  const others = new Set(
    served.flatMap(room => [...(room.timers ?? []), ...(room.notices ?? [])]).map(one => one.kind),
  )
  for (const { kind } of groundKinds) others.add(kind)
  expect([...new Set(told)].filter(kind => !others.has(kind) && !has(`trail.${kind}`))).toEqual([])
})
