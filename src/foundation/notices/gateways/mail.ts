// Mail over SMTP, a connection a message. Until the message is handed over nothing was sent; what breaks off after that stays
// doubtful, since the server cannot be asked. Nothing goes out in clear: `smtp://` begins TLS before it says anything, but on this machine.
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Sent } from '../rules.ts'
import { type Gateway, isRecord, type Message, textOf } from './gateway.ts'

/** @property url `smtp://user:password@host:587` or `smtps://…`. @property from `云间志愿 <notice@example.cn>` */
export type MailSettings = { url: string; from: string; patienceMs?: number }

const PATIENCE_MS = 10_000
const HERE = /^(localhost|127(\.\d+){3}|\[::1\])$/

export function smtpMail(settings: MailSettings): Gateway {
  return {
    channel: 'mail',
    name: 'smtp',
    approves: false,
    fieldLength: 2000,
    reports: false,
    sameWithin: 0,
    find: async () => ({ is: 'unknown', for: 'good' }),
    send: async message => {
      const connection = connectionTo(settings)
      try {
        await opened(connection, settings)
      } catch (error) {
        connection.close()
        return { is: 'down', why: wordOf(error) }
      }
      try {
        const raw = await composed(settings, message)
        const envelope = { from: addressIn(settings.from), to: [message.to] }
        return await handedOver(connection, envelope, raw)
      } finally {
        connection.close()
      }
    },
  }
}

function connectionTo(settings: MailSettings): SMTPConnection {
  const url = new URL(settings.url)
  const secure = url.protocol === 'smtps:'
  const patience = settings.patienceMs ?? PATIENCE_MS
  return new SMTPConnection({
    host: url.hostname,
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    requireTLS: !secure && !HERE.test(url.hostname),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  })
}

const opened = (connection: SMTPConnection, settings: MailSettings): Promise<void> =>
  new Promise((resolve, reject) => {
    const { username, password } = new URL(settings.url)
    connection.once('error', reject)
    connection.connect(error => {
      if (error) return reject(error)
      if (!username) return resolve()
      const credentials = { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
      connection.login({ credentials }, wrong => (wrong ? reject(wrong) : resolve()))
    })
  })

const composed = (settings: MailSettings, { reference, to, title, body, url }: Message): Promise<Buffer> =>
  new MailComposer({
    from: settings.from,
    to: { name: '', address: to },
    subject: title,
    text: `${body}\n\n${url}\n`,
    messageId: `<${reference}@${addressIn(settings.from).split('@')[1]}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()

const handedOver = (
  connection: SMTPConnection,
  envelope: { from: string; to: string[] },
  raw: Buffer,
): Promise<Sent> =>
  new Promise(resolve => {
    connection.removeAllListeners('error')
    connection.once('error', error => resolve({ is: 'doubtful', why: wordOf(error) }))
    connection.send(envelope, raw, (error, info) =>
      resolve(error ? judged(error) : { is: 'sent', ref: info?.response?.slice(0, 120) ?? null }),
    )
  })

/** 5xx to an address or a text is for good, 4xx is for now; without an answer it may have been taken. */
function judged(error: unknown): Sent {
  const facts = isRecord(error) ? error : {}
  const command = textOf(facts.command)
  const answer = Number(facts.responseCode ?? 0)
  const why = wordOf(error)
  if (answer >= 500) return { is: 'refused', why, lost: answer === 550 && command === 'RCPT TO' }
  if (answer >= 400) return { is: 'later', why, seconds: 300 }
  return { is: 'doubtful', why }
}

const wordOf = (error: unknown): string => {
  const facts = isRecord(error) ? error : {}
  return [textOf(facts.responseCode), textOf(facts.code)].filter(Boolean).join(' ') || 'failed'
}
const addressIn = (from: string): string => /<([^>]+)>/.exec(from)?.[1] ?? from.trim()
