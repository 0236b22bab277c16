// The bottom of a review: why the reader may or may not take the step that waits, and the buttons if they may.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api.ts'
import { useSettings } from '../settings.ts'
import { Broken } from '../states.tsx'
import { toast } from '../toast.tsx'
import { type Review, useWorded } from './panel.tsx'
import './review.css'
import './texts.ts'
import { Step, Timeline } from '../timeline.tsx'

type Verdict = 'pass' | 'return' | 'refuse'
type Open = Verdict | 'conflict' | 'withdraw' | 'raise' | null
type Labels = { pass: string; return?: string; refuse?: string; done: Partial<Record<Verdict, string>> }

/**
 * @param labels what each verdict does, in the room's words; a verdict without a label has no button
 * @param held why the step cannot be passed as things stand
 */
export function ReviewDecision({
  review,
  labels,
  held,
  onDone,
}: {
  review: Review
  labels: Labels
  held?: string | undefined
  onDone: () => void
}) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  const [open, setOpen] = useState<Open>(null)
  const [reason, setReason] = useState('')
  const [ticked, setTicked] = useState(false)
  // Words belong to the act they were written for, and go when another is opened.
  const begin = (act: Open) => {
    setOpen(act)
    setReason('')
  }
  const worded = useWorded()
  const path = { params: { path: { id: review.id } } }
  const finish = async (said: string) => {
    toast(said)
    await client.invalidateQueries()
    onDone()
  }
  const step = review.steps[review.step]
  /** Words go with a return or a refusal, and are the answer where one is asked for. */
  const hasWords = (verdict: Verdict | 'withdraw') =>
    verdict === 'return' || verdict === 'refuse' || (verdict === 'pass' && step?.kind === 'answer')
  const decide = useMutation({
    mutationFn: (verdict: Verdict | 'withdraw') =>
      ask(
        api.POST('/api/reviews/{id}/decision', {
          ...path,
          body: { step: review.step, verdict, reason: hasWords(verdict) ? reason : '', ticked },
        }),
      ),
    onSuccess: (_, verdict) => finish((verdict !== 'withdraw' && labels.done[verdict]) || t('review.done')),
  })
  const raise = useMutation({
    mutationFn: () =>
      ask(api.POST('/api/reviews/{id}/raise', { ...path, body: { step: review.step, reason } })),
    onSuccess: () => finish(t('review.done')),
  })
  if (review.state !== 'open' || !step) return null
  const busy = decide.isPending || raise.isPending
  const why = review.obstacle
    ? review.obstacle[language]
    : review.forWhom
      ? t('review.mayFor', { whom: review.forWhom })
      : review.may.decide || review.may.score
        ? t(step.kind === 'answer' ? 'review.mayAnswer' : 'review.may')
        : t(review.may.withdraw ? 'review.mine' : 'review.notYours')
  const choose = (verdict: 'return' | 'refuse', label: string) => (
    <button
      type="button"
      className="review-button danger"
      disabled={busy || (open === verdict && reason.trim() === '')}
      onClick={() => (open === verdict ? decide.mutate(verdict) : begin(verdict))}
    >
      {label}
    </button>
  )
  const writes =
    open === 'return' ||
    open === 'refuse' ||
    open === 'raise' ||
    (step.kind === 'answer' && review.may.decide)
  return (
    <div className="decide review-decide">
      <div className="review-why">
        <span className={review.obstacle ? 'few' : 'second'}>{held && review.may.decide ? held : why}</span>
        {review.may.declare && open !== 'conflict' && (
          <button type="button" className="link" onClick={() => begin('conflict')}>
            {t('review.conflict')}
          </button>
        )}
      </div>
      {review.tick && review.may.decide && (
        <label className="review-tick">
          <input type="checkbox" checked={ticked} onChange={event => setTicked(event.target.checked)} />
          <span>
            {worded(review.tick.words)}{' '}
            <small className="second">{t('review.rule', { day: review.tick.ruleFrom })}</small>
          </span>
        </label>
      )}
      {(decide.error ?? raise.error) && <Broken error={decide.error ?? raise.error} />}
      {open === 'conflict' && (
        <Conflict review={review} close={() => begin(null)} done={() => finish(t('review.conflictDone'))} />
      )}
      {review.may.score && <Score review={review} done={() => finish(t('review.done'))} />}
      {open !== 'conflict' && (review.may.decide || review.may.return || review.may.withdraw) && (
        <div className="review-acts">
          {writes && (
            <Field
              label={t(step.kind === 'answer' ? 'review.answer' : 'review.reason')}
              value={reason}
              set={setReason}
            />
          )}
          {review.may.withdraw && (
            <button
              type="button"
              className="review-button"
              disabled={busy}
              onClick={() => (open === 'withdraw' ? decide.mutate('withdraw') : begin('withdraw'))}
            >
              {t(
                open !== 'withdraw'
                  ? 'review.withdraw'
                  : step.kind === 'answer'
                    ? 'review.withdrawAsked'
                    : 'review.withdrawSure',
              )}
            </button>
          )}
          {review.may.raise && (
            <button
              type="button"
              className="review-button"
              disabled={busy || (open === 'raise' && reason.trim().length < 2)}
              onClick={() => (open === 'raise' ? raise.mutate() : begin('raise'))}
            >
              {t('review.raise')}
            </button>
          )}
          {review.may.decide && step.kind !== 'answer' && labels.refuse && choose('refuse', labels.refuse)}
          {review.may.return && labels.return && choose('return', labels.return)}
          {review.may.decide && step.kind !== 'publicity' && (
            <button
              type="button"
              className="review-button primary"
              disabled={
                busy ||
                held !== undefined ||
                (review.tick !== null && !ticked) ||
                (step.kind === 'answer' && reason.trim() === '')
              }
              onClick={() => decide.mutate('pass')}
            >
              {step.kind === 'answer' ? t('review.giveAnswer') : labels.pass}
            </button>
          )}
        </div>
      )}
    </div>
  )
}

