// The registration sheet of a town: how its rows are judged, and how people are entered from it.

import { tidyName, tidyNumber } from '../../foundation/cleaning.ts'
import { localDay } from '../../foundation/clock.ts'
import type { Tx } from '../../foundation/database/database.ts'
import type { Ground, Import, ImportJob, ImportSettled, ImportWaiting } from '../../foundation/ground.ts'
import { tell } from '../../foundation/journal/journal.ts'
import type { Place } from '../../places/contract.ts'
import { places } from '../../places/service.ts'
import { documentKey, enter, entryOf, REGISTRATION } from '../entry.ts'
import { maskName, maskNumber } from '../identity.ts'
import { personPolicies } from '../rules.ts'
import { insertConsents, type NewPerson, type Person, peopleByDocument, updatePerson } from '../store.ts'
import { columns, names, notes, verdicts } from './columns.ts'
import { type CleanRow, checkRow, resend, type SheetRow, sheetColumns } from './rules.ts'

export const peopleSheet: Import<CleanRow> = {
  kind: 'people',
  permission: 'people.import',
  title: { zh: '志愿者登记表', en: 'Registration of volunteers' },
  unit: { zh: '人', en: 'people' },
  paper: true,
  columns,
  notes,
  shows: ['姓名', '证件号码'],
  shown: cells => [maskName(tidyName(cells.姓名 ?? '')), maskNumber(tidyNumber(cells.证件号码 ?? ''))],
  verdicts,
  names,
  check: judge,
  register,
}

/** The judge of one sheet: remembers which documents it has accepted. */
async function judge(ground: Ground, { path }: ImportJob): ReturnType<Import<CleanRow>['check']> {
  const book = await places(ground)
  const scope = path.at(-1)
  const today = localDay(ground.clock())
  const { guardianBelow } = ground.policies.at(personPolicies.minors, today).value
  const accepted = new Map<string, number>()
  const seen = (document: string) => accepted.get(document)
  return rows =>
    rows.map(({ row, cells }) => {
      const verdict = checkRow(sheetRow(cells), { today, book, guardianBelow, seen })
      if (!('clean' in verdict)) return verdict
      if (scope !== undefined && !livesWithin(verdict.clean, scope, book.byCode))
        return { defect: 'out-of-scope', column: '居住街镇' }
      accepted.set(ownCopy(`${verdict.clean.documentType}:${verdict.clean.document}`), row)
      return verdict
    })
}

const sheetRow = (cells: Readonly<Record<string, string>>): SheetRow => {
  const row: Partial<SheetRow> = {}
  for (const column of sheetColumns) row[column] = cells[column] ?? ''
  return row as SheetRow
}

/** A text of its own: one cut out of the sheet would keep the part that it was cut from. */
const ownCopy = (text: string) => Buffer.from(text).toString('latin1')

/** A town enters its own people only; the district enters everybody's. */
function livesWithin(
  home: { communityCode: string; townCode: string },
  node: number,
  byCode: (code: string) => Place | undefined,
): boolean {
  const community = byCode(home.communityCode)
  const town = byCode(home.townCode)
  const district = byCode(town?.parentCode ?? '')
  return [community, town, district].some(place => place?.nodeId === node)
}

type ToEnter = { row: number; clean: CleanRow; entry: NewPerson; key: string }

function register(ground: Ground, job: ImportJob, rows: readonly ImportWaiting<CleanRow>[]) {
  const at = ground.clock()
  const people = rows.map(({ row, clean }): ToEnter => {
    const entry = entryOf(ground, clean, { tier: 'real-name', method: 'sheet', source: 'sheet', at })
    const key = entry.documentHash ?? documentKey(ground, clean.documentType, clean.document)
    return { row, clean, entry, key: key.toString('hex') }
  })
  return (tx: Tx) => enterAll(ground, tx, job, people)
}

async function enterAll(
  ground: Ground,
  tx: Tx,
  job: ImportJob,
  people: readonly ToEnter[],
): Promise<ImportSettled[]> {
  const at = ground.clock()
  const entered = await enter(
    ground,
    tx,
    people.map(one => one.entry),
  )
  const newByKey = new Map(entered.map(one => [one.documentHash?.toString('hex') ?? '', one.id]))
  const known = await knownAlready(
    tx,
    people.filter(one => !newByKey.has(one.key)),
  )
  if (job.paper !== null) await consentOnPaper(ground, tx, job, job.paper, entered, at)
  const book = await places(ground)
  const scope = job.path.at(-1)
  const settled: ImportSettled[] = []
  for (const { row, clean, key } of people) {
    const id = newByKey.get(key)
    const before = known.get(key)
    if (id !== undefined) settled.push({ row, verdict: 'registered', subject: id })
    else if (before) {
      const theirs = scope === undefined || livesWithin(before, scope, book.byCode)
      settled.push({ row, ...(await again(ground, tx, job, before, clean, theirs)) })
    }
  }
  await tell(
    tx,
    ...entered.map(one => ({
      at,
      by: job.by,
      kind: 'person.registered',
      subject: `person:${one.id}`,
      facts: { source: 'sheet', import: job.id },
    })),
  )
  return settled
}

async function knownAlready(tx: Tx, people: readonly ToEnter[]): Promise<Map<string, Person>> {
  const keys = people.map(one => Buffer.from(one.key, 'hex'))
  const found = await peopleByDocument(tx, keys)
  return new Map(found.map(one => [one.foundBy.toString('hex'), one]))
}

const FIELD_WORDS: Record<string, string> = { name: '姓名', sex: '性别', birthDate: '出生日期' }

/**
 * Somebody who was registered before: blanks are filled, a contradiction waits for staff. Who lives outside the sender's scope is
 * said to be known, and left as they are.
 */
async function again(
  ground: Ground,
  tx: Tx,
  job: ImportJob,
  before: Person,
  clean: CleanRow,
  theirs: boolean,
): Promise<Omit<ImportSettled, 'row'>> {
  if (!theirs) return { verdict: 'already-registered', subject: null }
  const outcome = resend(before, clean)
  if ('conflict' in outcome) {
    const fields = outcome.conflict.map(one => FIELD_WORDS[one] ?? one).join('、')
    return { verdict: 'conflict', subject: before.id, params: { fields } }
  }
  if ('fill' in outcome) {
    await updatePerson(tx, before.id, outcome.fill)
    await tell(tx, {
      at: ground.clock(),
      by: job.by,
      kind: 'person.completed',
      subject: `person:${before.id}`,
      facts: { import: job.id, fields: Object.keys(outcome.fill) },
    })
  }
  const changed = 'fill' in outcome || before.source !== 'sheet'
  return { verdict: changed ? 'already-registered' : 'unchanged', subject: before.id }
}

async function consentOnPaper(
  ground: Ground,
  tx: Tx,
  job: ImportJob,
  paper: string,
  entered: readonly { id: number }[],
  at: Date,
) {
  const { version } = ground.policies.at(personPolicies.consent, localDay(at)).value
  await insertConsents(
    tx,
    entered.map(one => ({
      personId: one.id,
      purpose: REGISTRATION,
      version,
      how: 'paper' as const,
      paper,
      byPerson: job.by.personId,
      at,
    })),
  )
}
