// Text messages by Tencent Cloud (sms 2021-01-11), signed with TC3-HMAC-SHA256. Our id travels as SessionContext.
import { createHash, createHmac } from 'node:crypto'
import type { Found, Sent } from '../rules.ts'
import { type Answer, call, type Gateway, isRecord, textOf } from './gateway.ts'

export type TencentSettings = {
  endpoint: string
  key: string
  secret: string
  app: string
  region: string
  sign: string
  patienceMs?: number
}

const VERSION = '2021-01-11'
const SERVICE = 'sms'
const LIMIT = 100
const DAY_SECONDS = 86_400

export function tencentSms(settings: TencentSettings): Gateway {
  const ask = (action: string, body: object) => tencentCall(settings, action, body)
  return {
    channel: 'sms',
    name: 'tencent',
    approves: true,
    fieldLength: 35,
    reports: true,
    sameWithin: 0,
    send: async ({ reference, to, code, fields }) =>
      sentBy(
        await ask('SendSms', {
          PhoneNumberSet: [`+86${to}`],
          SmsSdkAppId: settings.app,
          SignName: settings.sign,
          TemplateId: code ?? '',
          TemplateParamSet: Object.values(fields), // by their place: {1}, {2} …
          SessionContext: reference,
        }),
      ),
    find: async (reference, to, at) => {
      const begin = Math.floor(at.getTime() / 1000) - 60
      for (let offset = 0; offset < LIMIT * 3; offset += LIMIT) {
        const answer = await ask('PullSmsSendStatusByPhoneNumber', {
          PhoneNumber: `+86${to}`,
          SmsSdkAppId: settings.app,
          BeginTime: begin,
          EndTime: begin + DAY_SECONDS,
          Offset: offset,
          Limit: LIMIT,
        })
        const list = answer.is === 'answer' ? responseOf(answer.body).PullSmsSendStatusSet : undefined
        if (!Array.isArray(list)) return { is: 'unknown', for: 'now' }
        const found = list.filter(isRecord).find(one => textOf(one.SessionContext) === reference)
        if (found) return foundBy(found)
        // What has no report yet is in no list: only a later day would tell it from what was never taken.
        if (list.length < LIMIT) return { is: 'unknown', for: 'now' }
      }
      return { is: 'unknown', for: 'now' }
    },
  }
}

const responseOf = (body: Record<string, unknown>): Record<string, unknown> =>
  isRecord(body.Response) ? body.Response : {}

function sentBy(answer: Answer): Sent {
  if (answer.is !== 'answer') return answer
  const response = responseOf(answer.body)
  const failed = isRecord(response.Error) ? textOf(response.Error.Code) : ''
  if (failed) return judged(failed)
  const [one] = Array.isArray(response.SendStatusSet) ? response.SendStatusSet.filter(isRecord) : []
  if (!one) return { is: 'doubtful', why: `HTTP ${answer.status}` }
  const code = textOf(one.Code)
  return code === 'Ok' ? { is: 'sent', ref: textOf(one.SerialNo) || null } : judged(code)
}

/** Codes come in families; the part before the dot says which. */
function judged(code: string): Sent {
  const [family = '', detail = ''] = code.split('.')
  if (/IncorrectPhoneNumber|PhoneNumberInBlacklist|PhoneNumberParseFail/.test(detail))
    return { is: 'refused', why: code, lost: detail === 'IncorrectPhoneNumber' }
  if (family === 'LimitExceeded' && /PhoneNumber|DeliveryFrequency/.test(detail))
    return {
      is: 'later',
      why: code,
      seconds: /OneHour/.test(detail) ? 3600 : /Daily/.test(detail) ? 21_600 : 60,
    }
  if (family === 'InternalError') return { is: 'doubtful', why: code }
  if (/^(ContainSensitiveWord|TemplateIncorrectOrUnapproved|ParametersOtherThan.*)$/.test(detail))
    return { is: 'refused', why: code }
  if (/^(InvalidParameter|InvalidParameterValue|MissingParameter)$/.test(family))
    return { is: 'refused', why: code }
  return { is: 'down', why: code } // a key, money, the whole app or too many requests
}

const foundBy = (one: Record<string, unknown>): Found => ({
  is: 'sent',
  ref: textOf(one.SerialNo) || null,
  delivered: textOf(one.ReportStatus) === 'SUCCESS',
  why: textOf(one.Description),
})

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

function tencentCall(settings: TencentSettings, action: string, body: object): Promise<Answer> {
  const { host } = new URL(settings.endpoint)
  const payload = JSON.stringify(body)
  const seconds = Math.floor(Date.now() / 1000)
  const day = new Date(seconds * 1000).toISOString().slice(0, 10)
  const type = 'application/json; charset=utf-8'
  const signed = 'content-type;host;x-tc-action'
  const canonical = `POST\n/\n\ncontent-type:${type}\nhost:${host}\nx-tc-action:${action.toLowerCase()}\n\n${signed}\n${sha256(payload)}`
  const scope = `${day}/${SERVICE}/tc3_request`
  const key = hmac(hmac(hmac(`TC3${settings.secret}`, day), SERVICE), 'tc3_request')
  const signature = hmac(key, `TC3-HMAC-SHA256\n${seconds}\n${scope}\n${sha256(canonical)}`).toString('hex')
  return call(
    `${settings.endpoint}/`,
    {
      method: 'POST',
      headers: {
        'content-type': type,
        'x-tc-action': action,
        'x-tc-version': VERSION,
        'x-tc-timestamp': String(seconds),
        'x-tc-region': settings.region,
        authorization: `TC3-HMAC-SHA256 Credential=${settings.key}/${scope}, SignedHeaders=${signed}, Signature=${signature}`,
      },
      body: payload,
    },
    settings.patienceMs,
  )
}
