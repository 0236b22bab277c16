// The district's own identity provider, read from the environment. Which of its claims stand for a second proof is said by name.
import { z } from 'zod'

const CLAIM = /^(amr|acr):\S+$/
const secureOrHere = (url: string) =>
  url.startsWith('https://') || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/.test(url)

export const signOnVariables = {
  YUNJIAN_SIGN_ON: z.url().refine(secureOrHere, 'https, except on this machine').optional(),
  YUNJIAN_SIGN_ON_CLIENT: z.string().min(1).optional(),
  YUNJIAN_SIGN_ON_SECRET: z.string().min(1).optional(),
  YUNJIAN_SIGN_ON_NAME: z.string().min(1).max(30).default('统一身份认证'),
  YUNJIAN_SIGN_ON_SECOND: z
    .string()
    .transform(text => text.split(/\s+/).filter(one => one !== ''))
    .refine(all => all.every(one => CLAIM.test(one)), 'amr:VALUE or acr:VALUE, apart by spaces')
    .optional(),
}
const variables = z.object(signOnVariables)

export type SignOn = {
  issuer: URL
  client: string
  secret: string
  /** What its button says. */
  name: string
  /** `amr:mfa`, `acr:…`: any of these in what it asserts stands for our second proof. */
  second: readonly string[]
}

/** @throws Error where a provider is named and its client or secret is not. */
export function signOnOf(from: z.infer<typeof variables>): SignOn | undefined {
  if (from.YUNJIAN_SIGN_ON === undefined) return undefined
  const { YUNJIAN_SIGN_ON_CLIENT: client, YUNJIAN_SIGN_ON_SECRET: secret } = from
  if (client === undefined || secret === undefined)
    throw new Error('YUNJIAN_SIGN_ON needs YUNJIAN_SIGN_ON_CLIENT and YUNJIAN_SIGN_ON_SECRET')
  return {
    issuer: new URL(from.YUNJIAN_SIGN_ON),
    client,
    secret,
    name: from.YUNJIAN_SIGN_ON_NAME,
    second: from.YUNJIAN_SIGN_ON_SECOND ?? [],
  }
}
