// Changing a rule: proposed for a coming day, approved by somebody else before that day, in force on it.
// Invariant: what was approved is never changed, and nobody stands behind both its proposal and its approval.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { demand, type Path, type Principal, standingFor, standingsOf } from '../access/access.ts'
import { apartFrom } from '../access/kin.ts'
import { addDays, type LocalDay, localDay, startOfDay } from '../clock.ts'
import { sqlState, type Tx } from '../database/database.ts'
import type { Ground, TimerKind, Watcher } from '../ground.ts'
import { hook } from '../hooks.ts'
import { tell } from '../journal/journal.ts'
import { notFound } from '../refusals.ts'
import { schedule, unschedule } from '../timers/timers.ts'
import type { DecidePolicy, ProposePolicy } from './contract.ts'
import { type AnyPolicyKey, type Fault, laxer, wordsOf } from './keys.ts'
import { refuse } from './refusals.ts'
import { scopeOf } from './scopes.ts'
import * as store from './store.ts'

/** In the transaction of the approval: somebody has work on the first day of what was approved. */
export const policyApproved = hook<{ id: number; key: string; from: LocalDay }>('policies.approved')

const LAPSE = 'policy.lapse'
const UNIQUE_VIOLATION = '23505'
const subjectOf = (id: number) => `policy:${id}`

export const keysOf = (ground: Ground): AnyPolicyKey[] => ground.rooms.flatMap(room => room.policies ?? [])
/** @throws Refusal `not-found`. */
export function keyNamed(ground: Ground, name: string): AnyPolicyKey {
  const key = keysOf(ground).find(one => one.key === name)
  if (!key) throw notFound('规则', 'The rule')
  return key
}

/** What a proposed value does not satisfy: its shape, the law between its fields, and what a town may set. */
export function faultIn(
  ground: Ground,
  key: AnyPolicyKey,
  ask: { scope: string; from: LocalDay; value: unknown },
): Fault | null {
  const inLanguage = (error: (issue: z.core.$ZodRawIssue) => unknown) => {
    const result = key.shape.safeParse(ask.value, { error: error as z.core.$ZodErrorMap })
    return result.success ? undefined : result.error.issues[0]
  }
  const zh = inLanguage(z.locales.zhCN().localeError)
  const en = inLanguage(z.locales.en().localeError)
  if (zh && en) return { field: zh.path.join('.'), why: { zh: zh.message, en: en.message } }
  const value = key.shape.parse(ask.value)
  const eve = addDays(ask.from, -1)
  const before = standing(ground, key, eve, ask.scope)
  const district = ask.scope === '' ? null : standing(ground, key, ask.from)
  const fault = key.check?.(value, { before, district })
  if (fault) return fault
  const later = faultAfter(ground, key, { ...ask, value })
  if (later || ask.scope === '' || key.town === 'free') return later
  const field = laxer(key, value, district)
  return field === null
    ? null
    : {
        field,
        why: { zh: '街镇只能定得比全区更严', en: 'a town may only be stricter than the district' },
      }
}

/** A version already approved for a later day follows on this one: what it does not satisfy then. */
function faultAfter(
  ground: Ground,
  key: AnyPolicyKey,
  ask: { scope: string; from: LocalDay; value: unknown },
): Fault | null {
  const next = ground.policies
    .all()
    .findLast(one => one.key === key.key && one.scope === ask.scope && one.effectiveFrom > ask.from)
  if (!next) return null
  const day = next.effectiveFrom
  const district = ask.scope === '' ? null : standing(ground, key, day)
  const fault = key.check?.(key.shape.parse(next.value), { before: ask.value, district })
  return fault
    ? {
        field: fault.field,
        why: {
          zh: `与已批准、自 ${day} 起的一版不合：${fault.why.zh}`,
          en: `does not go with the version approved from ${day}: ${fault.why.en}`,
        },
      }
    : null
}

