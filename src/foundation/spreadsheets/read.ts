// Opens what came as a sheet: its bytes decide what it is. Rows are read one after the other, whatever the size.
import type { SheetBytes } from './bytes.ts'
import type { SheetLine } from './cells.ts'
import { csvLines, encodingOf } from './csv.ts'
import { demandWorkbook, kindOf } from './kinds.ts'
import { refuse } from './refusals.ts'
import { type Strings, sharedStrings } from './strings.ts'
import { workbookOf } from './workbook.ts'
import { rowsOf, type Surveyed, survey } from './xlsx.ts'
import { directoryOf } from './zip.ts'

/** One sheet of a book. `lines` begins at the first row each time; `heard` is told which share has been read, 0 to 1. */
export type OneSheet = {
  name: string
  hidden: boolean
  lines: (heard?: (share: number) => void) => AsyncIterable<SheetLine>
}
export type Book = { sheets: OneSheet[]; from1904: boolean }

/** @throws Refusal that says why it is no sheet, and what to do. */
export async function openBook(sheet: SheetBytes): Promise<Book> {
  return (await kindOf(sheet)) === 'zip' ? openWorkbook(sheet) : openText(sheet)
}

async function openText(sheet: SheetBytes): Promise<Book> {
  const encoding = await encodingOf(sheet)
  if (!encoding) throw refuse('sheet.unreadable')
  const lines = (heard = (_: number) => {}) => csvLines(sheet, encoding, heard)
  return { sheets: [{ name: '', hidden: false, lines }], from1904: false }
}

async function openWorkbook(sheet: SheetBytes): Promise<Book> {
  const parts = await directoryOf(sheet)
  demandWorkbook(parts)
  const { sheets, strings, from1904, isDay } = await workbookOf(sheet, parts)
  let shared: Promise<Strings> | undefined
  const surveys = new Map<string, Promise<Surveyed>>()
  return {
    from1904,
    sheets: sheets.map(({ name, hidden, entry }) => ({
      name,
      hidden,
      async *lines(heard = () => {}) {
        const surveyed = surveys.get(entry.name) ?? survey(sheet, entry)
        surveys.set(entry.name, surveyed)
        shared ??= sharedStrings(sheet, strings)
        const [found, texts] = [await surveyed, await shared]
        yield* rowsOf(sheet, entry, { strings: texts, from1904, isDay }, found, heard)
      },
    })),
  }
}
