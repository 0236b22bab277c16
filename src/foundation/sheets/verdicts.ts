// Verdicts that every kind of sheet shares, and their sentences beside those of the kind. Pure.
import type { Import } from '../ground.ts'
import type { Words } from '../policies/keys.ts'

/** Verdicts that are no defect: nothing to correct and send again. */
export const accepted = ['registered', 'unchanged', 'already-registered'] as const
export const isAccepted = (verdict: string): boolean => (accepted as readonly string[]).includes(verdict)
/** Nobody has to do anything about these. */
export const isFine = (verdict: string): boolean => verdict === 'ok' || isAccepted(verdict)

export const sharedVerdicts = {
  ok: { zh: '可登记', en: 'can be registered' },
  registered: { zh: '已登记', en: 'registered' },
  unchanged: { zh: '上次已登记，没有变化', en: 'registered before, nothing new' },
  'already-registered': { zh: '别处已登记，只补空缺', en: 'registered elsewhere; blanks were filled' },
  conflict: {
    zh: '与已有登记不一致，等工作人员核对',
    en: 'contradicts the entry we have; staff must decide',
  },
  'out-of-scope': { zh: '不在本次登记的范围内', en: 'outside the scope of this sheet' },
  'duplicate-in-file': { zh: '与第 {row} 行重复', en: 'the same as row {row}' },
  'cell-too-long': {
    zh: '这一格有 {n} 个字，最多 {most} 个',
    en: 'this cell holds {n} characters; at most {most} fit',
  },
  'merged-cell': {
    zh: '合并的单元格：这一列每行要各写各的，请取消合并后逐行填写',
    en: 'a merged cell: this column has a value of its own in each row; unmerge it and fill in each',
  },
  'formula-like': {
    zh: '“{value}”像公式，不是名称',
    en: '“{value}” begins like a formula and is no name',
  },
  'digits-lost': {
    zh: '号码的末几位被 Excel 改掉了：请先把这一列设成“文本”格式，再重新填写号码',
    en: 'the last digits were lost by Excel: format the column as text first, then enter the numbers again',
  },
  'characters-lost': {
    zh: '有字变成了“�”：请用原来的软件另存为 .xlsx 再送',
    en: 'some characters were lost (�): save the sheet as .xlsx with the program it was made in',
  },
} satisfies Record<string, Words>

const fill = (text: string, params: Record<string, string | number>) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))

/** The sentence for a row: with what stood there. */
export function sayVerdict(
  kind: Import,
  verdict: string,
  language: 'zh' | 'en',
  params: Record<string, string | number> = {},
): string {
  const words: Words | undefined =
    kind.verdicts[verdict] ?? new Map(Object.entries(sharedVerdicts)).get(verdict)
  return words ? fill(words[language], params) : verdict
}

/** A few words for all rows of a verdict together: the sentence without what differs from row to row. */
export const nameVerdict = (kind: Import, verdict: string, language: 'zh' | 'en'): string =>
  kind.names?.[verdict]?.[language] ??
  new Map<string, Words>(Object.entries(NAMES)).get(verdict)?.[language] ??
  sayVerdict(kind, verdict, language)

const NAMES = {
  'duplicate-in-file': { zh: '表内重复', en: 'twice in this sheet' },
  'cell-too-long': { zh: '一格太长', en: 'cell too long' },
  'merged-cell': { zh: '合并的单元格', en: 'merged cell' },
  'formula-like': { zh: '名称像公式', en: 'formula for a name' },
  'digits-lost': { zh: '号码末位丢失', en: 'digits lost' },
  'characters-lost': { zh: '有字丢失', en: 'characters lost' },
  conflict: { zh: '与已有登记不一致', en: 'contradicts an entry' },
} satisfies Record<string, Words>
