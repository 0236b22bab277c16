// A review as everybody reads it, on the desk and on the phone: its steps, who decides now and until when, what was said, what
// changed since it was returned, each condition with its evidence and the rule's version.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schemas } from '../api.ts'
import { coded } from '../coded.ts'
import { clockOf, dateOf, deadlineOf } from '../format.ts'
import { Icon } from '../icons.tsx'
import { useSettings } from '../settings.ts'
import { Timeline, Step as TimelineStep } from '../timeline.tsx'
import { isWord } from '../words.ts'
import './review.css'
import './texts.ts'
import { useNamed } from '../vocabulary.ts'

export type Review = Schemas['Review']
type Step = Review['steps'][number]

/** Nothing is decided in it: somebody asks, somebody answers. */
export const isQuestion = (review: Review) => review.steps.every(step => step.kind === 'answer')

export const useReviews = (subject: string, enabled = true) =>
  useQuery({
    queryKey: ['reviews', subject],
    enabled,
    queryFn: async () => (await ask(api.GET('/api/reviews', { params: { query: { subject } } }))).reviews,
  })

/** Names of words that came over the wire, put into words; everything else as it is. */
export function useWorded() {
  const { t } = useTranslation()
  const named = useNamed()
  return (text: string) =>
    text
      .split('、')
      .map(part => named(part) ?? (isWord(part) ? String(t(part)) : part))
      .join('、')
}

function useStepName() {
  const { t } = useTranslation()
  return (step: Step) =>
    coded(t, 'review.steps', step.kind === 'answer' ? 'answer' : `${step.kind}.${step.level ?? 'district'}`)
}

/** 提交 → 街镇审核 → 公开招募: `outcome` is what passing leads to. */
export function ReviewSteps({ review, outcome }: { review: Review; outcome: string }) {
  const { t } = useTranslation()
  const name = useStepName()
  const ended = review.state !== 'open'
  const stops = [
    { label: t(isQuestion(review) ? 'review.asks' : 'review.submitted'), is: 'done' },
    ...review.steps.map(step => ({
      label: name(step),
      is:
        step.decision?.verdict === 'pass'
          ? 'done'
          : step.decision
            ? 'stopped'
            : step.n === review.step && !ended
              ? 'now'
              : 'to-come',
    })),
    { label: outcome, is: review.state === 'passed' ? 'done' : 'to-come' },
  ]
  return (
    <ol className="review-steps">
      {stops.map((stop, i) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a chain never change their order
          key={i}
          className={stop.is}
          aria-current={stop.is === 'now' ? 'step' : undefined}
        >
          <i aria-hidden="true">
            {stop.is === 'done' ? <Icon name="check" size={16} /> : stop.is === 'stopped' ? '✕' : i + 1}
          </i>
          {stop.label}
        </li>
      ))}
    </ol>
  )
}

/** Who decides now, until when, and whether it is late. */
export function ReviewNow({ review }: { review: Review }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const step = review.steps[review.step]
  if (!step || review.state !== 'open')
    return (
      <span className={`tag ${review.state === 'passed' ? 'jade' : ''}`}>
        {review.state === 'passed' && step?.kind === 'answer'
          ? t('review.answered')
          : t(`review.states.${review.state}`)}
      </span>
    )
  return (
    <p className="review-now">
      {step.kind === 'answer'
        ? t('review.waitsForAnswer', { where: step.where })
        : step.kind === 'publicity'
          ? t('review.inPublicity', { where: step.where })
          : t('review.waitsFor', { where: step.where })}
      {step.dueAt && (
        <span
          className={step.late ? 'few' : 'second'}
          title={`${dateOf(step.dueAt, language, false)} ${clockOf(step.dueAt)}`}
        >
          {' · '}
          {t('review.until', { due: deadlineOf(step.dueAt, language) })}
        </span>
      )}{' '}
      {step.late && (
        <span className="tag">
          {step.kind === 'answer'
            ? t('review.lateAnswer')
            : step.escalatedTo
              ? t('review.escalated', { where: step.escalatedTo })
              : t('review.late')}
        </span>
      )}
    </p>
  )
}

const MARKS = { met: '✓', warn: '!', missing: '✕' } as const

