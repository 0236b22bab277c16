// The picture of a certificate: seen by the person, by whoever entered it, and by staff who confirm such things where the person lives.
import { may } from '../foundation/access/access.ts'
import type { FilePurpose } from '../foundation/ground.ts'
import { pathOfPerson } from '../people/desk.ts'
import { personFacts } from '../people/service.ts'
import { isOwn } from './service.ts'
import * as store from './store.ts'

const MB = 1_048_576
/** Three years, as what else proves an hour. */
const KEPT_DAYS = 1096

export const certificatePicture: FilePurpose = {
  purpose: 'qualification.certificate',
  of: 'qualification',
  kinds: ['picture', 'pdf'],
  mostBytes: 20 * MB,
  most: 4,
  keptDays: KEPT_DAYS,
  // Sent before, and attached by entering it: what was looked at when it was confirmed does not change.
  mayAttach: async () => false,
  async maySee(ground, actor, id) {
    const it = await store.qualificationById(ground.db, id)
    if (!it) return false
    if (actor.personId === it.enteredBy || (await isOwn(ground, actor, it))) return true
    const person = (await personFacts(ground.db, [it.personId])).get(it.personId)
    return person !== undefined && may(actor, 'qualification.confirm', await pathOfPerson(ground, person))
  },
}
