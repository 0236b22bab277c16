// What docs/asvs.md says of the standard is whole: every requirement answered once, in the words that the head explains, counted
// right, with files and tests that are there. Whether an answer is true is for its reader to say.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
/** The requirements of levels 1 and 2, each with its level. */
const required: Record<string, number> = JSON.parse(read('tests/data/asvs-ids.json'))
const answers = ['met', 'partly', 'not applicable', 'exception']
const text = read('docs/asvs.md')

const rows = text.split('\n').flatMap(line => {
  if (!line.startsWith('|')) return []
  return [
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  ]
})
const answered = rows.filter(([no = '']) => /^\d+(\.\d+){2}$/.test(no))

test('every requirement is answered once, and nothing else is', () => {
  expect(answered.map(([no]) => no).sort()).toEqual(Object.keys(required).sort())
  const [strange] = answered.filter(([, answer = '', how = '']) => !answers.includes(answer) || how === '')
  expect(strange).toBeUndefined()
})

test('the counts at the head are right', () => {
  const countOf = (of: readonly string[][]) => [
    ...answers.map(answer => of.filter(row => row[1] === answer).length),
    of.length,
  ]
  const counted = rows.filter(([chapter = '']) => /^(V\d+ |all$)/.test(chapter))
  expect(counted).toHaveLength(18)
  for (const [chapter = '', ...said] of counted) {
    const of = answered.filter(
      ([no = '']) => chapter === 'all' || `V${no.split('.')[0]}` === chapter.split(' ')[0],
    )
    expect(said.map(Number), chapter).toEqual(countOf(of))
  }
})

test.each(['docs/asvs.md', 'docs/security.md', 'docs/threats.md'])(
  'every file that %s names is there',
  page => {
    const source = read(page)
    const named = source.matchAll(/`((?:src|tests|docs|data|deploy|scripts|bench)\/[^`\s]+)`/g)
    const linked = source.matchAll(/\]\((?!https?:)([^)#\s]+)/g)
    const paths = [
      ...[...named].map(([, path = '']) => path),
      ...[...linked].map(([, path = '']) => relative(root, join(root, dirname(page), path))),
    ]
    expect(paths.length).toBeGreaterThan(10)
    expect(paths.filter(path => !existsSync(join(root, path)))).toEqual([])
  },
)

test('a test that is named in brackets stands in its file', () => {
  const missing = [...text.matchAll(/`([\w/.-]+\.test\.ts)` \(([^)]+)\)/g)].flatMap(
    ([, path = '', titles = '']) =>
      titles.split('; ').filter(title => !existsSync(join(root, path)) || !read(path).includes(title)),
  )
  expect(missing).toEqual([])
})
