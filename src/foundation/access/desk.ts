// The appointments as the desk shows them: what waits and why it may not pass, the table by tabs, the three administrators, what excludes what.
import { sql } from 'kysely'
import type { z } from 'zod'
import { addDays, type LocalDay, localDay, startOfDay } from '../clock.ts'
import type { Db, Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { demand, demandOwn, may, type Principal, scopeFilter, scopesOf } from './access.ts'
import { standingOf } from './approving.ts'
import { checksOf } from './checks.ts'
import type { appointmentsPage, appointmentView, handoverView, ownDutiesView } from './contract.ts'
import { mayEnd } from './ending.ts'
import { exclusionPolicy } from './exclusions.ts'
import * as grants from './grants.ts'
import { handoverOf } from './handover.ts'
import { describeHolders, entriesOf, type Holder, namesOf } from './kin.ts'
import { administrators, roleNames } from './roles.ts'
import { countTabs, grantsIn, type Tab } from './tabs.ts'

export type AppointmentView = z.infer<typeof appointmentView>

/** A day's end as people say it: the last day that counts. */
const lastDay = (until: Date): LocalDay => localDay(new Date(until.getTime() - 1))
/** The instants of a term said in days, both of them in it. */
export const termOf = (since: LocalDay, until: LocalDay) => ({
  since: startOfDay(since),
  until: startOfDay(addDays(until, 1)),
})

const GRANT_SCOPE = { path: 'n.path', sector: 'g.sector', caseOf: 'g.case_of' } as const

async function described(ground: Ground, tx: Tx, rows: readonly grants.GrantRow[]) {
  const people = rows.flatMap(row => [row.personId, row.proposedBy, row.decidedBy]).filter(id => id !== null)
  const asked = {
    people: new Map<number, Holder | null>(people.map(id => [id, null])),
    contacts: new Map<number, Holder | null>(
      rows.flatMap(row => (row.contactId ? [[row.contactId, null]] : [])),
    ),
  }
  await ground.hooks.call(describeHolders, ground, tx, asked)
  return (row: { personId: number | null; contactId: number | null }) =>
    (row.personId === null ? asked.contacts.get(row.contactId ?? 0) : asked.people.get(row.personId))?.name ??
    ''
}

/** Rows with the names of all whom they concern. */
async function views(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  rows: readonly grants.GrantRow[],
): Promise<AppointmentView[]> {
  const at = ground.clock()
  const ids = rows.map(row => row.id)
  const [deputies, successors, originals] = [
    await grants.deputiesOf(tx, ids),
    await grants.successorsOf(tx, ids),
    await grants.grantsById(
      tx,
      rows.flatMap(row => [row.deputyFor ?? [], row.succeeds ?? []].flat()),
    ),
  ]
  const nameOf = await described(ground, tx, [...rows, ...deputies, ...successors, ...originals])
  const person = (id: number | null) => (id === null ? null : nameOf({ personId: id, contactId: null }))
  return rows.map(row => {
    const deputy = deputies.find(
      one => one.deputyFor === row.id && one.since <= at && (one.until === null || one.until > at),
    )
    const original = originals.find(one => one.id === row.deputyFor)
    const before = originals.find(one => one.id === row.succeeds)
    const successor = successors.find(one => one.succeeds === row.id)
    const over = row.until !== null && row.until <= at
    const live = row.state === 'live' && !over
    const where = { path: row.path, sector: row.sector, caseOf: row.caseOf }
    const own = row.personId !== null && row.personId === actor.personId
    return {
      id: row.id,
      personId: row.personId,
      contactId: row.contactId,
      name: nameOf(row),
      role: row.role,
      nodeId: row.nodeId,
      nodeName: row.nodeName,
      nodeKind: row.nodeKind,
      sector: row.sector,
      caseOf: row.caseOf,
      deputyFor: original ? { grantId: original.id, name: nameOf(original) } : null,
      deputy: deputy ? { name: nameOf(deputy), until: deputy.until && lastDay(deputy.until) } : null,
      successor: successor ? { name: nameOf(successor), state: successor.state } : null,
      succeeds: before ? { name: nameOf(before), role: before.role } : null,
      since: localDay(row.since),
      until: row.until && lastDay(row.until),
      state: row.state !== 'live' ? row.state : over ? 'ended' : row.since > at ? 'to-come' : 'in-force',
      endedWhy: row.endedWhy ?? (over ? 'term' : null),
      proposedBy: person(row.proposedBy),
      proposedAt: row.proposedAt.toISOString(),
      decidedBy: person(row.decidedBy),
      reason: row.reason,
      mayEnd: live && row.role !== 'team-leader' && mayEnd(actor, row),
      mayDeputise:
        live &&
        row.role !== 'team-leader' &&
        row.deputyFor === null &&
        (own || may(actor, 'grant.propose', where)),
    }
  })
}

/** One tab of the table. */
export function appointmentsIn(
  ground: Ground,
  actor: Principal,
  tab: Tab,
  after: string | undefined,
  limit: number,
) {
  demand(actor, 'grant.read')
  const scope = scopeFilter(actor, 'grant.read', GRANT_SCOPE)
  return ground.transact(async tx => {
    const { rows, next } = await grantsIn(tx, scope, tab, ground.clock(), after, limit)
    return { items: await views(ground, tx, actor, rows), next }
  })
}

/** Everything beside the table. */
export async function appointmentsDesk(
  ground: Ground,
  actor: Principal,
): Promise<z.infer<typeof appointmentsPage>> {
  demand(actor, 'grant.read')
  const at = ground.clock()
  const scope = scopeFilter(actor, 'grant.read', GRANT_SCOPE)
  const rule = ground.policies.at(exclusionPolicy, localDay(at))
  const nodes = await nodesToGive(ground.db, actor)
  return ground.transact(async tx => {
    const { rows: proposed } = await grantsIn(tx, scope, 'proposed', at, undefined, 100)
    const waiting = await views(ground, tx, actor, proposed)
    const withChecks = []
    for (const [i, grant] of proposed.entries()) {
      const view = waiting[i]
      if (!view) continue
      const standing = await standingOf(ground, tx, actor, grant)
      withChecks.push({
        ...view,
        checks: await checksOf(ground, tx, grant),
        standing: 'no' in standing ? standing.no : ('may' as const),
        mine: grant.proposedBy !== null && grant.proposedBy === actor.personId,
      })
    }
    const { rows: stopped } = await grantsIn(tx, scope, 'excluded', at, undefined, 50)
    const admins = await views(ground, tx, actor, await grants.holdersOf(tx, administrators, at))
    const own = actor.personId === null ? [] : await grants.dutiesOf(tx, [actor.personId], at)
    return {
      waiting: withChecks,
      counts: await countTabs(tx, scope, at),
      administrators: administrators.flatMap(role => {
        const held = admins.filter(one => one.role === role && one.deputyFor === null)
        return held.length === 0
          ? [{ role, name: '', personId: null, deputy: null }]
          : held.map(one => ({
              role,
              name: one.name,
              personId: one.personId,
              deputy: one.deputy?.name ?? null,
            }))
      }),
      exclusions: {
        since: rule.effectiveFrom,
        source: rule.source,
        pairs: rule.value.pairs,
        stopped: await views(
          ground,
          tx,
          actor,
          stopped.filter(one => one.endedAt !== null && one.endedAt >= startOfDay(rule.effectiveFrom)),
        ),
      },
      deputies: await views(
        ground,
        tx,
        actor,
        (await grantsIn(tx, scope, 'deputies', at, undefined, 20)).rows,
      ),
      nodes,
      roles: roleNames.filter(role => role !== 'team-leader'),
      mine: await views(ground, tx, actor, own),
    }
  })
}

/** The nodes at which the actor may propose somebody: district, towns and communities, not every team. */
async function nodesToGive(db: Db, actor: Principal) {
  const scopes = scopesOf(actor, 'grant.propose')
  if (scopes.length === 0) return []
  const { rows } = await sql<{ id: number; name: string; kind: string }>`
    select id, name, kind from scope_node where path && ${scopes}::bigint[] and kind in ('district', 'town', 'community')
    order by array_length(path, 1), id`.execute(db)
  return rows
}

/** What the actor holds, and what they asked for and may take back: for everybody with a duty, whatever else they may read. */
export function ownDuties(ground: Ground, actor: Principal): Promise<z.infer<typeof ownDutiesView>> {
  demandOwn(actor)
  const { personId } = actor
  return ground.transact(async tx => {
    if (personId === null) return { duties: [], asked: [] }
    const entries = [...(await entriesOf(ground, tx, [personId]))]
    return {
      duties: await views(ground, tx, actor, await grants.dutiesOf(tx, entries, ground.clock())),
      asked: await views(ground, tx, actor, await grants.proposedBy(tx, entries)),
    }
  })
}

/** What somebody who leaves has in hand, with names. */
export async function handoverPage(
  ground: Ground,
  actor: Principal,
  personId: number,
): Promise<z.infer<typeof handoverView>> {
  const list = await handoverOf(ground, actor, personId)
  const names = await namesOf(ground, [personId])
  return ground.transact(async tx => {
    const duties = await views(
      ground,
      tx,
      actor,
      list.duties.map(one => one.grant),
    )
    return {
      name: names.get(personId) ?? '',
      duties: duties.map((grant, i) => ({ grant, mayEnd: list.duties[i]?.mayEnd ?? false })),
      elsewhere: list.elsewhere,
      waits: list.waits,
      tokens: list.tokens.map(({ id, name, expiresAt }) => ({
        id,
        name,
        expiresAt: expiresAt.toISOString(),
      })),
    }
  })
}
