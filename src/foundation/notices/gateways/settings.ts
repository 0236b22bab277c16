// Which gateways a district has, read from its environment.
import { z } from 'zod'
import { aliyunSms } from './aliyun.ts'
import type { Gateway } from './gateway.ts'
import { smtpMail } from './mail.ts'
import { tencentSms } from './tencent.ts'
import { type Wechat, wechat } from './wechat.ts'

/** How sign-in codes reach a phone: printed where the server runs, for a trial only, or by text message. */
const codeDeliveries = ['print', 'sms'] as const
export type CodeDeliveryName = (typeof codeDeliveries)[number]

export const noticeVariables = {
  YUNJIAN_CODES: z.enum(codeDeliveries, `one of: ${codeDeliveries.join(', ')}`).optional(),
  YUNJIAN_SMS: z.enum(['aliyun', 'tencent']).optional(),
  YUNJIAN_SMS_KEY: z.string().optional(),
  YUNJIAN_SMS_SECRET: z.string().optional(),
  YUNJIAN_SMS_SIGN: z.string().optional(),
  /** The vendor's number of the text for sign-in codes: the desk, where all others are set, is behind the first of them. */
  YUNJIAN_SMS_CODE_TEXT: z.string().optional(),
  YUNJIAN_SMS_APP: z.string().optional(),
  YUNJIAN_SMS_REGION: z.string().default('ap-guangzhou'),
  YUNJIAN_SMS_ENDPOINT: z.url().optional(),
  YUNJIAN_MAIL: z.url({ protocol: /^smtps?$/ }).optional(),
  YUNJIAN_MAIL_FROM: z.string().optional(),
  YUNJIAN_WECHAT_APP: z.string().optional(),
  YUNJIAN_WECHAT_SECRET: z.string().optional(),
  YUNJIAN_WECHAT_ENDPOINT: z.url().default('https://api.weixin.qq.com'),
  YUNJIAN_WECHAT_AUTHORIZE: z.url().default('https://open.weixin.qq.com'),
  YUNJIAN_GATEWAY_PATIENCE_MS: z.coerce.number().int().min(100).max(60_000).default(10_000),
}
const variables = z.object(noticeVariables)
type Variables = z.infer<typeof variables>

export type Gateways = { sms?: Gateway; wechat?: Wechat; mail?: Gateway }

/**
 * The delivery that is named; whoever has text messages need not name it, and a given database prints none unasked.
 * @throws Error where text messages are named and there is no gateway, or no approved text, for them.
 */
export function codesBy(
  from: Pick<Variables, 'YUNJIAN_CODES' | 'YUNJIAN_SMS' | 'YUNJIAN_SMS_CODE_TEXT'>,
  givenDatabase: boolean,
): CodeDeliveryName | undefined {
  if (from.YUNJIAN_CODES === 'sms') needed(from.YUNJIAN_SMS, 'YUNJIAN_SMS', 'YUNJIAN_CODES=sms')
  const name = from.YUNJIAN_CODES ?? (from.YUNJIAN_SMS ? 'sms' : givenDatabase ? undefined : 'print')
  if (name === 'sms') needed(from.YUNJIAN_SMS_CODE_TEXT, 'YUNJIAN_SMS_CODE_TEXT', 'YUNJIAN_SMS')
  return name
}

/** A variable without which the one named beside it is of no use. */
const needed = (value: string | undefined, name: string, beside: string): string => {
  if (!value) throw new Error(`${beside} is set, so ${name} must be set too`)
  return value.replace(/\/$/, '')
}

/** @throws Error that names the variable which is missing. */
export function gatewaysOf(from: Variables): Gateways {
  const patienceMs = from.YUNJIAN_GATEWAY_PATIENCE_MS
  return {
    ...(from.YUNJIAN_SMS && { sms: smsOf(from, from.YUNJIAN_SMS, patienceMs) }),
    ...(from.YUNJIAN_MAIL && {
      mail: smtpMail({
        url: from.YUNJIAN_MAIL,
        from: needed(from.YUNJIAN_MAIL_FROM, 'YUNJIAN_MAIL_FROM', 'YUNJIAN_MAIL'),
        patienceMs,
      }),
    }),
    ...(from.YUNJIAN_WECHAT_APP && {
      wechat: wechat({
        app: from.YUNJIAN_WECHAT_APP,
        secret: needed(from.YUNJIAN_WECHAT_SECRET, 'YUNJIAN_WECHAT_SECRET', 'YUNJIAN_WECHAT_APP'),
        endpoint: from.YUNJIAN_WECHAT_ENDPOINT.replace(/\/$/, ''),
        authorize: from.YUNJIAN_WECHAT_AUTHORIZE.replace(/\/$/, ''),
        patienceMs,
      }),
    }),
  }
}

function smsOf(from: Variables, vendor: 'aliyun' | 'tencent', patienceMs: number): Gateway {
  const key = needed(from.YUNJIAN_SMS_KEY, 'YUNJIAN_SMS_KEY', 'YUNJIAN_SMS')
  const secret = needed(from.YUNJIAN_SMS_SECRET, 'YUNJIAN_SMS_SECRET', 'YUNJIAN_SMS')
  const sign = needed(from.YUNJIAN_SMS_SIGN, 'YUNJIAN_SMS_SIGN', 'YUNJIAN_SMS')
  const at = (standard: string) => (from.YUNJIAN_SMS_ENDPOINT ?? standard).replace(/\/$/, '')
  if (vendor === 'aliyun')
    return aliyunSms({ endpoint: at('https://dysmsapi.aliyuncs.com'), key, secret, sign, patienceMs })
  return tencentSms({
    endpoint: at('https://sms.tencentcloudapi.com'),
    key,
    secret,
    sign,
    app: needed(from.YUNJIAN_SMS_APP, 'YUNJIAN_SMS_APP', 'YUNJIAN_SMS=tencent'),
    region: from.YUNJIAN_SMS_REGION,
    patienceMs,
  })
}
