// Registering oneself, the household or somebody who is present, and claiming what a sheet had entered. Each with its consent.
import { demand, type Principal, pathOf } from '../foundation/access/access.ts'
import {
  heldAmong,
  holdAccount,
  holdsPhone,
  householdOf,
  joinHousehold,
} from '../foundation/accounts/service.ts'
import { sameName } from '../foundation/cleaning.ts'
import { ageOn, localDay } from '../foundation/clock.ts'
import { aloneIn } from '../foundation/database/alone.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { draw, forgive, type Limit, spend } from '../foundation/limits/limits.ts'
import { refuse as groundRefuse } from '../foundation/refusals.ts'
import { places } from '../places/service.ts'
import { askAuthority, toBeAsked } from './authority/asking.ts'
import type { ClaimRequest, Registration } from './contract.ts'
import { documentKey, type Entrant, enter, entryOf, phoneKey, REGISTRATION } from './entry.ts'
import { birthDefect, birthInWords, defectWords, readDocument } from './identity.ts'
import { refuse } from './refusals.ts'
import { personPolicies } from './rules.ts'
import { personBecameCountable } from './service.ts'
import * as store from './store.ts'

const words = {
  birth: { zh: '出生日期', en: 'The birth date' },
  sex: { zh: '性别', en: 'The sex' },
  birthMissing: {
    zh: '这种证件上看不出生日，请填出生日期',
    en: 'This document does not say when you were born; give the date',
  },
  sexMissing: { zh: '这种证件上看不出性别，请选性别', en: 'This document does not say the sex; choose it' },
}

async function checked(ground: Ground, input: Registration): Promise<Entrant> {
  const today = localDay(ground.clock())
  const book = await places(ground)
  const document = readDocument(input.documentType, input.document)
  if ('defect' in document)
    throw refuse('person.document', { defect: defectWords[document.defect] }, 'document')
  const birthDate = input.birthDate ?? document.says?.birth
  const sex = input.sex ?? document.says?.sex
  if (!birthDate) throw refuse('person.birth', { defect: words.birthMissing }, 'birthDate')
  if (!sex) throw refuse('person.birth', { defect: words.sexMissing }, 'sex')
  const wrong = birthDefect(birthDate, today)
  if (wrong)
    throw document.says
      ? refuse('person.document', { defect: birthInWords(birthDate, wrong) }, 'document')
      : refuse('person.birth', { defect: defectWords[wrong] }, 'birthDate')
  if (document.says && document.says.birth !== birthDate)
    throw refuse('person.mismatch', { what: words.birth }, 'birthDate')
  if (document.says && document.says.sex !== sex) throw refuse('person.mismatch', { what: words.sex }, 'sex')
  const community = book.byCode(input.communityCode)
  if (community?.level !== 'community') throw refuse('person.place', {}, 'communityCode')
  const minors = ground.policies.at(personPolicies.minors, today).value
  if (ageOn(birthDate, today) < minors.guardianBelow && !input.guardian)
    throw refuse('person.guardian', { age: minors.guardianBelow }, 'guardian')
  if (!input.consent) throw refuse('person.consent', {}, 'consent')
  return {
    name: input.name,
    documentType: input.documentType,
    document: document.number,
    sex,
    birthDate,
    phone: input.phone,
    townCode: community.parentCode ?? '',
    communityCode: community.code,
    skills: input.skills,
    interests: input.interests,
    languages: input.languages ?? [],
    freeTimes: input.freeTimes ?? [],
    nationalNo: input.nationalNo ?? null,
    guardian: input.guardian ?? null,
  }
}

/** Tries to add to one's household: a family, not a list of numbers to ask about. */
const HOUSEHOLD_DAY: Limit = { what: 'household.added', most: 4, seconds: 86_400 }

async function demandMayAdd(ground: Ground, accountId: string): Promise<void> {
  const wait = await draw(ground, HOUSEHOLD_DAY, accountId, 1)
  if (wait > 0)
    throw refuse('person.household-day', { most: HOUSEHOLD_DAY.most, hours: Math.ceil(wait / 3600) })
}

