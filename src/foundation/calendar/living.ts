// The calendar as the district knows it now, in memory; read anew when a year's notice comes.
import { z } from 'zod'
import type { Db } from '../database/database.ts'
import { keepNewest } from '../newest.ts'
import { policyKey } from '../policies/keys.ts'
import type { Policies } from '../policies/policies.ts'
import { type Calendar, type LivingCalendar, makeCalendar } from './calendar.ts'
import * as store from './store.ts'

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const calendarHours = policyKey({
  key: 'calendar.hours',
  topic: 'service',
  title: { zh: '工作时间', en: 'Working hours' },
  lead: {
    zh: '按小时算的期限（如接单、派单）只算工作日的这段时间。',
    en: 'Terms in hours count these hours of working days only.',
  },
  shape: z.object({
    from: clockTime.meta({ zh: '从', en: 'From' }),
    until: clockTime.meta({ zh: '到', en: 'Until' }),
  }),
  check: value =>
    value.from < value.until
      ? null
      : { field: 'until', why: { zh: '要晚于开始', en: 'must be after the beginning' } },
})

export async function loadCalendar(db: Db, policies: Policies): Promise<LivingCalendar> {
  let current = await readCalendar(db, policies)
  return {
    isWorkingDay: day => current.isWorkingDay(day),
    isProvisional: day => current.isProvisional(day),
    addWorkingDays: (day, n) => current.addWorkingDays(day, n),
    workingDaysBetween: (from, until) => current.workingDaysBetween(from, until),
    endOfTerm: (from, n) => current.endOfTerm(from, n),
    afterWorkingHours: (from, hours) => current.afterWorkingHours(from, hours),
    reload: keepNewest(
      () => readCalendar(db, policies),
      it => {
        current = it
      },
    ),
  }
}

export async function readCalendar(db: Db, policies: Policies): Promise<Calendar> {
  const [years, days] = [await store.years(db), await store.days(db)]
  return makeCalendar(
    new Map(days.map(one => [one.day, one.off])),
    new Set(years.map(one => one.year)),
    day => policies.at(calendarHours, day).value,
  )
}
