// Who calls, by what was proven and what was shown: an account, the giver of a token, or the address where nothing was.
import { isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { tokenHash } from '../accounts/sessions.ts'

const GROUPS = 8
const OF_A_HOME = 4

/** An address as one place: IPv4 as it is, of IPv6 the 64 bits that a home or a phone is given, since it may take any below them. */
export function placeOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped !== undefined) return mapped
  if (!isIPv6(ip)) return ip
  const [head = '', tail] = (ip.split('%')[0] ?? '').split('::')
  const groups = head.split(':').filter(Boolean)
  if (tail !== undefined) {
    const behind = tail.split(':').filter(Boolean)
    while (groups.length + behind.length < GROUPS) groups.push('0')
    groups.push(...behind)
  }
  return groups
    .slice(0, OF_A_HOME)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')
}

/** Whoever proved who they are; null for a stranger, whatever they showed. */
export function principalOf({ session: { principal } }: FastifyRequest): string | null {
  if (principal.accountId !== null) return `account:${principal.accountId}`
  return principal.personId === null ? null : `person:${principal.personId}`
}

/** A school or an office shares one address: whoever is known is counted by themselves, strangers by where they come from. */
export const callerOf = (request: FastifyRequest): string =>
  principalOf(request) ?? `address:${placeOf(request.ip)}`

/** For the log of the process; a request may fail before anybody knows who asked. */
export const whoAsked = (request: FastifyRequest) =>
  request.session === null ? {} : { by: callerOf(request), via: request.session.principal.via }

/** Whose an Idempotency-Key is: each token has its own, beside its giver. Strangers have none. */
export function ownerOf(request: FastifyRequest): string | null {
  const principal = principalOf(request)
  const bearer = request.headers.authorization
  if (principal === null || request.session.principal.via !== 'token' || !bearer) return principal
  return `${principal} token:${tokenHash(bearer).toString('hex')}`
}
