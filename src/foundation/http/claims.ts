// What a request claims to do once, carried beside it into its use case. Invariant: the transaction of the use case marks the claim done
// as its last statement, so the effect and the mark stand or fall together; whoever took a claim over has made the earlier mark impossible.
import { AsyncLocalStorage } from 'node:async_hooks'
import { sql } from 'kysely'
import { type Db, inTransaction, type Tx } from '../database/database.ts'
import { refusals } from '../refusals.ts'

export const refuse = refusals({
  'idempotency.reused': {
    status: 422,
    zh: '同一个 Idempotency-Key 用在了不同的请求上。',
    en: 'This Idempotency-Key was used for a different request.',
  },
  'idempotency.running': {
    status: 409,
    zh: '同一请求正在处理，请稍候。',
    en: 'The same request is still running.',
  },
  'idempotency.done': {
    status: 409,
    zh: '这件事已经办成，只是当时的答复没有送到。请刷新页面查看，不用再办一次。',
    en: 'This has been done already; only its answer was lost. Reload to see it; do not do it again.',
  },
  'idempotency.key': {
    status: 422,
    zh: 'Idempotency-Key 最多 200 个字符。',
    en: 'An Idempotency-Key has at most 200 characters.',
  },
})

export type Claim = {
  owner: string
  key: string
  /** Counts those who took it in hand. */
  turn: number
  /** Of the whole request; null until an upload has been read to its end. */
  fingerprint: Buffer | null
  state: 'open' | 'done' | 'over'
  /** What the journal first spoke of: where somebody looks whose answer was lost. */
  subject: string | null
}

const carried = new AsyncLocalStorage<Claim | undefined>()
export const carrying = <T>(claim: Claim, work: () => T): T => carried.run(claim, work)
/** For what many requests share, or what goes on after one: it is nobody's claim. */
export const unclaimed = <T>(work: () => T): T => carried.run(undefined, work)
export const claimCarried = (): Claim | undefined => carried.getStore()

/** The journal is told of a subject. */
export function spokenOf(subject: string): void {
  const claim = carried.getStore()
  if (claim) claim.subject ??= subject
}

/** One use case, one transaction; under a claim its last statement marks the claim. */
export async function transactClaimed<T>(
  db: Db,
  clock: () => Date,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const claim = carried.getStore()
  if (!claim || claim.state === 'over') return inTransaction(db, work)
  const result = await inTransaction(db, async tx => {
    if (claim.state === 'open') claim.subject = null // a try before this one spoke of what was undone
    const result = await work(tx)
    await mark(tx, claim, clock())
    return result
  })
  claim.state = 'done'
  return result
}

async function mark(tx: Tx, claim: Claim, at: Date): Promise<void> {
  const { numAffectedRows } = await sql`
    update idempotency set done_at = ${at}, subject = ${claim.subject}, fingerprint = ${claim.fingerprint}
    where owner = ${claim.owner} and key = ${claim.key} and turn = ${claim.turn}`.execute(tx)
  if (numAffectedRows !== 1n) throw refuse('idempotency.running')
}