/** Registers the holder of the account, or, when the account has its person already, somebody of the household. */
export async function registerSelf(
  ground: Ground,
  actor: Principal,
  input: Registration,
  household = false,
): Promise<number> {
  if (!actor.accountId) throw groundRefuse('signed-out')
  if (actor.personId !== null && !household) throw refuse('person.has-own')
  const it = await checked(ground, input)
  const accountId = actor.accountId
  if (household) await demandMayAdd(ground, accountId)
  const id = await ground.transact(async tx => {
    const at = ground.clock()
    // A phone is proved by having signed in with it. One's own is; that of the household may be told to us only.
    const proved = await holdsPhone(tx, accountId, ground.auth.nameOf(it.phone))
    if (!proved && !household) throw refuse('person.other-phone', {}, 'phone')
    if (household) await demandRoom(ground, tx, accountId, 'unverified')
    const [entered] = await enter(ground, tx, [
      entryOf(ground, it, { tier: proved ? 'phone' : 'visitor', method: null, source: 'self', at }),
    ])
    if (!entered) throw await takenBy(ground, tx, it)
    await giveConsent(ground, tx, entered.id, it.guardian ? 'guardian' : 'self', actor)
    if (household) await joinHousehold(tx, accountId, entered.id, at)
    else if (!(await holdAccount(tx, accountId, entered.id, at))) throw refuse('person.has-own')
    if (!household) await toBeAsked(ground, tx, entered.id)
    await tell(tx, {
      at,
      by: actor,
      kind: 'person.registered',
      subject: `person:${entered.id}`,
      facts: { source: 'self', community: it.communityCode },
    })
    return entered.id
  })
  ground.sessions.forget()
  await askAuthority(ground, id)
  return id
}

/** @throws Refusal where one account would act for more people than policy allows; additions of one account go one at a time. */
async function demandRoom(ground: Ground, tx: Tx, accountId: string, adds: 'unverified' | 'known') {
  await aloneIn(tx, `household ${accountId}`)
  const members = await store.factsOf(tx, await householdOf(tx, accountId))
  const rule = ground.policies.at(personPolicies.household, localDay(ground.clock())).value
  if (members.length >= rule.most) throw refuse('person.household-full', { most: rule.most })
  const unverified = members.filter(one => one.tier !== 'real-name').length
  if (adds === 'unverified' && unverified >= rule.unverified)
    throw refuse('person.verify-first', { n: unverified })
}

/** Registered without anybody having seen the document, by themselves or by somebody who says that they are family. */
const isUnproved = (one: store.Person) => one.source === 'self' && one.tier !== 'real-name'

/** Under another name it is not theirs to claim: whoever has the document shows it. */
async function takenBy(ground: Ground, tx: Tx, it: Entrant) {
  const [holder] = await store.peopleByDocument(tx, [documentKey(ground, it.documentType, it.document)])
  const stranger = holder !== undefined && isUnproved(holder) && !sameName(holder.name, it.name)
  return refuse(stranger ? 'person.held' : 'person.already-registered', {}, 'document')
}

/**
 * Whoever stands there with the document has it; an entry that only said so keeps its hours, which wait, and loses the document. One
 * under the same name and phone is their own, and is verified instead.
 */
async function voidUnproved(ground: Ground, tx: Tx, actor: Principal, it: Entrant) {
  const [holder] = await store.peopleByDocument(tx, [documentKey(ground, it.documentType, it.document)])
  if (!holder || !isUnproved(holder)) return
  const own = sameName(holder.name, it.name) && holder.phoneHash?.equals(phoneKey(ground, it.phone))
  if (own) return
  await store.lockPeople(tx, [holder.id])
  await store.updatePerson(tx, holder.id, {
    documentHash: null,
    documentSealed: null,
    documentMask: '',
    tier: 'visitor',
  })
  await tell(tx, {
    at: ground.clock(),
    by: actor,
    kind: 'person.document-voided',
    subject: `person:${holder.id}`,
  })
}

