// Nobody but a room names its tables: SQL is written in strings, so the import checker cannot see it. Own tables, own views and the
// published views (views.sql) of rooms below are allowed; migrations may refer to tables below by foreign keys.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { rooms } from '../src/app/rooms.ts'

type Owner = { folder: string; floor: number }
type Finding = { file: string; line: number; relation: string; owner: string }

const snake = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
const NAMED = /\b(?:from|join|into|update|copy|analyze|truncate|only)\s+(?:only\s+)?"?([a-z_][a-z0-9_]*)"?/gi
const SQL = /\b(select|insert|update|delete|with|copy|analyze|lock)\b/i
const BUILDERS = new Set([
  'selectFrom',
  'insertInto',
  'updateTable',
  'deleteFrom',
  'innerJoin',
  'leftJoin',
  'rightJoin',
])

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(one =>
    one.isDirectory() ? filesIn(join(folder, one.name)) : join(folder, one.name),
  )

/** Which folder makes a table or publishes a view. */
function ownersOf(src: string): { tables: Map<string, Owner>; views: Map<string, Owner> } {
  const tables = new Map<string, Owner>()
  const views = new Map<string, Owner>()
  for (const [floor, room] of rooms.entries()) {
    const folder = room.folder ?? room.name
    const at = join(src, folder)
    const take = (path: string, into: Map<string, Owner>, pattern: RegExp) => {
      for (const [, name] of readFileSync(path, 'utf8').matchAll(pattern))
        if (name) into.set(name, { folder, floor })
    }
    if (existsSync(join(at, 'migrations')))
      for (const path of filesIn(join(at, 'migrations')))
        take(path, tables, /create table (?:if not exists )?"?(\w+)"?/gi)
    if (existsSync(join(at, 'views.sql'))) take(join(at, 'views.sql'), views, /create view (\w+)/gi)
  }
  tables.set('migration', { folder: 'foundation/database', floor: -1 })
  return { tables, views }
}

/** The relations that the strings of a file name, with their lines. */
function namedIn(path: string): { relation: string; line: number }[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const found: { relation: string; line: number }[] = []
  const note = (relation: string, at: number) =>
    found.push({ relation: snake(relation), line: source.getLineAndCharacterOfPosition(at).line + 1 })
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const [first] = node.arguments
      if (BUILDERS.has(node.expression.name.text) && first && ts.isStringLiteral(first))
        note(first.text.split(/\s/)[0] ?? '', first.getStart())
    }
    if (
      ts.isStringLiteral(node) ||
      ts.isNoSubstitutionTemplateLiteral(node) ||
      ts.isTemplateExpression(node)
    ) {
      const text = node.getText()
      if (SQL.test(text))
        for (const match of text.matchAll(NAMED)) note(match[1] ?? '', node.getStart() + match.index)
      if (!ts.isTemplateExpression(node)) return
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Every place in src/ that names a relation which is not its own and not published below it. */
export function foreignSql(root: string): Finding[] {
  const src = join(root, 'src')
  const { tables, views } = ownersOf(src)
  const findings: Finding[] = []
  for (const path of filesIn(src)) {
    if (!/\.tsx?$/.test(path) || /\.(test|d)\.tsx?$/.test(path)) continue
    const within = relative(src, path)
    const home = rooms.findIndex(room => within.startsWith(`${room.folder ?? room.name}/`))
    for (const { relation, line } of namedIn(path)) {
      const view = views.get(relation)
      const owner = tables.get(relation) ?? view
      if (!owner || within.startsWith(`${owner.folder}/`)) continue
      // What is not a room's own folder stands above all rooms (the roof) or below them all (the ground's open parts).
      const floor = home >= 0 ? home : within.startsWith('foundation/') ? -1 : rooms.length
      // The pieces of the ground lean on each other, so their views are open among them whatever their order.
      const amongPieces = within.startsWith('foundation/') && owner.folder.startsWith('foundation/')
      if (view && (owner.floor < floor || amongPieces)) continue
      findings.push({ file: `src/${within}`, line, relation, owner: owner.folder })
    }
  }
  return findings
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const findings = foreignSql(fileURLToPath(new URL('..', import.meta.url)))
  for (const one of findings)
    process.stdout.write(`${one.file}:${one.line} names ${one.relation}, which belongs to ${one.owner}\n`)
  process.stdout.write(findings.length === 0 ? 'every room keeps to its own tables\n' : '')
  process.exit(findings.length === 0 ? 0 : 1)
}
