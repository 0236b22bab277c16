// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { memberList, teamList } from './lists.ts'
import { invited } from './notices.ts'
import { teamsPanel } from './panel.ts'
import { memberships } from './personal.ts'
import { teamRoutes } from './routes.ts'
import { teamKinds } from './rules.ts'
import { teamSubject } from './service.ts'
import { teamSheet } from './sheet/sheet.ts'

export const organizations: Room = {
  name: 'organizations',
  routes: teamRoutes,
  lists: [teamList, memberList],
  personal: [memberships],
  panels: [teamsPanel],
  imports: [teamSheet],
  subjects: [teamSubject],
  notices: [invited],
  policies: [teamKinds],
}
