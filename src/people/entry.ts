// A person as they are entered: identity sealed, keyed for look-up, masked for showing. Whoever is known already is left out.
import { pinyin } from 'pinyin-pro'
import { nameKey, sameName, tidyName, tidyNumber } from '../foundation/cleaning.ts'
import { localDay } from '../foundation/clock.ts'
import { TryAgain, type Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { usedBefore } from './document-store.ts'
import { type DocumentType, maskNumber, maskPhone, type Sex, volunteerNumber } from './identity.ts'
import { type FreeTime, meantBy, personPolicies } from './rules.ts'
import * as store from './store.ts'

export const REGISTRATION = 'registration'

export const documentKey = (ground: Ground, type: DocumentType, number: string) =>
  ground.secrets.lookup(`document:${type}:${tidyNumber(number)}`)
/** As accounts go by their phone: whoever signs in is found among those who gave it. */
export const phoneKey = (ground: Ground, phone: string) => Buffer.from(ground.auth.nameOf(phone), 'hex')

/** Is this person called so, with a document that ends so? */
export function answersTo(
  ground: Ground,
  person: Pick<store.Person, 'name' | 'documentSealed'>,
  said: { name: string; last: string },
): boolean {
  const document = person.documentSealed ? ground.secrets.decrypt(person.documentSealed) : ''
  return sameName(person.name, said.name) && document !== '' && document.slice(-6) === tidyNumber(said.last)
}

/** A name as it is stored and as it is compared, and the two ways it is found by letters: `zhangwei` and `zw`. */
function namedAs(typed: string) {
  const name = tidyName(typed)
  const letters = (how: { pattern?: 'first' }) =>
    pinyin(name, { ...how, toneType: 'none', type: 'array', surname: 'head' })
      .join('')
      .toLowerCase()
      .replace(/[^a-z]/g, '')
  return { name, nameKey: nameKey(name), pinyin: letters({}), initials: letters({ pattern: 'first' }) }
}

/** Somebody as they are to be entered, checked already. */
export type Entrant = {
  name: string
  documentType: DocumentType
  document: string
  sex: Sex
  birthDate: string
  phone: string
  townCode: string
  communityCode: string
  skills: string[]
  interests: string[]
  languages?: string[]
  freeTimes?: FreeTime[]
  nationalNo?: string | null
  politicalStatus?: string | null
  education?: string | null
  guardian?: { name: string; phone: string } | null
}

export function entryOf(
  ground: Ground,
  it: Entrant,
  how: {
    tier: store.Person['tier']
    method: store.Person['verifiedByMethod']
    source: store.Person['source']
    at: Date
  },
): store.NewPerson {
  const today = localDay(how.at)
  const { value: skills } = ground.policies.at(personPolicies.skills, today)
  const { value: languages } = ground.policies.at(personPolicies.languages, today)
  return {
    volunteerNo: null,
    ...namedAs(it.name),
    sex: it.sex,
    birthDate: it.birthDate,
    documentType: it.documentType,
    documentSealed: ground.secrets.encrypt(it.document),
    documentHash: documentKey(ground, it.documentType, it.document),
    documentMask: maskNumber(it.document),
    phoneSealed: ground.secrets.encrypt(it.phone),
    phoneHash: phoneKey(ground, it.phone),
    phoneMask: maskPhone(it.phone),
    communityCode: it.communityCode,
    townCode: it.townCode,
    tier: how.tier,
    verifiedByMethod: how.method,
    verifiedAt: how.method ? how.at : null,
    state: 'active',
    source: how.source,
    skills: it.skills.map(one => meantBy(skills, one)),
    interests: it.interests,
    languages: (it.languages ?? []).map(one => meantBy(languages, one)),
    freeTimes: it.freeTimes ?? [],
    nationalNo: it.nationalNo ?? null,
    politicalStatus: it.politicalStatus ?? null,
    education: it.education ?? null,
    guardianName: it.guardian ? tidyName(it.guardian.name) : null,
    guardianPhoneSealed: it.guardian ? ground.secrets.encrypt(it.guardian.phone) : null,
    mergedInto: null,
    livingId: null,
    registeredAt: how.at,
  }
}

/** Enters people and gives them their volunteer numbers. Those whose document is known already are left out of the answer. */
export async function enter(
  ground: Ground,
  tx: Tx,
  entries: store.NewPerson[],
): Promise<{ id: number; documentHash: Buffer | null }[]> {
  const hashes = entries.flatMap(one => one.documentHash ?? [])
  const had = await usedBefore(tx, hashes)
  const free = entries.filter(one => !one.documentHash || !had.has(one.documentHash.toString('hex')))
  const ids = await store.reserveIds(tx, free.length)
  const entered = await store.insertPeople(
    tx,
    free.map((entry, i) => {
      const id = ids[i] as number
      return { ...entry, id, volunteerNo: volunteerNumber(ground.config.district, id) }
    }),
  )
  // Whoever renewed one of these beside us gave it up only once we had looked.
  if ((await usedBefore(tx, hashes)).size > had.size) throw new TryAgain('a document was renewed beside us')
  return entered
}

/** Records that people consented when they were entered, on a paper or by themselves, for bulk entries. */
export async function consentOnEntry(ground: Ground, tx: Tx, personIds: number[]): Promise<void> {
  const at = ground.clock()
  const { version } = ground.policies.at(personPolicies.consent, localDay(at)).value
  await store.insertConsents(
    tx,
    personIds.map(personId => ({
      personId,
      purpose: REGISTRATION,
      version,
      how: 'self' as const,
      paper: null,
      byPerson: null,
      at,
    })),
  )
}
