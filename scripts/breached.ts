// Packs lists of leaked passwords into data/breached/passwords.bin: `node scripts/breached.ts FILE…` (text, one a line; .gz too).
// What the policy refuses for its length is left out.
import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { entriesIn, folded, packed } from '../src/foundation/accounts/breached.ts'

const SHORTEST = 12
const passwords = new Set<string>()
for (const path of process.argv.slice(2)) {
  const bytes = readFileSync(path)
  const before = passwords.size
  for (const line of (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split(/\r?\n/))
    if ([...line].length >= SHORTEST) passwords.add(folded(line))
  process.stdout.write(`${path}: ${passwords.size - before} new\n`)
}
const list = packed(passwords)
writeFileSync(new URL('../data/breached/passwords.bin', import.meta.url), list)
process.stdout.write(`${entriesIn(list)} entries, ${list.length} bytes\n`)
