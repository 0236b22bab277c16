// Sign-in, by better-auth. It never sees a phone number: the account's name is the keyed hash of the phone. Codes are ours
// (codes.ts), since it would keep them in plain text, and so are sessions (opening.ts), which end by our clock and rules.
import { betterAuth } from 'better-auth'
import { phoneNumber } from 'better-auth/plugins/phone-number'
import type pg from 'pg'
import type { Clock } from '../clock.ts'
import type { CodeDelivery } from '../notices/codes.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { CODE_LIFETIME_SECONDS, CODE_TRIES, dropCode, makeCode, takeCode } from './codes.ts'
import { type Cookie, cookieNamed, nameFor, setCookie, signed } from './cookies.ts'

export type AuthPorts = {
  pool: pg.Pool
  secrets: Secrets
  clock: Clock
  deliver: CodeDelivery
  origin: string
}

export function makeAuth(ports: AuthPorts) {
  const auth = betterAuth({
    database: ports.pool,
    secret: ports.secrets.sessionSecret,
    baseURL: ports.origin,
    basePath: '/api/accounts/internal',
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false }, // the HTTP floor limits; these endpoints are only called from our own routes
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    advanced: { cookiePrefix: 'yunjian', useSecureCookies: ports.origin.startsWith('https://') },
    plugins: [
      phoneNumber({
        otpLength: 6,
        expiresIn: CODE_LIFETIME_SECONDS,
        allowedAttempts: CODE_TRIES,
        sendOTP: () => {}, // never asked: codes are made and sent below
        verifyOTP: ({ phoneNumber: name, code }) =>
          takeCode(ports.pool, ports.secrets, ports.clock, name, code),
        signUpOnVerification: {
          getTempEmail: hash => `${hash}@phone.invalid`,
          getTempName: () => 'volunteer',
        },
      }),
    ],
  })
  const secure = ports.origin.startsWith('https://')
  const session: Cookie = { name: 'yunjian.session_token', path: '/' }
  const nameOf = (phone: string) => ports.secrets.lookup(`account:${phone}`).toString('hex')
  return {
    /** Sends a six-digit code, good for five minutes. @throws Refusal where it did not go out. */
    sendCode: async (phone: string, ticket = '') => {
      const code = await makeCode(ports.pool, ports.secrets, ports.clock, nameOf(phone), ticket)
      try {
        await ports.deliver(phone, code)
      } catch (error) {
        await dropCode(ports.pool, ports.secrets, nameOf(phone), ticket)
        throw error
      }
    },
    /** Whose account a code proves, made at the first time; the session is ours to open. */
    accountBy: async (phone: string, code: string) => {
      const { user } = await auth.api.verifyPhoneNumber({
        body: { phoneNumber: nameOf(phone), code, disableSession: true },
      })
      return user?.id ?? ''
    },
    /** Does this code belong to this phone? Uses it up, signs nobody in. */
    consumeCode: (phone: string, code: string) =>
      auth.api.consumePhoneNumberOTP({ body: { phoneNumber: nameOf(phone), code } }),
    hashPassword: async (password: string) => (await auth.$context).password.hash(password),
    checkPassword: async (hash: string, password: string) =>
      (await auth.$context).password.verify({ hash, password }),
    nameOf,
    cookieName: nameFor(session, secure),
    /** The cookie that carries a session for so many seconds; for none it is taken away. */
    sessionCookie: (token: string, seconds: number) =>
      setCookie(session, token && signed(token, ports.secrets.sessionSecret), seconds, secure),
    /** Another one, beside it. */
    cookie: (cookie: Cookie, value: string, seconds: number) => setCookie(cookie, value, seconds, secure),
    cookieOf: (header: string | undefined, cookie: Cookie) => cookieNamed(header, nameFor(cookie, secure)),
  }
}

export type Auth = ReturnType<typeof makeAuth>
