// Writing a project on the phone: what the law asks for, in its order. Saved before it is submitted; what is missing is named.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useParams } from 'react-router'
import { api, ask, type Schemas } from '../../kit/api.ts'
import { clockOf, dayKey } from '../../kit/format.ts'
import { PhonePage } from '../../kit/page.tsx'
import { ReviewPanel, useReviews } from '../../kit/review/panel.tsx'
import { Broken } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import { ProjectState } from './project-state.tsx'
import './texts.ts'
import { coded } from '../../kit/coded.ts'
import { useVocabulary } from '../../kit/vocabulary.ts'
import type { Word } from '../../kit/words.ts'

/** What sends files comes after the form. */
const Papers = lazy(() => import('./papers.tsx'))

type Draft = Required<Schemas['ProjectDraftInput']>
const blank: Draft = {
  teamId: 0,
  title: '',
  kind: 'community',
  content: '',
  conditions: '',
  communityCode: null,
  placeName: '',
  address: '',
  lat: null,
  lng: null,
  minAge: null,
  skills: [],
  riskLevel: 'low',
  riskNotice: '',
  guarantees: ['insurance'],
  insurance: null,
  agreement: false,
  positions: [{ name: '志愿者', places: 10, requirement: '' }],
  shifts: [],
}
const local = (day: string, time: string) => new Date(`${day}T${time}:00+08:00`).toISOString()

