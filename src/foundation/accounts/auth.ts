// Sign-in, by better-auth. It never sees a phone number: the account's name is the keyed hash of the phone. Codes are ours
// (codes.ts), since it would keep them in plain text, and so are sessions (opening.ts), which end by our clock and rules.
import { betterAuth } from 'better-auth'
import { phoneNumber } from 'better-auth/plugins/phone-number'
import type pg from 'pg'
import type { Clock } from '../clock.ts'
import type { CodeDelivery } from '../notices/codes.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { CODE_LIFETIME_SECONDS, CODE_TRIES, dropCode, makeCode, takeCode } from './codes.ts'
import { cookieNamed, setCookie, signed } from './cookies.ts'

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
  const cookieName = `${secure ? '__Secure-' : ''}yunjian.session_token`
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
    cookieName,
    /** The cookie that carries a session for so many seconds; for none it is taken away. */
    sessionCookie: (token: string, seconds: number) =>
      setCookie(cookieName, token && signed(token, ports.secrets.sessionSecret), seconds, secure),
    /** A cookie of another name, beside it. */
    cookie: (name: string, value: string, seconds: number, path?: string) =>
      setCookie(`${secure ? '__Secure-' : ''}${name}`, value, seconds, secure, path),
    cookieOf: (header: string | undefined, name: string) =>
      cookieNamed(header, `${secure ? '__Secure-' : ''}${name}`),
  }
}

export type Auth = ReturnType<typeof makeAuth>
