// The working calendar as the district knows it, and the import of a year's notice.
// Invariant: importing a year moves open deadlines later or not at all, never earlier.
import { readdirSync, readFileSync } from 'node:fs'
import { demandDistrict, type Principal } from '../access/access.ts'
import { type LocalDay, localDay } from '../clock.ts'
import type { Tx } from '../database/database.ts'
import type { Ground, Watcher } from '../ground.ts'
import { hook } from '../hooks.ts'
import { tell } from '../journal/journal.ts'
import { refusals } from '../refusals.ts'
import type { Calendar } from './calendar.ts'
import { type CalendarNotice, calendarNotice } from './contract.ts'
import { readCalendar } from './living.ts'
import * as store from './store.ts'

const refuse = refusals({
  'calendar.day': {
    status: 422,
    zh: '{day} 不在 {year} 年的安排里（可以写到上一年十二月）。',
    en: '{day} does not belong to the notice of {year} (it may reach into the last December).',
  },
  'calendar.twice': { status: 422, zh: '{day} 写了两次。', en: '{day} stands twice.' },
})

/** A year's notice came: whoever keeps terms in working days moves those still open, later or not at all. */
export const calendarImported = hook<{ year: number; before: Calendar; after: Calendar }>('calendar.imported')

/** A notice once its days are known to be its own, each once. @throws Refusal with the field. */
function checked(notice: CalendarNotice): CalendarNotice {
  const seen = new Set<LocalDay>()
  for (const [i, one] of notice.days.entries()) {
    const own = one.date.startsWith(`${notice.year}-`) || one.date.startsWith(`${notice.year - 1}-12-`)
    if (!own) throw refuse('calendar.day', { day: one.date, year: notice.year }, `days.${i}.date`)
    if (seen.has(one.date)) throw refuse('calendar.twice', { day: one.date }, `days.${i}.date`)
    seen.add(one.date)
  }
  return notice
}

const rowsOf = (notice: CalendarNotice) =>
  notice.days.map(one => ({ day: one.date, off: one.isOffDay, name: one.name }))

/** Imports a year, or a later notice for the same year. Answers nothing; the calendar of every process has it from now on. */
export async function importYear(ground: Ground, actor: Principal, input: CalendarNotice): Promise<void> {
  await demandDistrict(ground.db, actor, 'calendar.import')
  const notice = checked(input)
  const at = ground.clock()
  await ground.transact(async tx => {
    const before = await readCalendar(tx, ground.policies)
    await store.replaceYear(
      tx,
      {
        year: notice.year,
        importedAt: at,
        importedBy: actor.personId,
        source: notice.papers.join(' '),
      },
      rowsOf(notice),
    )
    const after = await readCalendar(tx, ground.policies)
    await ground.hooks.call(calendarImported, ground, tx, { year: notice.year, before, after })
    await tell(tx, {
      at,
      by: actor,
      kind: 'calendar.imported',
      subject: `calendar:${notice.year}`,
      facts: { days: notice.days.length },
    })
  })
  await ground.calendar.reload()
}

export const calendarWatcher: Watcher = {
  name: 'calendar',
  hear: async (ground, rows) => {
    if (rows.some(row => row.kind === 'calendar.imported')) await ground.calendar.reload()
  },
}

const FROM_NOVEMBER = '-11-01'
/** Which years are known around today, and whether next year's notice is still missing in November or later. */
export async function calendarStanding(ground: Ground) {
  const today = localDay(ground.clock())
  const year = Number(today.slice(0, 4))
  const known = new Map((await store.years(ground.db)).map(one => [one.year, one]))
  return {
    today,
    years: [year - 1, year, year + 1].map(one => {
      const row = known.get(one)
      return {
        year: one,
        state: row ? ('known' as const) : ('provisional' as const),
        importedAt: row?.importedAt.toISOString() ?? null,
        source: row?.source ?? null,
      }
    }),
    missing: !known.has(year)
      ? year
      : today >= `${year}${FROM_NOVEMBER}` && !known.has(year + 1)
        ? year + 1
        : null,
  }
}

/** Holidays and make-up days from this year on, as the notices name them. */
export async function namedDays(ground: Ground) {
  const from = `${localDay(ground.clock()).slice(0, 4)}-01-01`
  const days = await store.days(ground.db)
  return days
    .filter(one => one.day >= from)
    .map(one => ({ date: one.day, isOffDay: one.off, name: one.name }))
}

const folder = new URL('../../../data/holidays/', import.meta.url)
/** The years that come with the product, where the district does not have them yet. */
export async function seedCalendar(tx: Tx, at: Date): Promise<void> {
  const known = new Set((await store.years(tx)).map(one => one.year))
  for (const file of readdirSync(folder).filter(name => name.endsWith('.json'))) {
    if (known.has(Number.parseInt(file, 10))) continue
    const notice = checked(calendarNotice.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))))
    await store.replaceYear(
      tx,
      { year: notice.year, importedAt: at, importedBy: null, source: notice.papers.join(' ') },
      rowsOf(notice),
    )
  }
}
