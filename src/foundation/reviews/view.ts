// A review as its readers see it: who decides now and until when, what was said, what changed, each condition with its evidence,
// and why this reader may or may not take the step. Scores stay locked until the last scorer has given theirs.
import type { Principal } from '../access/access.ts'
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { refuse as groundRefuse, notFound, type Sentence } from '../refusals.ts'
import { pageOf, titlesOf } from '../subjects.ts'
import type { ReviewView } from './contract.ts'
import { everybodyIn, isAuthor, kindOf, markedBy, standingIn, tickOf } from './deciding.ts'
import { sentences } from './refusals.ts'
import { nodeAbove, type Review } from './rules.ts'
import { maySee, ownEntries } from './seeing.ts'
import * as store from './store.ts'

type Parts = {
  steps: store.Step[]
  decisions: store.Decision[]
  scores: store.Score[]
  objections: store.Objection[]
  names: Map<number, string>
  /** Of jurors who are contacts. */
  contacts: Map<number, string>
  /** Since when each version of a rule has been in force. */
  rules: Map<number, string>
}
const iso = (at: Date | null) => at?.toISOString() ?? null

function stepView(
  step: store.Step,
  parts: Parts,
  now: Date,
  state: Review['state'],
): ReviewView['steps'][number] {
  const name = (person: number | null) => (person === null ? null : (parts.names.get(person) ?? ''))
  const decision = parts.decisions.find(one => one.reviewId === step.reviewId && one.n === step.n)
  const scores = parts.scores.filter(one => one.reviewId === step.reviewId && one.n === step.n)
  const { settings } = step
  const open = state === 'open' && step.begunAt !== null && step.endedAt === null
  const whole = settings.kind === 'panel' && scores.length >= settings.scorers
  return {
    n: step.n,
    kind: step.kind,
    level: step.level,
    where: step.addresseePerson === null ? step.nodeName : (name(step.addresseePerson) ?? ''),
    begunAt: iso(step.begunAt),
    dueAt: iso(step.dueAt),
    endedAt: iso(step.endedAt),
    late: open && step.dueAt !== null && step.dueAt <= now,
    reminders: step.reminders,
    escalatedTo: step.escalatedName,
    raised:
      step.raisedAt === null
        ? null
        : {
            by: name(step.raisedBy) ?? '',
            from: step.raisedFromName ?? '',
            reason: step.raisedReason ?? '',
            at: step.raisedAt.toISOString(),
          },
    decision: decision
      ? {
          verdict: decision.verdict,
          reason: decision.reason,
          by: name(decision.byPerson),
          forWhom: name(decision.forPerson),
          ticked: decision.tickedPolicy === null ? null : (parts.rules.get(decision.tickedPolicy) ?? null),
          at: decision.at.toISOString(),
        }
      : null,
    panel:
      settings.kind === 'panel'
        ? {
            scorers: settings.scorers,
            passMark: settings.passMark,
            given: scores.length,
            scores: whole
              ? scores.map(one => ({
                  by: name(one.personId) ?? parts.contacts.get(one.contactId ?? 0) ?? '',
                  score: one.score,
                  remark: one.remark,
                }))
              : null,
            mean: whole ? scores.reduce((sum, one) => sum + one.score, 0) / scores.length : null,
          }
        : null,
    objections: parts.objections
      .filter(one => one.reviewId === step.reviewId && one.n === step.n)
      .map(one => ({
        id: one.id,
        text: one.text,
        by: name(one.byPerson) ?? '',
        at: one.at.toISOString(),
        answer: one.answer,
        answeredBy: name(one.answeredBy),
        answeredAt: iso(one.answeredAt),
      })),
  }
}

const sentenceOf = (code: keyof typeof sentences): ReviewView['obstacle'] => {
  const { zh, en }: Sentence = sentences[code]
  return { code, zh, en }
}

/** What this reader may do about the step that waits. */
async function powersOf(ground: Ground, tx: Tx, actor: Principal, review: Review, parts: Parts) {
  const nothing = { decide: false, return: false, score: false, answer: false, declare: false, raise: false }
  const step = parts.steps[review.step]
  if (review.state !== 'open' || !step) return { may: nothing, forPerson: null, obstacle: null }
  const involved = await everybodyIn(ground, tx, review)
  const at = {
    review,
    step,
    involved: step.kind === 'publicity' ? involved.filter(one => one.as !== 'decider') : involved,
  }
  const scored = parts.scores.some(one => one.n === step.n && markedBy(one, actor))
  const person = actor.personId !== null
  const standing = await standingIn(ground, tx, actor, at)
  const above = nodeAbove(await store.lineOf(tx, step.nodeId), step.nodeId) !== null
  if (scored || 'obstacle' in standing) {
    const handing =
      person &&
      step.kind === 'panel' &&
      !(
        'obstacle' in
        (await standingIn(ground, tx, actor, {
          ...at,
          involved: await everybodyIn(ground, tx, review, step.n),
        }))
      )
    const may = { ...nothing, return: handing, raise: handing && above }
    if (scored || !('obstacle' in standing))
      return { may, forPerson: null, obstacle: sentenceOf('review.scored') }
    return {
      may,
      forPerson: null,
      // Who reads along without the step's permission is told who decides, not that they may not.
      obstacle: standing.obstacle === 'forbidden' ? null : sentenceOf(standing.obstacle),
    }
  }
  return {
    may: {
      decide: step.kind !== 'panel',
      return: person && step.kind !== 'answer',
      score: step.kind === 'panel',
      answer: step.kind === 'publicity',
      declare: step.kind !== 'answer',
      raise: person && (step.kind === 'decision' || step.kind === 'panel') && above,
    },
    forPerson: standing.forPerson,
    obstacle: null,
  }
}

