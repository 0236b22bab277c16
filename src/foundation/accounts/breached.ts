// A list of leaked passwords, as sorted 64-bit prints: of 50,000 entries 400 kB, and a wrong yes once in 10^14 askings.
// Pure; breached-lists.ts says which lists are asked.
import { createHash } from 'node:crypto'

const PRINT = 8

/** Full-width and capital letters are no other password to whoever tries the list. */
export const folded = (password: string): string => password.normalize('NFKC').toLowerCase()

const printOf = (password: string): Buffer =>
  createHash('sha256').update(folded(password)).digest().subarray(0, PRINT)

/** The prints of these passwords, sorted, each once. */
export function packed(passwords: Iterable<string>): Buffer {
  const prints: Buffer[] = []
  for (const password of passwords) prints.push(printOf(password))
  prints.sort(Buffer.compare)
  return Buffer.concat(prints.filter((print, i) => i === 0 || !print.equals(prints[i - 1] as Buffer)))
}

export const entriesIn = (list: Buffer): number => list.length / PRINT

/** Is it one of those packed, whatever its letter case? */
export function holds(list: Buffer, password: string): boolean {
  const print = printOf(password)
  let from = 0
  let until = entriesIn(list)
  while (from < until) {
    const middle = (from + until) >>> 1
    const order = Buffer.compare(list.subarray(middle * PRINT, (middle + 1) * PRINT), print)
    if (order === 0) return true
    if (order < 0) from = middle + 1
    else until = middle
  }
  return false
}