/** @throws Refusal `policy.value` with the field. */
function refuseFault(ground: Ground, ask: { key: string; scope: string; from: LocalDay; value: unknown }) {
  const key = keyNamed(ground, ask.key)
  const fault = faultIn(ground, key, ask)
  if (!fault) return
  const name = wordsOf(key, fault.field)
  throw refuse(
    'policy.value',
    { zh: `${name.zh}：${fault.why.zh}`, en: `${name.en}: ${fault.why.en}` },
    `value.${fault.field}`,
  )
}

/** In force on a day, or null before there was any. */
const standing = (ground: Ground, key: AnyPolicyKey, day: LocalDay, town?: string): unknown =>
  ground.policies.find(key, day, town)?.value ?? null

export async function proposePolicy(ground: Ground, actor: Principal, ask: ProposePolicy): Promise<number> {
  demand(actor, 'policy.propose')
  const key = keyNamed(ground, ask.key)
  if (ask.scope !== '' && !key.town) throw refuse('policy.district-only')
  const { path } = await scopeOf(ground, ask.scope)
  demand(actor, 'policy.propose', path)
  const at = ground.clock()
  if (ask.from <= localDay(at)) throw refuse('policy.day-past', {}, 'from')
  await ground.policies.reload()
  refuseFault(ground, ask)
  const value = key.shape.parse(ask.value)
  const forPerson = standingFor(actor, 'policy.propose', path)
  if (same(value, standing(ground, key, ask.from, ask.scope))) throw refuse('policy.same')
  return ground
    .transact(async tx => {
      const id = await store.insertVersion(tx, {
        key: ask.key,
        scope: ask.scope,
        effectiveFrom: ask.from,
        value,
        state: 'proposed',
        seed: false,
        source: ask.source,
        documentTitle: ask.document?.title ?? null,
        documentLink: ask.document?.link ?? null,
        proposedBy: actor.personId,
        proposedFor: forPerson,
        proposedAccount: actor.accountId,
        proposedAt: at,
        decidedBy: null,
        decidedAt: null,
        reason: null,
      })
      await schedule(tx, { kind: LAPSE, subject: subjectOf(id), at: startOfDay(ask.from) })
      const told = { id, key: ask.key, scope: ask.scope, effectiveFrom: ask.from, value }
      await say(ground, tx, actor, 'proposed', told, { forPerson })
      return id
    })
    .catch(error => {
      if (sqlState(error) === UNIQUE_VIOLATION) throw refuse('policy.open')
      throw error
    })
}

/** Approves or returns. Whoever decides cannot change what is decided on. */
export async function decidePolicy(
  ground: Ground,
  actor: Principal,
  id: number,
  decision: DecidePolicy,
): Promise<void> {
  demand(actor, 'policy.approve')
  const path = await pathFor(ground, id)
  demand(actor, 'policy.approve', path)
  // What another process approved meanwhile counts; while this proposal is open no other of its scope can be.
  if (decision.verdict === 'approve') await ground.policies.reload()
  await ground
    .transact(async tx => {
      const version = await openVersion(tx, id)
      const forPerson = await standingApart(ground, tx, actor, { version, path })
      const at = ground.clock()
      if (version.effectiveFrom <= localDay(at)) throw refuse('policy.lapsed')
      if (decision.verdict === 'approve') refuseFault(ground, { ...version, from: version.effectiveFrom })
      else if (!decision.reason) throw refuse('policy.reason', {}, 'reason')
      const state = decision.verdict === 'approve' ? 'approved' : 'returned'
      await store.updateVersion(tx, id, {
        state,
        decidedBy: actor.personId,
        decidedAt: at,
        reason: decision.reason || null,
      })
      await unschedule(tx, LAPSE, subjectOf(id))
      await say(ground, tx, actor, state, version, { reason: decision.reason, forPerson })
      if (state === 'approved')
        await ground.hooks.call(policyApproved, ground, tx, {
          id,
          key: version.key,
          from: version.effectiveFrom,
        })
    })
    .catch(error => {
      if (sqlState(error) === UNIQUE_VIOLATION) throw refuse('policy.day-taken')
      throw error
    })
  await ground.policies.reload()
}

