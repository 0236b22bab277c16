// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { mergeBeside } from '../people/service.ts'
import { organizationInvariants } from './invariants.ts'
import { memberList, teamList } from './lists.ts'
import { invited } from './notices.ts'
import { teamsPanel } from './panel.ts'
import { memberships } from './personal.ts'
import { organizationSubject } from './registry.ts'
import { teamRoutes } from './routes.ts'
import { organizationPolicies } from './rules.ts'
import { teamNamesOf, teamSubject } from './service.ts'
import { teamSheet } from './sheet/sheet.ts'

export const organizations: Room = {
  name: 'organizations',
  routes: teamRoutes,
  hooks: hooks =>
    hooks.on(mergeBeside, async (_, tx, { from, into, told }) => {
      told.lines.push({ name: 'teams', from: await teamNamesOf(tx, from), into: await teamNamesOf(tx, into) })
    }),
  lists: [teamList, memberList],
  personal: [memberships],
  panels: [teamsPanel],
  imports: [teamSheet],
  subjects: [organizationSubject, teamSubject],
  notices: [invited],
  policies: Object.values(organizationPolicies),
  invariants: organizationInvariants,
}
