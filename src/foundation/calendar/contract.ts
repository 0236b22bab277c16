// The working calendar as it crosses the wire: a year's notice as the files in data/holidays have it.
import { z } from 'zod'
import { line, localDate } from '../http/shapes.ts'

export const calendarNotice = z
  .object({
    year: z.number().int().min(2000).max(2099),
    /** Where the State Council's notice can be read. */
    papers: z.array(z.url().max(300)).max(10).default([]),
    days: z
      .array(z.object({ date: localDate, isOffDay: z.boolean(), name: line(40, 1) }))
      .min(1)
      .max(120),
  })
  .meta({ id: 'CalendarNotice' })
export type CalendarNotice = z.infer<typeof calendarNotice>

export const calendarStanding = z
  .object({
    today: z.string(),
    years: z.array(
      z.object({
        year: z.number(),
        state: z.enum(['known', 'provisional']),
        importedAt: z.string().nullable(),
        source: z.string().nullable(),
      }),
    ),
    /** The year whose notice should be here by now; terms into it are counted provisionally. */
    missing: z.number().nullable(),
  })
  .meta({ id: 'CalendarStanding' })
