// Signing in by phone and code, and whose account it is. Staff give a password besides (passwords.ts).
import { randomBytes } from 'node:crypto'
import { APIError } from 'better-auth/api'
import { sql } from 'kysely'
import type { Principal } from '../access/access.ts'
import type { Db, Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { refusals } from '../refusals.ts'
import { arrive } from './changed-hands.ts'
import {
  type Asker,
  beginTries,
  CODE_SENT,
  demandMaySend,
  demandMayTry,
  forgiveSending,
  forgiveTries,
} from './code-limits.ts'
import { type From, nowhere, openSession } from './opening.ts'
import type { AccountTables } from './tables.ts'

export const refuse = refusals({
  'code.wrong': {
    status: 422,
    zh: '验证码不对或已过期，请核对短信，或重新获取。',
    en: 'The code is wrong or too old; check the message or ask for a new one.',
  },
  'session.none': {
    status: 409,
    zh: '这里用的是令牌，没有登录；请登录后再办。',
    en: 'This came by a token, without signing in; sign in to do this.',
  },
})

/**
 * Answers after how many seconds another one may be asked for, and the ticket by which this browser is known as the one that asked.
 * @throws Refusal `code.too-soon`, `code.daily`, `code.daily-here`, and what the delivery throws
 */
export async function sendCode(
  ground: Ground,
  phone: string,
  from: Asker,
): Promise<{ seconds: number; ticket: string }> {
  const name = ground.auth.nameOf(phone)
  await demandMaySend(ground, name, from)
  const ticket = from.ticket ?? randomBytes(16).toString('base64url')
  await ground.auth.sendCode(phone, ticket).catch(async error => {
    await forgiveSending(ground, name, from)
    throw error
  })
  await beginTries(ground, name, from, ticket)
  return { seconds: CODE_SENT.seconds, ticket }
}

/** @throws Refusal `code.wrong`, `code.exhausted` */
export async function signIn(
  ground: Ground,
  phone: string,
  code: string,
  asker: Asker,
  from: From = nowhere,
): Promise<{ accountId: string; cookies: string[] }> {
  const name = ground.auth.nameOf(phone)
  await demandMayTry(ground, name, asker)
  const accountId = await wrongCode(ground.auth.accountBy(phone, code)).catch(async error => {
    await tellWrongCode(ground, name)
    throw error
  })
  await forgiveTries(ground, name, asker)
  const cookies = await ground.transact(async tx => {
    const { sessionId, cookie } = await openSession(ground, tx, accountId, from)
    const device = await arrive(ground, tx, { accountId, sessionId, phone, mark: from.mark })
    await tell(tx, {
      at: ground.clock(),
      by: { accountId, personId: null },
      kind: 'account.signed-in',
      subject: `account:${accountId}`,
    })
    return [cookie, device]
  })
  if (from.sessionId !== null) ground.sessions.forget()
  return { accountId, cookies }
}

/** Somebody guesses: told of an account, and while a code for it lives, so that nobody fills the journal with numbers they made up. */
async function tellWrongCode(ground: Ground, name: string): Promise<void> {
  const at = ground.clock()
  await ground.transact(async tx => {
    const { rows } = await sql<{ id: string }>`select id from "user" where "phoneNumber" = ${name}
      and exists (select from sign_in_code where name = ${name} and until > ${at})`.execute(tx)
    for (const { id } of rows)
      await tell(tx, { at, by: null, kind: 'account.code-failed', subject: `account:${id}` })
  })
}

async function wrongCode<T>(attempt: Promise<T>): Promise<T> {
  try {
    return await attempt
  } catch (error) {
    if (!(error instanceof APIError)) throw error
    throw refuse('code.wrong', {}, 'code')
  }
}

export async function signOut(ground: Ground, actor: Principal, sessionId: string): Promise<void> {
  await ground.transact(async tx => {
    await sql`delete from session where id = ${sessionId}`.execute(tx)
    await tell(tx, {
      at: ground.clock(),
      by: actor,
      kind: 'account.signed-out',
      subject: `account:${actor.accountId}`,
    })
  })
  ground.sessions.forget()
}

/** Makes the account of a phone without a code: for demo people and for staff appointed in person. Returns its id. */
export async function makeAccount(ground: Ground, tx: Tx, phone: string): Promise<string> {
  const name = ground.auth.nameOf(phone)
  const at = ground.clock()
  const { rows } = await sql<{ id: string }>`
    insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt", "phoneNumber", "phoneNumberVerified")
    values (${crypto.randomUUID()}, 'volunteer', ${`${name}@phone.invalid`}, false, ${at}, ${at}, ${name}, true)
    on conflict ("phoneNumber") do update set "updatedAt" = excluded."updatedAt" returning id`.execute(tx)
  return rows[0]?.id ?? ''
}

/**
 * Ties an account to its person, or to a contact. A contact who registers later keeps the account; an account or a holder
 * that is taken already stays as it is and `false` is answered.
 */
export async function holdAccount(
  tx: Tx,
  accountId: string,
  holder: number | { contactId: number },
  at: Date,
): Promise<boolean> {
  const personId = typeof holder === 'number' ? holder : null
  const contactId = typeof holder === 'number' ? null : holder.contactId
  const { rows } = await sql<{ account: string }>`
    insert into account_holder as h (account_id, person_id, contact_id, since)
    select ${accountId}, ${personId}::bigint, ${contactId}::bigint, ${at}
    where not exists (select from account_holder where person_id = ${personId} or contact_id = ${contactId})
    on conflict (account_id) do update set person_id = coalesce(h.person_id, excluded.person_id), contact_id = coalesce(h.contact_id, excluded.contact_id)
    where (excluded.person_id is null or h.person_id is null) and (excluded.contact_id is null or h.contact_id is null)
    returning account_id as account`.execute(tx)
  return rows.length === 1
}

export async function joinHousehold(tx: Tx, accountId: string, personId: number, at: Date): Promise<void> {
  await tx
    .withTables<AccountTables>()
    .insertInto('accountHousehold')
    .values({ accountId, personId, since: at })
    .onConflict(c => c.doNothing())
    .execute()
}

/** False where it acted for none of them. */
export const leaveHousehold = async (
  tx: Tx,
  accountId: string,
  people: readonly number[],
): Promise<boolean> => {
  const left = await tx
    .withTables<AccountTables>()
    .deleteFrom('accountHousehold')
    .where('accountId', '=', accountId)
    .where('personId', 'in', [...people])
    .executeTakeFirst()
  return left.numDeletedRows > 0n
}

/** Those of them who have an account of their own. */
export const heldAmong = (db: Db, people: readonly number[]): Promise<Set<number>> =>
  sql<{
    id: number
  }>`select person_id as id from account_holder where person_id = any(${[...people]}::bigint[])`
    .execute(db)
    .then(result => new Set(result.rows.map(row => row.id)))

/** For whom an account acts besides its holder. */
export const householdOf = async (tx: Tx, accountId: string): Promise<number[]> => {
  const rows = await tx
    .withTables<AccountTables>()
    .selectFrom('accountHousehold')
    .select('personId')
    .where('accountId', '=', accountId)
    .execute()
  return rows.map(row => row.personId)
}

export const accountOf = (tx: Tx, personId: number) =>
  tx
    .withTables<AccountTables>()
    .selectFrom('accountHolder')
    .select('accountId')
    .where('personId', '=', personId)
    .executeTakeFirst()

/** How many sessions live. */
export const countSessions = (db: Db) =>
  sql<{ n: number }>`select count(*) as n from "session"`.execute(db).then(({ rows }) => rows[0]?.n ?? 0)

/** Was this account made with the phone of this name? */
export const holdsPhone = async (tx: Tx, accountId: string, phoneName: string): Promise<boolean> =>
  (await phoneOf(tx, accountId)) === phoneName

/** The name of the phone that an account was made with, its keyed hash. */
export async function phoneOf(db: Db, accountId: string): Promise<string | null> {
  const row = await db
    .withTables<{ user: { id: string; phoneNumber: string | null } }>()
    .withoutPlugins()
    .selectFrom('user')
    .select('phoneNumber')
    .where('id', '=', accountId)
    .executeTakeFirst()
  return row?.phoneNumber ?? null
}

/** Adds everybody who shares an account with one of these people: its holder and those it acts for. */
export async function addHouseholds(tx: Tx, kin: Set<number>): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    with member as (select account_id, person_id from account_holder union all select account_id, person_id from account_household)
    select distinct o.person_id as id from member m join member o on o.account_id = m.account_id
    where o.person_id is not null and m.person_id = any(${[...kin]}::bigint[])`.execute(tx)
  for (const row of rows) kin.add(row.id)
}

/** Of people without an account of their own: who acts for them. */
export const standInsOf = (db: Db, people: readonly number[]) =>
  sql<{ personId: number; holder: number }>`
    select distinct on (w.person_id) w.person_id, h.person_id as holder from account_household w
    join account_holder h on h.account_id = w.account_id
    where w.person_id = any(${[...people]}::bigint[]) and h.person_id is not null
      and not exists (select from account_holder own where own.person_id = w.person_id)
    order by w.person_id, w.since`
    .execute(db)
    .then(result => new Map(result.rows.map(row => [row.personId, row.holder])))
