// The number of a request, as somebody reads it out on the telephone: `K7Q2-93FD`. With the time it finds its line of the log.
import { randomBytes } from 'node:crypto'

/** Crockford's: without I, L, O and U. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const DRAWN = 4096
let drawn = Buffer.alloc(0)
let next = 0

/** Forty random bits. */
export function requestNumber(): string {
  if (next + 8 > drawn.length) {
    drawn = randomBytes(DRAWN)
    next = 0
  }
  let text = ''
  for (let i = 0; i < 8; i++) text += `${i === 4 ? '-' : ''}${LETTERS[(drawn[next++] ?? 0) & 31]}`
  return text
}
