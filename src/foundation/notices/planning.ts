// By which ways a notice goes out: decided after it was told, for who the addressee is by then. A minor's guardian is told as well,
// and whoever has no account is told through the one who acts for them.

import { standInsOf } from '../accounts/service.ts'
import { localDay } from '../clock.ts'
import type { Tx } from '../database/database.ts'
import type { Ground, Recipient } from '../ground.ts'
import { addressesOf, addressHash, lostAmong } from './addresses.ts'
import { noticeKinds } from './kindly.ts'
import type { AnyNoticeKind, Channel, Language } from './kinds.ts'
import { choicesBy, sendingPolicy } from './policy.ts'
import { recipientsOf } from './recipients.ts'
import { type Choices, waysOf } from './rules.ts'
import * as store from './store.ts'
import type { NoticeRow } from './tables.ts'
import { readTemplates, type Templates } from './templates.ts'

const BATCH = 200

/** Answers how many were planned here. */
export const planNotices = (ground: Ground): Promise<number> =>
  ground.transact(async tx => {
    const kinds = noticeKinds(ground)
    const notices = await store.claimUnplanned(tx, [...kinds.keys()], BATCH)
    if (notices.length === 0) return 0
    const seen = await lookAround(ground, tx, notices)
    const deliveries: store.NewDelivery[] = []
    const copies: { guardian: number; notice: NoticeRow }[] = []
    for (const notice of notices) {
      const kind = kinds.get(notice.kind)
      if (!kind) continue
      const { ways, guardian } = planOne(ground, seen, notice, kind)
      deliveries.push(...ways)
      if (guardian !== null) copies.push({ guardian, notice })
    }
    const at = ground.clock()
    await store.insertDeliveries(tx, deliveries, at)
    await store.insertCopies(tx, copies, at)
    await store.markPlanned(
      tx,
      notices.map(one => one.id),
      at,
    )
    return notices.length
  })

type Seen = {
  people: ReadonlyMap<number, Recipient>
  contacts: ReadonlyMap<number, Recipient>
  /** Who holds the account through which somebody without one is told. */
  standIns: ReadonlyMap<number, number>
  choices: ReadonlyMap<number, Choices>
  /** Ways with an address in use, by person. */
  reached: ReadonlyMap<number, ReadonlySet<Channel>>
  lostPhones: ReadonlySet<string>
  templates: Templates
}

async function lookAround(ground: Ground, tx: Tx, notices: readonly NoticeRow[]): Promise<Seen> {
  const asked = notices.flatMap(one => (one.personId === null ? [] : [one.personId]))
  const { people, contacts } = await recipientsOf(ground, tx, {
    people: asked,
    contacts: notices.flatMap(one => (one.contactId === null ? [] : [one.contactId])),
  })
  const living = [...new Set([...people.values()].map(one => one.id))]
  const standIns = await standInsOf(tx, living)
  const holders = [...new Set([...living, ...standIns.values()])]
  const reached = new Map<number, Set<Channel>>()
  for (const one of await addressesOf(tx, holders))
    if (one.personId !== null)
      reached.set(one.personId, (reached.get(one.personId) ?? new Set()).add(one.channel))
  const phones = [...people.values(), ...contacts.values()].flatMap(one =>
    [one.phone, one.guardian?.phone].flatMap(phone => (phone ? [addressHash(ground, 'sms', phone)] : [])),
  )
  return {
    people,
    contacts,
    standIns,
    choices: new Map((await store.choicesOf(tx, holders)).map(({ personId, ...one }) => [personId, one])),
    reached,
    lostPhones: await lostAmong(tx, 'sms', phones),
    templates: await readTemplates(tx),
  }
}

type Planned = { ways: store.NewDelivery[]; guardian: number | null }

function planOne(ground: Ground, seen: Seen, notice: NoticeRow, kind: AnyNoticeKind): Planned {
  const now = ground.clock()
  const { value: rule } = ground.policies.at(sendingPolicy, localDay(now))
  const known =
    notice.personId === null ? seen.contacts.get(notice.contactId ?? 0) : seen.people.get(notice.personId)
  if (!known?.reachable) return { ways: [], guardian: null }
  const person = notice.personId === null ? null : known.id
  const holder = person === null ? null : (seen.standIns.get(person) ?? person)
  const choices = (holder === null ? undefined : seen.choices.get(holder)) ?? choicesBy(rule)
  const hasPhone = (phone: string | null | undefined) =>
    !!phone && !seen.lostPhones.has(addressHash(ground, 'sms', phone).toString('hex'))
  const open = new Set<Channel>(holder === null ? [] : seen.reached.get(holder))
  if (hasPhone(known.phone)) open.add('sms')
  const ask = { level: kind.level, quiet: kind.quiet ?? false, by: notice.answerBy }
  const to = { personId: person, contactId: notice.contactId, kind: notice.kind, notices: [notice.id] }
  const expiresAt = notice.answerBy
  const sendable = canSend(ground, seen.templates, kind.kind, choices.language)
  const ways = waysOf(ask, choices, intersection(open, sendable), now, rule.digestAt).map(way => ({
    ...to,
    channel: way.channel,
    digest: way.digest,
    dueAt: way.dueAt,
    asGuardian: false,
    expiresAt: way.digest ? null : expiresAt,
  }))
  // A guardian with an entry of their own gets a notice of their own; another is reached by phone alone.
  const { guardian } = known
  const own = notice.concerns === null
  if (
    own &&
    guardian &&
    guardian.personId === null &&
    hasPhone(guardian.phone) &&
    guardian.phone !== known.phone
  )
    for (const way of waysOf(
      ask,
      choicesBy(rule),
      intersection(new Set(['sms']), sendable),
      now,
      rule.digestAt,
    ))
      ways.push({
        ...to,
        channel: way.channel,
        digest: way.digest,
        dueAt: way.dueAt,
        asGuardian: true,
        expiresAt,
      })
  return { ways, guardian: own ? (guardian?.personId ?? null) : null }
}

const intersection = (one: ReadonlySet<Channel>, other: ReadonlySet<Channel>) =>
  new Set([...one].filter(each => other.has(each)))

/** Ways with a gateway, and with a text that the vendor approved where it asks for that. */
function canSend(ground: Ground, templates: Templates, kind: string, language: Language): Set<Channel> {
  const ways = Object.values(ground.gateways).filter(
    gateway => !gateway.approves || templateFor(templates, kind, gateway.channel, language)?.code,
  )
  return new Set(ways.map(one => one.channel))
}

/** In the reader's language, or in Chinese where the vendor has approved no other. */
export function templateFor(templates: Templates, kind: string, channel: Channel, language: Language) {
  const own = templates.of(kind, channel, language)
  return own?.code || channel === 'mail' ? own : (templates.of(kind, channel, 'zh') ?? own)
}
