// The cookies of a browser: its session, signed as better-auth signs it (`token.base64(HMAC-SHA256(secret, token))`, URL-encoded), the mark
// by which its device is known again, the ticket of whoever asked for a code, the flow of a sign-on. All are out of reach of scripts; where
// the address has TLS they go over it only, and their names keep a neighbour under the same domain from planting one.
import { createHmac } from 'node:crypto'
import { sameText } from '../secrets/secrets.ts'

const macOf = (token: string, secret: string) => createHmac('sha256', secret).update(token).digest('base64')

export const signed = (token: string, secret: string): string =>
  encodeURIComponent(`${token}.${macOf(token, secret)}`)

/** The token in a cookie's value, where the signature is ours. */
export function signedToken(cookie: string, secret: string): string | undefined {
  const value = unescaped(cookie)
  const dot = value.lastIndexOf('.')
  if (dot < 0) return undefined
  const token = value.slice(0, dot)
  return sameText(value.slice(dot + 1), macOf(token, secret)) ? token : undefined
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

export const cookieNamed = (header: string | undefined, name: string): string | undefined => {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=')
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}

/** @property path from where on the browser sends it. */
export type Cookie = { name: string; path: string }

export const nameFor = ({ name, path }: Cookie, secure: boolean): string =>
  `${secure ? (path === '/' ? '__Host-' : '__Secure-') : ''}${name}`

/** Lax: whoever comes back from the identity provider brings it along, a form of another site does not. */
export const setCookie = (cookie: Cookie, value: string, seconds: number, secure: boolean): string =>
  `${nameFor(cookie, secure)}=${value}; Max-Age=${seconds}; Path=${cookie.path}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
