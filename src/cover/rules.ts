// When a contract covers. Pure.
import type { LocalDay } from '../foundation/clock.ts'
import type { Words } from '../foundation/words.ts'

export const coverStates = ['waiting', 'confirmed', 'withdrawn'] as const
export type CoverState = (typeof coverStates)[number]
export const stateWords: Record<CoverState, Words> = {
  waiting: { zh: '待核对', en: 'waiting to be confirmed' },
  confirmed: { zh: '已核对', en: 'confirmed' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
}
export const payers = ['association', 'town', 'organization', 'team', 'volunteer'] as const

type Term = { state: CoverState; validFrom: LocalDay; validUntil: LocalDay }
/** Is somebody who serves on this day covered by it? */
export const isInForce = (cover: Term, day: LocalDay): boolean =>
  cover.state === 'confirmed' && cover.validFrom <= day && day <= cover.validUntil
