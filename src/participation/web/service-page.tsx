// A service while it runs: a clock, and the whole way of an hour from sign-up to "counted", with the date of each promise.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { useActing } from '../../kit/acting.tsx'
import { api, ask, type Schemas } from '../../kit/api.ts'
import { CardsOn } from '../../kit/cards.tsx'
import { clockOf, dateOf, spanOf } from '../../kit/format.ts'
import { Icon } from '../../kit/icons.tsx'
import { PhonePage } from '../../kit/page.tsx'
import { useSettings } from '../../kit/settings.ts'
import { Answer, Broken } from '../../kit/states.tsx'
import { Step, Timeline } from '../../kit/timeline.tsx'
import { toast } from '../../kit/toast.tsx'
import { useOwnSignups } from './own-signups.ts'
import './texts.ts'
import { Share } from '../../kit/share.tsx'

export default function ServicePage() {
  const { t } = useTranslation()
  const id = Number(useParams().id)
  const among = useOwnSignups()
  const signup = useQuery({
    queryKey: ['signups', 'one', id],
    meta: { keep: true },
    // What the first page has shown stands here at once, without network too.
    initialData: () => among.data?.items.find(one => one.id === id),
    initialDataUpdatedAt: 0,
    queryFn: () => ask(api.GET('/api/me/signups/{id}', { params: { path: { id } } })),
    refetchInterval: 30_000,
  })
  return (
    <PhonePage title={t('take.service')}>
      <Answer of={signup}>{one => <Service signup={one} />}</Answer>
    </PhonePage>
  )
}

function useNow(everyMs: number): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

const pad = (n: number) => String(n).padStart(2, '0')

function Service({ signup }: { signup: Schemas['OwnSignup'] }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const now = useNow(15_000)
  const { slot, attendance } = signup
  const { members, choose } = useActing()
  const whose = members.find(one => one.id === signup.personId)
  const begun = attendance
    ? Math.max(
        0,
        Math.floor(
          ((attendance.outAt ? Date.parse(attendance.outAt) : now.getTime()) - Date.parse(attendance.inAt)) /
            60_000,
        ),
      )
    : 0
  const whole = (Date.parse(slot.endsAt) - Date.parse(slot.startsAt)) / 60_000
  const serving = attendance !== null && attendance.outAt === null
  const live = signup.state === 'admitted' || signup.state === 'waiting' || signup.state === 'attended'
  return (
    <>
      <section className="hero jade" aria-label={t('take.today')}>
        <p>
          {serving
            ? t('take.serving')
            : attendance?.outAt
              ? t('take.over')
              : t(`take.states.${signup.state}`)}
        </p>
        <p className="huge num">
          {attendance ? `${pad(Math.floor(begun / 60))}:${pad(begun % 60)}` : clockOf(slot.startsAt)}
        </p>
        <p>
          {attendance
            ? `${t('take.checkedIn', { at: clockOf(attendance.inAt) })} · ${t('take.planned', { end: clockOf(slot.endsAt) })}`
            : spanOf(slot.startsAt, slot.endsAt, language, now)}
        </p>
        <Share of={begun / whole} />
      </section>
      <h2 className="thing-name gap">{slot.title}</h2>
      {whose && <p className="second">{t('take.signupOf', { name: whose.name })}</p>}
      <p className="second">
        <Icon name="place" size={18} /> {slot.placeName}
      </p>
      <Timeline>
        <Step
          tone="done"
          title={t('take.way.signed')}
          says={t('take.way.signedAt', {
            at: `${dateOf(signup.at, language, false)} ${clockOf(signup.at)}`,
            n: signup.arrival,
          })}
        />
        {signup.promotedAt && (
          <Step
            tone="done"
            title={t('take.way.promoted')}
            says={`${dateOf(signup.promotedAt, language, false)} ${clockOf(signup.promotedAt)}`}
          />
        )}
        <Step
          tone={attendance ? 'done' : live ? 'now' : 'to-come'}
          title={t('take.way.in')}
          says={
            attendance
              ? `${t(attendance.inHow === 'code' ? 'take.way.inBy' : 'take.way.inRoster', { at: clockOf(attendance.inAt) })}${attendance.metres === null ? '' : ` · ${t('take.way.metres', { n: attendance.metres })}`}`
              : t('take.way.inHint', { from: clockOf(new Date(Date.parse(slot.startsAt) - 30 * 60_000)) })
          }
        />
        <Step
          tone={attendance?.outAt ? 'done' : serving ? 'now' : 'to-come'}
          title={t('take.way.out')}
          says={
            attendance?.outAt
              ? clockOf(attendance.outAt)
              : t('take.way.outHint', { end: clockOf(slot.endsAt) })
          }
        />
        <CardsOn place="way" id={slot.shiftId} person={signup.personId} bones={null} />
      </Timeline>
      {live && !attendance?.outAt && new Date(slot.endsAt) > now && signup.state !== 'waiting' && (
        // Whoever opened it from a notice scans for whom it is, not for whom they acted last.
        <Link className="big" to="/me/scan" onClick={() => choose(whose?.id ?? null)}>
          <Icon name="scan" size={20} /> {serving ? t('take.way.out') : t('take.scan')}
        </Link>
      )}
      {(signup.state === 'admitted' || signup.state === 'waiting') && !attendance && (
        <Withdraw id={signup.id} />
      )}
    </>
  )
}

function Withdraw({ id }: { id: number }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [sure, setSure] = useState(false)
  const leave = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/signups/{id}/withdraw', {
          params: { path: { id } },
          body: { reason: t('take.withdrawWhy') },
        }),
      ),
    onSuccess: async () => {
      toast(t('take.withdrawn'))
      await client.invalidateQueries()
      navigate('/me/signups')
    },
  })
  return (
    <>
      {leave.error && <Broken error={leave.error} />}
      <button
        type="button"
        className="big line gap"
        disabled={leave.isPending}
        onClick={() => (sure ? leave.mutate() : setSure(true))}
      >
        {sure ? t('take.withdrawAsk') : t('take.withdraw')}
      </button>
    </>
  )
}
