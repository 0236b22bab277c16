// Stand-ins that speak and refuse as the vendors do, on a port of this machine: they check every signature by their own reckoning,
// keep what they took, and can be down in each way a vendor can be.
import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * `up` answers; `refused` has no listener; `hanging` takes a request and never answers; `bad-gateway` says 502 and did nothing;
 * `took-and-cut` does what it is asked and cuts the line before it answers.
 */
export type Weather = 'up' | 'refused' | 'hanging' | 'bad-gateway' | 'took-and-cut'
export type Taken = {
  reference: string
  to: string
  code: string
  fields: Record<string, string>
  at: number
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

type Answer = { status?: number; body: object }
type Vendor = (request: IncomingMessage, url: URL, body: string) => Answer

/** A server whose weather can change. Its address stays the same through all of it. */
async function aServer(vendor: Vendor) {
  let weather: Weather = 'up'
  let server: Server
  let port = 0
  const held = new Set<ServerResponse>()
  const open = () =>
    new Promise<void>(resolve => {
      server = createServer(async (request, response) => {
        let body = ''
        for await (const piece of request) body += piece
        const url = new URL(request.url ?? '/', 'http://stand-in')
        if (weather === 'hanging') return void held.add(response)
        if (weather === 'bad-gateway') {
          response.writeHead(502, { 'content-type': 'text/html' })
          return void response.end('<html>502 Bad Gateway</html>')
        }
        const answer = vendor(request, url, body)
        if (weather === 'took-and-cut') return void request.socket.destroy()
        response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' })
        response.end(JSON.stringify(answer.body))
      }).listen(port, '127.0.0.1', () => {
        port = (server.address() as AddressInfo).port
        resolve()
      })
    })
  const shut = () =>
    new Promise<void>(resolve => {
      for (const one of held) one.destroy()
      held.clear()
      server.closeAllConnections()
      server.close(() => resolve())
    })
  await open()
  return {
    url: `http://127.0.0.1:${port}`,
    become: async (next: Weather) => {
      for (const one of held) one.destroy()
      held.clear()
      if (weather === 'refused' && next !== 'refused') await open()
      if (weather !== 'refused' && next === 'refused') await shut()
      weather = next
    },
    close: shut,
  }
}

export const ALIYUN = { key: 'LTAI-stand-in', secret: 'aliyun-secret', sign: '云间志愿' }

/** Aliyun's dysmsapi. */
export async function anAliyun() {
  const taken: Taken[] = []
  const byNumber = new Map<string, Taken[]>()
  const arrived = new Map<string, '1' | '2' | '3'>()
  /** What it says to a number, in place of OK. */
  const says = new Map<string, string>()
  const server = await aServer((request, url) => {
    if (!signedByAcs3(request, url))
      return { status: 400, body: { Code: 'SignatureDoesNotMatch', Message: 'signature' } }
    const q = Object.fromEntries(url.searchParams)
    if (request.headers['x-acs-action'] === 'QuerySendDetails') {
      const mine = [...(byNumber.get(q.PhoneNumber ?? '') ?? [])].reverse()
      const from = (Number(q.CurrentPage) - 1) * Number(q.PageSize)
      return {
        body: {
          Code: 'OK',
          TotalCount: String(mine.length),
          SmsSendDetailDTOs: {
            SmsSendDetailDTO: mine.slice(from, from + Number(q.PageSize)).map(one => ({
              OutId: one.reference,
              PhoneNum: one.to,
              TemplateCode: one.code,
              SendStatus: Number(arrived.get(one.reference) ?? '1'),
              ErrCode: arrived.get(one.reference) === '2' ? 'MOBILE_NOT_ON_SERVICE' : 'DELIVERED',
            })),
          },
        },
      }
    }
    const to = q.PhoneNumbers ?? ''
    const word = says.get(to)
    if (word) return { body: { Code: word, Message: word } }
    if (!/^1\d{10}$/.test(to)) return { body: { Code: 'isv.MOBILE_NUMBER_ILLEGAL' } }
    if (q.SignName !== ALIYUN.sign) return { body: { Code: 'isv.SMS_SIGNATURE_ILLEGAL' } }
    if (!/^SMS_\d+$/.test(q.TemplateCode ?? '')) return { body: { Code: 'isv.SMS_TEMPLATE_ILLEGAL' } }
    const fields: Record<string, string> = JSON.parse(q.TemplateParam ?? '{}')
    if (Object.values(fields).some(value => [...value].length > 35))
      return { body: { Code: 'isv.PARAM_LENGTH_LIMIT' } }
    const message = { reference: q.OutId ?? '', to, code: q.TemplateCode ?? '', fields, at: Date.now() }
    taken.push(message)
    byNumber.set(to, [...(byNumber.get(to) ?? []), message])
    return { body: { Code: 'OK', Message: 'OK', BizId: `biz^${taken.length}`, RequestId: 'r' } }
  })
  return { ...server, taken, arrived, says }
}

/** ACS3-HMAC-SHA256, reckoned from what arrived on the wire. */
function signedByAcs3(request: IncomingMessage, url: URL): boolean {
  const parts = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
    request.headers.authorization ?? '',
  )
  if (!parts || parts[1] !== ALIYUN.key) return false
  const age = Math.abs(Date.now() - Date.parse(String(request.headers['x-acs-date'])))
  if (age > 15 * 60_000) return false
  const names = (parts[2] ?? '').split(';')
  for (const name of [
    'host',
    'x-acs-action',
    'x-acs-version',
    'x-acs-date',
    'x-acs-signature-nonce',
    'x-acs-content-sha256',
  ])
    if (!names.includes(name)) return false
  const query = url.search.slice(1)
  const sorted = query.split('&').sort().join('&')
  const headers = names.map(name => `${name}:${String(request.headers[name]).trim()}\n`).join('')
  const canonical = `${request.method}\n${url.pathname}\n${sorted}\n${headers}\n${parts[2]}\n${request.headers['x-acs-content-sha256']}`
  const expected = createHmac('sha256', ALIYUN.secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex')
  return expected === parts[3]
}

export const TENCENT = { key: 'AKID-stand-in', secret: 'tencent-secret', app: '1400006666', sign: '云间志愿' }

/** Tencent's sms 2021-01-11. What has no report yet is in no list, as there. */
export async function aTencent() {
  const taken: Taken[] = []
  const arrived = new Map<string, 'SUCCESS' | 'FAIL'>()
  const says = new Map<string, string>()
  const server = await aServer((request, _, body) => {
    const failed = (Code: string) => ({
      body: { Response: { Error: { Code, Message: Code }, RequestId: 'r' } },
    })
    if (!signedByTc3(request, body)) return failed('AuthFailure.SignatureFailure')
    const asked = JSON.parse(body)
    if (asked.SmsSdkAppId !== TENCENT.app) return failed('UnauthorizedOperation.SdkAppIdIsDisabled')
    if (request.headers['x-tc-action'] === 'PullSmsSendStatusByPhoneNumber') {
      const list = taken.filter(one => `+86${one.to}` === asked.PhoneNumber && arrived.has(one.reference))
      return {
        body: {
          Response: {
            PullSmsSendStatusSet: list.slice(asked.Offset, asked.Offset + asked.Limit).map(one => ({
              SerialNo: `serial-${one.reference}`,
              ReportStatus: arrived.get(one.reference),
              Description: arrived.get(one.reference) === 'FAIL' ? 'user is unreachable' : 'DELIVRD',
              SessionContext: one.reference,
            })),
          },
        },
      }
    }
    const to = String(asked.PhoneNumberSet[0]).replace(/^\+86/, '')
    const word = says.get(to)
    const status = (Code: string, SerialNo = '') => ({
      body: {
        Response: {
          SendStatusSet: [{ SerialNo, PhoneNumber: `+86${to}`, Code, SessionContext: asked.SessionContext }],
        },
      },
    })
    if (word) return word.startsWith('request:') ? failed(word.slice(8)) : status(word)
    if (!/^\d+$/.test(asked.TemplateId)) return status('FailedOperation.TemplateIncorrectOrUnapproved')
    const fields = Object.fromEntries(
      asked.TemplateParamSet.map((value: string, i: number) => [String(i + 1), value]),
    )
    taken.push({ reference: asked.SessionContext, to, code: asked.TemplateId, fields, at: Date.now() })
    return status('Ok', `serial-${asked.SessionContext}`)
  })
  return { ...server, taken, arrived, says }
}

function signedByTc3(request: IncomingMessage, body: string): boolean {
  const parts =
    /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d\d-\d\d)\/sms\/tc3_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    )
  if (!parts || parts[1] !== TENCENT.key) return false
  const [, , day = '', signed = '', signature] = parts
  const stamp = String(request.headers['x-tc-timestamp'])
  if (new Date(Number(stamp) * 1000).toISOString().slice(0, 10) !== day) return false
  if (Math.abs(Date.now() / 1000 - Number(stamp)) > 300) return false
  const headers = signed
    .split(';')
    .map(
      name =>
        `${name}:${name === 'x-tc-action' ? String(request.headers[name]).toLowerCase() : request.headers[name]}\n`,
    )
    .join('')
  const canonical = `POST\n/\n\n${headers}\n${signed}\n${sha256(body)}`
  const key = hmac(hmac(hmac(`TC3${TENCENT.secret}`, day), 'sms'), 'tc3_request')
  const text = `TC3-HMAC-SHA256\n${stamp}\n${day}/sms/tc3_request\n${sha256(canonical)}`
  return hmac(key, text).toString('hex') === signature
}

