// What a sheet itself did to a row before anybody looks at what it says: lost digits, merged cells, formulas, endless text. Pure.
import { isFormulaLike, tidyWords } from '../cleaning.ts'
import type { ImportColumn } from '../ground.ts'
import { LONGEST_CELL } from '../spreadsheets/cells.ts'

export type Flaw = { defect: string; column: string; params: Record<string, string | number> }

/** Of a longer cell no more is known than that. */
const lengthOf = (text: string) => (text.length > LONGEST_CELL ? `${LONGEST_CELL}+` : text.length)

const LONGEST = 500
const SCIENTIFIC = /^([+-]?\d)(?:\.(\d+))?E\+?(\d{1,2})$/i

/** `1.37E+10` has lost all but three digits; `1.3700000001E+10` none. */
export function isLost(text: string): boolean {
  const parts = SCIENTIFIC.exec(text.trim())
  if (!parts) return false
  const [, , fraction = '', exponent] = parts
  return fraction.length < Number(exponent) || Number(exponent) >= 15
}
/** The digits that stand behind a number said with an exponent, where none is lost. */
export const digitsOf = (text: string): string =>
  SCIENTIFIC.test(text.trim()) && !isLost(text) ? String(Number(text)) : text

const NUMBER = /\d[\d -]{4,}[\dXx]/g
/** What stood there, for the sentence that says why it is none. In a sheet whose columns slipped it is somebody's number: its end stays. */
export const saidOf = (text: string): string =>
  tidyWords(text)
    .replace(NUMBER, number => `***${number.slice(-2)}`)
    .slice(0, 30) || '（空）'

/** @param covered the columns whose value is that of a merged cell above. */
function flawOf(
  column: ImportColumn,
  text: string,
  covered: readonly string[],
): Omit<Flaw, 'column'> | undefined {
  const { key, is, own, longest = LONGEST } = column
  if (own && covered.includes(key)) return { defect: 'merged-cell', params: {} }
  if (text === '') return undefined
  if (text.length > longest) return { defect: 'cell-too-long', params: { n: lengthOf(text), most: longest } }
  if (text.includes('\ufffd')) return { defect: 'characters-lost', params: {} }
  if (is === 'name' && isFormulaLike(text)) return { defect: 'formula-like', params: { value: saidOf(text) } }
  if ((is === 'number' || is === 'phone') && isLost(text)) return { defect: 'digits-lost', params: {} }
  return undefined
}

/** The first flaw of a row in the order of its columns. */
export function findFlaw(
  columns: readonly ImportColumn[],
  cells: Readonly<Record<string, string>>,
  covered: readonly string[],
): Flaw | undefined {
  for (const column of columns) {
    const flaw = flawOf(column, cells[column.key] ?? '', covered)
    if (flaw) return { ...flaw, column: column.key }
  }
  return undefined
}

/** Is it an example as the template has it, left where it stood? */
export const isExample = (
  columns: readonly ImportColumn[],
  cells: Readonly<Record<string, string>>,
): boolean =>
  [0, 1].some(n => columns.every(column => (cells[column.key] ?? '').trim() === (column.examples[n] ?? '')))
