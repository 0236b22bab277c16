// Staff sign on by the district's own identity provider (OpenID Connect: code with PKCE, state, nonce, issuer and signature checked).
// Invariant: an identity opens an account only where its owner, signed in with both proofs, has bound it; no name and no address does.
import { sql } from 'kysely'
import * as oidc from 'openid-client'
import { z } from 'zod'
import type { Principal } from '../access/access.ts'
import { unproven } from '../access/access.ts'
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { refusals } from '../refusals.ts'
import { type From, openSession, proveSession } from './opening.ts'
import type { SessionInfo } from './sessions.ts'
import type { SignOn } from './sign-on-settings.ts'

export const refuse = refusals({
  'sign-on.none': {
    status: 404,
    zh: '本区没有接入统一身份认证。',
    en: 'This district has no sign-on of its own.',
  },
  'sign-on.away': {
    status: 503,
    zh: '统一身份认证此刻没有应答，请稍后再试，或用手机号登录。',
    en: 'The district’s sign-on does not answer just now; try again, or sign in by phone.',
  },
  'sign-on.failed': {
    status: 403,
    zh: '统一身份认证的答复不对或已过期，请重新登录。',
    en: 'What the district’s sign-on answered is wrong or too old; sign in again.',
  },
  'sign-on.unknown': {
    status: 403,
    zh: '这个身份还没有绑定账号。请先用手机号和密码登录，在“登录与安全”里绑定。',
    en: 'This identity is bound to no account. Sign in by phone and password first and bind it under “Signing in”.',
  },
  'sign-on.taken': {
    status: 409,
    zh: '这个身份已经绑定了别的账号。',
    en: 'This identity is bound to another account.',
  },
})

export const FLOW_PATH = '/api/accounts/sign-on'
export const FLOW_COOKIE = { name: 'yunjian.sign_on', path: FLOW_PATH }
export const FLOW_SECONDS = 600
const PATIENCE_S = 10

