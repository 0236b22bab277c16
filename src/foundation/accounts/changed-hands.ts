// A phone that changed hands: after a long silence on a browser that nobody knows, or on the gateway's word, a session shows nothing until
// the name and the last six of the document are given. "This is not me" frees the phone, and the rooms that know people tell the town.
// Invariant: what was held under a phone is never shown to somebody who proves nothing but the phone after it fell silent.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Principal } from '../access/access.ts'
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { hook } from '../hooks.ts'
import { tell } from '../journal/journal.ts'
import { forgive, type Limit, spend } from '../limits/limits.ts'
import { addressHash, lostAmong, regain } from '../notices/addresses.ts'
import { refuse as groundRefuse, refusals } from '../refusals.ts'
import { lifeAt } from './life.ts'
import { endOthers, renewSession } from './opening.ts'

const refuse = refusals({
  'whose.wrong': {
    status: 422,
    zh: '姓名或证件后六位对不上，请对着证件再看一眼；号码是新换来的，请点“不是我”。',
    en: 'Name and last six do not fit; look at the document once more. If the number is new to you, choose “this is not me”.',
  },
  'whose.settled': { status: 409, zh: '已经核对过了。', en: 'This is settled already.' },
})

/** Listeners who know these people say whether one of them has this name and a document that ends so. */
export const recognise = hook<{ people: readonly number[]; name: string; last: string; fits: boolean }>(
  'accounts.recognise',
)
/** The phone of this account name belongs to somebody else now: listeners take it from these people. */
export const phoneFreed = hook<{ people: readonly number[]; phoneName: string }>('accounts.phone-freed')

export const MARK_COOKIE = { name: 'yunjian.device', path: '/' }
const MARK_SECONDS = 400 * 86_400
const TRIED: Limit = { what: 'account.recognised', most: 5, seconds: 86_400 }

type Silence = { held: boolean; known: boolean; seenAt: Date | null }
const silenceOf = (tx: Tx, accountId: string, mark: Buffer) =>
  sql<Silence>`select exists (select from account_holder where account_id = ${accountId})
        or exists (select from account_household where account_id = ${accountId}) as held,
      exists (select from known_device where account_id = ${accountId} and mark = ${mark}) as known,
      greatest((select max(seen_at) from known_device where account_id = ${accountId}),
        (select max(since) from account_holder where account_id = ${accountId}),
        (select max(since) from account_household where account_id = ${accountId})) as seen_at`
    .execute(tx)
    .then(result => result.rows[0])

/** Somebody signed in by code: is it still the same owner? Answers the cookie by which the browser is known again. */
export async function arrive(
  ground: Ground,
  tx: Tx,
  it: { accountId: string; sessionId: string; phone: string; mark: string | null },
): Promise<string> {
  const at = ground.clock()
  const mark = it.mark ?? randomBytes(24).toString('base64url')
  const markHash = hashOf(ground, mark)
  const phoneHash = addressHash(ground, 'sms', it.phone)
  const lost = (await lostAmong(tx, 'sms', [phoneHash])).size > 0
  const silence = await silenceOf(tx, it.accountId, markHash)
  const quietSince = new Date(at.getTime() - lifeAt(ground.policies, ground.clock).quietDays * 86_400_000)
  const quiet = !silence?.known && silence?.seenAt != null && silence.seenAt < quietSince
  if (silence?.held && (lost || quiet))
    await sql`insert into session_state (session_id, used_at, doubted) values (${it.sessionId}, ${at}, ${phoneHash})`.execute(
      tx,
    )
  else {
    await know(tx, it.accountId, markHash, at)
    await regain(tx, phoneHash)
  }
  return ground.auth.cookie(MARK_COOKIE, mark, MARK_SECONDS)
}

const hashOf = (ground: Ground, mark: string) => ground.secrets.lookup(`device:${mark}`)
const know = (tx: Tx, accountId: string, mark: Buffer, at: Date) =>
  sql`insert into known_device (account_id, mark, seen_at) values (${accountId}, ${mark}, ${at})
    on conflict (account_id, mark) do update set seen_at = excluded.seen_at`.execute(tx)

export type Doubted = { accountId: string; sessionId: string; mark: string | null }
/** The session as one that is asked who it is. @throws Refusal. */
export function doubtedIn(
  { principal, sessionId }: { principal: Principal; sessionId: string | null },
  mark: string | undefined,
): Doubted {
  if (!principal.doubted || principal.accountId === null || sessionId === null) throw refuse('whose.settled')
  return { accountId: principal.accountId, sessionId, mark: mark ?? null }
}

/** Name and last six fit: the session is its owner's again. Answers its new cookie. */
export async function sayWho(
  ground: Ground,
  it: Doubted,
  said: { name: string; last: string },
): Promise<string> {
  const seconds = await spend(ground, TRIED, it.accountId)
  if (seconds > 0) throw groundRefuse('too-many', { seconds })
  const cookie = await ground.transact(async tx => {
    const asked = { people: await peopleUnder(tx, it.accountId), ...said, fits: false }
    await ground.hooks.call(recognise, ground, tx, asked)
    if (!asked.fits) throw refuse('whose.wrong', {}, 'last')
    return settle(ground, tx, it, 'account.recognised')
  })
  await forgive(ground, TRIED, it.accountId)
  ground.sessions.forget()
  return cookie
}

/** "This is not me": whatever was held under this phone is held under it no longer. Answers the session's new cookie. */
export async function notMe(ground: Ground, it: Doubted): Promise<string> {
  const cookie = await ground.transact(async tx => {
    const people = await peopleUnder(tx, it.accountId)
    const { rows } = await sql<{
      name: string
    }>`select "phoneNumber" as name from "user" where id = ${it.accountId}`.execute(tx)
    for (const table of [
      'account_holder',
      'account_household',
      'staff_password',
      'account_identity',
      'known_device',
    ])
      await sql`delete from ${sql.table(table)} where account_id = ${it.accountId}`.execute(tx)
    await endOthers(tx, it.accountId, it.sessionId)
    await ground.hooks.call(phoneFreed, ground, tx, { people, phoneName: rows[0]?.name ?? '' })
    return settle(ground, tx, it, 'account.phone-freed', { people: people.length })
  })
  ground.sessions.forget()
  return cookie
}

const peopleUnder = (tx: Tx, accountId: string) =>
  sql<{
    id: number
  }>`select person_id as id from account_holder where account_id = ${accountId} and person_id is not null
    union select person_id from account_household where account_id = ${accountId}`
    .execute(tx)
    .then(result => result.rows.map(row => row.id))

async function settle(
  ground: Ground,
  tx: Tx,
  it: Doubted,
  kind: 'account.recognised' | 'account.phone-freed',
  facts: Record<string, number> = {},
): Promise<string> {
  const at = ground.clock()
  const { rows } = await sql<{ doubted: Buffer }>`select doubted from session_state
    where session_id = ${it.sessionId} and doubted is not null for update`.execute(tx)
  if (!rows[0]) throw refuse('whose.settled')
  await sql`update session_state set doubted = null where session_id = ${it.sessionId}`.execute(tx)
  await regain(tx, rows[0].doubted)
  if (it.mark !== null) await know(tx, it.accountId, hashOf(ground, it.mark), at)
  await tell(tx, {
    at,
    by: { accountId: it.accountId, personId: null },
    kind,
    subject: `account:${it.accountId}`,
    facts,
  })
  return renewSession(ground, tx, it.sessionId)
}
