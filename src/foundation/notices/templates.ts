// The words of every kind by every way, as rows: laid once from what the rooms declare, and a district's own from then on.
import { sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import { columnsOf, recordset } from '../database/records.ts'
import { type AnyNoticeKind, type Channel, channels, type Language, noticeKind } from './kinds.ts'
import type { TemplateRow } from './tables.ts'

/** Several that are good to know, told once a day. */
export const digestKind = noticeKind({
  kind: 'notices.digest',
  level: 'later',
  facts: { count: 'number', first: 'text' },
  title: { zh: '今天有 {count} 条消息', en: '{count} messages today' },
  body: { zh: '{first}', en: '{first}' },
  example: { count: 3, first: '2.00 小时已计入' },
  page: () => '/me/inbox',
})

/** The code that proves a mail address; sent at once, to an address that is nobody's yet. */
export const mailCodeKind = noticeKind({
  kind: 'notices.mail-code',
  level: 'soon',
  facts: { code: 'text' },
  title: { zh: '云间志愿 验证码 {code}', en: 'Yunjian: your code is {code}' },
  body: {
    zh: '验证码 {code}，30 分钟内有效。填入后，通知会发到这个邮箱。不是你本人请不用理会。',
    en: 'Your code is {code}, good for 30 minutes. Once it is entered, messages come to this address. If it was not you, do nothing.',
  },
  example: { code: '246810' },
  page: () => '/me/inbox/settings',
})

/** The kinds that are no room's. */
export const groundKinds = [digestKind, mailCodeKind]

const languages = ['zh', 'en'] as const
const COLUMNS = {
  kind: 'text',
  channel: 'text',
  language: 'text',
  title: 'text',
  body: 'text',
  fields: 'json',
  changedAt: 'timestamptz',
}

/** What a vendor's approved text is given: every fact by its name, and whom it concerns. */
const fieldsOf = (kind: AnyNoticeKind): Record<string, string> =>
  Object.fromEntries(['who', ...Object.keys(kind.facts)].map(name => [name, `{${name}}`]))

/** Lays the words of kinds that have none yet; what a district has changed stays. */
export async function seedTemplates(tx: Tx, kinds: readonly AnyNoticeKind[], at: Date): Promise<void> {
  const rows = kinds.flatMap(kind =>
    (['inbox', ...channels] as const).flatMap(channel =>
      languages.map(language => ({
        kind: kind.kind,
        channel,
        language,
        title: kind.title[language],
        body: kind.body[language],
        fields: channel === 'sms' || channel === 'wechat' ? fieldsOf(kind) : {},
        changedAt: at,
      })),
    ),
  )
  if (rows.length > 0)
    await sql`insert into notice_template (${columnsOf(COLUMNS)}) select * from ${recordset(COLUMNS, rows)}
      on conflict do nothing`.execute(tx)
}

export const allTemplates = (db: Db) =>
  sql<TemplateRow>`select * from notice_template order by kind, channel, language`
    .execute(db)
    .then(result => result.rows)

export type Templates = {
  of: (kind: string, channel: Channel | 'inbox', language: Language) => TemplateRow | undefined
}
/** Read whole: a few hundred short rows. */
export async function readTemplates(db: Db): Promise<Templates> {
  const rows = new Map(
    (await allTemplates(db)).map(row => [`${row.kind}/${row.channel}/${row.language}`, row]),
  )
  return { of: (kind, channel, language) => rows.get(`${kind}/${channel}/${language}`) }
}

export const changeTemplate = (
  tx: Tx,
  key: { kind: string; channel: Channel | 'inbox'; language: Language },
  to: { title: string; body: string; code: string | null; fields: Record<string, string> },
  by: number | null,
  at: Date,
) =>
  sql`update notice_template set title = ${to.title}, body = ${to.body}, code = ${to.code}, fields = ${JSON.stringify(to.fields)}::json,
      changed_at = ${at}, changed_by = ${by}
    where kind = ${key.kind} and channel = ${key.channel} and language = ${key.language}`
    .execute(tx)
    .then(result => Number(result.numAffectedRows ?? 0))
