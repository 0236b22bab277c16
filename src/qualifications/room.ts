// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { qualificationInvariants } from './invariants.ts'
import { qualificationData, qualificationsPanel } from './panel.ts'
import { certificatePicture } from './papers.ts'
import { qualificationRoutes } from './routes.ts'
import { qualificationKinds } from './rules.ts'
import { qualificationExpires, qualificationSubject } from './service.ts'

export const qualifications: Room = {
  name: 'qualifications',
  routes: qualificationRoutes,
  timers: [qualificationExpires],
  policies: [qualificationKinds],
  subjects: [qualificationSubject],
  files: [certificatePicture],
  personal: [qualificationData],
  panels: [qualificationsPanel],
  invariants: qualificationInvariants,
}
