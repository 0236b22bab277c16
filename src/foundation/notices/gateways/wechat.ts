// A WeChat service account: template messages, and whose openid somebody is. Its access token is shared by all processes
// (`stable_token`), and the vendor itself sends one `client_msg_id` only once within ten minutes.
import type { Sent } from '../rules.ts'
import { type Answer, call, type Gateway, textOf } from './gateway.ts'

export type WechatSettings = {
  endpoint: string
  /** Where a browser is sent to be asked. */
  authorize: string
  app: string
  secret: string
  patienceMs?: number
}
export type Wechat = Gateway & {
  /** Where the browser goes to say who it is; it comes back to `back` with a code and our `state`. */
  askWho: (back: string, state: string) => string
  /** The openid behind a code that a browser came back with. */
  whoIs: (code: string) => Promise<{ openid: string } | { no: 'used' | 'down' }>
}

const BUSY = new Set(['-1', '45009', '45011', '50002'])
const TOKEN_OLD = new Set(['40001', '40014', '42001', '42007'])
/** Not subscribed, or no such user: nothing reaches them any more. */
const LOST = new Set(['43004', '40003', '43019', '43116'])
const SAME_WITHIN_SECONDS = 480 // the vendor says ten minutes
const EARLY_MS = 300_000

export function wechat(settings: WechatSettings): Wechat {
  const at = (path: string) => `${settings.endpoint}${path}`
  const post = (path: string, body: object): Promise<Answer> =>
    call(
      at(path),
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      settings.patienceMs,
    )
  let token: { text: string; until: number } | undefined

  async function accessToken(anew: boolean): Promise<string | Sent> {
    if (token && !anew && token.until > Date.now()) return token.text
    const answer = await post('/cgi-bin/stable_token', {
      grant_type: 'client_credential',
      appid: settings.app,
      secret: settings.secret,
      force_refresh: false,
    })
    if (answer.is !== 'answer') return { is: 'down', why: answer.why } // no message was in it
    const text = textOf(answer.body.access_token)
    if (!text) return { is: 'down', why: `token ${textOf(answer.body.errcode)}` }
    token = { text, until: Date.now() + Number(answer.body.expires_in ?? 7200) * 1000 - EARLY_MS }
    return text
  }

  async function send(message: Parameters<Gateway['send']>[0], anew = false): Promise<Sent> {
    const access = await accessToken(anew)
    if (typeof access !== 'string') return access
    const answer = await post(`/cgi-bin/message/template/send?access_token=${encodeURIComponent(access)}`, {
      touser: message.to,
      template_id: message.code,
      url: message.url,
      client_msg_id: message.reference,
      data: Object.fromEntries(Object.entries(message.fields).map(([name, value]) => [name, { value }])),
    })
    if (answer.is !== 'answer') return answer
    const code = textOf(answer.body.errcode)
    if (code === '0') return { is: 'sent', ref: textOf(answer.body.msgid) || null }
    if (TOKEN_OLD.has(code) && !anew) return send(message, true)
    if (LOST.has(code)) return { is: 'refused', why: code, lost: true }
    if (BUSY.has(code) || TOKEN_OLD.has(code) || answer.status >= 500)
      return { is: 'down', why: code || `HTTP ${answer.status}` }
    return { is: 'refused', why: code }
  }

  return {
    channel: 'wechat',
    name: 'wechat',
    approves: true,
    fieldLength: 20,
    reports: false,
    sameWithin: SAME_WITHIN_SECONDS,
    send: message => send(message),
    find: async () => ({ is: 'unknown', for: 'good' }),
    askWho: (back, state) => {
      const query = new URLSearchParams({
        appid: settings.app,
        redirect_uri: back,
        response_type: 'code',
        scope: 'snsapi_base',
        state,
      })
      return `${settings.authorize}/connect/oauth2/authorize?${query}#wechat_redirect`
    },
    whoIs: async code => {
      const query = new URLSearchParams({
        appid: settings.app,
        secret: settings.secret,
        code,
        grant_type: 'authorization_code',
      })
      const answer = await call(
        at(`/sns/oauth2/access_token?${query}`),
        { method: 'GET' },
        settings.patienceMs,
      )
      if (answer.is !== 'answer') return { no: 'down' }
      const openid = textOf(answer.body.openid)
      if (openid) return { openid }
      return { no: BUSY.has(textOf(answer.body.errcode)) ? 'down' : 'used' } // 40029 unknown, 40163 used before
    },
  }
}
