// What the rules page shows: what holds, what waits, what was before, and what a change would touch.
import { z } from 'zod'
import { demand, holds, may, type Principal, pathOf } from '../access/access.ts'
import { namesOf } from '../access/kin.ts'
import { addDays, type LocalDay, localDay } from '../clock.ts'
import type { Ground } from '../ground.ts'
import type { RuleList, RulePage, RuleVersion } from './contract.ts'
import { type AnyPolicyKey, topics, type Word } from './keys.ts'
import { scopeOf, scopesOfRules } from './scopes.ts'
import { faultIn, keyNamed, keysOf } from './service.ts'
import * as store from './store.ts'

const schemas = new WeakMap<AnyPolicyKey, Record<string, unknown>>()
function schemaOf(key: AnyPolicyKey): Record<string, unknown> {
  const known = schemas.get(key) ?? z.toJSONSchema(key.shape, { io: 'input' })
  schemas.set(key, known)
  return known
}

export async function ruleList(ground: Ground, actor: Principal): Promise<RuleList> {
  demand(actor, 'policy.read')
  const today = localDay(ground.clock())
  const seen = await scopesSeen(ground, actor)
  // Of several the one of the widest scope: a town's page shows its own.
  const waiting = (await store.proposals(ground.db))
    .filter(one => seen.has(one.scope))
    .sort((a, b) => a.scope.length - b.scope.length)
  const lineOf = (key: AnyPolicyKey) => {
    const open = waiting.find(one => one.key === key.key)
    return {
      key: key.key,
      title: key.title,
      schema: schemaOf(key),
      value: ground.policies.at(key, today).value,
      proposed: open ? { id: open.id, scope: open.scope, value: open.value, from: open.effectiveFrom } : null,
    }
  }
  return {
    today,
    topics: topics
      .map(topic => ({
        topic,
        rules: keysOf(ground)
          .filter(key => key.topic === topic)
          .map(lineOf),
      }))
      .filter(one => one.rules.length > 0),
    mayPropose: holds(actor, 'policy.propose'),
  }
}

/** The scopes at which this actor reads rules. */
async function scopesSeen(ground: Ground, actor: Principal): Promise<Set<string>> {
  const scopes = await scopesOfRules(ground)
  const paths = await Promise.all(scopes.map(one => pathOf(ground.db, one.nodeId)))
  return new Set(scopes.filter((_, i) => may(actor, 'policy.read', paths[i] ?? [])).map(one => one.scope))
}

export async function rulePage(
  ground: Ground,
  actor: Principal,
  name: string,
  scope: string,
): Promise<RulePage> {
  demand(actor, 'policy.read')
  const key = keyNamed(ground, name)
  const today = localDay(ground.clock())
  const { path } = await scopeOf(ground, scope)
  const all = await store.versionsOf(ground.db, name)
  const rows = all.filter(one => one.scope === scope)
  const open = rows.find(one => one.state === 'proposed')
  const names = await namesOf(ground, [
    ...new Set(rows.flatMap(one => [one.proposedBy, one.decidedBy]).filter(id => id !== null)),
  ])
  const inForce = ground.policies.at(key, today, scope || undefined)
  const own = new Set(
    all.filter(one => one.state === 'approved' && one.effectiveFrom <= today).map(one => one.scope),
  )
  const towns = key.town ? await scopesOfRules(ground) : [await scopeOf(ground, '')]
  const near = open?.proposedBy != null && [open.proposedBy, open.proposedFor].includes(actor.personId)
  return {
    key: key.key,
    topic: key.topic,
    title: key.title,
    lead: key.lead,
    schema: schemaOf(key),
    town: key.town ?? 'no',
    scope,
    scopes: towns.map(one => ({ scope: one.scope, name: one.name, own: own.has(one.scope) })),
    today,
    versions: versionViews(rows, names),
    inForce: { id: inForce.id, value: inForce.value },
    district: scope === '' ? null : ground.policies.at(key, today).value,
    open: open?.id ?? null,
    mayPropose: may(actor, 'policy.propose', path) && (scope === '' || key.town !== undefined),
    mayWithdraw: near,
    mayApprove: open !== undefined && !near && may(actor, 'policy.approve', path),
  }
}

/** Oldest day first. Approved ones and what waits carry their number; until which day each holds comes from the next. */
function versionViews(rows: readonly store.PolicyRow[], names: ReadonlyMap<number, string>): RuleVersion[] {
  const who = (id: number | null, account: string | null) =>
    id !== null ? { id, name: names.get(id) ?? `#${id}` } : account ? { id: null, name: account } : null
  const counted = rows.filter(one => one.state === 'approved' || one.state === 'proposed')
  const approved = rows.filter(one => one.state === 'approved')
  return rows.map(row => {
    const next = approved.find(one => one.effectiveFrom > row.effectiveFrom)
    const place = counted.indexOf(row)
    return {
      id: row.id,
      number: place < 0 ? null : place + 1,
      state: row.state,
      from: row.effectiveFrom,
      until: row.state === 'approved' && next ? addDays(next.effectiveFrom, -1) : null,
      value: row.value,
      source: row.source,
      document:
        row.documentTitle && row.documentLink ? { title: row.documentTitle, link: row.documentLink } : null,
      seed: row.seed,
      proposedBy: who(row.proposedBy, row.proposedAccount),
      proposedAt: row.proposedAt.toISOString(),
      decidedBy: who(row.decidedBy, null),
      decidedAt: row.seed ? null : (row.decidedAt?.toISOString() ?? null),
      reason: row.reason,
    }
  })
}

/** Before it is proposed, or approved: does it hold water, and what does it touch? */
export async function previewRule(
  ground: Ground,
  actor: Principal,
  ask: { key: string; scope: string; from: LocalDay; value: unknown },
) {
  demand(actor, 'policy.read')
  const key = keyNamed(ground, ask.key)
  await scopeOf(ground, ask.scope)
  const fault = faultIn(ground, key, ask)
  if (fault) return { fault, touches: [] }
  const listed = ground.rooms.flatMap(room => room.touches ?? []).filter(one => one.key === ask.key)
  const touches = await Promise.all(
    listed.map(one => one.count(ground, { from: ask.from, scope: ask.scope, value: ask.value })),
  )
  return { fault: null, touches: touches.flat() }
}

/** The words of every list of kinds as it stands today, for whoever reads what is stored. */
export function vocabularyOf(ground: Ground): Record<string, Word[]> {
  const today = localDay(ground.clock())
  return Object.fromEntries(
    keysOf(ground).flatMap(key =>
      key.words ? [[key.key, [...key.words(ground.policies.at(key, today).value)]]] : [],
    ),
  )
}
