// Pictures and papers that show why an hour is wrong: sent by whoever disputes it, seen by them and by whoever decides, by nobody else.
import type { Principal } from '../foundation/access/access.ts'
import type { FilePurpose, Ground } from '../foundation/ground.ts'
import { decidesAbout } from '../foundation/reviews/seeing.ts'
import { ownEntries } from '../people/service.ts'
import * as store from './store.ts'

const MB = 1_048_576
/** Three years: as long as an hour may be asked about. */
const KEPT_DAYS = 1096

async function isTheirs(ground: Ground, actor: Principal, id: number): Promise<boolean> {
  if (actor.only && !actor.only.includes('own')) return false
  const correction = await store.correctionById(ground.db, id)
  const record = correction && (await store.recordById(ground.db, correction.recordId))
  if (!record || actor.personId === null) return false
  const own = await ownEntries(ground.db, actor)
  return (
    correction.byPerson === actor.personId || (correction.kind === 'dispute' && own.includes(record.personId))
  )
}

export const disputeEvidence: FilePurpose = {
  purpose: 'record.evidence',
  of: 'correction',
  kinds: ['picture', 'pdf'],
  mostBytes: 40 * MB,
  most: 6,
  keptDays: KEPT_DAYS,
  mayAttach: async (ground, actor, id) =>
    (await store.correctionById(ground.db, id))?.state === 'open' && (await isTheirs(ground, actor, id)),
  maySee: async (ground, actor, id) =>
    (await isTheirs(ground, actor, id)) || (await decidesAbout(ground, actor, `correction:${id}`)),
}
