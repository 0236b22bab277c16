// Maker-checker: who stands behind what is asked decides nothing in it, and nobody decides two steps of one review. Pure.
import { z } from 'zod'
import { type Permission, permissions } from '../access/roles.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { type Fault, whole } from '../policies/keys.ts'

/** The kinds of node at which steps are decided, lowest first. */
export const levels = ['community', 'town', 'district'] as const
export type Level = (typeof levels)[number]

/** A legal term ends at 24:00 of its last working day; a service clock counts working hours. */
const term = z.union([
  z.object({ workingDays: whole(1, 250, { zh: '按工作日', en: 'In working days', unit: 'workingDays' }) }),
  z.object({
    workingHours: whole(1, 500, { zh: '按工作时间', en: 'In working hours', unit: 'workingHours' }),
  }),
])
export type Term = z.infer<typeof term>

const permission = z.enum(permissions).meta({ zh: '谁来办', en: 'By whom', group: 'permissions' })
const level = z.enum(levels).meta({
  zh: '哪一级',
  en: 'Where',
  words: {
    community: { zh: '村居', en: 'community' },
    town: { zh: '街镇', en: 'town' },
    district: { zh: '区级', en: 'district' },
  },
})
const decided = { permission, level, term: term.meta({ zh: '期限', en: 'Within' }) }
const kind = <Kind extends string>(id: Kind, zh: string, en: string) =>
  z.literal(id).meta({ zh: '怎么办', en: 'How', word: { zh, en } })
const reviewStep = z.discriminatedUnion('kind', [
  z.object({ kind: kind('decision', '审核', 'decision'), ...decided }),
  z.object({
    kind: kind('panel', '评审打分', 'panel'),
    ...decided,
    /** So many score, each blind to the others; their mean passes from the mark on. */
    scorers: whole(2, 9, { zh: '几人打分', en: 'Scorers' }),
    passMark: whole(0, 100, { zh: '及格分', en: 'Pass mark' }),
  }),
  /** Open to objections for its term; passes when each is answered by whoever holds the permission. */
  z.object({ kind: kind('publicity', '公示', 'publicity'), ...decided }),
  /** Somebody named by whoever opens the review: `addressee` is the name that they are given there. */
  z.object({
    kind: kind('answer', '答复', 'answer'),
    addressee: z.string().meta({ zh: '谁答复', en: 'Who answers' }),
    term: term.meta({ zh: '期限', en: 'Within' }),
  }),
])
export type ReviewStep = z.infer<typeof reviewStep>
/** A chain is data: its steps in order, each with its own term. */
export const reviewChain = z.object({
  steps: z.array(reviewStep).min(1).max(6).meta({ zh: '步骤', en: 'Steps' }),
})
export type ReviewChain = z.infer<typeof reviewChain>

/**
 * What a room asks of its chain: that somebody decides each step. Only these permissions reach its subjects, and only these names
 * does it give to `answer` steps; a panel may be left to jurors. Where something is `ticked`, a decision must be among the steps, for
 * neither marks nor a term that ends confirm anything.
 */
export const decidable =
  (room: { permissions: readonly Permission[]; addressees?: readonly string[]; ticked?: boolean }) =>
  ({ steps }: ReviewChain): Fault | null => {
    if (room.ticked && !steps.some(step => step.kind === 'decision'))
      return {
        field: 'steps',
        why: {
          zh: '要有一步是审核：打分和公示都不能代替审核人的勾选确认',
          en: 'one step must be a decision: neither marks nor a publicity stand for the reviewer’s own tick',
        },
      }
    for (const [n, step] of steps.entries()) {
      if (step.kind === 'answer' && !room.addressees?.includes(step.addressee))
        return {
          field: `steps.${n}.addressee`,
          why: {
            zh: `这类审核里没有“${step.addressee}”可以答复`,
            en: `reviews of this kind name no “${step.addressee}” who could answer`,
          },
        }
      const jurors = step.kind === 'panel' && step.permission === 'review.score'
      if (step.kind !== 'answer' && !jurors && !room.permissions.includes(step.permission))
        return {
          field: `steps.${n}.permission`,
          why: { zh: '这项职权不办这类审核', en: 'this power does not decide reviews of this kind' },
        }
    }
    return null
  }

export type Verdict = 'pass' | 'return' | 'refuse' | 'withdraw'
export type ReviewState = 'open' | 'passed' | 'returned' | 'refused' | 'withdrawn'
export type Closed = Exclude<ReviewState, 'open'>

