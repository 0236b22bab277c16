// What somebody has in hand: duties with who follows, what waits, tokens; and letting them leave.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { api, ask, messageOf } from '../../../../kit/api.ts'
import { coded } from '../../../../kit/coded.ts'
import { dayKey, plainDay } from '../../../../kit/format.ts'
import { useSession } from '../../../../kit/session.ts'
import { useSettings } from '../../../../kit/settings.ts'
import { Answer } from '../../../../kit/states.tsx'
import { toast } from '../../../../kit/toast.tsx'
import '../texts.ts'
import './texts.ts'
import './appointments.css'
import { DeputyForm, ProposalForm, ReasonForm } from './forms.tsx'
import { type Appointment, dutyName, stateOf, termOf, whereOf } from './words.ts'

export default function Handover() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const id = Number(useParams().id)
  const client = useQueryClient()
  const session = useSession()
  const [ending, setEnding] = useState<Appointment | null>(null)
  const [following, setFollowing] = useState<Appointment | null>(null)
  const [deputy, setDeputy] = useState<Appointment | null>(null)
  const [leaving, setLeaving] = useState(false)
  const [startingOver, setStartingOver] = useState(false)
  const page = useQuery({
    queryKey: ['handover', id],
    queryFn: () => ask(api.GET('/api/desk/handover/{id}', { params: { path: { id } } })),
  })
  const proposes = session.data?.permissions.includes('grant.propose') ?? false
  const approves = session.data?.permissions.includes('grant.approve') ?? false
  const failed = { onError: (error: Error) => toast(messageOf(error)) }
  const end = useMutation({
    mutationFn: ({ grant, reason }: { grant: number; reason: string }) =>
      ask(
        api.POST('/api/desk/appointments/{id}/end', {
          params: { path: { id: grant } },
          body: { reason },
        }),
      ),
    onSuccess: () => {
      toast(t('appointments.leaver.endDone'))
      return client.invalidateQueries()
    },
    ...failed,
  })
  const leave = useMutation({
    mutationFn: (reason: string) =>
      ask(api.POST('/api/desk/handover/{id}/leave', { params: { path: { id } }, body: { reason } })),
    onSuccess: done => {
      toast(t('appointments.leaver.leaveDone', done))
      return client.invalidateQueries()
    },
    ...failed,
  })
  const startOver = useMutation({
    mutationFn: (reason: string) =>
      ask(api.POST('/api/desk/handover/{id}/start-over', { params: { path: { id } }, body: { reason } })),
    onSuccess: done => {
      toast(t('appointments.leaver.startOverDone', done))
      return client.invalidateQueries()
    },
    ...failed,
  })
  return (
    <Answer of={page}>
      {data => (
        <div className="appointments">
          <p className="second crumb">
            <Link to="/desk/appointments">{t('appointments.crumb')}</Link>
          </p>
          <div className="titled">
            <div>
              <h1>{t('appointments.leaver.title', { name: data.name })}</h1>
              <p className="second">{t('appointments.leaver.lead')}</p>
            </div>
            <div className="acts">
              {approves && (
                <Button onClick={() => setStartingOver(true)} loading={startOver.isPending}>
                  {t('appointments.leaver.startOver')}
                </Button>
              )}
              {(proposes || approves) && (
                <Button danger onClick={() => setLeaving(true)} loading={leave.isPending}>
                  {t('appointments.leaver.leave')}
                </Button>
              )}
            </div>
          </div>
          <section className="panel">
            <h2>{t('appointments.leaver.duties')}</h2>
            <ul className="in-hand">
              {data.duties.map(({ grant, mayEnd }) => {
                const { tone, text } = stateOf(t, grant, language)
                return (
                  <li key={grant.id}>
                    <div>
                      <b>{dutyName(t, grant)}</b> · {whereOf(t, grant)}
                      <p className="second num">{termOf(t, grant)}</p>
                      <p className={grant.successor || grant.role === 'team-leader' ? 'second' : 'few'}>
                        {grant.role === 'team-leader'
                          ? t('appointments.leaver.team')
                          : grant.successor
                            ? t(
                                grant.successor.state === 'live'
                                  ? 'appointments.leaver.successor'
                                  : 'appointments.leaver.successorAsked',
                                { name: grant.successor.name },
                              )
                            : t('appointments.leaver.noSuccessor')}
                      </p>
                    </div>
                    <span className={`dot ${tone}`}>{text}</span>
                    <div className="acts">
                      {grant.mayDeputise && (
                        <Button onClick={() => setDeputy(grant)}>{t('appointments.askDeputy')}</Button>
                      )}
                      {proposes && mayEnd && !grant.successor && (
                        <Button onClick={() => setFollowing(grant)}>
                          {t('appointments.leaver.findSuccessor')}
                        </Button>
                      )}
                      {mayEnd && (
                        <Button onClick={() => setEnding(grant)} loading={end.isPending}>
                          {t('appointments.leaver.end')}
                        </Button>
                      )}
                    </div>
                  </li>
                )
              })}
            </ul>
            {data.elsewhere > 0 && (
              <p className="second">{t('appointments.leaver.elsewhere', { n: data.elsewhere })}</p>
            )}
          </section>
          <div className="two gap">
            <section className="panel">
              <h2>{t('appointments.leaver.waits')}</h2>
              {data.waits.length === 0 && <p className="second">{t('appointments.leaver.nothing')}</p>}
              {data.waits.map(one => (
                <p key={one.kind}>
                  {coded(t, 'waiting', one.kind)} <b className="num">{one.n}</b>
                </p>
              ))}
            </section>
            <section className="panel">
              <h2>{t('appointments.leaver.tokens')}</h2>
              {data.tokens.length === 0 && <p className="second">{t('appointments.leaver.noTokens')}</p>}
              {data.tokens.map(one => (
                <p key={one.id}>
                  {one.name}{' '}
                  <span className="second">
                    {t('appointments.leaver.tokenUntil', { day: plainDay(dayKey(one.expiresAt), language) })}
                  </span>
                </p>
              ))}
            </section>
          </div>
          <ReasonForm
            open={ending !== null}
            title={t('appointments.leaver.end')}
            onClose={() => setEnding(null)}
            onDone={reason => {
              if (ending) end.mutate({ grant: ending.id, reason })
              setEnding(null)
            }}
          />
          <ReasonForm
            open={leaving}
            title={t('appointments.leaver.leave')}
            lead={t('appointments.leaver.leaveWhy')}
            onClose={() => setLeaving(false)}
            onDone={reason => {
              setLeaving(false)
              leave.mutate(reason)
            }}
          />
          <ReasonForm
            open={startingOver}
            title={t('appointments.leaver.startOver')}
            lead={t('appointments.leaver.startOverWhy')}
            onClose={() => setStartingOver(false)}
            onDone={reason => {
              setStartingOver(false)
              startOver.mutate(reason)
            }}
          />
          <ProposalForm
            open={following !== null}
            succeeds={following}
            onClose={() => setFollowing(null)}
            nodes={[]}
            roles={[]}
          />
          <DeputyForm of={deputy} onClose={() => setDeputy(null)} />
        </div>
      )}
    </Answer>
  )
}
