// The verdicts on a sheet of places: what is new and fits, and what is wrong with which row. Pure.
import Papa from 'papaparse'
import { z } from 'zod'
import { type Refusal, refusals } from '../foundation/refusals.ts'

const refuse = refusals({
  'place.columns': {
    status: 422,
    zh: '地点表缺少这些列：{columns}。第一行应是 code,name,level,parent,lat,lng,population,station。',
    en: 'The places lack these columns: {columns}. The first line is code,name,level,parent,lat,lng,population,station.',
  },
  'place.none': {
    status: 422,
    zh: '地点表里没有区（level 为 district）这一行。',
    en: 'No row of the places is the district (level “district”).',
  },
  'place.other': {
    status: 422,
    zh: '地点表第 {row} 行的区代码是 {code}，要开通的是 {district}000000。',
    en: 'Row {row} of the places is district {code}; the one to be opened is {district}000000.',
  },
  'place.parent': {
    status: 422,
    zh: '地点表第 {row} 行：{code} 的上级不在本区，或排在它后面。',
    en: 'Row {row} of the places: the parent of {code} is not in this district, or stands behind it.',
  },
  'place.sheet': {
    status: 422,
    zh: '地点表第 {row} 行的“{column}”不合要求：“{value}”。',
    en: 'Row {row} of the places does not fit in “{column}”: “{value}”.',
  },
  'place.district': {
    status: 422,
    zh: '地点表第 {row} 行是另一个区；一个系统只有一个区。',
    en: 'Row {row} of the places is another district; there is exactly one.',
  },
  'place.twice': {
    status: 422,
    zh: '地点表第 {row} 行的代码 {code} 写了两次。',
    en: 'Code {code} stands twice, again in row {row} of the places.',
  },
  'place.name-twice': {
    status: 422,
    zh: '地点表第 {row} 行：同一个上级下已有“{name}”。',
    en: 'Row {row} of the places: “{name}” stands below the same parent already.',
  },
  'place.level': {
    status: 422,
    zh: '地点表第 {row} 行的上级不对：街镇在区下，村居在街镇下。',
    en: 'The parent in row {row} of the places is of the wrong level: towns are below the district, communities below a town.',
  },
  'place.code': {
    status: 422,
    zh: '地点表第 {row} 行的代码 {code} 不是上级的下级代码。',
    en: 'Code {code} in row {row} of the places is not one below its parent.',
  },
})

const figure = (number: z.ZodNumber) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number)
    .pipe(number)
const row = z.object({
  code: z.string().regex(/^\d{12}$/),
  name: z.string().min(1).max(60),
  level: z.enum(['district', 'town', 'community']),
  parent: z.string(),
  lat: figure(z.number().min(-90).max(90)),
  lng: figure(z.number().min(-180).max(180)),
  population: figure(z.number().int().min(0).max(50_000_000)),
  station: z.enum(['yes', 'no']),
})
export type PlaceRow = z.infer<typeof row>
type Level = PlaceRow['level']
const COLUMNS = Object.keys(row.shape)

/** Digits of a code that name a place of this level: a town's begin as its district's, a community's as its town's. */
const DIGITS = { district: 6, town: 9, community: 12 }
const parentLevel = { town: 'district', community: 'town' } as const
const codeOfLevel = ({ code, level }: Pick<PlaceRow, 'code' | 'level'>, above: string) =>
  code.startsWith(above.slice(0, DIGITS[level] - 3)) &&
  /[1-9]/.test(code.slice(DIGITS[level] - 3, DIGITS[level])) &&
  /^0*$/.test(code.slice(DIGITS[level]))

/** The text of a file as it came: UTF-8 with or without its mark, or what Chinese Windows writes. */
export function placeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

export type Known = Pick<PlaceRow, 'code' | 'name' | 'level'> & { parentCode: string | null }
export type PlaceVerdicts = { fresh: PlaceRow[]; known: number; faults: Refusal[] }

/**
 * Every row's verdict: new places that fit, how many are known already, and what is wrong, one word a row.
 * @param known what the district has; @param district its six digits, where it has nothing yet.
 */
export function placeVerdicts(csv: string, known: readonly Known[], district: string): PlaceVerdicts {
  const { data, meta } = Papa.parse<Record<string, string>>(csv.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: name => name.trim(),
    transform: cell => cell.trim(),
  })
  const missing = COLUMNS.filter(column => !meta.fields?.includes(column))
  if (missing.length > 0)
    return { fresh: [], known: 0, faults: [refuse('place.columns', { columns: missing.join(', ') })] }
  const book = new Map<string, Level>(known.map(one => [one.code, one.level]))
  const standing = new Set(known.map(one => one.code))
  const names = new Set(known.map(one => `${one.parentCode ?? ''}/${one.name}`))
  const seen = new Set<string>()
  const faulty = new Set<string>()
  const verdicts: PlaceVerdicts = { fresh: [], known: 0, faults: [] }
  for (const [i, raw] of data.entries()) {
    const parsed = row.safeParse(raw)
    const fault = parsed.success ? faultOf(parsed.data, i + 2) : unfit(raw, i + 2, parsed.error)
    if (fault || !parsed.success) {
      faulty.add(raw.code ?? '')
      if (fault && fault !== 'above') verdicts.faults.push(fault)
      continue
    }
    const it = parsed.data
    seen.add(it.code)
    if (standing.has(it.code)) {
      verdicts.known++
      continue
    }
    names.add(`${it.parent}/${it.name}`)
    book.set(it.code, it.level)
    verdicts.fresh.push(it)
  }
  if (verdicts.faults.length === 0 && ![...book.values()].includes('district'))
    verdicts.faults.push(refuse('place.none'))
  return verdicts

  /** What is wrong with a row; `above`: only that its parent's row is. */
  function faultOf(it: PlaceRow, at: number): Refusal | 'above' | undefined {
    const where = { row: at, code: it.code }
    if (seen.has(it.code)) return refuse('place.twice', where, 'code')
    if (book.has(it.code)) return undefined
    if (it.level === 'district') {
      if ([...book.values()].includes('district')) return refuse('place.district', where, 'level')
      return it.code === `${district}000000`
        ? undefined
        : refuse('place.other', { ...where, district }, 'code')
    }
    if (faulty.has(it.parent)) return 'above'
    const above = book.get(it.parent)
    if (above === undefined) return refuse('place.parent', where, 'parent')
    if (above !== parentLevel[it.level]) return refuse('place.level', where, 'parent')
    if (!codeOfLevel(it, it.parent)) return refuse('place.code', where, 'code')
    if (names.has(`${it.parent}/${it.name}`))
      return refuse('place.name-twice', { row: at, name: it.name }, 'name')
    return undefined
  }
}

const SHOWN = 40
function unfit(raw: Record<string, string>, at: number, error: z.ZodError): Refusal {
  const column = String(error.issues[0]?.path[0] ?? '')
  return refuse('place.sheet', { row: at, column, value: (raw[column] ?? '').slice(0, SHOWN) }, column)
}
