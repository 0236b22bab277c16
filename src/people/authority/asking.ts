// Asking the real-name authority about somebody under the phone they signed in with, never about their family: at registration with
// little patience, later in the background until it answers. A match verifies the person by method `authority`; whether that counts is
// policy. What was verified by staff stays as it is.
import { nobody } from '../../foundation/access/access.ts'
import { afterFailures } from '../../foundation/backing-off.ts'
import type { Tx } from '../../foundation/database/database.ts'
import type { Ground, Job } from '../../foundation/ground.ts'
import { tell } from '../../foundation/journal/journal.ts'
import { personBecameCountable } from '../service.ts'
import * as people from '../store.ts'
import type { Authority } from './port.ts'
import { simulator } from './simulator.ts'
import * as store from './store.ts'

const PATIENCE_MS = 3000
const ASKED_AGAIN_AFTER = [300, 900, 3600, 14_400, 43_200]
const AT_A_TIME = 200

/** The district's, where it has one. */
export const authorityOf = (ground: Ground): Authority | null =>
  ground.config.authority === 'simulated' ? simulator : null

/** Notes that the authority is to be asked, in the transaction that entered the person. Nothing where there is none. */
export async function toBeAsked(ground: Ground, tx: Tx, personId: number): Promise<void> {
  if (authorityOf(ground)) await store.open(tx, personId, ground.clock())
}

/** Asks, if it is due. Never refuses and never throws: what did not come is asked for again later. */
export async function askAuthority(ground: Ground, personId: number): Promise<void> {
  const authority = authorityOf(ground)
  if (!authority) return
  try {
    await askOne(ground, authority, personId)
  } catch (error) {
    ground.log.warn({ err: error, person: personId }, 'real-name authority')
  }
}

async function askOne(ground: Ground, authority: Authority, personId: number): Promise<void> {
  const now = ground.clock()
  const taken = await store.take(ground.db, personId, now, tries =>
    afterFailures(now, tries, ASKED_AGAIN_AFTER),
  )
  const person = taken ? await people.personById(ground.db, personId) : undefined
  if (!person?.documentSealed || !person.phoneSealed) return
  const answer = await authority.ask(
    {
      name: person.name,
      documentType: person.documentType,
      document: ground.secrets.decrypt(person.documentSealed),
      phone: ground.secrets.decrypt(person.phoneSealed),
    },
    AbortSignal.timeout(PATIENCE_MS),
  )
  if (answer === 'unavailable') return
  await ground.transact(async tx => {
    const [found] = await people.lockPeople(tx, [personId])
    // Something else stands there meanwhile: the answer is not about it.
    if (!found || !isSame(found, person)) return
    await settle(ground, tx, authority, found, answer)
  })
}

const equal = (a: Buffer | null, b: Buffer | null) => a !== null && b !== null && a.equals(b)
const isSame = (now: people.Person, asked: people.Person) =>
  now.name === asked.name &&
  equal(now.documentHash, asked.documentHash) &&
  equal(now.phoneHash, asked.phoneHash)

async function settle(
  ground: Ground,
  tx: Tx,
  authority: Authority,
  person: people.Person,
  answer: 'match' | 'no-match',
): Promise<void> {
  const at = ground.clock()
  await store.settle(tx, person.id, { answer, answeredAt: at, by: authority.name })
  const facts = { method: 'authority', by: authority.name }
  const subject = `person:${person.id}`
  if (answer === 'no-match') {
    await tell(tx, { at, by: null, kind: 'person.not-matched', subject, facts })
    return
  }
  if (person.verifiedByMethod === 'staff') return
  await people.updatePerson(tx, person.id, {
    tier: 'real-name',
    verifiedByMethod: 'authority',
    verifiedAt: at,
  })
  await tell(tx, { at, by: null, kind: 'person.verified', subject, facts })
  await ground.hooks.call(personBecameCountable, ground, tx, { personId: person.id, by: nobody })
}

/** Those of whom the authority has not answered yet. */
export const authorityJob: Job = {
  name: 'ask-authority',
  cron: '*/5 * * * *',
  run: async ground => {
    if (!authorityOf(ground)) return
    for (const id of await store.due(ground.db, ground.clock(), AT_A_TIME)) await askAuthority(ground, id)
  },
}