/** A station or town enters somebody who stands before them with the document: verified at once by having seen it. */
export async function registerPresent(
  ground: Ground,
  actor: Principal,
  input: Registration,
): Promise<number> {
  const it = await checked(ground, input)
  const book = await places(ground)
  demand(actor, 'people.register', await pathOf(ground.db, book.byCode(it.communityCode)?.nodeId ?? 0))
  return ground.transact(async tx => {
    const at = ground.clock()
    await voidUnproved(ground, tx, actor, it)
    const [entered] = await enter(ground, tx, [
      entryOf(ground, it, { tier: 'real-name', method: 'staff', source: 'staff', at }),
    ])
    if (!entered) throw refuse('person.already-registered', {}, 'document')
    await giveConsent(ground, tx, entered.id, it.guardian ? 'guardian' : 'paper', actor, 'registration form')
    await tell(
      tx,
      {
        at,
        by: actor,
        kind: 'person.registered',
        subject: `person:${entered.id}`,
        facts: { source: 'staff', community: it.communityCode },
      },
      { at, by: actor, kind: 'person.verified', subject: `person:${entered.id}`, facts: { method: 'staff' } },
    )
    return entered.id
  })
}

async function giveConsent(
  ground: Ground,
  tx: Tx,
  personId: number,
  how: 'self' | 'guardian' | 'paper',
  by: Principal,
  paper: string | null = null,
) {
  const at = ground.clock()
  const { version } = ground.policies.at(personPolicies.consent, localDay(at)).value
  await store.insertConsents(tx, [
    { personId, purpose: REGISTRATION, version, how, paper, byPerson: by.personId, at },
  ])
  await tell(tx, {
    at,
    by,
    kind: 'consent.given',
    subject: `person:${personId}`,
    facts: { purpose: REGISTRATION, version, how },
  })
}

/** Claims that find nobody, by one account: enough for a family with slips of the pen, too few to guess documents. */
export const CLAIMED: Limit = { what: 'person.claimed', most: 10, seconds: 3600 }

/**
 * "Already registered" is never a dead end: whoever knows the name and document and holds the phone that was entered
 * takes the registration over, as their own or into their household.
 */
export async function claim(
  ground: Ground,
  actor: Principal,
  input: ClaimRequest,
): Promise<{ personId: number; as: 'own' | 'household' }> {
  if (!actor.accountId) throw groundRefuse('signed-out')
  const accountId = actor.accountId
  if (!input.consent) throw refuse('person.consent', {}, 'consent')
  const seconds = await spend(ground, CLAIMED, accountId)
  if (seconds > 0) throw groundRefuse('too-many', { seconds })
  const answer = await ground.transact(async tx => {
    const [found] = await store.peopleByDocument(tx, [
      documentKey(ground, input.documentType, input.document),
    ])
    if (!found || !sameName(found.name, input.name)) throw refuse('claim.none')
    if (!(await holdsPhone(tx, accountId, ground.auth.nameOf(input.phone))))
      throw refuse('claim.not-your-phone', {}, 'phone')
    if (!found.phoneHash?.equals(phoneKey(ground, input.phone))) throw refuse('claim.other-phone')
    return { personId: found.id, as: await takeOver(ground, tx, actor, accountId, found) }
  })
  await forgive(ground, CLAIMED, accountId)
  ground.sessions.forget()
  await askAuthority(ground, answer.personId)
  return answer
}

/** The account holds this entry from now on, as its own where it has none, else in its household, with consent. */
export async function takeOver(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  accountId: string,
  found: store.Person,
  wanted: 'own' | 'household' = actor.personId === null ? 'own' : 'household',
): Promise<'own' | 'household'> {
  const at = ground.clock()
  if ((await heldAmong(tx, await store.entriesOf(tx, [found.id]))).size > 0) throw refuse('claim.taken')
  const as = wanted === 'own' && (await holdAccount(tx, accountId, found.id, at)) ? 'own' : 'household'
  if (as === 'household') {
    await demandRoom(ground, tx, accountId, 'known')
    await joinHousehold(tx, accountId, found.id, at)
  }
  await giveConsent(ground, tx, found.id, found.guardianName ? 'guardian' : 'self', actor)
  if (as === 'own' && found.verifiedByMethod !== 'staff') await toBeAsked(ground, tx, found.id)
  if (found.tier === 'visitor') await store.updatePerson(tx, found.id, { tier: 'phone' })
  await tell(tx, { at, by: actor, kind: 'person.claimed', subject: `person:${found.id}`, facts: { as } })
  await ground.hooks.call(personBecameCountable, ground, tx, { personId: found.id, by: actor })
  return as
}
