// Registering, claiming, verifying, finding and merging people. Every read of a full identity is on the record.
import { pinyin } from 'pinyin-pro'
import { demand, type Path, type Principal, pathOf, scopesOf } from '../foundation/access/access.ts'
import { accountOf, holdAccount, joinHousehold } from '../foundation/accounts/service.ts'
import { ageOn, type LocalDay, localDay, startOfDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { hook } from '../foundation/hooks.ts'
import { tell } from '../foundation/journal/journal.ts'
import { refuse as groundRefuse } from '../foundation/refusals.ts'
import { places } from '../places/service.ts'
import type { ClaimRequest, OwnProfile, PersonView, Registration } from './contract.ts'
import {
  birthDefect,
  type DocumentType,
  maskName,
  maskNumber,
  maskPhone,
  readDocument,
  type Sex,
  tidyNumber,
  volunteerNumber,
} from './identity.ts'
import { refuse } from './refusals.ts'
import { type IdentityWait, identityWait, personPolicies } from './rules.ts'
import * as store from './store.ts'

/** Two entries became one, or were parted again: records decides what overlaps. */
export const peopleMerged = hook<{ from: number; into: number; parted: boolean; by: Principal }>(
  'people.merged',
)

export const REGISTRATION = 'registration'

export const documentKey = (ground: Ground, type: DocumentType, number: string) =>
  ground.secrets.lookup(`document:${type}:${tidyNumber(number)}`)
export const phoneKey = (ground: Ground, phone: string) => ground.secrets.lookup(`phone:${phone}`)

/** The two ways a name is found by letters: `zhangwei` and `zw`. */
export const lettersOf = (name: string) => ({
  pinyin: pinyin(name, { toneType: 'none', type: 'array', surname: 'head' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z]/g, ''),
  initials: pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z]/g, ''),
})

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
  return {
    volunteerNo: null,
    name: it.name,
    ...lettersOf(it.name),
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
    skills: it.skills,
    interests: it.interests,
    politicalStatus: it.politicalStatus ?? null,
    education: it.education ?? null,
    guardianName: it.guardian?.name ?? null,
    guardianPhoneSealed: it.guardian ? ground.secrets.encrypt(it.guardian.phone) : null,
    mergedInto: null,
    registeredAt: how.at,
  }
}

/** Enters people and gives them their volunteer numbers. Those whose document is known already are left out of the answer. */
export async function enter(
  ground: Ground,
  tx: Tx,
  entries: store.NewPerson[],
): Promise<{ id: number; documentHash: Buffer | null }[]> {
  const ids = await store.reserveIds(tx, entries.length)
  return store.insertPeople(
    tx,
    entries.map((entry, i) => {
      const id = ids[i] as number
      return { ...entry, id, volunteerNo: volunteerNumber(ground.config.district, id) }
    }),
  )
}