export async function withdrawPolicy(ground: Ground, actor: Principal, id: number): Promise<void> {
  demand(actor, 'policy.propose')
  demand(actor, 'policy.propose', await pathFor(ground, id))
  await ground.transact(async tx => {
    const version = await openVersion(tx, id)
    if (version.proposedBy === null || version.proposedBy !== actor.personId) throw refuse('policy.not-yours')
    await store.updateVersion(tx, id, {
      state: 'withdrawn',
      decidedBy: actor.personId,
      decidedAt: ground.clock(),
    })
    await unschedule(tx, LAPSE, subjectOf(id))
    await say(ground, tx, actor, 'withdrawn', version)
  })
}

/** On its day nobody had decided. */
export const policyTimers: readonly TimerKind[] = [
  {
    kind: LAPSE,
    run: async (ground, tx, timer) => {
      const version = await store.lockVersion(tx, Number(timer.subject.split(':')[1]))
      if (version?.state !== 'proposed') return
      await store.updateVersion(tx, version.id, { state: 'lapsed', decidedAt: ground.clock() })
      await say(ground, tx, null, 'lapsed', version)
    },
  },
]

/** What another process approved is in force here from its day, too. */
export const policyWatcher: Watcher = {
  name: 'policies',
  hear: async (ground, rows) => {
    if (rows.some(row => row.kind === 'policy.approved')) await ground.policies.reload()
  },
}

/** For `cli verify`: rows that should not be. */
export const policyInvariants: Readonly<Record<string, string>> = {
  'a rule in force was approved by somebody else than who proposed it': `select id from policy
    where state = 'approved' and not seed and (decided_by is null or decided_by in (proposed_by, proposed_for))`,
  'every approved rule is on the journal': `select p.id from policy p where p.state = 'approved' and not p.seed
    and not exists (select from told j where j.subject = 'policy:' || p.id and j.kind = 'policy.approved')`,
}

async function openVersion(tx: Tx, id: number) {
  const version = await store.lockVersion(tx, id)
  if (!version) throw notFound('规则的这一版', 'This version of the rule')
  if (version.state !== 'proposed') throw refuse('policy.decided')
  return version
}

async function pathFor(ground: Ground, id: number): Promise<Path> {
  const version = await store.versionById(ground.db, id)
  if (!version) throw notFound('规则的这一版', 'This version of the rule')
  return (await scopeOf(ground, version.scope)).path
}

const NEAR = { self: 'policy.own', kin: 'policy.kin', 'stands-for': 'policy.stands-for' } as const

/** For whom the actor decides: themselves (null), or one whom they stand for; neither has to do with the proposal. */
async function standingApart(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  { version, path }: { version: store.PolicyRow; path: Path },
): Promise<number | null> {
  if (actor.personId === null) throw refuse('policy.nobody')
  const proposers = [version.proposedBy, version.proposedFor].filter(person => person !== null)
  const standings = standingsOf(actor, 'policy.approve', path)
  const apart = await apartFrom(ground, tx, actor.personId, standings, proposers)
  if ('near' in apart) throw refuse(NEAR[apart.near])
  return apart.forPerson
}

const text = (value: unknown): string =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? `{${Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, inner]) => `${name}:${text(inner)}`)
        .join()}}`
    : Array.isArray(value)
      ? `[${value.map(text).join()}]`
      : JSON.stringify(value)
const same = (a: unknown, b: unknown) => text(a) === text(b)

type Told = Pick<store.PolicyRow, 'id' | 'key' | 'scope' | 'effectiveFrom' | 'value'>
const say = (
  ground: Ground,
  tx: Tx,
  by: Principal | null,
  what: store.PolicyState,
  version: Told,
  { reason = '', forPerson = null }: { reason?: string; forPerson?: number | null } = {},
) =>
  tell(tx, {
    at: ground.clock(),
    by,
    onBehalfOf: forPerson,
    kind: `policy.${what}`,
    subject: subjectOf(version.id),
    policyId: version.id,
    facts: {
      key: version.key,
      scope: version.scope,
      from: version.effectiveFrom,
      // So that a value changed behind the program's back is seen.
      value: createHash('sha256').update(text(version.value)).digest('base64url'),
      ...(reason && { reason: ground.secrets.lookup(reason).toString('base64url') }),
    },
  })
