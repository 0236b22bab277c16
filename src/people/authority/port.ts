// The real-name authority: whoever says whether a name, a document and a phone belong to one person. A district has one, or none.
// Invariant: an answer that did not come is no answer; nobody waits for it, and nobody is refused for it.
import type { DocumentType } from '../identity.ts'

type Asked = { name: string; documentType: DocumentType; document: string; phone: string }
export type AuthorityAnswer = 'match' | 'no-match' | 'unavailable'

/** One adapter a service: decision 43 says what a real one must do. */
export type Authority = {
  /** Kept with every answer. */
  name: string
  /** Its answers are made up, and are said to be. */
  simulated: boolean
  /** Whatever goes wrong, and whatever takes longer than the signal allows, is `unavailable`. */
  ask: (asked: Asked, signal: AbortSignal) => Promise<AuthorityAnswer>
}
