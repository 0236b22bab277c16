// What other rooms ask about people: facts for their decisions, counts, and the hooks by which they hear of changes.
import type { Principal } from '../foundation/access/access.ts'
import { heldAmong } from '../foundation/accounts/service.ts'
import { ageOn, type LocalDay, localDay, startOfDay } from '../foundation/clock.ts'
import type { Db } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { hook } from '../foundation/hooks.ts'
import { notFound } from '../foundation/refusals.ts'
import { places } from '../places/service.ts'
import type { Beside, OwnProfile, PersonView } from './contract.ts'
import { phoneKey } from './entry.ts'
import { maskName } from './identity.ts'
import { type IdentityWait, identityWait, personPolicies } from './rules.ts'
import * as store from './store.ts'

/** Entries that lived as one person live as another from now on: they were joined to it, or parted from it. */
export type Moved = {
  /** The join that begins, or ends. */
  merge: number
  parted: boolean
  entries: readonly number[]
  /** As whom they lived, and as whom they live. */
  before: number
  living: number
  by: Principal
}
export const peopleMerged = hook<Moved>('people.merged')

/**
 * Two entries are proposed as one. `gives`: what the person gives up of all that one cannot have twice, as `signup:12`. Listeners keep
 * what is theirs of it, and refuse by name what is left.
 */
export const mergeProposed = hook<{ merge: number; from: number; into: number; gives: readonly string[] }>(
  'people.merge-proposed',
)
/** The two become one now: what was chosen is given up; what came since and collides is refused by name. */
export const mergeWeighed = hook<{ merge: number; from: number; into: number; by: Principal }>(
  'people.merge-weighed',
)
/** Each room tells what it holds of the two, and what becomes of it when they are one. */
export const mergeBeside = hook<{ from: number; into: number; merge: number | null; told: Beside }>(
  'people.merge-beside',
)

/** Consent or verification arrived: hours that waited for it may count. */
export const personBecameCountable = hook<{ personId: number; by: Principal }>('people.became-countable')

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

export async function ownProfile(ground: Ground, actor: Principal, personId: number): Promise<OwnProfile> {
  const living = (await personFacts(ground.db, [personId])).get(personId)?.id ?? personId
  const person = await store.personById(ground.db, living)
  if (!person) throw notFound('登记', 'The registration')
  const [view] = await viewOf(ground, [person])
  if (!view) throw notFound('登记', 'The registration')
  const today = localDay(ground.clock())
  const home = (await places(ground)).byCode(person.communityCode)
  return {
    ...view,
    home: home ? { lat: home.lat, lng: home.lng } : null,
    name: person.name,
    age: ageOn(person.birthDate, today),
    skills: person.skills,
    interests: person.interests,
    languages: person.languages,
    freeTimes: person.freeTimes,
    nationalNo: person.nationalNo,
    oathAt: person.oathAt?.toISOString() ?? null,
    consentVersion: ground.policies.at(personPolicies.consent, today).value.version,
    household: await membersOf(ground, actor, living),
  }
}

/** For whom an account acts besides its holder, each of them once, under the entry that it acts for: they may live as another one. */
async function membersOf(ground: Ground, { actsFor }: Principal, holder: number) {
  const today = localDay(ground.clock())
  const { guardianBelow } = ground.policies.at(personPolicies.minors, today).value
  const held = await heldAmong(ground.db, await store.entriesOf(ground.db, actsFor))
  const withAccount = new Set((await store.factsOf(ground.db, [...held])).map(one => one.id))
  const members = Map.groupBy(await store.factsOf(ground.db, actsFor), one => one.id)
  return [...members].flatMap(([living, [one]]) => {
    if (!one || living === holder) return []
    const age = ageOn(one.birthDate, today)
    return {
      id: one.askedId,
      name: one.name,
      age,
      minor: age < guardianBelow,
      tier: one.tier,
      volunteerNo: one.volunteerNo,
      ownAccount: withAccount.has(living),
    }
  })
}

/** Every entry of the same living person, this one among them. */
export const entriesOf = (db: Db, personId: number): Promise<number[]> => store.entriesOf(db, [personId])

/** Is this entry the actor's own, whichever of theirs it is? */
export const isSelf = async (db: Db, actor: Principal, personId: number): Promise<boolean> =>
  actor.personId === personId ||
  (actor.personId !== null && (await entriesOf(db, actor.personId)).includes(personId))

/** All entries of the actor and of everybody they act for. */
export const ownEntries = (db: Db, actor: Principal): Promise<number[]> =>
  store.entriesOf(db, [...(actor.personId === null ? [] : [actor.personId]), ...actor.actsFor])

/** The actor's own, or that of somebody they act for. */
export const isOwn = async (db: Db, actor: Principal, personId: number): Promise<boolean> =>
  (await ownEntries(db, actor)).includes(personId)

/** Whom volunteer numbers and phones mean, for lists in higher rooms: several may share a phone. */
export async function namedByNumber(
  ground: Ground,
  { numbers, phones }: { numbers: readonly string[]; phones: readonly string[] },
): Promise<{ numbers: Map<string, store.Named[]>; phones: Map<string, store.Named[]> }> {
  const hashes = phones.map(phone => phoneKey(ground, phone))
  const found = numbers.length + phones.length > 0 ? await store.peopleNamed(ground.db, numbers, hashes) : []
  const byHash = Map.groupBy(found, one => one.phoneHash?.toString('hex') ?? '')
  return {
    numbers: Map.groupBy(
      found.filter(one => one.askedNumber !== null),
      one => one.askedNumber ?? '',
    ),
    phones: new Map(phones.map((phone, i) => [phone, byHash.get(hashes[i]?.toString('hex') ?? '') ?? []])),
  }
}

/** Facts for decisions in higher rooms, by the id asked for. */
export async function personFacts(db: Db, ids: readonly number[]): Promise<Map<number, store.PersonFacts>> {
  if (ids.length === 0) return new Map()
  return new Map((await store.factsOf(db, ids)).map(one => [one.askedId, one]))
}

/** Is anybody registered, or anybody from this source? */
export const anybody = (db: Db, source?: store.Person['source']): Promise<boolean> =>
  store.anybody(db, source)

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
  if (!person) throw notFound('登记', 'The registration')
  return {
    id: person.id,
    name: person.name,
    documentType: person.documentType,
    documentMask: person.documentMask,
    volunteerNo: person.volunteerNo,
  }
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