async function checked(ground: Ground, input: Registration): Promise<Entrant> {
  const today = localDay(ground.clock())
  const book = await places(ground)
  const document = readDocument(input.documentType, input.document)
  if ('defect' in document) throw refuse('person.document', { defect: document.defect }, 'document')
  const birthDate = input.birthDate ?? document.says?.birth
  const sex = input.sex ?? document.says?.sex
  if (!birthDate) throw refuse('person.birth', { defect: 'missing' }, 'birthDate')
  if (!sex) throw refuse('person.mismatch', { what: '性别' }, 'sex')
  const wrong = birthDefect(birthDate, today)
  if (wrong) throw refuse('person.birth', { defect: wrong }, 'birthDate')
  if (document.says && document.says.birth !== birthDate)
    throw refuse('person.mismatch', { what: '出生日期' }, 'birthDate')
  if (document.says && document.says.sex !== sex) throw refuse('person.mismatch', { what: '性别' }, 'sex')
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
    guardian: input.guardian ?? null,
  }
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
  const id = await ground.transact(async tx => {
    const at = ground.clock()
    const [entered] = await enter(ground, tx, [
      entryOf(ground, it, { tier: 'phone', method: null, source: 'self', at }),
    ])
    if (!entered) throw refuse('person.already-registered', {}, 'document')
    await giveConsent(ground, tx, entered.id, it.guardian ? 'guardian' : 'self', actor)
    if (household) await joinHousehold(tx, accountId, entered.id, at)
    else if (!(await holdAccount(tx, accountId, entered.id, at))) throw refuse('person.has-own')
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
  return id
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
  const answer = await ground.transact(async tx => {
    const [found] = await store.peopleByDocument(tx, [
      documentKey(ground, input.documentType, input.document),
    ])
    if (!found || found.name !== input.name.normalize('NFKC').trim()) throw refuse('claim.none')
    if (!(await holdsPhone(tx, accountId, ground.auth.nameOf(input.phone))))
      throw refuse('claim.not-your-phone', {}, 'phone')
    if (!found.phoneHash?.equals(phoneKey(ground, input.phone)))
      throw refuse('claim.other-phone', { phone: found.phoneMask })
    const at = ground.clock()
    if (await accountOf(tx, found.id)) throw refuse('claim.taken')
    const own = actor.personId === null && (await holdAccount(tx, accountId, found.id, at))
    if (!own) await joinHousehold(tx, accountId, found.id, at)
    await giveConsent(ground, tx, found.id, found.guardianName ? 'guardian' : 'self', actor)
    if (found.tier === 'visitor') await store.updatePerson(tx, found.id, { tier: 'phone' })
    await tell(tx, {
      at,
      by: actor,
      kind: 'person.claimed',
      subject: `person:${found.id}`,
      facts: { as: own ? 'own' : 'household' },
    })
    await ground.hooks.call(personBecameCountable, ground, tx, { personId: found.id, by: actor })
    return { personId: found.id, as: own ? ('own' as const) : ('household' as const) }
  })
  ground.sessions.forget()
  return answer
}

/** Consent or verification arrived: hours that waited for it may count. */
export const personBecameCountable = hook<{ personId: number; by: Principal }>('people.became-countable')

async function holdsPhone(tx: Tx, accountId: string, phoneName: string): Promise<boolean> {
  const row = await tx
    .withTables<{ user: { id: string; phoneNumber: string | null } }>()
    .withoutPlugins()
    .selectFrom('user')
    .select('phoneNumber')
    .where('id', '=', accountId)
    .executeTakeFirst()
  return row?.phoneNumber === phoneName
}

async function pathOfPerson(ground: Ground, person: { communityCode: string }): Promise<Path> {
  const book = await places(ground)
  const community = book.byCode(person.communityCode)
  const town = book.townOf(person.communityCode)
  return [book.district.nodeId, town?.nodeId ?? 0, community?.nodeId ?? 0]
}

/** @throws Refusal `not-found` for people who are not there or not in the actor's scope: the two look the same. */
async function inScope(
  ground: Ground,
  db: Db,
  actor: Principal,
  id: number,
  permission: 'people.read' | 'people.verify' | 'people.merge' | 'people.read-full',
) {
  demand(actor, permission)
  const person = await store.personById(db, id)
  if (!person) throw groundRefuse('not-found', { what: '志愿者' })
  demand(actor, permission, await pathOfPerson(ground, person))
  return person
}

/** Staff declare that they saw the document; real-name from now on. */
export async function verify(
  ground: Ground,
  actor: Principal,
  id: number,
  method: 'staff' | 'authority' = 'staff',
): Promise<void> {
  await inScope(ground, ground.db, actor, id, 'people.verify')
  if (actor.personId === id) throw refuse('verify.self')
  await ground.transact(async tx => {
    const [person] = await store.lockPeople(tx, [id])
    if (person?.tier === 'real-name' && person.verifiedByMethod !== 'sheet') throw refuse('verify.already')
    const at = ground.clock()
    await store.updatePerson(tx, id, { tier: 'real-name', verifiedByMethod: method, verifiedAt: at })
    await tell(tx, { at, by: actor, kind: 'person.verified', subject: `person:${id}`, facts: { method } })
    await ground.hooks.call(personBecameCountable, ground, tx, { personId: id, by: actor })
  })
}

export async function viewOf(ground: Ground, people: store.Person[]): Promise<PersonView[]> {
  const book = await places(ground)
  const facts = new Map(
    (
      await store.factsOf(
        ground.db,
        people.map(one => one.id),
      )
    ).map(one => [one.askedId, one]),
  )
  return people.map(one => ({
    id: one.id,
    volunteerNo: one.volunteerNo,
    maskedName: maskName(one.name),
    sex: one.sex,
    birthYear: Number(one.birthDate.slice(0, 4)),
    documentType: one.documentType,
    maskedDocument: one.documentMask,
    maskedPhone: one.phoneMask,
    communityCode: one.communityCode,
    communityName: book.byCode(one.communityCode)?.name ?? '',
    townName: book.byCode(one.townCode)?.name ?? '',
    tier: one.tier,
    state: one.state,
    consented: facts.get(one.id)?.consented ?? false,
    source: one.source,
    registeredAt: one.registeredAt.toISOString(),
  }))
}

export async function findPeople(
  ground: Ground,
  actor: Principal,
  query: { text?: string; town?: string; tier?: string; before?: number; limit: number },
): Promise<{ people: PersonView[]; next: number | null }> {
  demand(actor, 'people.read')
  const book = await places(ground)
  const scopes = new Set(scopesOf(actor, 'people.read'))
  const whole = scopes.has(book.district.nodeId)
  const inNode = (level: string) =>
    book.all.filter(one => one.level === level && scopes.has(one.nodeId)).map(one => one.code)
  const filter = whole
    ? query.town
      ? { towns: [query.town], communities: [] }
      : {}
    : {
        towns: inNode('town').filter(code => !query.town || code === query.town),
        communities: inNode('community'),
      }
  const hash = wholeNumber(ground, query.text?.trim() ?? '')
  const rows = await store.listPeople(ground.db, {
    ...query,
    ...filter,
    ...(hash && { hash }),
    limit: query.limit + 1,
  })
  const page = rows.slice(0, query.limit)
  return {
    people: await viewOf(ground, page),
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
  }
}

/** The key of a whole phone or identity number, if that is what was typed. */
const wholeNumber = (ground: Ground, text: string): Buffer | undefined =>
  /^1\d{10}$/.test(text)
    ? phoneKey(ground, text)
    : /^\d{17}[\dXx]$/.test(text)
      ? documentKey(ground, 'resident-card', text)
      : undefined

export async function personPage(
  ground: Ground,
  actor: Principal,
  id: number,
): Promise<{ person: PersonView; twins: PersonView[] }> {
  const person = await inScope(ground, ground.db, actor, id, 'people.read')
  const [view] = await viewOf(ground, [person])
  if (!view) throw groundRefuse('not-found', { what: '志愿者' })
  return { person: view, twins: await viewOf(ground, await store.likelyTwins(ground.db, person)) }
}

/** The unmasked identity. A reason is typed, and both are on the audit log. */
export async function readFull(ground: Ground, actor: Principal, id: number, reason: string) {
  const person = await inScope(ground, ground.db, actor, id, 'people.read-full')
  await ground.transact(tx =>
    tell(tx, {
      at: ground.clock(),
      by: actor,
      kind: 'person.read-full',
      subject: `person:${id}`,
      facts: { reason },
    }),
  )
  return {
    name: person.name,
    document: person.documentSealed ? ground.secrets.decrypt(person.documentSealed) : '',
    phone: person.phoneSealed ? ground.secrets.decrypt(person.phoneSealed) : '',
    birthDate: person.birthDate,
  }
}

export async function ownProfile(ground: Ground, actor: Principal, personId: number): Promise<OwnProfile> {
  const person = await store.personById(ground.db, personId)
  if (!person) throw groundRefuse('not-found', { what: '登记' })
  const [view] = await viewOf(ground, [person])
  if (!view) throw groundRefuse('not-found', { what: '登记' })
  const family = await store.factsOf(ground.db, actor.actsFor)
  const today = localDay(ground.clock())
  return {
    ...view,
    name: person.name,
    age: ageOn(person.birthDate, today),
    skills: person.skills,
    interests: person.interests,
    consentVersion: ground.policies.at(personPolicies.consent, today).value.version,
    household: family.map(one => ({ id: one.id, name: one.name })),
  }
}

/** Joins two entries of one person: `from` points to `into`; records and totals stay where they were made. */
export async function merge(
  ground: Ground,
  actor: Principal,
  from: number,
  into: number,
  reason: string,
): Promise<void> {
  if (from === into) throw refuse('merge.same')
  await inScope(ground, ground.db, actor, from, 'people.merge')
  await inScope(ground, ground.db, actor, into, 'people.merge')
  await ground.transact(async tx => {
    const people = await store.lockPeople(tx, [from, into])
    if (people.some(one => one.mergedInto !== null)) throw refuse('merge.already')
    const at = ground.clock()
    await store.updatePerson(tx, from, { mergedInto: into })
    await store.insertMerge(tx, { fromPerson: from, intoPerson: into, reason, byPerson: actor.personId, at })
    await ground.hooks.call(peopleMerged, ground, tx, { from, into, parted: false, by: actor })
    await tell(tx, {
      at,
      by: actor,
      kind: 'person.merged',
      subject: `person:${from}`,
      facts: { into, reason },
    })
  })
}

export async function unmerge(ground: Ground, actor: Principal, from: number): Promise<void> {
  await inScope(ground, ground.db, actor, from, 'people.merge')
  await ground.transact(async tx => {
    const [person] = await store.lockPeople(tx, [from])
    if (!person?.mergedInto) throw refuse('merge.none')
    const into = person.mergedInto
    const at = ground.clock()
    await store.updatePerson(tx, from, { mergedInto: null })
    await store.undoMerge(tx, from, at)
    await ground.hooks.call(peopleMerged, ground, tx, { from, into, parted: true, by: actor })
    await tell(tx, { at, by: actor, kind: 'person.parted', subject: `person:${from}`, facts: { into } })
  })
}

/** Facts for decisions in higher rooms, by the id asked for. */
export async function personFacts(db: Db, ids: readonly number[]): Promise<Map<number, store.PersonFacts>> {
  if (ids.length === 0) return new Map()
  return new Map((await store.factsOf(db, ids)).map(one => [one.askedId, one]))
}

const BY_PLACE_MS = 30_000
export type Registered = { registered: number; verified: number }
const byPlace = new WeakMap<Ground, { until: number; counts: Promise<Map<string, Registered>> }>()

/** Registered and verified people by the town and by the community they live in; half a minute old at most. */
export function peopleByPlace(ground: Ground): Promise<Map<string, Registered>> {
  const known = byPlace.get(ground)
  if (known && known.until > Date.now()) return known.counts
  const counts = store.countByPlace(ground.db).then(rows => {
    const places = new Map<string, Registered>()
    for (const row of rows)
      for (const code of [row.town, row.community]) {
        const sum = places.get(code) ?? { registered: 0, verified: 0 }
        sum.registered += row.registered
        sum.verified += row.verified
        places.set(code, sum)
      }
    return places
  })
  byPlace.set(ground, { until: Date.now() + BY_PLACE_MS, counts })
  counts.catch(() => byPlace.delete(ground))
  return counts
}

/** Verified people by town as they stood when a local day began. */
export const verifiedBefore = async (ground: Ground, day: LocalDay): Promise<Map<string, number>> =>
  new Map((await store.verifiedByTown(ground.db, startOfDay(day))).map(one => [one.town, one.n]))

/** What a certificate says of its holder: the living entry, with the document masked. */
export async function certificateHolder(ground: Ground, personId: number) {
  const facts = (await personFacts(ground.db, [personId])).get(personId)
  const person = facts && (await store.personById(ground.db, facts.id))
  if (!person) throw groundRefuse('not-found', { what: '登记' })
  return {
    id: person.id,
    name: person.name,
    documentType: person.documentType,
    documentMask: person.documentMask,
    volunteerNo: person.volunteerNo,
  }
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

/** Why this person's hours do not count yet, by the rules as they stand now. */
export function identityWaitOf(
  ground: Ground,
  person: Parameters<typeof identityWait>[0],
): IdentityWait | null {
  const today = localDay(ground.clock())
  const { counts } = ground.policies.at(personPolicies.verification, today).value
  return identityWait(person, counts, ground.policies.at(personPolicies.tiers, today).value.hours)
}