/** A review as it stands. */
export type Review = {
  id: number
  kind: string
  subject: string
  nodeId: number
  title: string
  state: ReviewState
  step: number
  round: number
  authorPerson: number | null
  policyId: number | null
  concerns: string[]
  openedAt: Date
  closedAt: Date | null
}
/** What a rule asks for, whether it is so, and on what that rests. Names are text keys of the room's words. */
export type Condition = {
  name: string
  state: 'met' | 'warn' | 'missing'
  evidence: string
  source: string
  policyId: number | null
}
/** A field (a text key), as it was when it was last returned and as it is now. */
export type Difference = { field: string; before: string; now: string }

/** A node on the way from the root down to the subject. */
export type PlaceOnLine = { id: number; kind: string }
const rank = (kind: string) => levels.indexOf(kind as Level)

/** Where a step of this level is decided: the node of that level on the line, or, where it is missing, of the next level above. */
export function nodeOfLevel(line: readonly PlaceOnLine[], level: Level): number {
  const above = line.filter(node => rank(node.kind) >= rank(level))
  const lowest = above.sort((a, b) => rank(a.kind) - rank(b.kind))[0] ?? line[0]
  if (!lowest) throw new Error('a review hangs at no node')
  return lowest.id
}

/** The next place level above a node of the line; null at the top. */
export function nodeAbove(line: readonly PlaceOnLine[], nodeId: number): { id: number; level: Level } | null {
  const at = line.findIndex(node => node.id === nodeId)
  const above = line.slice(0, Math.max(at, 0)).findLast(node => rank(node.kind) >= 0)
  const level = levels.find(one => one === above?.kind)
  return above && level ? { id: above.id, level } : null
}

export const endOf = (calendar: Calendar, from: Date, term: Term): Date =>
  'workingDays' in term
    ? calendar.endOfTerm(from, term.workingDays)
    : calendar.afterWorkingHours(from, term.workingHours)

/** When a step that waits is reminded of: at half and four fifths of its time, and at its end. */
export const reminders = (from: Date, due: Date): Date[] =>
  [0.5, 0.8, 1].map(part => new Date(from.getTime() + (due.getTime() - from.getTime()) * part))

/** How somebody has to do with a review. */
export type Involved = { person: number; as: 'author' | 'editor' | 'party' | 'decider' | 'conflict' }
/** Who made or changed what is asked. */
export const makersOf = (involved: readonly Involved[]): Involved[] =>
  involved.filter(one => one.as === 'author' || one.as === 'editor')
/** Who would decide: themselves, and everybody who is near (other entries of the same person, their household). */
export type Candidate = { person: number; near: ReadonlySet<number> }

export type Obstacle =
  | 'review.own'
  | 'review.own-household'
  | 'review.party'
  | 'review.party-household'
  | 'review.twice'
  | 'review.twice-household'
  | 'review.conflict'
  | 'review.stands-for'

const OBSTACLES = [
  { of: ['author', 'editor'], self: 'review.own', near: 'review.own-household' },
  { of: ['party'], self: 'review.party', near: 'review.party-household' },
  { of: ['decider'], self: 'review.twice', near: 'review.twice-household' },
  { of: ['conflict'], self: 'review.conflict', near: 'review.conflict' },
] as const

/** Why this person may not decide, or null. A deputy is measured by the one they stand for as well. */
export function obstacleOf(
  candidate: Candidate,
  standsFor: Candidate | null,
  involved: readonly Involved[],
): Obstacle | null {
  for (const { of, self, near } of OBSTACLES) {
    const these = involved.filter(one => (of as readonly string[]).includes(one.as))
    if (these.some(one => one.person === candidate.person)) return self
    if (these.some(one => candidate.near.has(one.person))) return near
  }
  return standsFor && obstacleOf(standsFor, null, involved) ? 'review.stands-for' : null
}

const CLOSES = { return: 'returned', refuse: 'refused', withdraw: 'withdrawn' } as const
export type Next = { state: 'open'; step: number } | { state: Closed }

/** What a verdict on one of `steps` steps does to the review. */
export function nextOf(step: number, steps: number, verdict: Verdict): Next {
  if (verdict !== 'pass') return { state: CLOSES[verdict] }
  return step + 1 < steps ? { state: 'open', step: step + 1 } : { state: 'passed' }
}

/** The verdict of a panel whose scorers have all marked. */
export const verdictOf = (scores: readonly number[], passMark: number): 'pass' | 'refuse' =>
  scores.reduce((sum, one) => sum + one, 0) >= passMark * scores.length ? 'pass' : 'refuse'
