// A check-in that waits on this phone: the time that counts, what it is for, the way it still has to go; one that was refused, and why.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clockOf, spanOf } from '../../kit/format.ts'
import { Icon } from '../../kit/icons.tsx'
import { useReachable } from '../../kit/reach.ts'
import { useSettings } from '../../kit/settings.ts'
import { Step, Timeline } from '../../kit/timeline.tsx'
import { useOwnSignups } from './own-signups.ts'
import { dismiss, type Queued, sendQueued, shiftOf } from './queue.ts'
import './texts.ts'

export function KeptCheckin({ account, waiting }: { account: string; waiting: Queued[] }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const reachable = useReachable()
  const [sending, setSending] = useState(false)
  const signups = useOwnSignups()
  const last = waiting.at(-1)
  if (!last) return null
  const seen = clockOf(last.seenAt)
  const slot = signups.data?.items.find(one => one.slot.shiftId === shiftOf(last.code))?.slot
  const again = async () => {
    setSending(true)
    await sendQueued(account)
    setSending(false)
  }
  return (
    <>
      <section className="kept-checkin" aria-label={t('take.kept.title')}>
        <p>
          <b>
            <Icon name="offline" size={20} /> {t(reachable ? 'take.kept.waits' : 'take.kept.title')}
          </b>
        </p>
        <p className="huge num">{seen}</p>
        <p>{t('take.kept.counts')}</p>
        {last.member && <p>{t('kit.acting.for', { name: last.member.name })}</p>}
        {slot && (
          <div className="for">
            <b>{slot.title}</b>
            <span className="second">
              {spanOf(slot.startsAt, slot.endsAt, language)} · {slot.placeName}
            </span>
          </div>
        )}
      </section>
      <Timeline>
        <Step tone="done" title={t('take.kept.seen')} says={seen} />
        <Step tone="done" title={t('take.kept.here')} says={t('take.kept.hereHint')} />
        <Step tone="now" title={t('take.kept.goes')} says={t('take.kept.goesHint')} />
        <Step tone="to-come" title={t('take.kept.checked')} says={t('take.kept.checkedHint')} />
        <Step tone="to-come" title={t('take.kept.counted')} says={t('take.kept.countedHint', { at: seen })} />
      </Timeline>
      <p className="second kept-count">
        {t('take.pending', { count: waiting.length })}
        {last.triedAt && ` · ${t('take.kept.tried', { at: clockOf(last.triedAt) })}`}
      </p>
      <button type="button" className="big" disabled={sending} onClick={() => void again()}>
        {t('take.kept.again')}
      </button>
    </>
  )
}

export function RefusedCheckins({ refused }: { refused: Queued[] }) {
  const { t } = useTranslation()
  return refused.map(one => (
    <div key={one.key} className="notice bad failed" role="alert">
      <span>
        <b>{t('take.kept.refused', { at: clockOf(one.seenAt) })}</b>
        <small>{one.refused}</small>
        <small>{t('take.kept.refusedWay')}</small>
      </span>
      <button type="button" className="chip" onClick={() => dismiss(one.key)}>
        {t('take.kept.dismiss')}
      </button>
    </div>
  ))
}
