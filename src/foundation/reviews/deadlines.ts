// A year's calendar moves the terms of open reviews: later or not at all.
import { movedTerm } from '../calendar/calendar.ts'
import { calendarImported } from '../calendar/service.ts'
import { localDay } from '../clock.ts'
import type { Ground } from '../ground.ts'
import type { Hooks } from '../hooks.ts'
import type { ReviewTables } from './service.ts'

export function reviewHooks(hooks: Hooks<Ground>): void {
  hooks.on(calendarImported, async (_ground, tx, { year, before, after }) => {
    const db = tx.withTables<ReviewTables>()
    const open = await db
      .selectFrom('review')
      .select(['id', 'openedAt', 'dueOn'])
      .where('state', '=', 'open')
      .where('dueOn', '>=', `${year}-01-01`)
      .orderBy('id')
      .forUpdate()
      .execute()
    for (const one of open) {
      const dueOn = movedTerm(before, after, localDay(one.openedAt), one.dueOn)
      if (dueOn !== one.dueOn)
        await db.updateTable('review').set({ dueOn }).where('id', '=', one.id).execute()
    }
  })
}
