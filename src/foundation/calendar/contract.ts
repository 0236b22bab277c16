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
  .meta({
    id: 'CalendarNotice',
    fields: {
      year: { zh: '年份', en: 'Year' },
      papers: {
        zh: '通知网址',
        en: 'Where the notice stands',
        wants: { zh: '请填网址', en: 'enter a web address' },
      },
      days: { zh: '日子', en: 'Days' },
      date: { zh: '日期', en: 'Day' },
      isOffDay: { zh: '放假还是上班', en: 'Off or working' },
      name: { zh: '节日', en: 'Holiday' },
    },
  })
export type CalendarNotice = z.infer<typeof calendarNotice>

/** Days that are not as their weekday says, from today's year on. */
export const calendarDays = z
  .object({ days: z.array(z.object({ date: z.string(), isOffDay: z.boolean(), name: z.string() })) })
  .meta({ id: 'CalendarDays' })

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
