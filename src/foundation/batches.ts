// What arrives together is done together: while one batch is on its way, the next one gathers.
// Invariant: work is done in the order in which it was asked for, and every caller gets an answer.
import { unclaimed } from './http/claims.ts'
import { refusals } from './refusals.ts'

const refuse = refusals({
  busy: {
    status: 503,
    zh: '此刻人很多，请 {seconds} 秒后再试，排队顺序不受影响。',
    en: 'Very many people at this moment; try again in {seconds} seconds.',
  },
})
/** How long somebody should wait who is sent away, in seconds. */
export const RETRY_AFTER = 2

export type Outcome<Answer> = { answer: Answer } | { error: unknown }

export type BatchOptions<Ask, Answer> = {
  /** Does many at once and answers in the same order. When it throws, each ask is tried alone. */
  run: (asks: Ask[]) => Promise<Outcome<Answer>[]>
  /** At most so many in one batch. */
  size?: number
  /** With more than this many waiting, newcomers are sent away with 503 before anything falls over. */
  limit?: number
}

type Waiting<Ask, Answer> = { ask: Ask; resolve: (answer: Answer) => void; reject: (error: unknown) => void }

/** @throws Refusal `busy` (503) from the returned function when too many wait already. */
export function makeBatches<Ask, Answer>(options: BatchOptions<Ask, Answer>): (ask: Ask) => Promise<Answer> {
  const { run, size = 500, limit = 5000 } = options
  const waiting: Waiting<Ask, Answer>[] = []
  let running = false

  async function drain() {
    running = true
    while (waiting.length > 0) {
      // What else stands in the event loop at this moment joins the batch.
      await new Promise(resolve => setImmediate(resolve))
      const batch = waiting.splice(0, size)
      const outcomes = await attempt(batch.map(one => one.ask))
      for (const [i, one] of batch.entries()) {
        const outcome = outcomes[i]
        if (outcome && 'answer' in outcome) one.resolve(outcome.answer)
        else one.reject(outcome?.error ?? new Error('a batch answered fewer than it was asked'))
      }
    }
    running = false
  }

  async function attempt(asks: Ask[]): Promise<Outcome<Answer>[]> {
    try {
      return await run(asks)
    } catch (error) {
      if (asks.length === 1) return [{ error }]
      const alone: Outcome<Answer>[] = []
      for (const ask of asks) alone.push(...(await attempt([ask])))
      return alone
    }
  }

  return ask =>
    new Promise<Answer>((resolve, reject) => {
      if (waiting.length >= limit) return reject(refuse('busy', { seconds: RETRY_AFTER }))
      waiting.push({ ask, resolve, reject })
      if (!running) void unclaimed(drain)
    })
}
