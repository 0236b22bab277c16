// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { closeEndedShifts } from './checkin/service.ts'
import { participationRoutes } from './routes.ts'
import { checkinPolicy } from './rules.ts'
import { participationHooks } from './service.ts'
import { participationTouches } from './touches.ts'

export const participation: Room = {
  name: 'participation',
  routes: participationRoutes,
  hooks: participationHooks,
  policies: [checkinPolicy],
  touches: participationTouches,
  jobs: [{ name: 'close-ended-shifts', cron: '* * * * *', run: closeEndedShifts }],
}
