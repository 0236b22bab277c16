// Signing in: phone and code for everybody, and a password besides for staff. Both proofs, or no staff power.
import { APIError } from 'better-auth/api'
import { sql } from 'kysely'
import { type AccessTables, type Principal, scopesOf } from '../access/access.ts'
import { ledByCodeAlone, permissions } from '../access/roles.ts'
import { addMinutes } from '../clock.ts'
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { forgive, type Limit, spend } from '../limits/limits.ts'
import { refusals } from '../refusals.ts'
import { CODE_LIFETIME_SECONDS, CODE_TRIES } from './auth.ts'
import type { SessionView } from './contract.ts'
import type { AccountTables } from './tables.ts'

const LOCK_AFTER = 5
const LOCK_MINUTES = 15
const PASSWORD_MIN = 12

export const refuse = refusals({
  'code.too-soon': {
    status: 429,
    zh: '验证码刚刚发出，请 {seconds} 秒后再试。',
    en: 'A code was sent a moment ago; try again in {seconds} seconds.',
  },
  'code.wrong': {
    status: 422,
    zh: '验证码不对或已过期，请核对短信，或重新获取。',
    en: 'The code is wrong or too old; check the message or ask for a new one.',
  },
  'code.exhausted': {
    status: 429,
    zh: '错了太多次，请重新获取验证码。',
    en: 'Too many wrong tries; ask for a new code.',
  },
  'password.wrong': {
    status: 422,
    zh: '密码不对，还可以试 {left} 次。',
    en: 'The password is wrong; {left} tries left.',
  },
  'password.locked': {
    status: 429,
    zh: '密码连续错误，已锁定到 {until}。',
    en: 'Too many wrong passwords; locked until {until}.',
  },
  'password.none': {
    status: 422,
    zh: '此账号没有设置密码，请联系安全管理员。',
    en: 'This account has no password; ask the security administrator.',
  },
  'password.weak': {
    status: 422,
    zh: '密码至少 {min} 位，且不能是常见密码。',
    en: 'A password has at least {min} characters and is not a common one.',
  },
})

const CODE_SENT: Limit = { what: 'code.sent', most: 1, seconds: 60 }
const CODE_TRIED: Limit = { what: 'code.tried', most: CODE_TRIES, seconds: CODE_LIFETIME_SECONDS }

export async function sendCode(ground: Ground, phone: string): Promise<void> {
  const name = ground.auth.nameOf(phone)
  const seconds = await spend(ground, CODE_SENT, name)
  if (seconds > 0) throw refuse('code.too-soon', { seconds })
  await ground.auth.sendCode(phone).catch(async error => {
    await forgive(ground, CODE_SENT, name)
    throw error
  })
  await forgive(ground, CODE_TRIED, name)
}

export async function signIn(
  ground: Ground,
  phone: string,
  code: string,
): Promise<{ accountId: string; cookies: string[] }> {
  const name = ground.auth.nameOf(phone)
  if ((await spend(ground, CODE_TRIED, name)) > 0) throw refuse('code.exhausted', {}, 'code')
  const { accountId, cookies } = await wrongCode(ground.auth.signIn(phone, code))
  for (const limit of [CODE_SENT, CODE_TRIED]) await forgive(ground, limit, name)
  await ground.transact(tx =>
    tell(tx, {
      at: ground.clock(),
      by: { accountId, personId: null },
      kind: 'account.signed-in',
      subject: `account:${accountId}`,
    }),
  )
  return { accountId, cookies }
}

async function wrongCode<T>(attempt: Promise<T>): Promise<T> {
  try {
    return await attempt
  } catch (error) {
    if (!(error instanceof APIError)) throw error
    throw refuse(error.status === 'FORBIDDEN' ? 'code.exhausted' : 'code.wrong', {}, 'code')
  }
}

/** The second proof of a staff session. Five wrong tries lock for a quarter of an hour. */
export async function provePassword(
  ground: Ground,
  actor: Principal,
  sessionId: string,
  password: string,
): Promise<void> {
  const accountId = actor.accountId ?? ''
  const now = ground.clock()
  // The failure must be counted even though the answer is a refusal, so it is thrown after the commit.
  const failure = await ground.transact(async tx => {
    const db = tx.withTables<AccountTables>()
    const row = await db
      .selectFrom('staffPassword')
      .selectAll()
      .where('accountId', '=', accountId)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return refuse('password.none')
    if (row.lockedUntil && row.lockedUntil > now)
      return refuse('password.locked', { until: row.lockedUntil.toISOString() })
    if (!(await ground.auth.checkPassword(row.hash, password))) {
      const failures = row.failures + 1
      const locked = failures >= LOCK_AFTER
      await db
        .updateTable('staffPassword')
        .where('accountId', '=', accountId)
        .set({ failures: locked ? 0 : failures, lockedUntil: locked ? addMinutes(now, LOCK_MINUTES) : null })
        .execute()
      await tell(tx, {
        at: now,
        by: actor,
        kind: 'account.password-failed',
        subject: `account:${accountId}`,
        facts: { failures },
      })
      return refuse('password.wrong', { left: Math.max(0, LOCK_AFTER - failures) }, 'password')
    }
    await db
      .updateTable('staffPassword')
      .set({ failures: 0, lockedUntil: null })
      .where('accountId', '=', accountId)
      .execute()
    await db
      .insertInto('sessionProof')
      .values({ sessionId, passwordAt: now })
      .onConflict(c => c.column('sessionId').doNothing())
      .execute()
    await tell(tx, { at: now, by: actor, kind: 'account.second-proof', subject: `account:${accountId}` })
    return undefined
  })
  if (failure) throw failure
  ground.sessions.forget()
}

