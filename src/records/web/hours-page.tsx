// A total, the next star, each record with its state in words; a correction shows both values. Open one to accept or dispute it.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useActing } from '../../kit/acting.tsx'
import { later } from '../../kit/apart.tsx'
import { api, ask, type Schemas } from '../../kit/api.ts'
import { clockOf, plainDay } from '../../kit/format.ts'
import { Endless } from '../../kit/list/endless.tsx'
import { usePages } from '../../kit/list/pages.ts'
import { PhonePage } from '../../kit/page.tsx'
import { useSettings } from '../../kit/settings.ts'
import { Sheet } from '../../kit/sheet.tsx'
import { Answer, Broken, Empty } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import { DisputeForm } from './dispute-form.tsx'
import './texts.ts'
import { Share } from '../../kit/share.tsx'
import { starOf, useOwnHours } from './own-hours.ts'

type Record = Schemas['OwnRecord']
/** What sends photos comes only when somebody opens a record. */
const Proofs = later(() => import('./proofs.tsx'))

export function StateTag({ record: it }: { record: Record }) {
  const { t } = useTranslation()
  if (it.dispute?.state === 'open') return <span className="tag amber">{t('hours.disputed')}</span>
  if (it.correctedFrom)
    return <span className="tag indigo">{t('hours.corrected', { a: it.correctedFrom, b: it.hours })}</span>
  if (it.state === 'counted') return <span className="tag jade">{t('hours.states.counted')}</span>
  if (it.state === 'reversed') return <span className="tag grey">{t('hours.states.reversed')}</span>
  const [wait] = it.waits
  return <span className="tag amber">{wait ? t(`hours.waits.${wait}`) : ''}</span>
}

export default function HoursPage() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const [open, setOpen] = useState<number | null>(null)
  const { id, other } = useActing()
  const hours = useOwnHours()
  const records = usePages(
    ['hours', 'records', id],
    turn =>
      ask(api.GET('/api/me/records', { params: { query: { ...turn, ...(other && { for: other.id }) } } })),
    { enabled: id !== undefined, keep: true },
  )
  const opened = records.items.find(one => one.id === open)
  return (
    <PhonePage title={t('hours.title')}>
      <Answer of={hours}>
        {data => {
          const share =
            data.nextStarHours === null ? 100 : (data.totalMinutes / 60 / data.nextStarHours) * 100
          return (
            <>
              <section className="hero" aria-label={t('hours.total')}>
                <p>{t('hours.total')}</p>
                <p className="num huge">
                  {data.total} <small>{t('kit.hours')}</small>
                </p>
                <p className="stars" role="img" aria-label={t('hours.star', { n: data.stars })}>
                  {'★'.repeat(data.stars)}
                  <i>{'★'.repeat(5 - data.stars)}</i>
                </p>
                <Share of={share / 100} />
                <p>
                  {data.nextStarHours === null
                    ? t('hours.top')
                    : t('hours.nextStar', {
                        n: starOf(t, data.stars + 1),
                        h: data.nextStarHours,
                        m: Math.ceil(Number(data.missingHours)),
                      })}
                </p>
              </section>
              <div className="pair">
                <Link className="card" to="/me/certificates">
                  <h3>{t('hours.certificate')}</h3>
                  <span className="second">{t('hours.certificateHint')}</span>
                </Link>
                <button type="button" className="card" onClick={() => toast(t('hours.pick'))}>
                  <h3>{t('hours.doubt')}</h3>
                  <span className="second">{t('hours.doubtHint')}</span>
                </button>
              </div>
              <Endless of={records} unit={t('hours.recordUnit')} empty={<Empty>{t('hours.none')}</Empty>}>
                {items => (
                  <>
                    {[...Map.groupBy(items, one => one.day.slice(0, 7))].map(([month, list]) => (
                      <section key={month}>
                        <div className="head">
                          <h2>{t('hours.month', { y: month.slice(0, 4), m: Number(month.slice(5)) })}</h2>
                        </div>
                        <div className="list">
                          {list.map(one => (
                            <button key={one.id} type="button" onClick={() => setOpen(one.id)}>
                              <span>
                                <b>{one.title}</b>
                                <small>
                                  {plainDay(one.day, language)} · {one.placeName}
                                </small>
                              </span>
                              <span className="right">
                                <b className="num">{one.hours}</b>
                                <br />
                                <StateTag record={one} />
                              </span>
                            </button>
                          ))}
                        </div>
                      </section>
                    ))}
                  </>
                )}
              </Endless>
            </>
          )
        }}
      </Answer>
      {opened && <RecordSheet record={opened} close={() => setOpen(null)} />}
    </PhonePage>
  )
}

function RecordSheet({ record: it, close }: { record: Record; close: () => void }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  const finish = (text: string) => async () => {
    toast(text)
    await client.invalidateQueries({ queryKey: ['hours'] })
    close()
  }
  const accept = useMutation({
    mutationFn: () => ask(api.POST('/api/records/{id}/accept', { params: { path: { id: it.id } } })),
    onSuccess: finish(t('hours.accepted')),
  })
  return (
    <Sheet title={it.title} close={close}>
      <p className="second">
        {plainDay(it.day, language)} {clockOf(it.fromAt)} – {clockOf(it.toAt)} · {it.placeName}
      </p>
      <p className="num figure-line">
        {it.hours} <small>{t('kit.hours')}</small> <StateTag record={it} />
      </p>
      {it.state === 'pending' && it.waits.includes('confirmation') && (
        <p className="second">{t('hours.due', { day: plainDay(it.dueOn, language) })}</p>
      )}
      {it.mayAccept && (
        <button type="button" className="big gap" disabled={accept.isPending} onClick={() => accept.mutate()}>
          {t('hours.accept')}
        </button>
      )}
      {it.dispute && <Proofs correction={it.dispute} />}
      {accept.error && <Broken error={accept.error} />}
      {it.mayDispute && <DisputeForm record={it} done={close} />}
    </Sheet>
  )
}
