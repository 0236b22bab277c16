// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { closeEndedShifts } from './checkin/service.ts'
import { participationInvariants } from './invariants.ts'
import { signupData } from './personal.ts'
import { participationRoutes } from './routes.ts'
import { participationHooks } from './service.ts'

export const participation: Room = {
  name: 'participation',
  routes: participationRoutes,
  hooks: participationHooks,
  jobs: [{ name: 'close-ended-shifts', cron: '* * * * *', run: closeEndedShifts }],
  personal: [signupData],
  invariants: participationInvariants,
}
