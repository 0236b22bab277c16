// Sign-in, by better-auth. It never sees a phone number: the account's name is the keyed hash of the phone,
// and the number itself travels beside the call only as far as the delivery of the code.
import { AsyncLocalStorage } from 'node:async_hooks'
import { betterAuth } from 'better-auth'
import { phoneNumber } from 'better-auth/plugins/phone-number'
import type pg from 'pg'
import type { CodeDelivery } from '../notify/codes.ts'
import type { Secrets } from '../secrets/secrets.ts'

export const CODE_LIFETIME_SECONDS = 300
export const CODE_TRIES = 3

const phoneOfThisCall = new AsyncLocalStorage<string>()

export type AuthPorts = { pool: pg.Pool; secrets: Secrets; deliver: CodeDelivery; origin: string }

export function makeAuth(ports: AuthPorts) {
  const auth = betterAuth({
    database: ports.pool,
    secret: ports.secrets.sessionSecret,
    baseURL: ports.origin,
    basePath: '/api/accounts/internal',
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false }, // the HTTP floor limits; these endpoints are only called from our own routes
    session: { expiresIn: 60 * 60 * 24 * 30, updateAge: 60 * 60 * 24 },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    advanced: { cookiePrefix: 'yunjian', useSecureCookies: ports.origin.startsWith('https://') },
    plugins: [
      phoneNumber({
        otpLength: 6,
        expiresIn: CODE_LIFETIME_SECONDS,
        allowedAttempts: CODE_TRIES,
        sendOTP: async ({ code }) => {
          const phone = phoneOfThisCall.getStore()
          if (phone) await ports.deliver(phone, code)
        },
        signUpOnVerification: {
          getTempEmail: hash => `${hash}@phone.invalid`,
          getTempName: () => 'volunteer',
        },
      }),
    ],
  })
  const nameOf = (phone: string) => ports.secrets.lookup(`account:${phone}`).toString('hex')
  return {
    /** Sends a six-digit code, good for five minutes and three tries. */
    sendCode: (phone: string) =>
      phoneOfThisCall.run(phone, () => auth.api.sendPhoneNumberOTP({ body: { phoneNumber: nameOf(phone) } })),
    /** Signs in by phone and code; makes the account at the first time. Gives the cookies to set. */
    signIn: async (phone: string, code: string) => {
      const { headers, response } = await auth.api.verifyPhoneNumber({
        body: { phoneNumber: nameOf(phone), code },
        returnHeaders: true,
      })
      return { accountId: response.user?.id ?? '', token: response.token, cookies: headers.getSetCookie() }
    },
    /** Does this code belong to this phone? Uses it up, signs nobody in. */
    consumeCode: (phone: string, code: string) =>
      auth.api.consumePhoneNumberOTP({ body: { phoneNumber: nameOf(phone), code } }),
    hashPassword: async (password: string) => (await auth.$context).password.hash(password),
    checkPassword: async (hash: string, password: string) =>
      (await auth.$context).password.verify({ hash, password }),
    nameOf,
    cookieName: `${ports.origin.startsWith('https://') ? '__Secure-' : ''}yunjian.session_token`,
  }
}

export type Auth = ReturnType<typeof makeAuth>
