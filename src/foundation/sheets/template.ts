// The template of a kind of sheet: its columns with lists to choose from, two rows of examples, and a page that says how to fill it in.
// Columns of numbers are text, so that Excel loses no digit.
import { writeXlsx } from 'hucre/xlsx'
import type { Ground, Import, ImportColumn } from '../ground.ts'

const LISTS = '选项'
const FILLED_TO = 5000
const WIDTH = 14

/** `A` for 0. */
export const letterOf = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : letterOf(Math.floor(column / 26) - 1) + letterOf(column % 26)

type List = { name: string; values: readonly string[] }
type Choice = { list: string } | { under: number }

export async function template(ground: Ground, kind: Import): Promise<Buffer> {
  const lists: List[] = []
  const choices = new Map<string, Choice>()
  for (const column of kind.columns) {
    const choice = await choiceOf(ground, kind, column, lists)
    if (choice) choices.set(column.key, choice)
  }
  const bytes = await writeXlsx({
    sheets: [
      {
        name: kind.title.zh.slice(0, 31),
        columns: kind.columns.map(({ is, width = WIDTH }) => ({
          width,
          ...((is === 'number' || is === 'phone' || is === 'day') && { numFmt: '@' }),
        })),
        rows: [
          kind.columns.map(({ key, required }) => (required ? `${key}*` : key)),
          ...[0, 1].map(n => kind.columns.map(column => column.examples[n] ?? '')),
        ],
        freezePane: { rows: 1 },
        dataValidations: kind.columns.flatMap(({ key }, at) => {
          const choice = choices.get(key)
          return choice ? [{ ...validation(at), formula1: formulaOf(choice) }] : []
        }),
      },
      { name: '填表说明', columns: [{ width: 18 }, { width: 70 }], rows: notesOf(kind) },
      { name: LISTS, hidden: true, rows: rowsOf(lists) },
    ],
    namedRanges: lists.map(({ name, values }, at) => ({ name, range: rangeOf(at, values.length) })),
  })
  return Buffer.from(bytes)
}

const validation = (column: number) => ({
  type: 'list' as const,
  range: `${letterOf(column)}2:${letterOf(column)}${FILLED_TO}`,
  allowBlank: true,
  showErrorMessage: true,
  errorStyle: 'warning' as const,
  errorTitle: '请从列表里选',
  errorMessage: '这一格不在列表里，送上来会被退回。',
})

const rangeOf = (at: number, length: number) =>
  `'${LISTS}'!$${letterOf(at)}$1:$${letterOf(at)}$${Math.max(1, length)}`

/** What is under another column is found by that column's value: lists bear its name. */
const formulaOf = (choice: Choice): string =>
  'list' in choice ? choice.list : `INDIRECT("_"&$${letterOf(choice.under)}2)`

async function choiceOf(
  ground: Ground,
  kind: Import,
  column: ImportColumn,
  lists: List[],
): Promise<Choice | undefined> {
  if (column.choices) {
    const name = `_${column.key}`
    lists.push({ name, values: await column.choices(ground) })
    return { list: name }
  }
  if (!column.under) return undefined
  const under = column.under.column
  const named = await column.under.choices(ground)
  for (const [value, values] of named) lists.push({ name: `_${value}`, values })
  return { under: kind.columns.findIndex(one => one.key === under) }
}

const rowsOf = (lists: readonly List[]): string[][] =>
  Array.from({ length: Math.max(0, ...lists.map(one => one.values.length)) }, (_, row) =>
    lists.map(one => one.values[row] ?? ''),
  )

const notesOf = (kind: Import): string[][] => [
  [kind.title.zh, kind.title.en],
  ['带 * 的列', '表头必须有这一列。Columns with a star must be there.'],
  [
    '示例',
    '第 2、3 行是示例，不删也不会登记。Rows 2 and 3 are examples; left as they are, they are passed over.',
  ],
  [
    '号码',
    '证件号码、手机号码这些列请保持“文本”格式，否则 Excel 会改掉末几位。Keep columns of numbers as text.',
  ],
  ...kind.notes.map(({ zh, en }) => ['', `${zh} ${en}`]),
  [],
  ['列', '说明'],
  ...kind.columns.map(({ key, en, aliases = [], required }) => [
    key,
    [en, required ? '必有' : '可以没有', aliases.length > 0 ? `也认得：${aliases.join('、')}` : '']
      .filter(Boolean)
      .join('；'),
  ]),
]