/** What the law and the rules ask for, each with what it rests on; a version that all share is said once. */
export function ReviewConditions({ review, lead }: { review: Review; lead?: string }) {
  const { t } = useTranslation()
  const worded = useWorded()
  const versions = [...new Set(review.conditions.flatMap(one => one.ruleFrom ?? []))]
  const shared = versions.length === 1 ? versions[0] : undefined
  const rule = (from: string | null) => from && from !== shared && t('review.rule', { day: from })
  return (
    <>
      <p className="second">
        {[lead, shared && t('review.rule', { day: shared })].filter(Boolean).join(' · ')}
      </p>
      <ul className="review-conditions">
        {review.conditions.map(one => (
          <li key={one.name} className={one.state}>
            <i aria-hidden="true">{MARKS[one.state]}</i>
            <span>
              <b>{worded(one.name)}</b> <span className="sr">{t(`review.conditionState.${one.state}`)}</span>
              {one.evidence && <span className="evidence">{worded(one.evidence)}</span>}
              {(one.source || rule(one.ruleFrom)) && (
                <small>{[one.source, rule(one.ruleFrom)].filter(Boolean).join(' · ')}</small>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

export function ReviewChanges({ review }: { review: Review }) {
  const worded = useWorded()
  return (
    <dl className="review-changes">
      {review.changes.map(one => (
        <div key={one.field}>
          <dt>{worded(one.field)}</dt>
          <dd>
            {one.before && <del>{worded(one.before)}</del>} <ins>{worded(one.now)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What was said, newest last: each submission, each decision with its reason. */
export function ReviewTrail({ reviews }: { reviews: readonly Review[] }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const when = (at: string) => `${dateOf(at, language, false)} ${clockOf(at)}`
  return (
    <Timeline>
      {reviews.map((review, round) => [
        <TimelineStep
          key={`${review.id}`}
          tone="told"
          title={[
            review.author,
            isQuestion(review) ? t('review.asks') : t('review.round', { n: review.round }),
            when(review.openedAt),
            review.changes.length > 0 && round > 0 && t('review.changed', { count: review.changes.length }),
          ]
            .filter(Boolean)
            .join(' · ')}
        />,
        ...review.steps.flatMap(step => [
          step.raised && (
            <TimelineStep
              key={`${review.id}.${step.n}.raised`}
              tone="bad"
              title={`${t('review.raised', { by: step.raised.by, from: step.raised.from })} · ${when(step.raised.at)}`}
            >
              <q>{step.raised.reason}</q>
            </TimelineStep>
          ),
          step.decision && <Said key={`${review.id}.${step.n}`} step={step} when={when} />,
        ]),
      ])}
    </Timeline>
  )
}

function Said({ step, when }: { step: Step; when: (at: string) => string }) {
  const { t } = useTranslation()
  const name = useStepName()
  const { decision, panel } = step
  if (!decision) return null
  const by = decision.forWhom
    ? t('review.forWhom', { by: decision.by ?? '', whom: decision.forWhom })
    : (decision.by ?? (step.kind === 'panel' ? '' : t('review.clock')))
  return (
    <TimelineStep
      tone={decision.verdict === 'pass' ? 'done' : 'bad'}
      title={[
        name(step),
        by,
        step.kind === 'answer' && decision.verdict === 'pass' ? '' : t(`review.did.${decision.verdict}`),
        when(decision.at),
      ]
        .filter(Boolean)
        .join(' · ')}
    >
      {decision.reason && <q>{decision.reason}</q>}
      {decision.ticked && (
        <span className="evidence">
          {t('review.ticked')} · {t('review.rule', { day: decision.ticked })}
        </span>
      )}
      {panel?.mean != null && (
        <span className="evidence">
          {t('review.panelDid', { mean: panel.mean.toFixed(2), mark: panel.passMark })}
        </span>
      )}
      {panel?.scores?.map(one => (
        <span
          key={`${one.by}${one.score}${one.remark}`}
          className="evidence"
        >{`${one.by} ${one.score} ${one.remark}`}</span>
      ))}
      {step.objections.map(one => (
        <span key={one.id} className="evidence">{`「${one.text}」 → ${one.answer ?? ''}`}</span>
      ))}
    </TimelineStep>
  )
}

/** All of it in one column: the phone, and kinds without a page of their own. */
export function ReviewPanel({
  reviews,
  outcome,
  whole = false,
}: {
  reviews: readonly Review[]
  outcome: string
  /** With what is asked in full, where the page around it does not show it. */
  whole?: boolean
}) {
  const { t } = useTranslation()
  const last = reviews.at(-1)
  if (!last) return null
  return (
    <section className="card panel review-panel">
      <ReviewSteps review={last} outcome={outcome} />
      <ReviewNow review={last} />
      {whole && last.asked && <blockquote className="review-asked">{last.asked}</blockquote>}
      {last.changes.length > 0 && (
        <>
          <h3>{t('review.changes')}</h3>
          <ReviewChanges review={last} />
        </>
      )}
      <h3>{t('review.trail')}</h3>
      <ReviewTrail reviews={reviews} />
      {last.conditions.length > 0 && (
        <details>
          <summary>
            {t('review.conditionsMet', {
              n: last.conditions.filter(one => one.state === 'met').length,
              of: last.conditions.length,
            })}
          </summary>
          <ReviewConditions review={last} />
        </details>
      )}
    </section>
  )
}
