// The working calendar, as rows.
import type { LocalDay } from '../clock.ts'
import type { Db, Tx } from '../database/database.ts'

type CalendarTables = {
  calendarYear: { year: number; importedAt: Date; importedBy: number | null; source: string }
  calendarDay: { day: LocalDay; year: number; off: boolean; name: string }
}
export type CalendarYear = CalendarTables['calendarYear']
export type CalendarDay = CalendarTables['calendarDay']

export const years = (db: Db): Promise<CalendarYear[]> =>
  db.withTables<CalendarTables>().selectFrom('calendarYear').selectAll().orderBy('year').execute()

export const days = (db: Db): Promise<CalendarDay[]> =>
  db.withTables<CalendarTables>().selectFrom('calendarDay').selectAll().orderBy('day').execute()

/** Two imports of a year at once: the second waits for the first. */
export async function replaceYear(
  tx: Tx,
  year: CalendarYear,
  list: readonly Omit<CalendarDay, 'year'>[],
): Promise<void> {
  const db = tx.withTables<CalendarTables>()
  await db
    .insertInto('calendarYear')
    .values(year)
    .onConflict(conflict => conflict.column('year').doUpdateSet(year))
    .execute()
  await db.deleteFrom('calendarDay').where('year', '=', year.year).execute()
  if (list.length > 0)
    await db
      .insertInto('calendarDay')
      .values(list.map(one => ({ ...one, year: year.year })))
      // A day that both a December's and the next January's notice name goes by the later import.
      .onConflict(conflict =>
        conflict.column('day').doUpdateSet(eb => ({
          year: eb.ref('excluded.year'),
          off: eb.ref('excluded.off'),
          name: eb.ref('excluded.name'),
        })),
      )
      .execute()
}
