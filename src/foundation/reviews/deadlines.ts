// A year's calendar moves the terms of reviews that wait: later or not at all, and their reminders with them.
import { calendarImported } from '../calendar/service.ts'
import { startOfDay } from '../clock.ts'
import type { Ground } from '../ground.ts'
import type { Hooks } from '../hooks.ts'
import { runTerm } from './deciding.ts'
import { endOf } from './rules.ts'
import * as store from './store.ts'

export function reviewHooks(hooks: Hooks<Ground>): void {
  hooks.on(calendarImported, async (_ground, tx, { year, after }) => {
    for (const id of await store.waitingPast(tx, startOfDay(`${year}-01-01`))) {
      const review = await store.lockReview(tx, id)
      const step = review && (await store.stepsOf(tx, [id]))[review.step]
      if (review?.state !== 'open' || !step?.begunAt || !step.dueAt || step.endedAt) continue
      const due = endOf(after, step.begunAt, step.settings.term)
      if (due > step.dueAt) await runTerm(tx, step, step.begunAt, due)
    }
  })
}