/** What the browser carries, sealed, from the start of a sign-on to its return. */
const flowShape = z.object({
  what: z.enum(['sign-in', 'bind']),
  to: z.string(),
  /** Binding: the session that asked for it. */
  sessionId: z.string().nullable(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  until: z.number(),
})
type Flow = z.infer<typeof flowShape>

const backTo = (ground: Ground) => `${ground.config.origin}${FLOW_PATH}/return`
const settingsOf = (ground: Ground): SignOn => {
  if (!ground.config.signOn) throw refuse('sign-on.none')
  return ground.config.signOn
}

/** Its metadata, and with them its keys, are read afresh each time: a rotated key is known at once. */
async function providerOf({ issuer, client, secret }: SignOn): Promise<oidc.Configuration> {
  try {
    return await oidc.discovery(issuer, client, secret, oidc.ClientSecretBasic(secret), {
      timeout: PATIENCE_S,
      execute: [
        oidc.enableNonRepudiationChecks,
        ...(issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
      ],
    })
  } catch {
    throw refuse('sign-on.away')
  }
}

/** Begins a sign-on, or binding one's identity to the account one is signed in to. Answers where to go and what the browser carries. */
export async function beginSignOn(
  ground: Ground,
  { principal, sessionId }: SessionInfo,
  asked: { what: 'sign-in' | 'bind'; to: string },
): Promise<{ url: string; cookie: string }> {
  const settings = settingsOf(ground)
  if (asked.what === 'bind') demandBoth(principal)
  const provider = await providerOf(settings)
  const flow: Flow = {
    ...asked,
    sessionId: asked.what === 'bind' ? sessionId : null,
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    until: ground.clock().getTime() + FLOW_SECONDS * 1000,
  }
  const url = oidc.buildAuthorizationUrl(provider, {
    redirect_uri: backTo(ground),
    scope: 'openid',
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: 'S256',
  })
  const carried = ground.secrets.encrypt(JSON.stringify(flow)).toString('base64url')
  return { url: url.href, cookie: ground.auth.cookie(FLOW_COOKIE, carried, FLOW_SECONDS) }
}

function demandBoth(actor: Principal): void {
  if (actor.via !== 'session' || !actor.proofs.password) throw unproven(actor)
}

/** Whom the browser that comes back carries a sign-on for. @throws Refusal `sign-on.failed`. */
export function flowIn(ground: Ground, carried: string | undefined): Flow {
  try {
    const flow = flowShape.parse(JSON.parse(ground.secrets.decrypt(Buffer.from(carried ?? '', 'base64url'))))
    if (flow.until > ground.clock().getTime()) return flow
  } catch {
    // Not ours, or changed: as good as none.
  }
  throw refuse('sign-on.failed')
}

/** The provider's answer is checked and acted upon. Answers the cookies to set. @throws Refusal. */
export async function finishSignOn(
  ground: Ground,
  flow: Flow,
  path: string,
  session: SessionInfo,
  from: From,
): Promise<string[]> {
  const settings = settingsOf(ground)
  const claims = await claimsOf(ground, settings, flow, path)
  const identity = { issuer: claims.iss, subject: claims.sub }
  if (flow.what === 'bind') {
    if (session.sessionId === null || session.sessionId !== flow.sessionId) throw refuse('sign-on.failed')
    await bind(ground, session.principal, identity)
    return []
  }
  const cookies = await ground.transact(async tx => {
    const accountId = await accountOf(tx, identity)
    if (accountId === undefined) throw refuse('sign-on.unknown')
    const { sessionId, cookie } = await openSession(ground, tx, accountId, from)
    const told = { at: ground.clock(), by: { accountId, personId: null }, subject: `account:${accountId}` }
    await tell(tx, { ...told, kind: 'account.signed-in', facts: { by: 'sign-on' } })
    if (!assertsSecond(settings, claims)) return [cookie]
    await tell(tx, { ...told, kind: 'account.second-proof', facts: { by: 'sign-on' } })
    return [await proveSession(ground, tx, sessionId)]
  })
  ground.sessions.forget()
  return cookies
}

async function claimsOf(ground: Ground, settings: SignOn, flow: Flow, path: string): Promise<oidc.IDToken> {
  const provider = await providerOf(settings)
  const answer = await oidc
    .authorizationCodeGrant(provider, new URL(path, ground.config.origin), {
      pkceCodeVerifier: flow.verifier,
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      idTokenExpected: true,
    })
    .catch(error => {
      ground.log.warn({ err: error }, 'sign-on')
      throw refuse('sign-on.failed')
    })
  const claims = answer.claims()
  if (!claims) throw refuse('sign-on.failed')
  return claims
}

const assertsSecond = ({ second }: SignOn, { amr, acr }: oidc.IDToken): boolean =>
  second.includes(`acr:${acr}`) || (Array.isArray(amr) && amr.some(one => second.includes(`amr:${one}`)))

type Identity = { issuer: string; subject: string }
const accountOf = (tx: Tx, { issuer, subject }: Identity) =>
  sql<{
    accountId: string
  }>`select account_id from account_identity where issuer = ${issuer} and subject = ${subject}`
    .execute(tx)
    .then(result => result.rows[0]?.accountId)

async function bind(ground: Ground, actor: Principal, identity: Identity): Promise<void> {
  demandBoth(actor)
  const accountId = actor.accountId ?? ''
  await ground.transact(async tx => {
    const at = ground.clock()
    const { issuer, subject } = identity
    await sql`delete from account_identity where account_id = ${accountId}`.execute(tx)
    const bound = await sql`insert into account_identity (issuer, subject, account_id, bound_at)
      values (${issuer}, ${subject}, ${accountId}, ${at}) on conflict (issuer, subject) do nothing`.execute(
      tx,
    )
    if (bound.numAffectedRows === 0n) throw refuse('sign-on.taken')
    await tell(tx, { at, by: actor, kind: 'account.identity-bound', subject: `account:${accountId}` })
  })
}

/** The identity is this account's no longer. */
export async function unbind(ground: Ground, actor: Principal): Promise<void> {
  demandBoth(actor)
  await ground.transact(async tx => {
    const gone = await sql`delete from account_identity where account_id = ${actor.accountId}`.execute(tx)
    if (gone.numAffectedRows === 0n) return
    await tell(tx, {
      at: ground.clock(),
      by: actor,
      kind: 'account.identity-unbound',
      subject: `account:${actor.accountId}`,
    })
  })
}

/** What the pages of signing in say of it. */
export async function signOnFor(ground: Ground, actor: Principal) {
  const { rows } = await sql<{ boundAt: Date }>`
    select bound_at from account_identity where account_id = ${actor.accountId}`.execute(ground.db)
  return { name: ground.config.signOn?.name ?? null, boundSince: rows[0]?.boundAt.toISOString() ?? null }
}
