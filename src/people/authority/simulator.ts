// A real-name authority that is none: for demos, trials and tests. It knows nobody; three digits of the number choose the answer.
import type { Authority, AuthorityAnswer } from './port.ts'

/** By the digits 15 to 17 of a number: those of anybody else match. */
const ANSWERS: Readonly<Record<string, AuthorityAnswer>> = { '404': 'no-match', '503': 'unavailable' }

export const simulator: Authority = {
  name: 'simulator',
  simulated: true,
  ask: async ({ document }) => ANSWERS[document.slice(14, 17)] ?? 'match',
}
