// What the desk sees of notices: their words with a preview, and the log of what went out.
import { sql } from 'kysely'
import { demandDistrict, type Principal } from '../access/access.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { notFound } from '../refusals.ts'
import type { TemplateList } from './contract.ts'
import { noticeKinds } from './kindly.ts'
import {
  type AnyNoticeKind,
  type Channel,
  COMMON,
  channels,
  cutTo,
  fillIn,
  type Language,
  unknownNames,
} from './kinds.ts'
import { refuse } from './refusals.ts'
import type { DeliveryRow, TemplateRow } from './tables.ts'
import { allTemplates, changeTemplate } from './templates.ts'

const FIELD_LENGTH = { sms: 35, wechat: 20, mail: 2000, inbox: 2000 }
const EXAMPLE_NAME = '王**'

export async function noticeTemplates(ground: Ground, actor: Principal): Promise<TemplateList> {
  await demandDistrict(ground.db, actor, 'system.read')
  const rows = Map.groupBy(await allTemplates(ground.db), row => row.kind)
  return {
    offered: channels.filter(channel => ground.gateways[channel] !== undefined),
    kinds: [...noticeKinds(ground).values()].map(kind => ({
      kind: kind.kind,
      level: kind.level,
      names: [...Object.keys(kind.facts), ...COMMON],
      templates: (rows.get(kind.kind) ?? []).map(row => ({
        ...row,
        changedAt: row.changedAt.toISOString(),
        preview: previewOf(kind, row, row.language),
      })),
    })),
  }
}

/** How a text reads with the kind's example, on somebody's own phone. */
export function previewOf(
  kind: AnyNoticeKind,
  text: Pick<TemplateRow, 'title' | 'body' | 'fields' | 'channel'>,
  language: Language,
) {
  const names = new Map(
    Object.entries(kind.facts).flatMap(([name, type]) =>
      type === 'person' ? [[Number(kind.example[name]), EXAMPLE_NAME] as const] : [],
    ),
  )
  const filling = { types: kind.facts, facts: kind.example, language, concerns: null, times: 1, names }
  return {
    title: fillIn(text.title, filling),
    body: fillIn(text.body, filling),
    fields: Object.fromEntries(
      Object.entries(text.fields).map(([name, value]) => [
        name,
        cutTo(fillIn(value, filling), FIELD_LENGTH[text.channel]),
      ]),
    ),
  }
}

type Key = { kind: string; channel: Channel | 'inbox'; language: Language }
type Text = { title: string; body: string; code: string | null; fields: Record<string, string> }

/** What a text that somebody writes would say. @throws Refusal where it names what the kind does not have. */
export async function previewTemplate(ground: Ground, actor: Principal, key: Key, text: Text) {
  await demandDistrict(ground.db, actor, 'system.read')
  return previewOf(checked(ground, key, text), { ...text, channel: key.channel }, key.language)
}

function checked(ground: Ground, key: Key, text: Text): AnyNoticeKind {
  const kind = noticeKinds(ground).get(key.kind)
  if (!kind) throw notFound('通知', 'The notice')
  const written = [text.title, text.body, ...Object.values(text.fields)].join(' ')
  const unknown = unknownNames(written, kind.facts)
  if (unknown.length > 0)
    throw refuse('template.unknown-names', {
      names: unknown.join('、'),
      known: [...Object.keys(kind.facts), ...COMMON].join('、'),
    })
  return kind
}

/** @param since when the words were last changed, as their writer saw them. */
export async function writeTemplate(
  ground: Ground,
  actor: Principal,
  key: Key,
  text: Text,
  since: Date,
): Promise<void> {
  await demandDistrict(ground.db, actor, 'system.operate')
  checked(ground, key, text)
  const at = ground.clock()
  await ground.transact(async tx => {
    const { rows } = await sql<{ changedAt: Date }>`select changed_at from notice_template
      where kind = ${key.kind} and channel = ${key.channel} and language = ${key.language} for update`.execute(
      tx,
    )
    if (!rows[0]) throw notFound('通知', 'The notice')
    if (rows[0].changedAt.getTime() !== since.getTime()) throw refuse('template.changed')
    await changeTemplate(tx, key, text, actor.personId, at)
    await tell(tx, {
      at,
      by: actor,
      kind: 'notices.template-changed',
      subject: `template:${key.kind}`,
      facts: {
        channel: key.channel,
        language: key.language,
        title: text.title,
        body: text.body,
        code: text.code,
      },
    })
  })
}

const OUTCOMES = {
  arrived: ['sent', 'delivered'],
  failed: ['refused', 'lapsed'],
  doubtful: ['doubtful'],
  open: ['waiting', 'sending', 'asking'],
} as const
const PAGE = 50

/** What went out, latest first, by keyset. Addresses are masked; words and names are in nobody's log. */
export async function deliveryLog(
  ground: Ground,
  actor: Principal,
  filter: { channel?: Channel; outcome?: keyof typeof OUTCOMES; after?: number },
) {
  await demandDistrict(ground.db, actor, 'system.read')
  const states = filter.outcome ? [...OUTCOMES[filter.outcome]] : null
  const { rows } =
    await sql<DeliveryRow>`select * from notice_delivery where id < ${filter.after ?? Number.MAX_SAFE_INTEGER}
    and (${filter.channel ?? null}::text is null or channel = ${filter.channel ?? null})
    and (${states}::text[] is null or state = any(${states}::text[])) order by id desc limit ${PAGE + 1}`.execute(
      ground.db,
    )
  const page = rows.slice(0, PAGE)
  return {
    items: page.map(one => ({
      id: one.id,
      channel: one.channel,
      kind: one.kind,
      state: one.state,
      madeAt: one.madeAt.toISOString(),
      dueAt: one.dueAt.toISOString(),
      sentAt: one.sentAt?.toISOString() ?? null,
      tries: one.tries,
      gateway: one.gateway,
      gatewayRef: one.gatewayRef,
      address: one.addressMask,
      why: one.why,
      digest: one.digest,
    })),
    next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  }
}

/** How the day has gone, a way at a time: what the health page shows. */
export async function dayOfNotices(ground: Ground, since: Date) {
  const { rows } = await sql<{
    channel: Channel
    arrived: number
    failed: number
    doubtful: number
    open: number
  }>`
    select channel, count(*) filter (where state in ('sent', 'delivered')) as arrived,
      count(*) filter (where state in ('refused', 'lapsed')) as failed,
      count(*) filter (where state = 'doubtful') as doubtful,
      count(*) filter (where state in ('waiting', 'sending', 'asking') and due_at <= ${ground.clock()}) as open
    from notice_delivery where made_at >= ${since} group by channel`.execute(ground.db)
  return rows
}
