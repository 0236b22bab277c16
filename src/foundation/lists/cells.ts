// A row of a list as cells of a sheet: the words of codes, hours as numbers, moments as the district's clock says them.
// Invariant: no cell begins with what a spreadsheet would run.
import { localDay, localTime } from '../clock.ts'
import type { Ground, ListRow } from '../ground.ts'
import { vocabularyOf } from '../policies/reading.ts'
import { type Cell, defused } from '../spreadsheets/write.ts'
import { type Column, hoursText, type Language, type Listing, type Words, wordOf } from './listing.ts'

/** The columns asked for, or those that are shown unasked. */
export const columnsOf = (listing: Listing, asked: readonly string[]): [string, Column][] =>
  Object.entries(listing.columns).filter(([name, column]) =>
    asked.length > 0 ? asked.includes(name) : !column.hidden,
  )

/** Writes rows of a list in a language. Words of rules are those of now. */
export function cellWriter(
  ground: Ground,
  listing: Listing,
  asked: readonly string[],
  language: Language,
): { header: string[]; cells: (row: ListRow) => Cell[] } {
  const columns = columnsOf(listing, asked)
  const named = vocabularyOf(ground)
  const say = (words: Words | undefined, code: string) => (words ? wordOf(words, language) : code)
  const text = (column: Column, value: unknown): Cell => {
    if (value === null || value === undefined || value === '') return ''
    switch (column.kind) {
      case 'number':
        return Number(value)
      case 'hours':
        return Number(hoursText(Number(value)))
      case 'moment': {
        const at = new Date(String(value))
        return `${localDay(at)} ${localTime(at)}`
      }
      case 'code':
        return say(column.codes?.[String(value)], String(value))
      case 'codes':
        return (Array.isArray(value) ? value : [value])
          .map(one => say(column.codes?.[String(one)], String(one)))
          .join(language === 'zh' ? '、' : ', ')
      case 'named':
        return named[column.rule ?? '']?.find(one => one.id === value)?.[language] ?? String(value)
      default:
        return String(value)
    }
  }
  return {
    header: columns.map(([, column]) => wordOf(column.words, language)),
    cells: row =>
      columns.map(([name, column]) => {
        const cell = text(column, row[name])
        return typeof cell === 'string' ? defused(cell) : cell
      }),
  }
}
