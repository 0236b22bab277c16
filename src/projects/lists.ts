// Projects in scope, for the desk and for whoever leads a team.
import { type RawBuilder, sql } from 'kysely'
import { demand, type Principal, scopeFilter, scopesOf } from '../foundation/access/access.ts'
import { addDays, startOfDay } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import { list } from '../foundation/lists/lists.ts'
import { teamNames } from '../organizations/service.ts'
import { places } from '../places/service.ts'
import { projectRow } from './contract.ts'
import { PROJECT_SCOPE } from './desk.ts'
import { projectListing } from './listing.ts'
import { type ProjectRow, projectRows } from './store.ts'

/** As `readableAt` for one of them. */
async function readableIn(ground: Ground, actor: Principal): Promise<RawBuilder<unknown>> {
  const book = await places(ground)
  const scopes = new Set(scopesOf(actor, 'roster.read'))
  if (scopes.has(book.district.nodeId)) return sql`true`
  const codes = (level: string) =>
    book.all.filter(one => one.level === level && scopes.has(one.nodeId)).map(one => one.code)
  return sql`(${scopeFilter(actor, 'roster.read', PROJECT_SCOPE)} or (p.published_at is not null
    and (p.town_code = any(${codes('town')}::text[]) or p.community_code = any(${codes('community')}::text[]))))`
}

export const projectList = list({
  listing: projectListing,
  path: '/api/desk/projects',
  page: '/desk/projects',
  permission: 'roster.read',
  row: projectRow,
  async source(ground, actor, { from, until, published, ...filter }) {
    demand(actor, 'roster.read')
    return projectRows(await readableIn(ground, actor), {
      ...filter,
      published: published !== undefined || from !== undefined || until !== undefined,
      ...(from && { from: startOfDay(from) }),
      ...(until && { before: startOfDay(addDays(until, 1)) }),
    })
  },
  async view(ground, rows: ProjectRow[]) {
    const now = ground.clock()
    const book = await places(ground)
    const teams = await teamNames(ground, [...new Set(rows.map(one => one.teamId))])
    return rows.map(({ teamId, townCode, ...one }) => {
      const finished = one.state === 'published' && one.lastShift !== null && one.lastShift < now
      return {
        ...one,
        finished,
        shown: finished ? ('finished' as const) : one.state,
        teamName: teams.get(teamId) ?? '',
        townName: book.byCode(townCode)?.name ?? '',
        firstShift: one.firstShift?.toISOString() ?? null,
        lastShift: one.lastShift?.toISOString() ?? null,
        publishedAt: one.publishedAt?.toISOString() ?? null,
      }
    })
  },
})
