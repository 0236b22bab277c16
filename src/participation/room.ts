// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { closeEndedShifts } from './checkin/ending.ts'
import { participationDemo } from './demo.ts'
import { participationInvariants } from './invariants.ts'
import { ownSignupList, shiftList } from './lists.ts'
import { mergingHooks } from './merging.ts'
import { cancelled, promoted, released } from './notices.ts'
import { signupData } from './personal.ts'
import { participationRoutes } from './routes.ts'
import { checkinPolicy } from './rules.ts'
import { promoteWhereFree } from './signups/promotion.ts'
import { participationHooks } from './slots.ts'
import { participationTouches } from './touches.ts'

export const participation: Room = {
  name: 'participation',
  routes: participationRoutes,
  lists: [shiftList, ownSignupList],
  hooks: hooks => {
    participationHooks(hooks)
    mergingHooks(hooks)
  },
  policies: [checkinPolicy],
  touches: participationTouches,
  jobs: [
    { name: 'close-ended-shifts', cron: '* * * * *', run: closeEndedShifts },
    { name: 'promote-where-free', cron: '* * * * *', run: promoteWhereFree },
  ],
  notices: [promoted, released, cancelled],
  personal: [signupData],
  invariants: participationInvariants,
  demo: participationDemo,
}
