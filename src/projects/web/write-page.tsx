// Writing a project on the phone in five steps. It keeps itself on the device; a step with a fault keeps its mark and lets one write
// on; only sending it refuses, and leads to the field.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useParams } from 'react-router'
import type { z } from 'zod'
import { later } from '../../kit/apart.tsx'
import { api, ask, Problem, type Schemas } from '../../kit/api.ts'
import { coded } from '../../kit/coded.ts'
import { FormBox, FormFoot, KeptNote } from '../../kit/form/notes.tsx'
import { usePlaces } from '../../kit/form/places.ts'
import { type Form, useForm } from '../../kit/form/use-form.ts'
import type { Values } from '../../kit/form/values.ts'
import { clockOf } from '../../kit/format.ts'
import { PhonePage } from '../../kit/page.tsx'
import { type Review, ReviewPanel, useReviews } from '../../kit/review/panel.tsx'
import { Answer, Broken, Empty } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import { useVocabulary } from '../../kit/vocabulary.ts'
import { projectDraft } from '../contract.ts'
import { ProjectState } from './project-state.tsx'
import './texts.ts'
import { blankPosition } from './write/positions.tsx'
import { ShiftsStep } from './write/shifts-step.tsx'
import { blankInsurance, ContentStep, GuaranteeStep, PlaceStep, SubmitStep } from './write/steps.tsx'
import './write/write.css'

/** What sends files comes after the form. */
const Papers = later(() => import('./papers.tsx'))

type Team = Schemas['Team']
type Draft = z.output<typeof projectDraft>
const STEPS = ['content', 'place', 'shifts', 'guarantees', 'submit'] as const
type StepName = (typeof STEPS)[number]
/** What each step asks for, by the fields of the contract and by what a refusal may name. */
const ASKED: Record<StepName, readonly string[]> = {
  content: ['teamId', 'title', 'kind', 'content', 'conditions', 'minAge'],
  place: ['siteId', 'communityCode', 'placeName', 'address', 'place'],
  shifts: ['shifts', 'positions'],
  guarantees: ['riskLevel', 'riskNotice', 'guarantees', 'coverId', 'insurance', 'agreement'],
  submit: ['declaration'],
}
const stepOf = (field: string): StepName =>
  STEPS.find(step => ASKED[step].includes(field.split('.')[0] ?? '')) ?? 'submit'

const blank = (team: Team): Values => ({
  teamId: team.id,
  title: '',
  kind: 'community',
  communityCode: team.homeCode,
  riskLevel: 'low',
  guarantees: ['insurance'],
  coverId: null,
  insurance: blankInsurance(),
  positions: [blankPosition],
  shifts: [],
})
const storedIn = (project: Schemas['Project']): Values => ({
  ...Object.fromEntries(
    Object.keys(projectDraft.shape).map(name => [name, project[name as keyof typeof project]]),
  ),
  positions: project.positions.map(({ id: _, ...one }) => one),
  shifts: project.shifts.map(({ id: _, ...one }) => one),
})

export default function WritePage() {
  const { t } = useTranslation()
  const id = useParams().id
  const teams = useQuery({ queryKey: ['teams'], queryFn: () => ask(api.GET('/api/me/teams')) })
  const before = useQuery({
    queryKey: ['desk-project', Number(id)],
    enabled: id !== undefined,
    queryFn: () => ask(api.GET('/api/desk/projects/{id}', { params: { path: { id: Number(id) } } })),
  })
  const reviews = useReviews(`project:${id ?? 0}`, id !== undefined)
  const stored = before.data?.project
  if (stored && stored.state !== 'draft' && stored.state !== 'returned')
    return (
      <PhonePage title={t('project.title')}>
        <ProjectState project={stored} reviews={reviews.data ?? []} />
      </PhonePage>
    )
  return (
    <PhonePage title={t(id === undefined ? 'project.write' : 'project.edit')}>
      <Answer of={teams}>
        {data => {
          const led = data.teams.filter(team => team.role === 'leader')
          const [home] = led
          if (!home) return <Empty>{t('project.noTeam')}</Empty>
          if (id === undefined) return <Write teams={led} start={blank(home)} reviews={[]} />
          return (
            <Answer of={before}>
              {desk => (
                <Write
                  key={desk.project.id}
                  teams={led}
                  start={{ ...blank(home), ...storedIn(desk.project) }}
                  stored={desk}
                  reviews={reviews.data ?? []}
                />
              )}
            </Answer>
          )
        }}
      </Answer>
    </PhonePage>
  )
}

