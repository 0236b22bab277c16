// The shifts of a day in scope, and a person's own sign-ups or those of somebody they act for.
import { actingFor, demand, scopeFilter } from '../foundation/access/access.ts'
import { addDays, localDay, startOfDay } from '../foundation/clock.ts'
import { list } from '../foundation/lists/lists.ts'
import { ownSignup, shiftToday } from './contract.ts'
import { ownSignupListing, shiftListing } from './listing.ts'
import { viewSignups } from './signups/service.ts'
import { signupRows } from './signups/store.ts'
import { type DayShift, shiftRows } from './store.ts'
import type { Signup } from './tables.ts'

export const shiftList = list({
  listing: shiftListing,
  path: '/api/desk/shifts',
  page: '/desk/shifts',
  permission: 'roster.read',
  row: shiftToday,
  source(ground, actor, { day: asked, ...filter }) {
    demand(actor, 'roster.read')
    const day = asked ?? localDay(ground.clock())
    return shiftRows(scopeFilter(actor, 'roster.read', { path: 'n.path', orgPath: 'n.org_path' }), {
      ...filter,
      from: startOfDay(day),
      until: startOfDay(addDays(day, 1)),
    })
  },
  view: (_, rows: DayShift[]) =>
    rows.map(one => ({
      ...one,
      id: one.shiftId,
      startsAt: one.startsAt.toISOString(),
      endsAt: one.endsAt.toISOString(),
    })),
})

export const ownSignupList = list({
  listing: ownSignupListing,
  path: '/api/me/signups',
  page: '/me/signups',
  permission: 'own',
  row: ownSignup,
  source(ground, actor, filter) {
    const { personId } = actingFor(actor, filter.for)
    return signupRows([personId], filter.when, ground.clock())
  },
  view: (ground, rows: Signup[]) => viewSignups(ground, rows),
})
