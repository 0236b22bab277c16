// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { recordCommands } from './commands.ts'
import { recordHooks } from './counting.ts'
import { recordInvariants } from './invariants.ts'
import { hoursPanel, minutesMeasure } from './panel.ts'
import { recordData } from './personal.ts'
import { recordRoutes } from './routes.ts'

export const records: Room = {
  name: 'records',
  routes: recordRoutes,
  hooks: recordHooks,
  commands: recordCommands,
  personal: [recordData],
  panels: [hoursPanel],
  measures: [minutesMeasure],
  invariants: recordInvariants,
}
