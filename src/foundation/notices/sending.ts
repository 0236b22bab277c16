// Hands to the gateways what is due. A try is claimed before and settled after, so that no two processes send one message and one
// that broke off is found. What a gateway may have is asked for by our id and sent again only when it is sure that it never had it.
import { addMinutes } from '../clock.ts'
import type { Ground } from '../ground.ts'
import { loseAddress } from './addresses.ts'
import { type Composed, compose } from './composing.ts'
import type { Gateway } from './gateways/gateway.ts'
import type { Channel } from './kinds.ts'
import {
  afterAsking,
  afterTry,
  type Found,
  type Next,
  ORPHAN_AFTER_MS,
  pauseAfter,
  type Sent,
} from './rules.ts'
import * as store from './store.ts'
import type { DeliveryRow } from './tables.ts'

const BATCH = 64
const AT_ONCE = 8
const REPORTS_ASKED = 4
const LEASE_MINUTES = 5
const NEVER = new Date('9999-01-01T00:00:00Z')

/** Answers how many messages were handed over or asked for, well or not. */
export async function sendNotices(ground: Ground): Promise<number> {
  const states = new Map((await store.gatewayStates(ground.db)).map(one => [one.channel, one]))
  const rounds = Object.values(ground.gateways).map(gateway =>
    oneRound(ground, gateway, states.get(gateway.channel)),
  )
  return (await Promise.all(rounds)).reduce((sum, n) => sum + n, 0)
}

async function oneRound(ground: Ground, gateway: Gateway, state?: store.GatewayRow): Promise<number> {
  const { channel } = gateway
  const now = ground.clock()
  await store.orphans(ground.db, channel, new Date(now.getTime() - ORPHAN_AFTER_MS), now)
  if (state?.pausedUntil && state.pausedUntil > now) return 0
  const health: Health = { failures: state?.failures ?? 0, down: null, pausedUntil: now }
  // After a failure one message goes first, to see whether anything passes.
  const most = health.failures > 0 ? 1 : BATCH
  const due = await store.claimDue(ground.db, channel, now, most)
  const composed = due.length > 0 ? await compose(ground, gateway, due) : []
  await severalAtOnce(composed, AT_ONCE, one => tryOne(ground, gateway, one, health))
  let asked = 0
  if (health.down === null && (health.failures === 0 || due.length > 0))
    for (const from of gateway.reports ? (['asking', 'sent'] as const) : (['asking'] as const)) {
      const lease = addMinutes(now, LEASE_MINUTES)
      const open = await store.claimAsking(ground.db, channel, from, now, lease, most)
      const ready = open.length > 0 ? await compose(ground, gateway, open) : []
      await severalAtOnce(ready, AT_ONCE, one => askOne(ground, gateway, one))
      asked += open.length
    }
  return due.length + asked
}

/** One round's knowledge of a gateway: the first failure ends it for all that wait in the round. */
type Health = { failures: number; down: string | null; pausedUntil: Date }

async function tryOne(ground: Ground, gateway: Gateway, one: Composed, health: Health): Promise<void> {
  const { delivery } = one
  if ('drop' in one)
    return settle(ground, delivery, { state: one.drop === 'too-late' ? 'lapsed' : 'dropped' }, one.drop)
  const sent: Sent = health.down === null ? await gateway.send(one.message) : { is: 'down', why: health.down }
  await noteHealth(ground, gateway.channel, health, sent)
  const now = ground.clock()
  if (sent.is === 'refused' && sent.lost)
    await loseAddress(ground, ownerOf(delivery), gateway.channel, one.message.to, one.mask, sent.why)
  const next = sameAgain(gateway, delivery, sent, now) ?? afterTry(sent, delivery, now, health.pausedUntil)
  await settle(ground, delivery, next, 'why' in sent ? sent.why : null, {
    gateway: gateway.name,
    addressMask: one.mask,
    ...(sent.is === 'sent' && { gatewayRef: sent.ref }),
  })
}