export const WECHAT = { app: 'wx-stand-in', secret: 'wechat-secret' }

/** A service account: its token ends when it says so, and one `client_msg_id` is sent once. */
export async function aWechat() {
  const taken: Taken[] = []
  const says = new Map<string, number>()
  /** Codes that a browser may come back with, and whose they are. */
  const codes = new Map<string, string>()
  const used = new Set<string>()
  let token = 'token-1'
  const server = await aServer((request, url, body) => {
    if (url.pathname === '/cgi-bin/stable_token') {
      const asked = JSON.parse(body)
      return asked.appid === WECHAT.app && asked.secret === WECHAT.secret
        ? { body: { access_token: token, expires_in: 7200 } }
        : { body: { errcode: 40001, errmsg: 'invalid credential' } }
    }
    if (url.pathname === '/sns/oauth2/access_token') {
      const code = url.searchParams.get('code') ?? ''
      if (url.searchParams.get('secret') !== WECHAT.secret)
        return { body: { errcode: 40125, errmsg: 'invalid appsecret' } }
      if (used.has(code)) return { body: { errcode: 40163, errmsg: 'code been used' } }
      const openid = codes.get(code)
      if (!openid) return { body: { errcode: 40029, errmsg: 'invalid code' } }
      used.add(code)
      return { body: { access_token: 'user-token', expires_in: 7200, openid, scope: 'snsapi_base' } }
    }
    if (request.method !== 'POST' || url.pathname !== '/cgi-bin/message/template/send')
      return { status: 404, body: { errcode: 404 } }
    if (url.searchParams.get('access_token') !== token)
      return { body: { errcode: 42001, errmsg: 'access_token expired' } }
    const asked = JSON.parse(body)
    const word = says.get(asked.touser)
    if (word) return { body: { errcode: word, errmsg: 'no' } }
    if (!asked.template_id) return { body: { errcode: 40037, errmsg: 'invalid template_id' } }
    const fields = Object.fromEntries(
      Object.entries<{ value: string }>(asked.data).map(([name, { value }]) => [name, value]),
    )
    if (!taken.some(one => one.reference === asked.client_msg_id))
      taken.push({
        reference: asked.client_msg_id,
        to: asked.touser,
        code: asked.template_id,
        fields,
        at: Date.now(),
      })
    return { body: { errcode: 0, errmsg: 'ok', msgid: taken.length } }
  })
  return {
    ...server,
    taken,
    says,
    codes,
    newToken: () => {
      token = `token-${Number(token.split('-')[1]) + 1}`
    },
  }
}

/** What a district sets to send through these stand-ins. */
export const throughAliyun = ({ url }: { url: string }): Record<string, string> => ({
  YUNJIAN_SMS: 'aliyun',
  YUNJIAN_SMS_KEY: ALIYUN.key,
  YUNJIAN_SMS_SECRET: ALIYUN.secret,
  YUNJIAN_SMS_SIGN: ALIYUN.sign,
  YUNJIAN_SMS_CODE_TEXT: 'SMS_100',
  YUNJIAN_SMS_ENDPOINT: url,
})
export const throughWechat = ({ url }: { url: string }): Record<string, string> => ({
  YUNJIAN_WECHAT_APP: WECHAT.app,
  YUNJIAN_WECHAT_SECRET: WECHAT.secret,
  YUNJIAN_WECHAT_ENDPOINT: url,
  YUNJIAN_WECHAT_AUTHORIZE: url,
})