/** Sets a staff password (ASVS 5: twelve characters and more, no composition rules, no common ones). */
export async function setPassword(
  ground: Ground,
  tx: Tx,
  accountId: string,
  password: string,
): Promise<void> {
  if (password.length < PASSWORD_MIN || isCommon(password))
    throw refuse('password.weak', { min: PASSWORD_MIN }, 'password')
  const hash = await ground.auth.hashPassword(password)
  const setAt = ground.clock()
  await tx
    .withTables<AccountTables>()
    .insertInto('staffPassword')
    .values({ accountId, hash, setAt, failures: 0, lockedUntil: null })
    .onConflict(c => c.column('accountId').doUpdateSet({ hash, setAt, failures: 0, lockedUntil: null }))
    .execute()
}

/** One character or a short run repeated, or a keyboard walk: what every breached list begins with. */
function isCommon(password: string): boolean {
  const lower = password.toLowerCase()
  if (/^(.{1,4})\1+$/.test(lower)) return true
  return ['123456', 'qwerty', 'password', 'abcdef', 'letmein', 'admin'].some(
    word => lower.startsWith(word) && new Set(lower).size < 14 && lower.length < 16,
  )
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

export async function sessionView(ground: Ground, actor: Principal): Promise<SessionView> {
  const nodeIds = actor.grants.map(grant => grant.nodeId)
  const nodes =
    nodeIds.length === 0
      ? []
      : await ground.db
          .withTables<AccessTables>()
          .selectFrom('scopeNode')
          .select(['id', 'name', 'kind'])
          .where('id', 'in', nodeIds)
          .execute()
  const byId = new Map(nodes.map(node => [node.id, node]))
  return {
    signedIn: actor.via !== 'nobody',
    personId: actor.personId,
    actsFor: [...actor.actsFor],
    roles: actor.grants.map(grant => ({
      ...grant,
      nodeName: byId.get(grant.nodeId)?.name ?? '',
      kind: byId.get(grant.nodeId)?.kind ?? '',
    })),
    permissions: permissions.filter(permission => scopesOf(actor, permission).length > 0),
    needsPassword: !actor.proofs.password && actor.grants.some(grant => !ledByCodeAlone(grant.role)),
  }
}

/** Ties an account to its person. @throws nothing: a person or an account that is taken already stays as it is and `false` is answered. */
export async function holdAccount(tx: Tx, accountId: string, personId: number, at: Date): Promise<boolean> {
  const result = await tx
    .withTables<AccountTables>()
    .insertInto('accountHolder')
    .values({ accountId, personId, since: at })
    .onConflict(c => c.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1
}

export async function joinHousehold(tx: Tx, accountId: string, personId: number, at: Date): Promise<void> {
  await tx
    .withTables<AccountTables>()
    .insertInto('accountHousehold')
    .values({ accountId, personId, since: at })
    .onConflict(c => c.doNothing())
    .execute()
}

export const accountOf = (tx: Tx, personId: number) =>
  tx
    .withTables<AccountTables>()
    .selectFrom('accountHolder')
    .select('accountId')
    .where('personId', '=', personId)
    .executeTakeFirst()

/** Was this account made with the phone of this name? */
export async function holdsPhone(tx: Tx, accountId: string, phoneName: string): Promise<boolean> {
  const row = await tx
    .withTables<{ user: { id: string; phoneNumber: string | null } }>()
    .withoutPlugins()
    .selectFrom('user')
    .select('phoneNumber')
    .where('id', '=', accountId)
    .executeTakeFirst()
  return row?.phoneNumber === phoneName
}

/** Adds everybody who shares an account with one of these people: its holder and those it acts for. */
export async function addHouseholds(tx: Tx, kin: Set<number>): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    with member as (select account_id, person_id from account_holder union all select account_id, person_id from account_household)
    select distinct o.person_id as id from member m join member o on o.account_id = m.account_id
    where m.person_id = any(${[...kin]}::bigint[])`.execute(tx)
  for (const row of rows) kin.add(row.id)
}
