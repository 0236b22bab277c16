// What is said by a way: the template of the reader's language, filled with the facts, for whoever the addressee is at this moment.
import { standInsOf } from '../accounts/service.ts'
import type { Ground, Recipient } from '../ground.ts'
import { addressesOf } from './addresses.ts'
import type { Gateway, Message } from './gateways/gateway.ts'
import { noticeKinds } from './kindly.ts'
import { type AnyNoticeKind, cutTo, type Filling, fillIn, type Language, type NoticeFacts } from './kinds.ts'
import { templateFor } from './planning.ts'
import { maskedName, recipientsOf } from './recipients.ts'
import * as store from './store.ts'
import type { DeliveryRow, NoticeRow } from './tables.ts'
import { readTemplates, type Templates } from './templates.ts'

/** Ready to be sent, or why it is not sent at all. */
export type Composed =
  | { delivery: DeliveryRow; message: Message; mask: string }
  | { delivery: DeliveryRow; drop: string }

type Around = {
  notices: ReadonlyMap<number, NoticeRow[]>
  people: ReadonlyMap<number, Recipient>
  contacts: ReadonlyMap<number, Recipient>
  standIns: ReadonlyMap<number, number>
  languages: ReadonlyMap<number, Language>
  addresses: ReadonlyMap<string, { address: string; mask: string }>
  names: ReadonlyMap<number, string>
  templates: Templates
}

export async function compose(
  ground: Ground,
  gateway: Gateway,
  deliveries: readonly DeliveryRow[],
): Promise<Composed[]> {
  const around = await lookAround(ground, deliveries)
  return deliveries.map(delivery => composeOne(ground, gateway, around, delivery))
}

async function lookAround(ground: Ground, deliveries: readonly DeliveryRow[]): Promise<Around> {
  const rows = await store.noticesIn(
    ground.db,
    deliveries.map(one => one.id),
  )
  const kinds = noticeKinds(ground)
  const named = rows.flatMap(row => [
    ...peopleAmong(kinds.get(row.kind), row.facts),
    ...(row.concerns === null ? [] : [row.concerns]),
  ])
  const addressed = deliveries.flatMap(one => (one.personId === null ? [] : [one.personId]))
  const { people, contacts } = await recipientsOf(ground, ground.db, {
    people: [...addressed, ...named],
    contacts: deliveries.flatMap(one => (one.contactId === null ? [] : [one.contactId])),
  })
  const living = addressed.flatMap(id => people.get(id)?.id ?? [])
  const standIns = await standInsOf(ground.db, living)
  const holders = [...new Set([...living, ...standIns.values()])]
  return {
    notices: Map.groupBy(rows, row => row.deliveryId),
    people,
    contacts,
    standIns,
    languages: new Map((await store.choicesOf(ground.db, holders)).map(one => [one.personId, one.language])),
    addresses: new Map(
      (await addressesOf(ground.db, holders)).flatMap(one =>
        one.addressSealed
          ? [
              [
                `${one.channel}/${one.personId}`,
                { address: ground.secrets.decrypt(one.addressSealed), mask: one.mask },
              ],
            ]
          : [],
      ),
    ),
    names: new Map([...people].map(([id, one]) => [id, maskedName(one.name)])),
    templates: await readTemplates(ground.db),
  }
}

export const peopleAmong = (kind: AnyNoticeKind | undefined, facts: NoticeFacts): number[] =>
  Object.entries(kind?.facts ?? {}).flatMap(([name, type]) =>
    type === 'person' && typeof facts[name] === 'number' ? [facts[name]] : [],
  )

