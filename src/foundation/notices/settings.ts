// How somebody wants to be told: their choices, and the addresses that they prove.
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Principal } from '../access/access.ts'
import { localDay } from '../clock.ts'
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { forgive, type Limit, spend } from '../limits/limits.ts'
import { refuse as groundRefuse, notFound } from '../refusals.ts'
import {
  addressesFor,
  askForProof,
  bindAddress,
  boundBeside,
  dropAddress,
  maskMail,
  type Owner,
  proveAddress,
} from './addresses.ts'
import type { SettingsView } from './contract.ts'
import { type Channel, channels, fillIn, type Language } from './kinds.ts'
import { choicesBy, sendingPolicy } from './policy.ts'
import { recipientsOf } from './recipients.ts'
import { refuse } from './refusals.ts'
import type { Choices } from './rules.ts'
import * as store from './store.ts'
import { mailCodeKind, readTemplates } from './templates.ts'

const MAIL_SENT: Limit = { what: 'mail.sent', most: 1, seconds: 60 }
const BINDING_MINUTES = 10

/** As whom an account is told: its person, or its contact. @throws Refusal where it is neither. */
function ownerOf(actor: Principal): Owner {
  if (actor.only && !actor.only.includes('own')) throw groundRefuse('forbidden', { permission: 'own' })
  if (actor.personId !== null) return { person: actor.personId }
  if (actor.contactId != null) return { contact: actor.contactId }
  throw notFound('登记', 'Your registration')
}
const subjectOf = (owner: Owner) =>
  'person' in owner ? `person:${owner.person}` : `contact:${owner.contact}`

export async function noticeSettings(ground: Ground, actor: Principal): Promise<SettingsView> {
  const owner = ownerOf(actor)
  const { value: rule } = ground.policies.at(sendingPolicy, localDay(ground.clock()))
  const [own] = 'person' in owner ? await store.choicesOf(ground.db, [owner.person]) : []
  const { personId: _, ...choices } = own ?? { personId: 0, ...choicesBy(rule) }
  const rows = await addressesFor(ground.db, owner)
  const known = await recipientsOf(ground, ground.db, {
    people: 'person' in owner ? [owner.person] : [],
    contacts: 'contact' in owner ? [owner.contact] : [],
  })
  const phone = [...known.people.values(), ...known.contacts.values()][0]?.phone
  return {
    choices: { ...choices, ask: [...choices.ask], soon: [...choices.soon], later: [...choices.later] },
    digestAt: rule.digestAt,
    ways: channels.map(channel => {
      const offered = ground.gateways[channel] !== undefined
      if (channel === 'sms')
        return {
          channel,
          offered,
          state: phone ? ('proven' as const) : ('none' as const),
          mask: phone ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : '',
          why: null,
        }
      const of = rows.filter(one => one.channel === channel)
      const one = of.find(each => each.provenAt && !each.lostAt) ?? of[0]
      const state = !one ? 'none' : one.lostAt ? 'lost' : one.provenAt ? 'proven' : 'proving'
      return { channel, offered, state, mask: one?.mask ?? '', why: one?.lostWhy ?? null }
    }),
  }
}

export async function chooseNotices(ground: Ground, actor: Principal, choices: Choices): Promise<void> {
  const owner = ownerOf(actor)
  if (!('person' in owner)) throw notFound('登记', 'Your registration')
  if (choices.ask.length === 0) throw refuse('choices.unreachable', {}, 'ask')
  const at = ground.clock()
  await ground.transact(async tx => {
    await store.writeChoices(tx, owner.person, choices, at)
    await tell(tx, { at, by: actor, kind: 'notices.chosen', subject: `person:${owner.person}` })
  })
}