function Write({
  teams,
  start,
  stored,
  reviews,
}: {
  teams: readonly Team[]
  start: Values
  stored?: Schemas['ProjectDesk']
  reviews: readonly Review[]
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const items = useVocabulary('projects.declaration')
  const places = usePlaces().data?.places ?? []
  const came = useLocation().state
  const [step, setStep] = useState<StepName>(STEPS.find(one => one === came?.step) ?? 'content')
  const [looked, setLooked] = useState<ReadonlySet<StepName>>(new Set())
  /** In the middle of the community, until somebody says exactly where. */
  const placed = (written: Draft): Draft => {
    const spot = places.find(one => one.code === written.communityCode)
    return { ...written, lat: written.lat ?? spot?.lat ?? null, lng: written.lng ?? spot?.lng ?? null }
  }
  const form = useForm({
    shape: projectDraft,
    start: { ...start, declared: came?.declared === true },
    draft: { key: stored ? `project.${stored.project.id}` : 'project', without: ['declared'] },
    send: async (written, key) => {
      const headers = { 'idempotency-key': key }
      const value = placed(written)
      const id = stored
        ? stored.project.id
        : (await ask(api.POST('/api/desk/projects', { body: value, headers }))).id
      if (stored)
        await ask(
          api.PUT('/api/desk/projects/{id}', {
            params: { path: { id }, query: { version: stored.project.version } },
            body: value,
          }),
        )
      const answers = Object.fromEntries(items.list.map(item => [item.id, form.values.declared !== true]))
      await ask(
        api.POST('/api/desk/projects/{id}/submit', { params: { path: { id } }, body: { answers } }),
      ).catch(async problem => {
        await client.invalidateQueries({ queryKey: ['desk-project'] })
        // What is written is kept by the district now; what is missing stands above it there.
        if (!stored) {
          form.settled()
          navigate(`/me/write/${id}`, { replace: true, state: { declared: form.values.declared, step } })
        }
        throw problem
      })
    },
    done: async () => {
      toast(t('project.submitted'))
      await client.invalidateQueries()
      navigate('/me/teams', { replace: true })
    },
  })
  // A paper hangs on what the district keeps, so the draft goes there first.
  const keep = useMutation({
    mutationFn: async () => {
      const written = projectDraft.parse(form.values)
      return (await ask(api.POST('/api/desk/projects', { body: placed(written) }))).id
    },
    onSuccess: id => {
      form.settled()
      navigate(`/me/write/${id}`, { replace: true, state: { declared: form.values.declared, step } })
    },
  })
  const go = (to: StepName) => {
    form.complete(ASKED[step])
    setLooked(now => new Set([...now, step]))
    setStep(to)
    window.scrollTo(0, 0)
  }
  const next = STEPS[STEPS.indexOf(step) + 1]
  const gaps = (stored?.gaps ?? []).filter(gap => gap.rule !== 'declaration')
  const refusedIn = form.error instanceof Problem ? form.error.body.field : undefined
  return (
    <FormBox
      form={form}
      className="phone-form writing"
      submit={() => (next ? go(next) : !form.busy && form.submit())}
    >
      <Steps form={form} step={step} looked={looked} go={go} />
      <KeptNote form={form} />
      {reviews.length > 0 && step === 'content' && (
        <ReviewPanel reviews={reviews} outcome={t('project.recruits')} />
      )}
      {gaps.length > 0 && (
        <p className="notice" role="alert">
          <span>
            {t('project.missing', {
              list: [...new Set(gaps.map(gap => coded(t, 'project.rules', gap.rule)))].join('、'),
            })}
          </span>
        </p>
      )}
      {step === 'content' && <ContentStep form={form} teams={teams} />}
      {step === 'place' && <PlaceStep form={form} />}
      {step === 'shifts' && <ShiftsStep form={form} />}
      {step === 'guarantees' && (
        <>
          <GuaranteeStep form={form} />
          <fieldset className="card">
            <legend className="sr">{t('project.papers')}</legend>
            <h3>{t('project.papers')}</h3>
            {stored ? (
              <Papers project={stored.project.id} on="phone" writes />
            ) : (
              <>
                <p className="second">{t('project.papersAfter')}</p>
                {keep.error && <Broken error={keep.error} />}
                <button
                  type="button"
                  className="big line"
                  disabled={keep.isPending || !projectDraft.safeParse(form.values).success}
                  onClick={() => keep.mutate()}
                >
                  {t('project.saveDraft')}
                </button>
              </>
            )}
          </fieldset>
        </>
      )}
      {step === 'submit' && <SubmitStep form={form} />}
      <FormFoot form={form} />
      {refusedIn !== undefined && stepOf(refusedIn) !== step && (
        <button type="button" className="big quiet" onClick={() => go(stepOf(refusedIn))}>
          {t('project.goTo', { step: t(`project.steps.${stepOf(refusedIn)}`) })}
        </button>
      )}
      <button type="submit" className="big" disabled={form.busy} aria-busy={form.busy}>
        {next ? t('project.next', { step: t(`project.steps.${next}`) }) : t('project.submit')}
      </button>
    </FormBox>
  )
}

/** Five bars with their names: behind, here, to come; a fault keeps its colour and says so. */
function Steps({
  form,
  step,
  looked,
  go,
}: {
  form: Form
  step: StepName
  looked: ReadonlySet<StepName>
  go: (step: StepName) => void
}) {
  const { t } = useTranslation()
  const saved = form.kept && clockOf(form.kept.at)
  return (
    <>
      <ol className="steps" aria-label={t('project.stepOf', { n: STEPS.indexOf(step) + 1 })}>
        {STEPS.map((one, at) => {
          const faulty = looked.has(one) && one !== step && form.wrongIn(ASKED[one])
          return (
            <li key={one} className={faulty ? 'faulty' : looked.has(one) ? 'done' : ''}>
              <button type="button" aria-current={one === step ? 'step' : undefined} onClick={() => go(one)}>
                {at + 1} {t(`project.steps.${one}`)}
                {faulty && <span className="sr"> {t('project.faulty')}</span>}
              </button>
            </li>
          )
        })}
      </ol>
      {saved && (
        <p className="second saved" role="status">
          {t('form.saved', { at: saved })}
        </p>
      )}
    </>
  )
}
