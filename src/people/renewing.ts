// A renewed document is the same person's. Invariant: a document once used stays taken; whoever has a new one keeps everything they had.
import type { Principal } from '../foundation/access/access.ts'
import { kinOf } from '../foundation/access/kin.ts'
import { localDay } from '../foundation/clock.ts'
import { lookAgainOn } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { notFound } from '../foundation/refusals.ts'
import { inScope } from './desk.ts'
import { keepDocument } from './document-store.ts'
import { documentKey } from './entry.ts'
import { type DocumentType, defectWords, maskNumber, readDocument } from './identity.ts'
import { refuse } from './refusals.ts'
import { personBecameCountable } from './service.ts'
import * as store from './store.ts'

const birth = { zh: '出生日期', en: 'The birth date' }
const sex = { zh: '性别', en: 'The sex' }

/**
 * Staff have the new document before their eyes: it stands with the person from today on, verified by that, and the one before is kept
 * as theirs. Nobody their own nor their household's.
 * @throws Refusal `person.document`, `person.mismatch` where it says another birth date or sex, `document.same`, `document.taken`
 */
export async function renewDocument(
  ground: Ground,
  actor: Principal,
  id: number,
  asked: { documentType: DocumentType; document: string },
): Promise<void> {
  await inScope(ground, ground.db, actor, id, 'people.verify')
  const read = readDocument(asked.documentType, asked.document)
  if ('defect' in read) throw refuse('person.document', { defect: defectWords[read.defect] }, 'document')
  const hash = documentKey(ground, asked.documentType, read.number)
  await ground.transact(async tx => {
    if (actor.personId !== null && (await kinOf(ground, tx, [id])).has(actor.personId))
      throw refuse('verify.self')
    const [person] = await store.lockPeople(tx, [id])
    if (!person) throw notFound('志愿者', 'The volunteer')
    if (read.says && read.says.birth !== person.birthDate)
      throw refuse('person.mismatch', { what: birth }, 'document')
    if (read.says && read.says.sex !== person.sex) throw refuse('person.mismatch', { what: sex }, 'document')
    if (person.documentHash?.equals(hash)) throw refuse('document.same', {}, 'document')
    if ((await store.peopleByDocument(tx, [hash])).length > 0) throw refuse('document.taken', {}, 'document')
    const at = ground.clock()
    if (person.documentHash)
      await keepDocument(tx, {
        personId: id,
        documentType: person.documentType,
        documentSealed: person.documentSealed,
        documentHash: person.documentHash,
        documentMask: person.documentMask,
        until: localDay(at),
        at,
        byPerson: actor.personId,
      })
    await lookAgainOn(
      'person_document',
      store.updatePerson(tx, id, {
        documentType: asked.documentType,
        documentSealed: ground.secrets.encrypt(read.number),
        documentHash: hash,
        documentMask: maskNumber(read.number),
        tier: 'real-name',
        verifiedByMethod: 'staff',
        verifiedAt: at,
      }),
    )
    await tell(tx, {
      at,
      by: actor,
      kind: 'person.document-renewed',
      subject: `person:${id}`,
      facts: { from: person.documentType, to: asked.documentType },
    })
    await ground.hooks.call(personBecameCountable, ground, tx, { personId: id, by: actor })
  })
}