/** A vendor that itself sends one reference once may be given it again, as long as it remembers. */
function sameAgain(gateway: Gateway, delivery: DeliveryRow, sent: Sent, now: Date): Next | null {
  if (sent.is !== 'doubtful' || gateway.sameWithin === 0) return null
  const since = now.getTime() - (delivery.sentAt ?? now).getTime()
  if (since / 1000 + 60 >= gateway.sameWithin) return { state: 'doubtful' }
  return { state: 'waiting', nextAt: addMinutes(now, 1), tries: delivery.tries + 1, asked: 0 }
}

async function noteHealth(ground: Ground, channel: Channel, health: Health, sent: Sent): Promise<void> {
  if (sent.is === 'down' || sent.is === 'doubtful') {
    if (health.down !== null) return
    const now = ground.clock()
    health.down = sent.why
    health.failures++
    health.pausedUntil = pauseAfter(health.failures, now)
    ground.log.warn({ channel, why: sent.why, failures: health.failures }, 'a gateway does not answer')
    return void (await store.gatewayFailed(
      ground.db,
      channel,
      health.failures,
      health.pausedUntil,
      sent.why,
      now,
    ))
  }
  if (health.failures > 0 && health.down === null) {
    health.failures = 0
    await store.gatewayWorks(ground.db, channel)
  }
}

async function askOne(ground: Ground, gateway: Gateway, one: Composed): Promise<void> {
  const { delivery } = one
  // Where nobody can be asked about any more, what is known stays.
  const found: Found =
    'drop' in one
      ? { is: 'unknown', for: 'good' }
      : await gateway.find(one.message.reference, one.message.to, delivery.sentAt ?? delivery.madeAt)
  const now = ground.clock()
  if (found.is === 'sent' && found.lost && 'message' in one)
    await loseAddress(ground, ownerOf(delivery), gateway.channel, one.message.to, one.mask, found.why ?? '')
  if (delivery.state === 'sent') return report(ground, delivery, found)
  const why = found.is === 'sent' ? (found.why ?? null) : delivery.why
  const next = sureOrphan(gateway, delivery, now) ?? afterAsking(found, delivery, now)
  await settle(ground, delivery, next, why, found.is === 'sent' ? { gatewayRef: found.ref } : {})
}

/** One whose process died is sent again without asking where the vendor itself sees to it that it arrives once. */
const sureOrphan = (gateway: Gateway, delivery: DeliveryRow, now: Date): Next | null =>
  gateway.sameWithin > 0 ? sameAgain(gateway, delivery, { is: 'doubtful', why: '' }, now) : null

/** Did it arrive? Asked a few times; without an answer it stays what it is: handed over. */
async function report(ground: Ground, delivery: DeliveryRow, found: Found): Promise<void> {
  const asked = delivery.asked + 1
  if (found.is === 'sent' && found.delivered !== null)
    return settle(ground, delivery, { state: found.delivered ? 'delivered' : 'refused' }, found.why ?? null)
  const nextAt = asked >= REPORTS_ASKED ? NEVER : addMinutes(ground.clock(), 10 ** asked)
  await store.writeOutcome(ground.db, delivery, {
    state: 'sent',
    asked,
    nextAt,
    settledAt: delivery.settledAt,
    why: null,
  })
}

const OPEN = new Set<DeliveryRow['state']>(['waiting', 'asking'])
async function settle(
  ground: Ground,
  delivery: DeliveryRow,
  next: Next | { state: 'dropped' },
  why: string | null,
  set: Partial<DeliveryRow> = {},
): Promise<void> {
  await store.writeOutcome(ground.db, delivery, {
    ...set,
    ...next,
    settledAt: OPEN.has(next.state) ? null : ground.clock(),
    why,
  })
}

const ownerOf = (delivery: DeliveryRow) =>
  delivery.personId === null ? { contact: delivery.contactId ?? 0 } : { person: delivery.personId }

async function severalAtOnce<T>(
  list: readonly T[],
  most: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const queue = [...list]
  await Promise.all(
    Array.from({ length: Math.min(most, queue.length) }, async () => {
      for (let one = queue.shift(); one !== undefined; one = queue.shift()) await work(one)
    }),
  )
}
