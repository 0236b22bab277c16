// An auditor's question: an addressee, a clock and an answer. It is a review of one step that holds nothing by itself.
import { demand, type Principal, scopeFilter } from '../../foundation/access/access.ts'
import { entriesOf, namesOf } from '../../foundation/access/kin.ts'
import { localDay } from '../../foundation/clock.ts'
import type { Ground, ReviewKind } from '../../foundation/ground.ts'
import { tell } from '../../foundation/journal/journal.ts'
import { notFound } from '../../foundation/refusals.ts'
import type { Review, ReviewChain } from '../../foundation/reviews/rules.ts'
import { openReview } from '../../foundation/reviews/service.ts'
import { decisionsOf, reviewsOfKind, stepsOf } from '../../foundation/reviews/store.ts'
import type { Addressee, AskedQuestion, NewQuestion } from './contract.ts'
import { refuse } from './refusals.ts'
import { questionPolicy } from './rules.ts'
import * as store from './store.ts'

const KIND = 'audit-question'
const idOf = (review: Review) => Number(review.subject.split(':')[1])

/** The duty through which somebody can be asked lies within what the asker audits. */
const audited = (actor: Principal) =>
  scopeFilter(actor, 'journal.read', { path: 'n.path', sector: 'd.sector', caseOf: 'd.case_of' })

/**
 * Asks somebody who holds a duty.
 * @returns the review that waits for the answer
 * @throws Refusal `audit.self`, `audit.subject`, and `not-found` where nobody within the asker's scope is meant
 */
export async function askQuestion(ground: Ground, actor: Principal, asked: NewQuestion): Promise<number> {
  demand(actor, 'journal.read')
  return ground.transact(async tx => {
    const at = ground.clock()
    const own = await entriesOf(ground, tx, actor.personId === null ? [] : [actor.personId])
    if (own.has(asked.addressee)) throw refuse('audit.self', {}, 'addressee')
    const [duty] = await store.dutiesIn(tx, audited(actor), at, asked.addressee)
    if (!duty) throw notFound('担任职务的人', 'The holder of this duty')
    if (asked.subject !== null && !(await store.isTold(tx, asked.subject)))
      throw refuse('audit.subject', {}, 'subject')
    const rule = ground.policies.at(questionPolicy, localDay(at))
    const chain: ReviewChain = { steps: [{ kind: 'answer', addressee: 'asked', term: rule.value }] }
    const id = await store.insertQuestion(tx, { subject: asked.subject, text: asked.text, askedAt: at })
    const subject = `${KIND}:${id}`
    const review = await openReview(ground, tx, {
      kind: KIND,
      subject,
      nodeId: duty.nodeId,
      title: asked.about,
      chain: { ...rule, value: chain },
      author: actor,
      concerns: asked.subject === null ? [] : [asked.subject],
      addressees: { asked: asked.addressee },
    })
    await tell(tx, {
      at,
      by: actor,
      kind: 'audit.asked',
      subject,
      policyId: rule.id,
      facts: {
        to: asked.addressee,
        about: asked.subject,
        said: ground.secrets.lookup(asked.text).toString('base64url'),
      },
    })
    return review
  })
}

/** The answer stands in the review; nothing else comes of it. */
export const questionReview: ReviewKind = {
  kind: KIND,
  closed: async () => {},
  asked: (ground, review) => store.questionText(ground.db, idOf(review)),
}

/** What is asked within the actor's scope: what waits first, longest first, then what was answered, newest first. */
export async function questionsAsked(
  ground: Ground,
  actor: Principal,
  page: { after?: string | undefined; limit: number },
): Promise<{ items: AskedQuestion[]; next: string | null }> {
  demand(actor, 'journal.read')
  const within = scopeFilter(actor, 'journal.read', { path: 'n.path' })
  const { rows: reviews, next } = await reviewsOfKind(ground.db, KIND, within, page)
  const ids = reviews.map(one => one.id)
  const [steps, answers] = await Promise.all([stepsOf(ground.db, ids), decisionsOf(ground.db, ids)])
  const people = [...steps.map(one => one.addresseePerson), ...reviews.map(one => one.authorPerson)]
  const names = await namesOf(
    ground,
    people.filter(id => id !== null),
  )
  const nameOf = (person: number | null | undefined) => (person == null ? '' : (names.get(person) ?? ''))
  const now = ground.clock()
  const items = reviews.map(review => {
    const step = steps.find(one => one.reviewId === review.id)
    const answer = answers.find(one => one.reviewId === review.id && one.verdict === 'pass')
    return {
      review: review.id,
      title: review.title,
      to: nameOf(step?.addresseePerson),
      by: nameOf(review.authorPerson),
      own: review.authorPerson !== null && review.authorPerson === actor.personId,
      askedAt: review.openedAt.toISOString(),
      dueAt: step?.dueAt?.toISOString() ?? null,
      late: review.state === 'open' && step?.dueAt != null && step.dueAt <= now,
      withdrawn: review.state === 'withdrawn',
      answer: answer ? { text: answer.reason, at: answer.at.toISOString() } : null,
    }
  })
  return { items, next }
}

const OFFERED = 20
/** Who holds a duty of the offices, by a part of their name; leaders of teams are reached from what they did. */
export async function addresseesFor(ground: Ground, actor: Principal, text: string): Promise<Addressee[]> {
  demand(actor, 'journal.read')
  const duties = await store.dutiesIn(ground.db, audited(actor), ground.clock())
  const people = [...Map.groupBy(duties, duty => duty.personId)].filter(([id]) => id !== actor.personId)
  const names = await namesOf(
    ground,
    people.map(([id]) => id),
  )
  return people
    .map(([personId, held]) => ({
      personId,
      name: names.get(personId) ?? '',
      duties: held.map(({ role, nodeName }) => ({ role, nodeName })),
    }))
    .filter(one => one.name.includes(text))
    .slice(0, OFFERED)
}