async function viewOf(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  reviews: readonly Review[],
): Promise<ReviewView[]> {
  const ids = reviews.map(one => one.id)
  const [steps, decisions, scores, objections] = [
    await store.stepsOf(tx, ids),
    await store.decisionsOf(tx, ids),
    await store.scoresOf(tx, ids),
    await store.objectionsOf(tx, ids),
  ]
  const mine = await ownEntries(ground, tx, actor)
  const seen: { review: Review; parts: Omit<Parts, 'names' | 'contacts' | 'rules'> }[] = []
  for (const review of reviews) {
    const own = steps.filter(one => one.reviewId === review.id)
    if (maySee(actor, mine, { review, steps: own, involved: await everybodyIn(ground, tx, review) }))
      seen.push({
        review,
        parts: {
          steps: own,
          decisions,
          scores: scores.filter(one => one.reviewId === review.id),
          objections,
        },
      })
  }
  const people = [
    ...seen.flatMap(one => [
      one.review.authorPerson,
      ...one.parts.steps.flatMap(step => [step.addresseePerson, step.raisedBy]),
    ]),
    ...decisions.flatMap(one => [one.byPerson, one.forPerson]),
    ...scores.map(one => one.personId),
    ...objections.flatMap(one => [one.byPerson, one.answeredBy]),
    ...actor.grants.map(grant => grant.deputyFor ?? null),
  ].filter(person => person !== null)
  const names = await titlesOf(ground, 'person', people)
  const contacts = await titlesOf(
    ground,
    'contact',
    scores.flatMap(one => one.contactId ?? []),
  )
  const rules = new Map(ground.policies.all().map(one => [one.id, one.effectiveFrom]))
  const views: ReviewView[] = []
  for (const { review, parts } of seen) {
    const kind = kindOf(ground, review.kind)
    const powers = await powersOf(ground, tx, actor, review, { ...parts, names, contacts, rules })
    const open = review.state === 'open'
    const name = (person: number | null) => (person === null ? null : (names.get(person) ?? ''))
    const tick = open ? tickOf(ground, review.kind, parts.steps[review.step]) : null
    const concerned = [review.subject, ...review.concerns]
    views.push({
      id: review.id,
      kind: review.kind,
      subject: review.subject,
      title: review.title,
      page: pageOf(ground, review.subject) ?? `/desk/reviews/${review.id}`,
      state: review.state,
      round: review.round,
      step: review.step,
      author: name(review.authorPerson),
      asked: (await kind?.asked?.(ground, review)) ?? null,
      openedAt: review.openedAt.toISOString(),
      closedAt: iso(review.closedAt),
      steps: parts.steps.map(step =>
        stepView(step, { ...parts, names, contacts, rules }, ground.clock(), review.state),
      ),
      conditions: (open ? ((await kind?.conditions?.(ground, review)) ?? []) : []).map(
        ({ policyId, ...condition }) => ({
          ...condition,
          ruleFrom: policyId === null ? null : (rules.get(policyId) ?? null),
        }),
      ),
      changes: open ? ((await kind?.changes?.(ground, review)) ?? []) : [],
      concerns: await Promise.all(
        concerned.map(async subject => ({
          subject,
          title: subject === review.subject ? review.title : await titleOf(ground, subject),
        })),
      ),
      may: {
        ...powers.may,
        withdraw: open && (await isAuthor(ground, tx, actor, review)),
      },
      tick: tick && { words: tick.words, ruleFrom: tick.rule.effectiveFrom },
      forWhom: name(powers.forPerson),
      obstacle: powers.obstacle,
    })
  }
  return views
}

async function titleOf(ground: Ground, subject: string): Promise<string> {
  const [kind = '', id = ''] = subject.split(':')
  return (await titlesOf(ground, kind, [Number(id)])).get(Number(id)) ?? subject
}

/** @throws Refusal `not-found` where it is not there, or not this actor's to see. */
export async function reviewPage(ground: Ground, actor: Principal, id: number): Promise<ReviewView> {
  if (actor.via === 'nobody') throw groundRefuse('signed-out')
  return ground.transact(async tx => {
    const review = await store.reviewById(tx, id)
    const [view] = review ? await viewOf(ground, tx, actor, [review]) : []
    if (!view) throw notFound('审核', 'The review')
    return view
  })
}

/** The reviews of one subject that this actor may see, oldest first. */
export async function reviewsAbout(ground: Ground, actor: Principal, subject: string): Promise<ReviewView[]> {
  if (actor.via === 'nobody') throw groundRefuse('signed-out')
  return ground.transact(async tx => viewOf(ground, tx, actor, await store.reviewsOfSubject(tx, subject)))
}
