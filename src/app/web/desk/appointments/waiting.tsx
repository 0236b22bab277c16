// What waits for approval: each with its checks, and where it cannot pass, why.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, messageOf, type Schemas } from '../../../../kit/api.ts'
import { dateOf, dayKey, plainDay } from '../../../../kit/format.ts'
import { Icon } from '../../../../kit/icons.tsx'
import { useSettings } from '../../../../kit/settings.ts'
import { toast } from '../../../../kit/toast.tsx'
import { ReasonForm } from './forms.tsx'
import './texts.ts'
import { roleName, whereOf } from './words.ts'

type Item = Schemas['WaitingAppointment']

export function Waiting({ waiting }: { waiting: Item[] }) {
  const { t } = useTranslation()
  if (waiting.length === 0) return <p className="second">{t('appointments.nothingWaits')}</p>
  return (
    <div className="waiting">
      {waiting.map(item => (
        <Card key={item.id} item={item} />
      ))}
    </div>
  )
}

function Card({ item }: { item: Item }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  const [returning, setReturning] = useState(false)
  const path = { params: { path: { id: item.id } } }
  const done = (text: string) => ({
    onSuccess: () => {
      toast(text)
      return client.invalidateQueries()
    },
    onError: (error: Error) => toast(messageOf(error)),
  })
  const approve = useMutation({
    mutationFn: () => ask(api.POST('/api/desk/appointments/{id}/approve', path)),
    ...done(t('appointments.approved')),
  })
  const giveBack = useMutation({
    mutationFn: (reason: string) =>
      ask(api.POST('/api/desk/appointments/{id}/return', { ...path, body: { reason } })),
    ...done(t('appointments.returned')),
  })
  const failed = item.checks.filter(check => !check.met)
  const canPass = failed.length === 0 && item.standing === 'may'
  const thisYear = dayKey(new Date()).slice(0, 4)
  const say = (day: string) =>
    day.startsWith(thisYear)
      ? plainDay(day, language)
      : t('appointments.dayOfYear', { year: day.slice(0, 4), day: plainDay(day, language) })
  const tone = failed.length > 0 ? 'red' : canPass ? 'amber' : 'grey'
  return (
    <section className={`panel ask ${tone}`} aria-label={`${item.name} ${roleName(t, item.role)}`}>
      <header>
        <h2>
          {item.name} →{' '}
          {item.deputyFor ? `${t('appointments.forDeputy', { name: item.deputyFor.name })} · ` : ''}
          {roleName(t, item.role)}
        </h2>
        <span className={`tag ${tone === 'grey' ? '' : tone}`}>
          {failed.length > 0
            ? t('appointments.cannot')
            : canPass
              ? t('appointments.waits')
              : item.mine
                ? t('appointments.asked')
                : t('appointments.elsewhere')}
        </span>
      </header>
      <p>
        {whereOf(t, item)} · <span className="num">{say(item.since)}</span> –{' '}
        <span className="num">{item.until ? say(item.until) : t('appointments.toCase')}</span>
        {item.succeeds &&
          ` · ${t('appointments.succeeds', { name: item.succeeds.name, role: roleName(t, item.succeeds.role) })}`}
      </p>
      <p className="second">
        {item.proposedBy === null
          ? t('appointments.proposedByCommand', { day: dateOf(item.proposedAt, language, false) })
          : t('appointments.proposedOn', {
              who: item.proposedBy,
              day: dateOf(item.proposedAt, language, false),
            })}
        {item.reason && `，${item.reason}`}
      </p>
      <ul className="checks">
        {item.checks.map(check => (
          <li key={check.name} className={check.met ? 'met' : 'bad'}>
            <Icon name={check.met ? 'check' : 'warn'} size={16} />
            {check.met
              ? t(`appointments.checks.${check.name}`)
              : t(`appointments.missing.${check.name}`, {
                  other: check.other ? roleName(t, check.other) : '',
                })}
          </li>
        ))}
      </ul>
      {item.standing !== 'may' && <p className="second">{t(`appointments.standing.${item.standing}`)}</p>}
      <footer>
        {(item.mine || item.standing !== 'forbidden') && (
          <Button onClick={() => setReturning(true)} loading={giveBack.isPending}>
            {item.mine
              ? t('appointments.withdraw')
              : failed.length > 0
                ? t('appointments.returnSwap')
                : t('appointments.return')}
          </Button>
        )}
        {canPass && (
          <Button type="primary" loading={approve.isPending} onClick={() => approve.mutate()}>
            {item.since > dayKey(new Date())
              ? t('appointments.approveOn', { day: say(item.since) })
              : t('appointments.approveNow')}
          </Button>
        )}
      </footer>
      <ReasonForm
        open={returning}
        title={item.mine ? t('appointments.withdraw') : t('appointments.return')}
        onClose={() => setReturning(false)}
        onDone={reason => {
          setReturning(false)
          giveBack.mutate(reason)
        }}
      />
    </section>
  )
}