export default function WritePage() {
  const { t } = useTranslation()
  const kinds = useVocabulary('projects.kinds')
  const guarantees = useVocabulary('projects.guarantees')
  const items = useVocabulary('projects.declaration')
  const id = useParams().id
  const navigate = useNavigate()
  const client = useQueryClient()
  const teams = useQuery({ queryKey: ['teams'], queryFn: () => ask(api.GET('/api/me/teams')) })
  const places = useQuery({
    queryKey: ['places'],
    staleTime: 600_000,
    queryFn: () => ask(api.GET('/api/places')),
  })
  const before = useQuery({
    queryKey: ['desk-project', Number(id)],
    enabled: id !== undefined,
    queryFn: () => ask(api.GET('/api/desk/projects/{id}', { params: { path: { id: Number(id) } } })),
  })
  const [draft, setDraft] = useState<Draft>(blank)
  const [shift, setShift] = useState({
    day: dayKey(new Date(Date.now() + 7 * 86_400_000)),
    start: '09:00',
    end: '11:00',
  })
  // The first save gives the draft its address; what was ticked before comes along.
  const [declared, setDeclared] = useState(useLocation().state?.declared === true)
  const set = (part: Partial<Draft>) => setDraft(now => ({ ...now, ...part }))
  const led = teams.data?.teams.filter(team => team.role === 'leader') ?? []
  const home = led.find(team => team.id === draft.teamId) ?? led[0]
  // biome-ignore lint/correctness/useExhaustiveDependencies: filled once, when the team or the stored draft arrives
  useEffect(() => {
    const stored = before.data?.project
    if (stored)
      set({
        ...blank,
        ...Object.fromEntries(Object.keys(blank).map(key => [key, stored[key as keyof typeof stored]])),
        positions: stored.positions.map(({ id: _, ...one }) => one),
        shifts: stored.shifts.map(({ id: _, ...one }) => one),
      } as Partial<Draft>)
    else if (home && draft.teamId === 0) set({ teamId: home.id, communityCode: home.homeCode })
  }, [before.data, home?.id])
  const spot = places.data?.places.find(one => one.code === draft.communityCode)
  const save = async () => {
    const body = { ...draft, lat: draft.lat ?? spot?.lat ?? null, lng: draft.lng ?? spot?.lng ?? null }
    if (id === undefined) return (await ask(api.POST('/api/desk/projects', { body }))).id
    await ask(
      api.PUT('/api/desk/projects/{id}', {
        params: { path: { id: Number(id) }, query: { version: before.data?.project.version ?? 1 } },
        body,
      }),
    )
    return Number(id)
  }
  const submit = useMutation({
    mutationFn: async () => {
      const made = await save()
      if (id === undefined) navigate(`/me/write/${made}`, { replace: true, state: { declared } })
      await ask(
        api.POST('/api/desk/projects/{id}/submit', {
          params: { path: { id: made } },
          body: {
            answers: Object.fromEntries(items.list.map(item => [item.id, !declared])),
          },
        }),
      )
    },
    onSuccess: async () => {
      toast(t('project.submitted'))
      await client.invalidateQueries()
      navigate('/me/teams', { replace: true })
    },
    onError: () => client.invalidateQueries({ queryKey: ['desk-project'] }),
  })
  const keep = useMutation({
    mutationFn: save,
    onSuccess: made => navigate(`/me/write/${made}`, { replace: true, state: { declared } }),
  })
  const missing = [
    ...new Set(before.data?.gaps.map(gap => gap.rule).filter(rule => rule !== 'declaration') ?? []),
  ]
  const reviews = useReviews(`project:${id ?? 0}`, id !== undefined)
  const last = reviews.data?.at(-1)
  const field = (label: Word, value: string, onChange: (next: string) => void, long = false) => (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is one of the two below
    <label className="field">
      <span>{t(label)}</span>
      {long ? (
        <textarea value={value} onChange={event => onChange(event.target.value)} />
      ) : (
        <input value={value} onChange={event => onChange(event.target.value)} />
      )}
    </label>
  )
  const stored = before.data?.project
  if (stored && stored.state !== 'draft' && stored.state !== 'returned')
    return (
      <PhonePage title={t('project.title')}>
        <ProjectState project={stored} reviews={reviews.data ?? []} />
      </PhonePage>
    )
  return (
    <PhonePage title={t(id === undefined ? 'project.write' : 'project.edit')}>
      {[teams, before, places, reviews].map(
        one =>
          one.data === undefined &&
          one.error && <Broken key={one.error.message} error={one.error} retry={one.refetch} />,
      )}
      {last && <ReviewPanel reviews={reviews.data ?? []} outcome={t('project.recruits')} />}
      {missing.length > 0 && (
        <p className="notice" role="alert">
          {t('project.missing', { list: missing.map(rule => coded(t, 'project.rules', rule)).join('、') })}
        </p>
      )}
      <form
        onSubmit={event => {
          event.preventDefault()
          submit.mutate()
        }}
      >
        <label className="field">
          <span>{t('project.fields.team')}</span>
          <select value={draft.teamId} onChange={event => set({ teamId: Number(event.target.value) })}>
            {led.map(team => (
              <option key={team.id} value={team.id}>
                {team.name}
              </option>
            ))}
          </select>
        </label>
        {field('project.fields.title', draft.title, title => set({ title }))}
        <label className="field">
          <span>{t('project.fields.kind')}</span>
          <select value={draft.kind} onChange={event => set({ kind: event.target.value })}>
            {kinds.list.map(kind => (
              <option key={kind.id} value={kind.id}>
                {kind.name}
              </option>
            ))}
          </select>
        </label>
        {field('project.content', draft.content, content => set({ content }), true)}
        {field('project.conditions', draft.conditions, conditions => set({ conditions }))}
        {field('project.place', draft.placeName, placeName => set({ placeName }))}
        {field('project.fields.address', draft.address, address => set({ address }))}
        <fieldset className="card">
          <legend>{t('project.shifts')}</legend>
          {draft.shifts.map(one => (
            <p key={one.startsAt} className="num">
              {dayKey(one.startsAt)} {clockOf(one.startsAt)} – {clockOf(one.endsAt)}
            </p>
          ))}
          <div className="pair">
            <label className="field">
              <span>{t('project.fields.day')}</span>
              <input
                type="date"
                value={shift.day}
                onChange={event => setShift({ ...shift, day: event.target.value })}
              />
            </label>
            <label className="field">
              <span>{t('project.fields.places')}</span>
              <input
                type="number"
                min={1}
                value={draft.positions[0]?.places ?? 1}
                onChange={event =>
                  set({
                    positions: [
                      {
                        name: draft.positions[0]?.name ?? '志愿者',
                        places: Number(event.target.value),
                        requirement: '',
                      },
                    ],
                  })
                }
              />
            </label>
            <label className="field">
              <span>{t('project.fields.start')}</span>
              <input
                type="time"
                value={shift.start}
                onChange={event => setShift({ ...shift, start: event.target.value })}
              />
            </label>
            <label className="field">
              <span>{t('project.fields.end')}</span>
              <input
                type="time"
                value={shift.end}
                onChange={event => setShift({ ...shift, end: event.target.value })}
              />
            </label>
          </div>
          <button
            type="button"
            className="big line"
            style={{ marginTop: 10 }}
            onClick={() =>
              set({
                shifts: [
                  ...draft.shifts,
                  { startsAt: local(shift.day, shift.start), endsAt: local(shift.day, shift.end) },
                ],
              })
            }
          >
            {t('project.fields.addShift')}
          </button>
        </fieldset>
        {field('project.risk', draft.riskNotice, riskNotice => set({ riskNotice }), true)}
        <fieldset className="card">
          <legend>{t('project.guarantees')}</legend>
          {guarantees.list.map(({ id: one, name }) => (
            <label key={one} className="check" style={{ marginTop: 6 }}>
              <input
                type="checkbox"
                checked={draft.guarantees.includes(one)}
                onChange={event =>
                  set({
                    guarantees: event.target.checked
                      ? [...draft.guarantees, one]
                      : draft.guarantees.filter(other => other !== one),
                  })
                }
              />
              {name}
            </label>
          ))}
          {field('project.fields.insurer', draft.insurance?.insurer ?? '', insurer =>
            set({
              insurance: {
                policyNo: '',
                from: dayKey(new Date()),
                until: dayKey(new Date(Date.now() + 365 * 86_400_000)),
                ...draft.insurance,
                insurer,
              },
            }),
          )}
          {field('project.fields.policyNo', draft.insurance?.policyNo ?? '', policyNo =>
            set({
              insurance: {
                insurer: '',
                from: dayKey(new Date()),
                until: dayKey(new Date(Date.now() + 365 * 86_400_000)),
                ...draft.insurance,
                policyNo,
              },
            }),
          )}
        </fieldset>
        <fieldset className="card">
          <legend>{t('project.declaration')}</legend>
          <label className="check" style={{ marginTop: 0 }}>
            <input type="checkbox" checked={declared} onChange={event => setDeclared(event.target.checked)} />
            <span>{t('project.declare')}</span>
          </label>
          <ul className="second">
            {items.list.map(item => (
              <li key={item.id}>{item.name}</li>
            ))}
          </ul>
        </fieldset>
        <fieldset className="card">
          <legend>{t('project.papers')}</legend>
          {id === undefined ? (
            <>
              <p className="second">{t('project.papersAfter')}</p>
              <button
                type="button"
                className="big line"
                disabled={keep.isPending || draft.title.length < 2}
                onClick={() => keep.mutate()}
              >
                {t('project.saveDraft')}
              </button>
            </>
          ) : (
            <Suspense fallback={null}>
              <Papers project={Number(id)} on="phone" writes />
            </Suspense>
          )}
        </fieldset>
        {(submit.error ?? keep.error) && <Broken error={submit.error ?? keep.error} />}
        <button
          type="submit"
          className="big"
          style={{ marginTop: 20 }}
          disabled={submit.isPending || draft.title.length < 2}
        >
          {t('project.submit')}
        </button>
      </form>
    </PhonePage>
  )
}
