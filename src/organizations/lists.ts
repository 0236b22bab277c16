// Teams in scope, and the members of one of them.
import { demand, scopeFilter } from '../foundation/access/access.ts'
import { addDays, startOfDay } from '../foundation/clock.ts'
import { list } from '../foundation/lists/lists.ts'
import { maskName } from '../people/identity.ts'
import { personFacts } from '../people/service.ts'
import { memberView, teamView } from './contract.ts'
import { memberListing, teamListing } from './listing.ts'
import { TEAM_SCOPE, teamOf, view, whereOfTeam } from './service.ts'
import { type Member, memberRows, type Team, teamRows } from './store.ts'

export const teamList = list({
  listing: teamListing,
  path: '/api/teams',
  page: '/desk/teams',
  permission: 'people.read',
  row: teamView,
  source(_, actor, { until, ...filter }) {
    demand(actor, 'people.read')
    return teamRows(scopeFilter(actor, 'people.read', TEAM_SCOPE), {
      ...filter,
      ...(until && { before: startOfDay(addDays(until, 1)) }),
    })
  },
  view: (ground, rows: (Team & { members: number })[]) => view(ground, rows),
})

export const memberList = list({
  listing: memberListing,
  path: '/api/members',
  page: '/desk/teams',
  permission: 'people.read',
  row: memberView,
  async source(ground, actor, { team }) {
    demand(actor, 'people.read', await whereOfTeam(ground, await teamOf(ground, team)))
    return memberRows(team)
  },
  async view(ground, rows: Member[]) {
    const facts = await personFacts(
      ground.db,
      rows.map(one => one.personId),
    )
    return rows.map(one => ({
      id: one.personId,
      personId: one.personId,
      role: one.role,
      since: one.since.toISOString(),
      maskedName: maskName(facts.get(one.personId)?.name ?? ''),
      maskedPhone: facts.get(one.personId)?.phoneMask ?? '',
    }))
  },
})
