// The values that come with the product. Invariant: what the database holds of them is what the file says; a file that was changed
// in place, or speaks of a rule nobody reads, is refused before anything else starts.
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import type { AnyPolicyKey } from './keys.ts'
import { everyVersion, insertSeeds } from './store.ts'

const seedFile = z.array(
  z.object({
    key: z.string(),
    scope: z.string().default(''),
    from: z.iso.date(),
    value: z.unknown(),
    source: z.string().min(4),
  }),
)
export const readSeed = (): unknown =>
  JSON.parse(readFileSync(new URL('../../../data/policies.json', import.meta.url), 'utf8'))

/**
 * Records every version of the seed that the district does not have yet; existing ones are never changed. Answers how many.
 * @throws Error in words that say what to do.
 */
export async function seedPolicies(
  tx: Tx,
  at: Date,
  keys: readonly AnyPolicyKey[],
  file = readSeed(),
): Promise<number> {
  const seeds = seedFile.parse(file)
  const declared = new Map(keys.map(key => [key.key, key]))
  if (declared.size < keys.length) throw new Error('two rooms announce the same rule')
  const rows = await everyVersion(tx)
  const slot = (one: { key: string; scope: string }, day: string) => `${one.key} ${one.scope} ${day}`
  const known = new Map(
    rows.filter(row => row.state === 'approved').map(row => [slot(row, row.effectiveFrom), row]),
  )
  const fresh = seeds.filter(seed => {
    const key = declared.get(seed.key)
    if (!key)
      throw new Error(
        `data/policies.json speaks of "${seed.key}", a rule that no room reads. Mend its name, or take the entry out.`,
      )
    const fits = key.shape.safeParse(seed.value)
    if (!fits.success)
      throw new Error(
        `data/policies.json: the value of ${seed.key} from ${seed.from} does not fit its shape: ${z.prettifyError(fits.error)}`,
      )
    const row = known.get(slot(seed, seed.from))
    if (row?.seed && !isDeepStrictEqual(row.value, seed.value))
      throw new Error(
        `data/policies.json: the value of ${seed.key} from ${seed.from} was changed in place, but decisions were taken under the old one. Put it back, and give the new value an entry of its own with the day from which it holds.`,
      )
    return !row
  })
  await insertSeeds(
    tx,
    fresh.map(seed => ({
      key: seed.key,
      scope: seed.scope,
      effectiveFrom: seed.from,
      value: seed.value,
      state: 'approved',
      seed: true,
      source: seed.source,
      documentTitle: null,
      documentLink: null,
      proposedBy: null,
      proposedFor: null,
      proposedAccount: null,
      proposedAt: at,
      decidedBy: null,
      decidedAt: at,
      reason: null,
    })),
  )
  for (const key of keys)
    if (![...rows, ...fresh].some(one => one.key === key.key && one.scope === ''))
      throw new Error(`no value of the rule ${key.key}: data/policies.json needs an entry for the district`)
  for (const row of rows) {
    const fits = row.state === 'approved' && declared.get(row.key)?.shape.safeParse(row.value)
    if (fits && !fits.success)
      throw new Error(
        `the stored value of ${row.key} from ${row.effectiveFrom} (version ${row.id}) does not fit the shape this program reads: ${z.prettifyError(fits.error)}`,
      )
  }
  return fresh.length
}
