// What a workbook says of itself before its rows: its sheets in order, which of them are hidden, its day count and which styles are days.
import type { SheetBytes } from './bytes.ts'
import { refuse } from './refusals.ts'
import { sectionOf, tagsNamed } from './xml.ts'
import { type Entry, textOf } from './zip.ts'

export type Workbook = {
  sheets: { name: string; hidden: boolean; entry: Entry }[]
  strings: Entry | undefined
  from1904: boolean
  /** By style number: is a number with it a day? */
  isDay: readonly boolean[]
}

/** A path inside the zip, from the folder of the part that names it. */
function pathFrom(folder: string, target: string): string {
  const parts = target.startsWith('/') ? [] : folder.split('/').filter(Boolean)
  for (const part of target.split(/[/\\]/).filter(Boolean)) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/').toLowerCase()
}
const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))

type Relation = { id: string; type: string; path: string }
async function relationsOf(sheet: SheetBytes, parts: Map<string, Entry>, of: string): Promise<Relation[]> {
  const folder = folderOf(of)
  const entry = parts.get(
    `${folder ? `${folder}/` : ''}_rels/${of.slice(folder ? folder.length + 1 : 0)}.rels`,
  )
  if (!entry) return []
  return tagsNamed(await textOf(sheet, entry), 'Relationship').map(one => ({
    id: one.get('Id') ?? '',
    type: (one.get('Type') ?? '').split('/').at(-1) ?? '',
    path: pathFrom(folder, one.get('Target') ?? ''),
  }))
}

/** @throws Refusal `sheet.unreadable`. */
export async function workbookOf(sheet: SheetBytes, parts: Map<string, Entry>): Promise<Workbook> {
  const root = (await relationsOf(sheet, parts, '')).find(one => one.type === 'officeDocument')
  const path = root?.path ?? 'xl/workbook.xml'
  const entry = parts.get(path)
  if (!entry) throw refuse('sheet.unreadable')
  const book = await textOf(sheet, entry)
  const relations = await relationsOf(sheet, parts, path)
  const byId = new Map(relations.map(one => [one.id, one.path]))
  const of = (type: string) => parts.get(relations.find(one => one.type === type)?.path ?? '')
  const sheets = tagsNamed(sectionOf(book, 'sheets'), 'sheet').flatMap(one => {
    const found = parts.get(byId.get(one.get('id') ?? '') ?? '')
    const hidden = /hidden/i.test(one.get('state') ?? '')
    return found ? [{ name: one.get('name') ?? '', hidden, entry: found }] : []
  })
  if (sheets.length === 0) throw refuse('sheet.unreadable')
  const styles = of('styles')
  return {
    sheets,
    strings: of('sharedStrings'),
    from1904: /^(1|true)$/.test(tagsNamed(book, 'workbookPr')[0]?.get('date1904') ?? ''),
    isDay: styles ? dayStyles(await textOf(sheet, styles)) : [],
  }
}

/** Formats that every Excel knows by number; those from 27 are the Chinese, Japanese and Korean ones. */
const isBuiltInDay = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
const isDayFormat = (format: string) =>
  /[ymdh]/i.test((format.split(';')[0] ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]|General/gi, ''))

function dayStyles(styles: string): boolean[] {
  const own = new Map(
    tagsNamed(sectionOf(styles, 'numFmts'), 'numFmt').map(one => [
      Number(one.get('numFmtId')),
      isDayFormat(one.get('formatCode') ?? ''),
    ]),
  )
  return tagsNamed(sectionOf(styles, 'cellXfs'), 'xf').map(one => {
    const id = Number(one.get('numFmtId') ?? 0)
    return own.get(id) ?? isBuiltInDay(id)
  })
}
