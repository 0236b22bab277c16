// 重置登录: a lost phone or a forgotten password. Every session of the account ends, and whoever signs in next with its phone chooses another
// password. Invariant: nobody does this for themselves or their household, and it opens nothing without the phone.
import { demand, type Principal } from '../access/access.ts'
import { sealedReason } from '../access/ending.ts'
import { dutiesOf } from '../access/grants.ts'
import { entriesOf, kinOf } from '../access/kin.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { notFound, refusals } from '../refusals.ts'
import { endOthers } from './opening.ts'
import { dropPassword } from './passwords.ts'
import { accountOf } from './service.ts'
import { revokeTokensOf } from './tokens.ts'

const refuse = refusals({
  'account.own-reset': {
    status: 403,
    zh: '本人和家人的登录要由另一位安全管理员来重置。',
    en: 'Another security administrator resets the sign-in of yourself and your family.',
  },
})

/** @throws Refusal `not-found` where this person holds no duty that the actor oversees, `account.own-reset` */
export async function startOver(
  ground: Ground,
  actor: Principal,
  personId: number,
  reason: string,
): Promise<{ sessions: number; tokens: number }> {
  const done = await ground.transact(async tx => {
    if (actor.personId !== null && (await kinOf(ground, tx, [personId])).has(actor.personId))
      throw refuse('account.own-reset')
    const at = ground.clock()
    const entries = [...(await entriesOf(ground, tx, [personId]))]
    const duty = (await dutiesOf(tx, entries, at))[0]
    if (!duty) throw notFound('任职的人', 'The holder of this duty')
    demand(actor, 'grant.approve', duty)
    const tokens = await revokeTokensOf(tx, entries, { at, by: actor.personId })
    let sessions = 0
    for (const entry of entries) {
      const accountId = (await accountOf(tx, entry))?.accountId
      if (accountId === undefined) continue
      await dropPassword(tx, accountId)
      sessions += await endOthers(tx, accountId, null)
    }
    await tell(tx, {
      at,
      by: actor,
      kind: 'account.started-over',
      subject: `person:${personId}`,
      facts: { sessions, tokens, ...sealedReason(ground, reason) },
    })
    return { sessions, tokens }
  })
  ground.sessions.forget()
  return done
}