function composeOne(ground: Ground, gateway: Gateway, around: Around, delivery: DeliveryRow): Composed {
  const now = ground.clock()
  const told = around.notices.get(delivery.id) ?? []
  // What was read or answered meanwhile needs no message any more.
  const notices = told.filter(one => one.settledAt === null && !(delivery.digest && one.readAt))
  if (notices.length === 0) return { delivery, drop: 'answered' }
  if (delivery.expiresAt !== null && delivery.expiresAt <= now) return { delivery, drop: 'too-late' }
  const known =
    delivery.personId === null
      ? around.contacts.get(delivery.contactId ?? 0)
      : around.people.get(delivery.personId)
  if (!known?.reachable) return { delivery, drop: 'nobody' }
  const holder = delivery.personId === null ? null : (around.standIns.get(known.id) ?? known.id)
  const at = addressFor(around, delivery, known, holder)
  if (!at) return { delivery, drop: 'no-address' }
  const language = (holder === null ? undefined : around.languages.get(holder)) ?? 'zh'
  const [first] = notices as [NoticeRow]
  const kind = noticeKinds(ground).get(delivery.digest ? 'notices.digest' : first.kind)
  if (!kind) return { delivery, drop: 'unknown-kind' }
  const template = templateFor(around.templates, kind.kind, gateway.channel, language)
  if (!template || (gateway.approves && !template.code)) return { delivery, drop: 'no-template' }
  const concerns = concernsOf(around, delivery, known, holder, first)
  const one = fillingOf(around, noticeKinds(ground).get(first.kind), first, language, concerns)
  const filling = delivery.digest ? digestOf(around, notices, kind, one, language) : one
  const path = delivery.digest
    ? '/me/inbox'
    : (noticeKinds(ground).get(first.kind)?.page(idOf(first.subject), first.facts) ?? '/me/inbox')
  return {
    delivery,
    mask: at.mask,
    message: {
      reference: referenceOf(ground, delivery.id),
      to: at.address,
      code: template.code,
      fields: Object.fromEntries(
        Object.entries(template.fields).map(([name, text]) => [
          name,
          cutTo(fillIn(text, filling) || '-', gateway.fieldLength),
        ]),
      ),
      title: fillIn(template.title, filling),
      body: fillIn(template.body, filling),
      url: `${ground.config.origin}${path}`,
    },
  }
}

/** Our id at the gateway: the district's own, whatever else sends through the same account. */
export const referenceOf = (ground: Ground, id: number): string => `yj${ground.config.district}n${id}`
export const idOf = (subject: string): number => Number(subject.split(':')[1] ?? 0)

function addressFor(around: Around, delivery: DeliveryRow, known: Recipient, holder: number | null) {
  if (delivery.channel !== 'sms') return around.addresses.get(`${delivery.channel}/${holder}`)
  const phone = delivery.asGuardian ? known.guardian?.phone : known.phone
  return phone ? { address: phone, mask: `${phone.slice(0, 3)}****${phone.slice(-4)}` } : undefined
}

/** On a phone that several share, or through somebody else, it names whom it concerns. */
function concernsOf(
  around: Around,
  delivery: DeliveryRow,
  known: Recipient,
  holder: number | null,
  notice: NoticeRow,
): string | null {
  if (notice.concerns !== null) return around.names.get(notice.concerns) ?? null
  const through = delivery.asGuardian || (holder !== null && holder !== known.id)
  return through || (delivery.channel === 'sms' && known.sharesPhone) ? maskedName(known.name) : null
}

export const fillingOf = (
  around: { names: ReadonlyMap<number, string> },
  kind: AnyNoticeKind | undefined,
  notice: NoticeRow,
  language: Language,
  concerns: string | null,
): Filling => ({
  types: kind?.facts ?? {},
  facts: notice.facts,
  language,
  concerns,
  times: notice.times,
  names: around.names,
})

function digestOf(
  around: Around,
  notices: readonly NoticeRow[],
  kind: AnyNoticeKind,
  one: Filling,
  language: Language,
): Filling {
  const [first] = notices as [NoticeRow]
  const title = around.templates.of(first.kind, 'inbox', language)?.title ?? ''
  return {
    ...one,
    types: kind.facts,
    facts: { count: notices.length, first: fillIn(title, one) },
  }
}