/** Sends a code to an address that somebody says is theirs. It is sent at once or not at all. */
export async function proveMail(
  ground: Ground,
  actor: Principal,
  mail: string,
  language: Language,
): Promise<void> {
  const owner = ownerOf(actor)
  const gateway = ground.gateways.mail
  if (!gateway) throw refuse('mail.off')
  const seconds = await spend(ground, MAIL_SENT, subjectOf(owner))
  if (seconds > 0) throw refuse('mail.too-soon', { seconds })
  const code = await ground.transact(tx => askForProof(ground, tx, owner, mail, maskMail(mail)))
  const own = (await readTemplates(ground.db)).of(mailCodeKind.kind, 'mail', language)
  const words = own ?? { title: mailCodeKind.title[language], body: mailCodeKind.body[language] }
  const { facts: types } = mailCodeKind
  const filling = { types, facts: { code }, language, concerns: null, times: 1, names: new Map() }
  const sent = await gateway.send({
    reference: `yj${ground.config.district}m${randomBytes(8).toString('hex')}`,
    to: mail,
    code: null,
    fields: {},
    title: fillIn(words.title, filling),
    body: fillIn(words.body, filling),
    url: `${ground.config.origin}${mailCodeKind.page(0, { code })}`,
  })
  if (sent.is === 'sent' || sent.is === 'doubtful') return
  await forgive(ground, MAIL_SENT, subjectOf(owner))
  throw refuse('mail.unsent', {}, 'mail')
}

export async function confirmMail(ground: Ground, actor: Principal, code: string): Promise<void> {
  const owner = ownerOf(actor)
  const outcome = await ground.transact(async tx => {
    const proven = await proveAddress(ground, tx, owner, code)
    if (proven === 'proven') await tellOf(ground, tx, actor, owner, 'bound', 'mail')
    return proven
  })
  if (outcome === 'wrong') throw refuse('mail.code', {}, 'code')
  if (outcome === 'none') throw refuse('mail.none', {}, 'code')
}

export async function forgetAddress(ground: Ground, actor: Principal, channel: Channel): Promise<void> {
  const owner = ownerOf(actor)
  await ground.transact(async tx => {
    if ((await dropAddress(tx, owner, channel)) > 0)
      await tellOf(ground, tx, actor, owner, 'unbound', channel)
  })
}

/** Where the browser goes to say which WeChat account it is; the answer is taken once, for this account, within ten minutes. */
export async function beginWechat(ground: Ground, actor: Principal): Promise<{ url: string }> {
  const owner = ownerOf(actor)
  const { wechat } = ground.gateways
  if (!wechat) throw refuse('wechat.off')
  const state = randomBytes(24).toString('base64url')
  const until = new Date(ground.clock().getTime() + BINDING_MINUTES * 60_000)
  const [personId, contactId] = 'person' in owner ? [owner.person, null] : [null, owner.contact]
  await sql`insert into wechat_binding (state_hash, account_id, person_id, contact_id, until)
    values (${hashed(state)}, ${actor.accountId}, ${personId}, ${contactId}, ${until})`.execute(ground.db)
  return { url: wechat.askWho(`${ground.config.origin}/me/inbox/wechat`, state) }
}

/** The browser is back. @throws Refusal `wechat.*`: stale, used, taken by another person, or no answer. */
export async function endWechat(
  ground: Ground,
  actor: Principal,
  back: { code: string; state: string },
): Promise<void> {
  const owner = ownerOf(actor)
  const { wechat } = ground.gateways
  if (!wechat) throw refuse('wechat.off')
  const { rows } = await sql<{ until: Date }>`delete from wechat_binding
    where state_hash = ${hashed(back.state)} and account_id = ${actor.accountId} returning until`.execute(
    ground.db,
  )
  if (!rows[0] || rows[0].until <= ground.clock()) throw refuse('wechat.stale')
  const who = await wechat.whoIs(back.code)
  if ('no' in who) throw refuse(who.no === 'used' ? 'wechat.used' : 'wechat.down')
  await ground
    .transact(async tx => {
      if (!(await bindAddress(ground, tx, owner, 'wechat', who.openid, `…${who.openid.slice(-4)}`)))
        throw refuse('wechat.taken')
      await tellOf(ground, tx, actor, owner, 'bound', 'wechat')
    })
    .catch(error => {
      throw boundBeside(error) ? refuse('wechat.taken') : error
    })
}

const hashed = (state: string) => createHash('sha256').update(state).digest()
const tellOf = (
  ground: Ground,
  tx: Tx,
  actor: Principal,
  owner: Owner,
  what: 'bound' | 'unbound',
  channel: Channel,
) =>
  tell(tx, {
    at: ground.clock(),
    by: actor,
    kind: `notices.${what}`,
    subject: subjectOf(owner),
    facts: { channel },
  })

/** Bindings that nobody came back from. */
export const forgetBindings = (ground: Ground): Promise<number> =>
  sql`delete from wechat_binding where until < ${ground.clock()}`
    .execute(ground.db)
    .then(result => Number(result.numAffectedRows ?? 0))
