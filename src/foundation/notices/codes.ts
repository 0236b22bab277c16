// How a one-time code reaches a phone: at once, or the one who asked is told that it did not. Printed where there is no gateway;
// otherwise by text message, logged like any other, without the code.
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Db } from '../database/database.ts'
import { refusals } from '../refusals.ts'
import type { Gateway } from './gateways/gateway.ts'
import type { CodeDeliveryName, Gateways } from './gateways/settings.ts'
import { noticeKind } from './kinds.ts'
import { readTemplates } from './templates.ts'

const refuse = refusals({
  'code.unsent': {
    status: 503,
    zh: '短信没有发出去，请过一会儿再试。',
    en: 'The message with the code did not go out; try again in a while.',
  },
  'code.phone': {
    status: 422,
    zh: '这个手机号收不到短信，请核对号码。',
    en: 'No message reaches this number; check it.',
  },
})

/** @throws Refusal where it certainly did not go out. */
export type CodeDelivery = (phone: string, code: string) => Promise<void> | void

export const codeKind = noticeKind({
  kind: 'accounts.code',
  level: 'soon',
  facts: { code: 'text' },
  title: { zh: '验证码', en: 'Your code' },
  body: {
    zh: '验证码 {code}，5 分钟内有效，请勿告诉他人。',
    en: 'Your code is {code}, good for 5 minutes. Tell it to nobody.',
  },
  example: { code: '246810' },
  page: () => '/sign-in',
})

const mask = (phone: string) => `${phone.slice(0, 3)}****${phone.slice(-4)}`

/** The code is printed where the server runs, with the phone masked. No message leaves the machine. */
const printedCodes =
  (log: Logger): CodeDelivery =>
  (phone, code) =>
    log.info({ kind: 'code' }, `sign-in code for ${mask(phone)}: ${code}`)

/** Nothing further is asked about a code: it is too old before there would be an answer. */
const NEVER = new Date('9999-01-01T00:00:00Z')

/**
 * By text message, in the caller's time. One that may have gone out counts as gone: the next try is a new code.
 * @param text the vendor's number of the text, where the desk has set no other
 */
export const sentCodes =
  (ports: { db: Db; gateway: Gateway; text: string; district: string; clock: () => Date }): CodeDelivery =>
  async (phone, code) => {
    const { db, gateway, district, clock } = ports
    const text = (await readTemplates(db)).of(codeKind.kind, 'sms', 'zh')?.code ?? ports.text
    const at = clock()
    const { rows } = await sql<{
      id: number
    }>`insert into notice_delivery (channel, kind, state, made_at, due_at, next_at, sent_at, claimed_at, gateway, address_mask)
      values ('sms', ${codeKind.kind}, 'doubtful', ${at}, ${at}, ${NEVER}, ${at}, ${at}, ${gateway.name}, ${mask(phone)}) returning id`.execute(
      db,
    )
    const id = rows[0]?.id ?? 0
    const sent = await gateway.send({
      reference: `yj${district}n${id}`,
      to: phone,
      code: text,
      fields: { code },
      title: '',
      body: '',
      url: '',
    })
    const state = sent.is === 'sent' || sent.is === 'doubtful' ? sent.is : 'refused'
    await sql`update notice_delivery set state = ${state}, settled_at = ${clock()}, gateway_ref = ${sent.is === 'sent' ? sent.ref : null},
      why = ${'why' in sent ? sent.why : null} where id = ${id}`.execute(db)
    if (sent.is === 'sent' || sent.is === 'doubtful') return
    throw sent.is === 'refused' && sent.lost ? refuse('code.phone', {}, 'phone') : refuse('code.unsent')
  }

/** The delivery that the district has named. A process that sends none has named none. */
export function deliveryOf(ports: {
  config: {
    codes: CodeDeliveryName | undefined
    codeText: string | undefined
    gateways: Gateways
    district: string
  }
  db: Db
  log: Logger
  clock: () => Date
}): CodeDelivery {
  const { codes, codeText: text, gateways, district } = ports.config
  const { db, clock } = ports
  if (codes === 'sms' && gateways.sms && text)
    return sentCodes({ db, gateway: gateways.sms, text, district, clock })
  if (codes === 'print') return printedCodes(ports.log)
  return () => {
    throw refuse('code.unsent')
  }
}
