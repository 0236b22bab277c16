// The working calendar over HTTP.
import { z } from 'zod'
import type { Ground } from '../ground.ts'
import type { Api } from '../http/api.ts'
import { calendarDays, calendarNotice, calendarStanding as standing } from './contract.ts'
import { calendarStanding, importYear, namedDays } from './service.ts'

export function calendarRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/calendar',
    { config: { access: 'signed-in' }, schema: { tags: ['calendar'], response: { 200: standing } } },
    () => calendarStanding(ground),
  )
  api.get(
    '/api/calendar/days',
    { config: { access: 'public' }, schema: { tags: ['calendar'], response: { 200: calendarDays } } },
    async () => ({ days: await namedDays(ground) }),
  )
  api.post(
    '/api/calendar/years',
    {
      config: { access: 'calendar.import' },
      schema: {
        tags: ['calendar'],
        body: calendarNotice,
        response: { 200: z.object({ done: z.literal(true) }).meta({ id: 'Done' }) },
      },
    },
    async request => {
      await importYear(ground, request.session.principal, request.body)
      return { done: true as const }
    },
  )
}
