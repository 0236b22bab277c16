// The only file that reads or writes the people's tables.
import { type Insertable, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../foundation/database/database.ts'
import { columnsOf, recordset } from '../foundation/database/records.ts'
import { rowsOf, type Source, when } from '../foundation/lists/rows.ts'
import type { ReadKind, ReadWhat } from './rules.ts'
import type { PeopleTables } from './tables.ts'

export type Person = Selectable<PeopleTables['person']>
export type NewPerson = Omit<Insertable<PeopleTables['person']>, 'id'>
const of = (db: Db) => db.withTables<PeopleTables>()

const PERSON_COLUMNS = {
  id: 'bigint',
  volunteerNo: 'text',
  name: 'text',
  pinyin: 'text',
  initials: 'text',
  sex: 'text',
  birthDate: 'date',
  documentType: 'text',
  documentSealed: 'bytea',
  documentHash: 'bytea',
  documentMask: 'text',
  phoneSealed: 'bytea',
  phoneHash: 'bytea',
  phoneMask: 'text',
  communityCode: 'text',
  townCode: 'text',
  tier: 'text',
  verifiedByMethod: 'text',
  verifiedAt: 'timestamptz',
  state: 'text',
  source: 'text',
  skills: 'text[]',
  interests: 'text[]',
  politicalStatus: 'text',
  education: 'text',
  guardianName: 'text',
  guardianPhoneSealed: 'bytea',
  registeredAt: 'timestamptz',
  nameKey: 'text',
  languages: 'text[]',
  freeTimes: 'text[]',
  nationalNo: 'text',
}

/** Ids for people about to be entered: a volunteer number is made of them. */
export const reserveIds = (tx: Tx, n: number) =>
  sql<{
    id: number
  }>`select nextval(pg_get_serial_sequence('person', 'id')) as id from generate_series(1, ${n}::integer)`
    .execute(tx)
    .then(result => result.rows.map(row => row.id))

/** Enters people; those whose document is known already are left out of the answer. */
export const insertPeople = (tx: Tx, people: (NewPerson & { id: number })[]) =>
  sql<{ id: number; documentHash: Buffer | null }>`
    insert into person (${columnsOf(PERSON_COLUMNS)}) overriding system value
    select * from ${recordset(PERSON_COLUMNS, people)}
    on conflict (document_hash) where document_hash is not null do nothing
    returning id, document_hash`
    .execute(tx)
    .then(result => result.rows)

export const personById = (db: Db, id: number) =>
  of(db).selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()

export const lockPeople = (tx: Tx, ids: readonly number[]) =>
  of(tx)
    .selectFrom('person')
    .selectAll()
    .where(
      'id',
      'in',
      [...ids].sort((a, b) => a - b),
    )
    .orderBy('id')
    .forUpdate()
    .execute()

/**
 * The living people whom these documents belong to, or belonged before, each with the one by which it was found: of a merged entry, and
 * once it was renewed, it stays taken.
 */
export const peopleByDocument = (db: Db, hashes: Buffer[]): Promise<(Person & { foundBy: Buffer })[]> =>
  hashes.length === 0
    ? Promise.resolve([])
    : sql<Person & { foundBy: Buffer }>`select p.*, found.document_hash as found_by
        from (select id, living_id, document_hash from person where document_hash = any(${hashes}::bytea[])
          union all select o.id, o.living_id, d.document_hash from former_document d join person o on o.id = d.person_id
            where d.document_hash = any(${hashes}::bytea[])) found
        join person p on p.id = coalesce(found.living_id, found.id)`
        .execute(db)
        .then(result => result.rows)

export const updatePerson = (tx: Tx, id: number, set: Partial<NewPerson>) =>
  of(tx).updateTable('person').set(set).where('id', '=', id).execute()

export type NewConsent = {
  personId: number
  purpose: string
  version: string
  how: 'self' | 'guardian' | 'paper'
  paper: string | null
  byPerson: number | null
  at: Date
}
const CONSENT_COLUMNS = {
  personId: 'bigint',
  purpose: 'text',
  version: 'text',
  how: 'text',
  paper: 'text',
  byPerson: 'bigint',
  at: 'timestamptz',
}
/** Records consents; one that lives already is left as it is. */
export const insertConsents = (tx: Tx, consents: NewConsent[]) =>
  sql`insert into consent (${columnsOf(CONSENT_COLUMNS)}) select * from ${recordset(CONSENT_COLUMNS, consents)}
    on conflict (person_id, purpose) where withdrawn_at is null do nothing`.execute(tx)

/** What other rooms ask about a person: facts for decisions, no numbers. Merged entries answer as the living one. */
export const factsOf = (db: Db, ids: readonly number[]) =>
  sql<
    PersonFacts & { askedId: number }
  >`    select asked.id as asked_id, p.id, p.name, p.tier, p.state, p.sex, p.birth_date, p.verified_by_method, p.skills, p.community_code, p.town_code,
      p.guardian_name is not null as guarded, p.phone_mask, p.volunteer_no,
      exists (select from consent c where c.person_id = p.id and c.purpose = 'registration' and c.withdrawn_at is null) as consented
    from person asked join person p on p.id = coalesce(asked.living_id, asked.id)
    where asked.id = any(${[...ids]}::bigint[])`
    .execute(db)
    .then(result => result.rows)

export type PersonFacts = Pick<
  Person,
  | 'id'
  | 'name'
  | 'tier'
  | 'state'
  | 'sex'
  | 'birthDate'
  | 'verifiedByMethod'
  | 'skills'
  | 'communityCode'
  | 'townCode'
  | 'phoneMask'
  | 'volunteerNo'
> & { guarded: boolean; consented: boolean }

export type PeopleFilter = {
  /** As names are compared: the beginning of a name from any of its characters, of pinyin, of initials, or of a volunteer number. */
  text?: string | undefined
  /** Of a whole phone or identity number that was typed. */
  hash?: Buffer | undefined
  town?: string | undefined
  community?: string | undefined
  tier?: string | undefined
  state?: string | undefined
  sex?: string | undefined
  verifiedBefore?: Date | undefined
}

function meant(text: string, hash: Buffer | undefined): RawBuilder<unknown> {
  if (hash) return sql`(p.phone_hash = ${hash} or p.document_hash = ${hash})`
  if (/^v\d+$/.test(text)) return sql`p.national_no like ${`${text.toUpperCase()}%`}`
  const prefix = `${text.replace(/[%_\\]/g, '\\$&')}%`
  if (/^\d{6,}$/.test(text)) return sql`p.volunteer_no like ${prefix}`
  if (/^[a-z]+$/.test(text))
    return sql`(p.pinyin like ${prefix} or p.initials like ${prefix} or p.name_key like ${prefix})`
  return sql`(p.name_key like ${prefix} or substr(p.name_key, 2) like ${prefix} or substr(p.name_key, 3) like ${prefix})`
}

/** Living entries within a scope (of `p`). */
export const peopleRows = (scope: RawBuilder<unknown>, filter: PeopleFilter): Source => ({
  select: sql`p.*`,
  from: sql`person p`,
  where: [
    sql`p.merged_into is null`,
    scope,
    ...when(filter.text, it => meant(it, filter.hash)),
    ...when(filter.town, it => sql`p.town_code = ${it}`),
    ...when(filter.community, it => sql`p.community_code = ${it}`),
    ...when(filter.tier, it => sql`p.tier = ${it}`),
    ...when(filter.state, it => sql`p.state = ${it}`),
    ...when(filter.sex, it => sql`p.sex = ${it}`),
    ...when(filter.verifiedBefore, it => sql`p.verified_at < ${it}`),
  ],
  id: sql`p.id`,
  keys: {
    newest: { by: sql`p.id`, type: 'bigint' },
    name: { by: sql`p.pinyin`, type: 'text' },
    born: { by: sql`p.birth_date`, type: 'date' },
  },
})

export type Merge = Selectable<PeopleTables['personMerge']>
/** Undefined where one of this entry is proposed already. */
export const insertMerge = (
  tx: Tx,
  merge: Omit<Insertable<PeopleTables['personMerge']>, 'id' | 'state' | 'decidedBy' | 'doneAt'>,
) =>
  of(tx)
    .insertInto('personMerge')
    .values({ ...merge, decidedBy: null, doneAt: null })
    .onConflict(c => c.column('fromPerson').where('state', '=', 'open').doNothing())
    .returning('id')
    .executeTakeFirst()
export const mergeById = (db: Db, id: number) =>
  of(db).selectFrom('personMerge').selectAll().where('id', '=', id).executeTakeFirst()
export const mergesById = (db: Db, ids: readonly number[]) =>
  sql<{ id: number; fromName: string; intoName: string }>`
    select m.id, f.name as from_name, i.name as into_name from person_merge m
    join person f on f.id = m.from_person join person i on i.id = m.into_person where m.id = any(${[...ids]}::bigint[])`
    .execute(db)
    .then(result => result.rows)
export const setMerge = (tx: Tx, id: number, set: Partial<Pick<Merge, 'state' | 'decidedBy' | 'doneAt'>>) =>
  of(tx).updateTable('personMerge').set(set).where('id', '=', id).execute()
/** The join of an entry that holds now. */
export const joinOf = (db: Db, from: number) =>
  of(db)
    .selectFrom('personMerge')
    .select('id')
    .where('fromPerson', '=', from)
    .where('what', '=', 'join')
    .where('doneAt', 'is not', null)
    .orderBy('doneAt', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()

/** Whoever a chain of joins leads to this entry, itself with them, lives as another from now on. Answers their ids. */
export const setLiving = (tx: Tx, root: number, living: number) =>
  sql<{ id: number }>`with recursive joined as (
      select id from person where id = ${root} union all select p.id from joined j join person p on p.merged_into = j.id)
    update person set living_id = nullif(${living}::bigint, id) where id in (select id from joined) returning id`
    .execute(tx)
    .then(result => result.rows.map(row => row.id).sort((a, b) => a - b))

/** Entries that may be the same person: same name and birth date, or same name and phone. */
export const likelyTwins = (db: Db, person: Person) =>
  of(db)
    .selectFrom('person')
    .selectAll()
    .where('id', '<>', person.id)
    .where('mergedInto', 'is', null)
    .where('nameKey', '=', person.nameKey)
    .where(eb =>
      eb.or([
        eb('birthDate', '=', person.birthDate),
        ...(person.phoneHash ? [eb('phoneHash', '=', person.phoneHash)] : []),
      ]),
    )
    .execute()

/** Living entries by the town they live in. */
export const countByPlace = (db: Db) =>
  sql<{ town: string; community: string; registered: number; verified: number }>`
    select town_code as town, community_code as community, count(*) as registered, count(*) filter (where tier = 'real-name') as verified
    from person where merged_into is null and state = 'active' group by 1, 2`
    .execute(db)
    .then(result => result.rows)

/** Living, verified entries by town, of those verified before a moment. */
export const verifiedByTown = (db: Db, before: Date) =>
  sql<{ town: string; n: number }>`select town_code as town, count(*) as n from person
    where merged_into is null and state = 'active' and tier = 'real-name' and verified_at < ${before} group by town_code`
    .execute(db)
    .then(result => result.rows)

export async function anybody(db: Db, source?: Person['source']): Promise<boolean> {
  const query = of(db).selectFrom('person').select('id').limit(1)
  return (await (source ? query.where('source', '=', source) : query).executeTakeFirst()) !== undefined
}

/** Adds every entry of the same living people. */
export async function addEntries(tx: Tx, kin: Set<number>): Promise<void> {
  const { rows } = await sql<{
    id: number
  }>`select o.id from person_life me join person_life o on o.living_id = me.living_id
    where me.id = any(${[...kin]}::bigint[])`.execute(tx)
  for (const row of rows) kin.add(row.id)
}

export const entriesOf = (db: Db, people: readonly number[]) =>
  sql<{
    id: number
  }>`select id from person_life where living_id in (select living_id from person_life where id = any(${[...people]}::bigint[])) order by id`
    .execute(db)
    .then(answer => answer.rows.map(row => row.id))

export type Named = Pick<Person, 'id' | 'name' | 'tier' | 'state' | 'birthDate' | 'phoneHash'> & {
  askedNumber: string | null
}
/** Living people by volunteer numbers, those of merged entries too, and by phones. */
export const peopleNamed = (db: Db, numbers: readonly string[], phones: readonly Buffer[]) =>
  sql<Named>`
    select p.id, p.name, p.tier, p.state, p.birth_date, null::bytea as phone_hash, asked.volunteer_no as asked_number
    from person asked join person p on p.id = coalesce(asked.living_id, asked.id) where asked.volunteer_no = any(${[...numbers]}::text[])
    union all
    select id, name, tier, state, birth_date, phone_hash, null from person where phone_hash = any(${[...phones]}::bytea[]) and merged_into is null`
    .execute(db)
    .then(result => result.rows)

/** Living entries that gave this number, with their names. */
export const peopleByPhone = (db: Db, hash: Buffer) =>
  of(db)
    .selectFrom('person')
    .select(['id', 'name', 'tier', 'state'])
    .where('phoneHash', '=', hash)
    .where('mergedInto', 'is', null)
    .orderBy('id')
    .execute()

/** Living entries in good standing that gave this number, the oldest first; few share a phone. */
export const entriesByPhone = (db: Db, hash: Buffer) =>
  of(db)
    .selectFrom('person')
    .selectAll()
    .where('phoneHash', '=', hash)
    .where('mergedInto', 'is', null)
    .where('state', '=', 'active')
    .orderBy('id')
    .limit(20)
    .execute()

export const insertContact = (tx: Tx, contact: Omit<Insertable<PeopleTables['contact']>, 'id'>) =>
  of(tx).insertInto('contact').values(contact).returning('id').executeTakeFirstOrThrow()
export const contactNames = (db: Db, ids: readonly number[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : of(db)
        .selectFrom('contact')
        .select(['id', 'name'])
        .where('id', 'in', [...ids])
        .execute()

export const insertRead = (tx: Tx, read: Omit<Insertable<PeopleTables['identityRead']>, 'id'>) =>
  of(tx).insertInto('identityRead').values(read).returning('id').executeTakeFirstOrThrow()
/** Of somebody's identity, newest first. */
export const readsOf = (
  db: Db,
  people: readonly number[],
  page: { after?: string | undefined; limit: number },
) =>
  rowsOf<{
    id: number
    at: Date
    byName: string | null
    what: ReadWhat
    kind: ReadKind
    reason: string | null
  }>(
    db,
    {
      select: sql`r.id, r.at, b.name as by_name, r.what, r.kind, r.reason`,
      from: sql`identity_read r left join person b on b.id = r.by_person`,
      where: [sql`r.person_id = any(${[...people]}::bigint[])`],
      id: sql`r.id`,
      keys: { latest: { by: sql`r.at`, type: 'timestamptz' } },
    },
    { ...page, sort: { name: 'latest', down: true } },
  )
export type IdentityRead = {
  at: Date
  byPerson: number | null
  byName: string | null
  personId: number
  ofName: string
  reason: string | null
}
export const readsBetween = (
  db: Db,
  span: { from: Date; until: Date },
  page: { after?: string | undefined; limit: number },
) =>
  rowsOf<IdentityRead>(
    db,
    {
      select: sql`r.at, r.by_person, b.name as by_name, r.person_id, p.name as of_name, r.reason`,
      from: sql`identity_read r join person p on p.id = r.person_id left join person b on b.id = r.by_person`,
      where: [sql`r.at >= ${span.from}`, sql`r.at < ${span.until}`],
      id: sql`r.id`,
      keys: { latest: { by: sql`r.at`, type: 'timestamptz' } },
    },
    { ...page, sort: { name: 'latest', down: true } },
  )
export const readersBetween = (db: Db, span: { from: Date; until: Date }) =>
  sql<{
    reads: number
    people: number
  }>`select count(*) as reads, count(distinct by_person) as people from identity_read
    where at >= ${span.from} and at < ${span.until}`
    .execute(db)
    .then(result => result.rows[0] ?? { reads: 0, people: 0 })

/** Real-name people who gave this number, or whose volunteer number it is. */
export const peopleByNumber = (db: Db, number: string, hash: Buffer) =>
  of(db)
    .selectFrom('person')
    .select(['id', 'name', 'volunteerNo', 'townCode'])
    .where(eb => eb.or([eb('phoneHash', '=', hash), eb('volunteerNo', '=', number)]))
    .where('mergedInto', 'is', null)
    .where('tier', '=', 'real-name')
    .where('state', '=', 'active')
    .orderBy('id')
    .execute()