function Field({
  label,
  value,
  set,
  type,
}: {
  label: string
  value: string
  set: (next: string) => void
  type?: 'number'
}) {
  const id = useId()
  return (
    <span className="review-field">
      <label className="sr" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type={type ?? 'text'}
        {...(type === 'number' && { min: 0, max: 100 })}
        maxLength={500}
        placeholder={label}
        value={value}
        onChange={event => set(event.target.value)}
      />
    </span>
  )
}

/** 与此事有关，回避: says with what and in which way; from then on others decide. */
function Conflict({ review, close, done }: { review: Review; close: () => void; done: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const [about, setAbout] = useState(review.subject)
  const [reason, setReason] = useState('')
  const say = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/reviews/{id}/conflict', {
          params: { path: { id: review.id } },
          body: { about, reason },
        }),
      ),
    onSuccess: done,
  })
  return (
    <form
      className="review-acts"
      onSubmit={event => {
        event.preventDefault()
        say.mutate()
      }}
    >
      <label className="sr" htmlFor={id}>
        {t('review.conflictAbout')}
      </label>
      <select id={id} value={about} onChange={event => setAbout(event.target.value)}>
        {review.concerns.map(one => (
          <option key={one.subject} value={one.subject}>
            {one.title}
          </option>
        ))}
      </select>
      <Field label={t('review.conflictWhy')} value={reason} set={setReason} />
      {say.error && <Broken error={say.error} />}
      <button type="button" className="review-button" onClick={close}>
        {t('kit.cancel')}
      </button>
      <button
        type="submit"
        className="review-button danger"
        disabled={say.isPending || reason.trim().length < 2}
      >
        {t('review.conflictSay')}
      </button>
    </form>
  )
}

function Score({ review, done }: { review: Review; done: () => void }) {
  const { t } = useTranslation()
  const [score, setScore] = useState('')
  const [remark, setRemark] = useState('')
  const panel = review.steps[review.step]?.panel
  const give = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/reviews/{id}/score', {
          params: { path: { id: review.id } },
          body: { step: review.step, score: Number(score), remark },
        }),
      ),
    onSuccess: done,
  })
  const valid = /^\d{1,3}$/.test(score) && Number(score) <= 100
  return (
    <form
      className="review-acts"
      onSubmit={event => {
        event.preventDefault()
        give.mutate()
      }}
    >
      {panel && (
        <span className="second">{t('review.panelLocked', { given: panel.given, of: panel.scorers })}</span>
      )}
      <Field label={t('review.score')} value={score} set={setScore} type="number" />
      <Field label={t('review.remark')} value={remark} set={setRemark} />
      {give.error && <Broken error={give.error} />}
      <button type="submit" className="review-button primary" disabled={give.isPending || !valid}>
        {t('review.giveScore')}
      </button>
    </form>
  )
}

/** The objections of a publicity, each with its answer or the place to write it. */
export function Objections({ review }: { review: Review }): ReactNode {
  const { t } = useTranslation()
  const step = review.steps.find(one => one.kind === 'publicity')
  if (!step?.begunAt) return null
  return (
    <section className="card panel">
      <h2>{t('review.objections')}</h2>
      {step.objections.length === 0 && <p className="second">{t('review.noObjections')}</p>}
      <Timeline>
        {step.objections.map(one => (
          <Step key={one.id} tone={one.answer ? 'done' : 'bad'} title={t('review.objected', { by: one.by })}>
            <q>{one.text}</q>
            {one.answer ? (
              <span className="evidence">{`${one.answeredBy ?? ''} · ${one.answer}`}</span>
            ) : review.may.answer ? (
              <Reply review={review} objection={one.id} />
            ) : (
              <span className="tag amber">{t('review.unanswered')}</span>
            )}
          </Step>
        ))}
      </Timeline>
    </section>
  )
}

function Reply({ review, objection }: { review: Review; objection: number }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [answer, setAnswer] = useState('')
  const reply = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/reviews/{id}/objections/{objection}/answer', {
          params: { path: { id: review.id, objection } },
          body: { answer },
        }),
      ),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <form
      className="review-acts"
      onSubmit={event => {
        event.preventDefault()
        reply.mutate()
      }}
    >
      <Field label={t('review.answer')} value={answer} set={setAnswer} />
      {reply.error && <Broken error={reply.error} />}
      <button type="submit" className="review-button" disabled={reply.isPending || answer.trim().length < 2}>
        {t('review.giveAnswer')}
      </button>
    </form>
  )
}
