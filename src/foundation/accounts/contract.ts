// What crosses the wire when somebody signs in.
import { z } from 'zod'

/** 手机号码: a mainland mobile number, full-width digits and spaces forgiven. */
export const phoneInput = z
  .string()
  .transform(text =>
    text
      .normalize('NFKC')
      .replace(/[\s-]/g, '')
      .replace(/^\+?86(?=1\d{10}$)/, ''),
  )
  .pipe(z.string().regex(/^1[3-9]\d{9}$/, 'phone'))

export const codeRequest = z.object({ phone: phoneInput }).meta({ id: 'CodeRequest' })
export const signInRequest = z
  .object({ phone: phoneInput, code: z.string().regex(/^\d{6}$/) })
  .meta({ id: 'SignInRequest' })
export const passwordRequest = z
  .object({ password: z.string().min(1).max(128) })
  .meta({ id: 'PasswordRequest' })

export const sessionView = z
  .object({
    signedIn: z.boolean(),
    /** The person this account belongs to; null until registered or claimed. */
    personId: z.number().nullable(),
    actsFor: z.array(z.number()),
    roles: z.array(
      z.object({ role: z.string(), nodeId: z.number(), nodeName: z.string(), kind: z.string() }),
    ),
    permissions: z.array(z.string()),
    /** Staff whose session lacks the password must give it before their roles count. */
    needsPassword: z.boolean(),
  })
  .meta({ id: 'Session' })
export type SessionView = z.infer<typeof sessionView>
