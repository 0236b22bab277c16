// The second proof of staff: a password beside the phone code. Five wrong tries lock for a quarter of an hour.
import type { Principal } from '../access/access.ts'
import { namesOf } from '../access/kin.ts'
import { addMinutes } from '../clock.ts'
import type { Db, Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { type Refusal, refusals } from '../refusals.ts'
import { endOthers, proveSession } from './opening.ts'
import { nearWord, repeats, siteWords } from './password-rules.ts'
import { phoneOf } from './service.ts'
import type { AccountTables } from './tables.ts'

const LOCK_AFTER = 5
const LOCK_MINUTES = 15
export const PASSWORD_MIN = 12

const refuse = refusals({
  'password.wrong': {
    status: 422,
    zh: '密码不对，还可以试 {left} 次。',
    en: 'The password is wrong; {left} tries left.',
  },
  'password.locked': {
    status: 429,
    zh: '密码连续错误，已锁定，请 {minutes} 分钟后再试。',
    en: 'Too many wrong passwords; locked, try again in {minutes} minutes.',
  },
  'password.none': {
    status: 422,
    zh: '此账号没有设置密码，请联系安全管理员。',
    en: 'This account has no password; ask the security administrator.',
  },
  'password.current': {
    status: 422,
    zh: '换密码要先填现在的密码。',
    en: 'Give the password you have now to choose another.',
  },
  'password.short': {
    status: 422,
    zh: '密码至少 {min} 位，越长越好，一句话也行。',
    en: 'A password has at least {min} characters; the longer the better, a sentence will do.',
  },
  'password.repeats': {
    status: 422,
    zh: '这个密码只是同几个字反复，别人会先试它，请换一个。',
    en: 'This password only repeats a few characters and is among the first that are tried; choose another.',
  },
  'password.breached': {
    status: 422,
    zh: '这个密码在系统自带的泄露密码名单里，别人会先试它，请换一个。',
    en: 'This password is in the list of leaked ones that comes with the system and is among the first that are tried; choose another.',
  },
  'password.breached-own': {
    status: 422,
    zh: '这个密码在本区自备的泄露密码名单里，别人会先试它，请换一个。',
    en: 'This password is in the district’s own list of leaked ones and is among the first that are tried; choose another.',
  },
  'password.phone': {
    status: 422,
    zh: '密码里有您的手机号，知道您号码的人会先试它，请换一个。',
    en: 'The password holds your phone number, which others try first; choose another.',
  },
  'password.name': {
    status: 422,
    zh: '密码里有您的姓名或它的拼音，认识您的人会先试它，请换一个。',
    en: 'The password holds your name, which others try first; choose another.',
  },
  'password.site': {
    status: 422,
    zh: '密码里有本系统的名字，别人会先试它，请换一个。',
    en: 'The password holds the name of this system, which others try first; choose another.',
  },
})

/** The second proof of a staff session, whose cookie is another afterwards. Five wrong tries lock for a quarter of an hour. */
export async function provePassword(
  ground: Ground,
  actor: Principal,
  sessionId: string,
  password: string,
): Promise<string> {
  const at = ground.clock()
  const outcome = await ground.transact(async tx => {
    const wrong = await tryPassword(ground, tx, actor, password, 'password')
    if (wrong) return wrong
    await tell(tx, { at, by: actor, kind: 'account.second-proof', subject: `account:${actor.accountId}` })
    return proveSession(ground, tx, sessionId)
  })
  if (typeof outcome !== 'string') throw outcome
  ground.sessions.forget()
  return outcome
}

/**
 * Is it this account's password? A wrong one is counted although the answer is a refusal: it is returned, to be thrown after the commit.
 * @param field where the refusal is shown
 */
async function tryPassword(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  password: string,
  field: 'password' | 'current',
): Promise<Refusal | null> {
  const accountId = actor.accountId ?? ''
  const now = ground.clock()
  const db = tx.withTables<AccountTables>()
  const row = await db
    .selectFrom('staffPassword')
    .selectAll()
    .where('accountId', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('password.none')
  if (row.lockedUntil && row.lockedUntil > now)
    return refuse('password.locked', {
      minutes: Math.ceil((row.lockedUntil.getTime() - now.getTime()) / 60_000),
    })
  const count = (failures: number, lockedUntil: Date | null) =>
    db
      .updateTable('staffPassword')
      .where('accountId', '=', accountId)
      .set({ failures, lockedUntil })
      .execute()
  if (await ground.auth.checkPassword(row.hash, password)) {
    await count(0, null)
    return null
  }
  const failures = row.failures + 1
  const locked = failures >= LOCK_AFTER
  await count(locked ? 0 : failures, locked ? addMinutes(now, LOCK_MINUTES) : null)
  await tell(tx, {
    at: now,
    by: actor,
    kind: 'account.password-failed',
    subject: `account:${accountId}`,
    facts: { failures },
  })
  return locked
    ? refuse('password.locked', { minutes: LOCK_MINUTES })
    : refuse('password.wrong', { left: LOCK_AFTER - failures }, field)
}

/** Those of these people whose account has a password. */
export async function hasSecondFactor(db: Db, people: readonly number[]): Promise<Set<number>> {
  if (people.length === 0) return new Set()
  const rows = await db
    .withTables<AccountTables>()
    .selectFrom('accountHolder')
    .innerJoin('staffPassword', 'staffPassword.accountId', 'accountHolder.accountId')
    .select('accountHolder.personId')
    .where('accountHolder.personId', 'in', [...people])
    .execute()
  return new Set(rows.flatMap(row => row.personId ?? []))
}

export const hasPassword = async (db: Db, accountId: string): Promise<boolean> =>
  (await db
    .withTables<AccountTables>()
    .selectFrom('staffPassword')
    .select('accountId')
    .where('accountId', '=', accountId)
    .executeTakeFirst()) !== undefined

/**
 * Somebody sets their first password, or another one beside the one of before. The session has both proofs then and another cookie;
 * whoever else sits on this account is signed out.
 */
export async function choosePassword(
  ground: Ground,
  actor: Principal,
  sessionId: string,
  { current, password }: { current?: string | undefined; password: string },
): Promise<string> {
  const accountId = actor.accountId ?? ''
  await refuseOwnWords(ground, actor, password)
  const outcome = await ground.transact(async tx => {
    if (await hasPassword(tx, accountId)) {
      if (current === undefined) throw refuse('password.current', {}, 'current')
      const wrong = await tryPassword(ground, tx, actor, current, 'current')
      if (wrong) return wrong
    }
    await setPassword(ground, tx, accountId, password)
    const sessions = await endOthers(tx, accountId, sessionId)
    await tell(tx, {
      at: ground.clock(),
      by: actor,
      kind: 'account.password-set',
      subject: `account:${accountId}`,
      facts: { sessions },
    })
    return proveSession(ground, tx, sessionId)
  })
  if (typeof outcome !== 'string') throw outcome
  ground.sessions.forget()
  return outcome
}

/** What is near at hand for whoever knows the person or the system (ASVS 5, 6.1.2). @throws Refusal. */
async function refuseOwnWords(ground: Ground, actor: Principal, password: string): Promise<void> {
  const phone = await phoneOf(ground.db, actor.accountId ?? '')
  const names = await namesOf(ground, actor.personId === null ? [] : [actor.personId])
  const near = nearWord(password, {
    isPhone: text => ground.auth.nameOf(text) === phone,
    names: [...names.values()],
    site: siteWords(ground.config.origin),
  })
  if (near) throw refuse(`password.${near}`, {}, 'password')
}

/** Sets a staff password (ASVS 5: twelve characters and more, no composition rules, none that was leaked). */
export async function setPassword(
  ground: Ground,
  tx: Tx,
  accountId: string,
  password: string,
): Promise<void> {
  if ([...password].length < PASSWORD_MIN) throw refuse('password.short', { min: PASSWORD_MIN }, 'password')
  if (repeats(password)) throw refuse('password.repeats', {}, 'password')
  const leaked = await ground.breached.find(password)
  if (leaked) throw refuse(leaked === 'own' ? 'password.breached-own' : 'password.breached', {}, 'password')
  await setHash(tx, accountId, await ground.auth.hashPassword(password), ground.clock())
}

/** Writes the hash of a password that was found good. */
export const setHash = (tx: Tx, accountId: string, hash: string, setAt: Date) =>
  tx
    .withTables<AccountTables>()
    .insertInto('staffPassword')
    .values({ accountId, hash, setAt, failures: 0, lockedUntil: null })
    .onConflict(c => c.column('accountId').doUpdateSet({ hash, setAt, failures: 0, lockedUntil: null }))
    .execute()

/** The account has no password any more: whoever signs in with its phone chooses another. */
export const dropPassword = (tx: Tx, accountId: string) =>
  tx.withTables<AccountTables>().deleteFrom('staffPassword').where('accountId', '=', accountId).execute()
