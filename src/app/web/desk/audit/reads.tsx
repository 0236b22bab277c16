// Who read full identities on a day, and why; whose reason says little is asked from here.
import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../../../kit/api.ts'
import { clockOf, dayKey } from '../../../../kit/format.ts'
import { Icon } from '../../../../kit/icons.tsx'
import { Answer } from '../../../../kit/states.tsx'
import type { Prefilled } from './question-form.tsx'
import './texts.ts'

export function Reads({ onAsk }: { onAsk: (about: Prefilled) => void }) {
  const { t } = useTranslation()
  const today = dayKey(new Date())
  const [day, setDay] = useState(today)
  const reads = useQuery({
    queryKey: ['identity-reads', day],
    queryFn: () => ask(api.GET('/api/audit/reads', { params: { query: { day } } })),
  })
  return (
    <aside className="panel">
      <h2>{t('audit.reads.title')}</h2>
      <Input
        type="date"
        aria-label={t('audit.reads.day')}
        value={day}
        max={today}
        onChange={event => setDay(event.target.value || today)}
      />
      <Answer of={reads}>
        {data => (
          <>
            {data.reads.length > 0 && (
              <p className="second">
                {data.cut
                  ? t('audit.reads.cut', { n: data.reads.length })
                  : t('audit.reads.sum', { n: data.reads.length, people: data.people })}
              </p>
            )}
            {data.reads.length === 0 && <p className="second">{t('audit.reads.none')}</p>}
            <ul className="reads">
              {data.reads.map(one => (
                <li key={`${one.at}-${one.by}-${one.of}`}>
                  <span className="num second">{clockOf(one.at)}</span>
                  <b>{one.by}</b>
                  <span>{one.of}</span>
                  <span className={one.weak ? 'few' : 'second'}>
                    {one.reason ?? t('audit.reads.emptied')}
                  </span>
                  {one.weak && one.byPerson !== null ? (
                    <Button
                      type="link"
                      danger
                      size="small"
                      title={t('audit.reads.weak')}
                      onClick={() =>
                        onAsk({
                          addressee: { id: one.byPerson ?? 0, name: one.by },
                          about: t('audit.reads.about', { of: one.of, reason: one.reason ?? '' }),
                          subject: one.subject,
                        })
                      }
                    >
                      {t('audit.reads.ask')}
                    </Button>
                  ) : (
                    <span className={one.weak ? 'bad' : 'good'}>
                      <Icon name={one.weak ? 'warn' : 'check'} size={18} />
                      <span className="sr">{t(one.weak ? 'audit.reads.weak' : 'audit.reads.ok')}</span>
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </Answer>
    </aside>
  )
}
