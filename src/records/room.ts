// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { recordCommands } from './commands.ts'
import { correctionReview, correctionSubject, disputeReview } from './corrections.ts'
import { recordHooks } from './counting.ts'
import { recordsDemo } from './demo.ts'
import { recordInvariants } from './invariants.ts'
import { hoursToConfirm, ownRecords, recordList, shiftsToConfirm } from './lists.ts'
import { counted, disputeAnswers, toAccept, toConfirm } from './notices.ts'
import { overlapReview, overlapSubject } from './overlaps.ts'
import { hoursPanel, minutesMeasure } from './panel.ts'
import { recordData } from './personal.ts'
import { disputeEvidence } from './proof-files.ts'
import { recordRoutes } from './routes.ts'
import { recordPolicies } from './rules.ts'
import { recordTouches } from './touches.ts'
import { recordSubject } from './trail.ts'

export const records: Room = {
  name: 'records',
  routes: recordRoutes,
  lists: [recordList, shiftsToConfirm, ownRecords],
  hooks: recordHooks,
  policies: Object.values(recordPolicies),
  touches: recordTouches,
  reviews: [disputeReview, correctionReview, overlapReview],
  queue: [hoursToConfirm],
  subjects: [recordSubject, correctionSubject, overlapSubject],
  files: [disputeEvidence],
  commands: recordCommands,
  notices: [counted, toAccept, toConfirm, ...Object.values(disputeAnswers)],
  personal: [recordData],
  panels: [hoursPanel],
  measures: [minutesMeasure],
  invariants: recordInvariants,
  demo: recordsDemo,
}
