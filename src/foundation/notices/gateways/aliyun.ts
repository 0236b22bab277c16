// Text messages by Aliyun (dysmsapi 2017-05-25), signed with ACS3-HMAC-SHA256. Our id travels as OutId and is found by it again.
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { localDay } from '../../clock.ts'
import type { Found, Sent } from '../rules.ts'
import { type Answer, call, type Gateway, isRecord, textOf } from './gateway.ts'

export type AliyunSettings = {
  endpoint: string
  key: string
  secret: string
  sign: string
  patienceMs?: number
}

const VERSION = '2017-05-25'
const PAGE = 50
const MOST_PAGES = 4
/** What the vendor will never send to this number, or with this text. */
const REFUSED: Readonly<Record<string, { lost?: boolean }>> = {
  'isv.MOBILE_NUMBER_ILLEGAL': { lost: true },
  'isv.BLACK_KEY_CONTROL_LIMIT': {},
  'isv.PARAM_LENGTH_LIMIT': {},
  'isv.TEMPLATE_MISSING_PARAMETERS': {},
  'isv.TEMPLATE_PARAMS_ILLEGAL': {},
  'isv.SMS_TEMPLATE_ILLEGAL': {},
  'isv.SMS_CONTENT_ILLEGAL': {},
  'isv.INVALID_PARAMETERS': {},
  'isv.INVALID_JSON_PARAM': {},
}
/** The network's word for a number that is nobody's. */
const NOBODY = new Set(['MOBILE_NOT_ON_SERVICE', 'ILLEGAL_NUMBER'])
/** So much to this number for now: one a minute, five an hour, ten a day. */
const LIMITED = new Set(['isv.BUSINESS_LIMIT_CONTROL', 'isv.DAY_LIMIT_CONTROL', 'isv.MONTH_LIMIT_CONTROL'])
const LIMITED_SECONDS = 3600

export function aliyunSms(settings: AliyunSettings): Gateway {
  const ask = (action: string, query: Record<string, string>) => aliyunCall(settings, action, query)
  return {
    channel: 'sms',
    name: 'aliyun',
    approves: true,
    fieldLength: 35,
    reports: true,
    sameWithin: 0,
    send: async ({ reference, to, code, fields }) =>
      sentBy(
        await ask('SendSms', {
          PhoneNumbers: to,
          SignName: settings.sign,
          TemplateCode: code ?? '',
          TemplateParam: JSON.stringify(fields),
          OutId: reference,
        }),
      ),
    find: async (reference, to, at) => {
      for (let page = 1; page <= MOST_PAGES; page++) {
        const answer = await ask('QuerySendDetails', {
          PhoneNumber: to,
          SendDate: localDay(at).replaceAll('-', ''),
          PageSize: String(PAGE),
          CurrentPage: String(page),
        })
        if (answer.is !== 'answer' || textOf(answer.body.Code) !== 'OK') return { is: 'unknown', for: 'now' }
        const list = isRecord(answer.body.SmsSendDetailDTOs)
          ? answer.body.SmsSendDetailDTOs.SmsSendDetailDTO
          : []
        const details = Array.isArray(list) ? list.filter(isRecord) : []
        const found = details.find(one => textOf(one.OutId) === reference)
        if (found) return foundBy(found)
        if (details.length < PAGE) return { is: 'never' }
      }
      return { is: 'unknown', for: 'now' }
    },
  }
}

function sentBy(answer: Answer): Sent {
  if (answer.is !== 'answer') return answer
  const code = textOf(answer.body.Code)
  if (code === 'OK') return { is: 'sent', ref: textOf(answer.body.BizId) || null }
  const refused = REFUSED[code]
  if (refused) return { is: 'refused', why: code, ...refused }
  if (LIMITED.has(code)) return { is: 'later', why: code, seconds: LIMITED_SECONDS }
  // A key, the account’s money, the whole service: no other message would pass.
  if (answer.status < 500 && code !== '') return { is: 'down', why: code }
  return { is: 'doubtful', why: code || `HTTP ${answer.status}` }
}

/** 1 waiting for the network’s word, 2 failed, 3 arrived. */
function foundBy(detail: Record<string, unknown>): Found {
  const state = textOf(detail.SendStatus)
  return {
    is: 'sent',
    ref: null,
    delivered: state === '3' ? true : state === '2' ? false : null,
    ...(state === '2' && { why: textOf(detail.ErrCode), lost: NOBODY.has(textOf(detail.ErrCode)) }),
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )

function aliyunCall(settings: AliyunSettings, action: string, query: Record<string, string>) {
  const { host } = new URL(settings.endpoint)
  const text = Object.keys(query)
    .sort()
    .map(name => `${encode(name)}=${encode(query[name] ?? '')}`)
    .join('&')
  const headers: Record<string, string> = {
    host,
    'x-acs-action': action,
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': new Date().toISOString().replace(/\.\d{3}/, ''),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-version': VERSION,
  }
  const names = Object.keys(headers).sort()
  const canonical = [
    'POST',
    '/',
    text,
    ...names.map(name => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    sha256(''),
  ].join('\n')
  const signature = createHmac('sha256', settings.secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex')
  return call(
    `${settings.endpoint}/?${text}`,
    {
      method: 'POST',
      headers: {
        ...headers,
        authorization: `ACS3-HMAC-SHA256 Credential=${settings.key},SignedHeaders=${names.join(';')},Signature=${signature}`,
      },
    },
    settings.patienceMs,
  )
}
