// Who read full identities on a day, and why; whose reason says little is asked from here.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../../../kit/api.ts'
import { clockOf, dayKey } from '../../../../kit/format.ts'
import { Icon } from '../../../../kit/icons.tsx'
import { More } from '../../../../kit/listing.tsx'
import { Bones, Broken } from '../../../../kit/states.tsx'
import type { Prefilled } from './question-form.tsx'
import './texts.ts'

export function Reads({ onAsk }: { onAsk: (about: Prefilled) => void }) {
  const { t } = useTranslation()
  const today = dayKey(new Date())
  const [day, setDay] = useState(today)
  const reads = useInfiniteQuery({
    queryKey: ['identity-reads', day],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/audit/reads', { params: { query: { day, ...(pageParam && { after: pageParam }) } } }),
      ),
    getNextPageParam: last => last.next ?? undefined,
  })
  const sums = reads.data?.pages[0]
  const list = reads.data?.pages.flatMap(page => page.items) ?? []
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
      {reads.error && <Broken error={reads.error} retry={() => reads.refetch()} />}
      {reads.isPending && <Bones />}
      {sums && (
        <>
          <p className="second">
            {sums.total > 0
              ? t('audit.reads.sum', { n: sums.total, people: sums.people })
              : t('audit.reads.none')}
          </p>
          <ul className="reads">
            {list.map(one => (
              <li key={`${one.at}-${one.by}-${one.of}`}>
                <span className="num second">{clockOf(one.at)}</span>
                <b>{one.by}</b>
                <span>{one.of}</span>
                <span className={one.weak ? 'few' : 'second'}>{one.reason ?? t('audit.reads.emptied')}</span>
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
          <More of={reads} />
        </>
      )}
    </aside>
  )
}
