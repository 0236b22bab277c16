// What was asked for on the left with changes since the last return marked, the law's conditions on the right,
// the decision at the bottom with the reason one may take it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { api, ask, type Schemas } from '../../kit/api.ts'
import { clockOf, dateOf } from '../../kit/format.ts'
import { useSettings } from '../../kit/settings.ts'
import { Answer, Broken } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import './texts.ts'
import { coded } from '../../kit/coded.ts'
import type { Word } from '../../kit/words.ts'

const ASKED = [
  'content',
  'place',
  'conditions',
  'numbers',
  'time',
  'risk-notice',
  'guarantees',
  'insurance',
  'declaration',
]

export default function DeskProject() {
  const id = Number(useParams().id)
  const project = useQuery({
    queryKey: ['desk-project', id],
    queryFn: () => ask(api.GET('/api/desk/projects/{id}', { params: { path: { id } } })),
  })
  return <Answer of={project}>{data => <Desk desk={data} />}</Answer>
}

function Desk({ desk }: { desk: Schemas['ProjectDesk'] }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const { project } = desk
  const changed = new Map(desk.changed.map(one => [one.field, one]))
  const row = (label: Word, field: string, value: ReactNode) => (
    <>
      <dt>{t(label)}</dt>
      <dd>
        {changed.has(field) && field !== 'shifts' && <del>{changed.get(field)?.before}</del>}{' '}
        {changed.has(field) ? <ins>{value}</ins> : value}
      </dd>
    </>
  )
  return (
    <>
      <div className="titled">
        <div>
          <h1>{project.title}</h1>
          <p className="second">
            {project.teamName} · {project.townName} {project.communityName}
          </p>
        </div>
        <span className="tag amber">{t(`project.states.${project.state}`)}</span>
      </div>
      <div className="two">
        <div>
          <section className="panel">
            <h2>{t('project.title')}</h2>
            <dl>
              {row('project.content', 'content', project.content)}
              {row('project.fields.kind', 'kind', t(`project.kinds.${project.kind}`))}
              {row('project.place', 'placeName', `${project.placeName} ${project.address}`)}
              {row(
                'project.conditions',
                'conditions',
                `${project.conditions} ${project.minAge ? t('project.age', { n: project.minAge }) : ''}`,
              )}
              {row(
                'project.positions',
                'positions',
                project.positions.map(one => `${one.name} ${one.places} ${t('kit.people')}`).join('、'),
              )}
              {row(
                'project.shifts',
                'shifts',
                project.shifts
                  .slice(0, 12)
                  .map(one => (
                    <div
                      key={one.id}
                      className="num"
                    >{`${dateOf(one.startsAt, language)} ${clockOf(one.startsAt)} – ${clockOf(one.endsAt)}`}</div>
                  )),
              )}
              {row(
                'project.guarantees',
                'guarantees',
                `${project.guarantees.map(one => t(`project.guaranteeNames.${one}`)).join('、')} ${project.insurance ? `${project.insurance.insurer} ${project.insurance.policyNo}` : ''}`,
              )}
              {row('project.risk', 'riskNotice', project.riskNotice)}
            </dl>
          </section>
          {desk.reviews.length > 0 && (
            <section className="panel">
              <h2>{t('project.trail')}</h2>
              <ul>
                {desk.reviews.flatMap(review =>
                  review.decisions.map(one => (
                    <li key={one.at}>
                      {one.maskedName} · {t(`project.${one.verdict === 'pass' ? 'passed' : 'returned'}`)} ·{' '}
                      {dateOf(one.at, language, false)} {clockOf(one.at)} {one.reason && `「${one.reason}」`}
                    </li>
                  )),
                )}
              </ul>
            </section>
          )}
        </div>
        <section className="panel">
          <h2>{t('project.conditionsTitle')}</h2>
          <p className="second">{t('project.conditionsLead')}</p>
          <ul className="conditions">
            {ASKED.filter(rule => !desk.gaps.some(one => one.rule === rule)).map(rule => (
              <li key={rule}>
                <span className="tag jade">✓</span> {coded(t, 'project.rules', rule)}
              </li>
            ))}
            {desk.gaps.map(one => (
              <li key={one.rule}>
                <span className="tag">✕</span>
                <span>
                  {coded(t, 'project.rules', one.rule)}
                  <br />
                  <small className="second">{one.source}</small>
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      {project.state === 'submitted' && <Decision desk={desk} />}
    </>
  )
}

function Decision({ desk }: { desk: Schemas['ProjectDesk'] }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [reason, setReason] = useState('')
  const decide = useMutation({
    mutationFn: (verdict: 'pass' | 'return') =>
      ask(
        api.POST('/api/desk/projects/{id}/decision', {
          params: { path: { id: desk.project.id } },
          body: { verdict, reason },
        }),
      ),
    onSuccess: async (_, verdict) => {
      toast(t(verdict === 'pass' ? 'project.passed' : 'project.returned'))
      await client.invalidateQueries()
      navigate('/desk')
    },
  })
  return (
    <div className="decide">
      <span className="second">{desk.own ? t('project.own') : desk.mayReview ? t('project.may') : ''}</span>
      {decide.error && <Broken error={decide.error} />}
      {desk.mayReview && (
        <span style={{ display: 'flex', gap: 8, flex: '1 1 420px', justifyContent: 'end' }}>
          <Input
            aria-label={t('project.reason')}
            placeholder={t('project.reason')}
            value={reason}
            onChange={event => setReason(event.target.value)}
            style={{ maxWidth: 360 }}
          />
          <Button
            danger
            disabled={reason.trim() === ''}
            loading={decide.isPending}
            onClick={() => decide.mutate('return')}
          >
            {t('project.return')}
          </Button>
          <Button
            type="primary"
            disabled={desk.gaps.length > 0}
            loading={decide.isPending}
            onClick={() => decide.mutate('pass')}
          >
            {t('project.pass')}
          </Button>
        </span>
      )}
    </div>
  )
}
