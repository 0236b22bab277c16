// The journal as it is written, for who reads it; its export for the audit administrator.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { api, ask, type Schemas } from '../../../../kit/api.ts'
import { coded } from '../../../../kit/coded.ts'
import { clockOf, count, dateOf, dayKey } from '../../../../kit/format.ts'
import { useSession } from '../../../../kit/session.ts'
import { useSettings } from '../../../../kit/settings.ts'
import { Broken } from '../../../../kit/states.tsx'
import { WideTable } from '../../../../kit/wide-table.tsx'
import './texts.ts'

type Entry = Schemas['JournalEntry']
/** Accounts have long ids; their beginning tells them apart. */
const short = (id: string) => id.replace(/([0-9a-f]{8})-[0-9a-f-]{27}/, '$1…')

export function Journal() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const session = useSession()
  const [search, setSearch] = useSearchParams()
  const subject = search.get('subject') ?? ''
  const list = useInfiniteQuery({
    queryKey: ['journal', subject],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/journal', {
          params: {
            query: {
              ...(subject && { subject }),
              ...(pageParam !== undefined && { after: pageParam }),
            },
          },
        }),
      ),
    getNextPageParam: last => last.next ?? undefined,
  })
  return (
    <section className="panel">
      <h2>{t('audit.journal.title')}</h2>
      <div className="journal-tools">
        <Input.Search
          key={subject}
          defaultValue={subject}
          aria-label={t('audit.journal.subject')}
          placeholder={t('audit.journal.subject')}
          onSearch={text => setSearch(text.trim() ? { subject: text.trim() } : {})}
          allowClear
        />
        {session.data?.permissions.includes('journal.export') && <Export />}
      </div>
      {list.error && (
        <Broken
          error={list.error}
          retry={() => void (list.isFetchNextPageError ? list.fetchNextPage() : list.refetch())}
        />
      )}
      {(list.data || !list.error) && (
        <WideTable<Entry>
          label={t('audit.journal.title')}
          rowKey="id"
          size="small"
          loading={list.isPending}
          dataSource={list.data?.pages.flatMap(one => one.items) ?? []}
          pagination={false}
          scroll={{ x: 640 }}
          expandable={{
            expandedRowRender: one => <code className="facts">{JSON.stringify(one.facts, null, 2)}</code>,
          }}
          columns={[
            {
              title: t('audit.journal.columns.position'),
              render: (_, one) => (
                <span className="num">{one.position === null ? '…' : count(one.position)}</span>
              ),
            },
            {
              title: t('audit.journal.columns.at'),
              render: (_, one) => (
                <span className="num whole" title={one.at}>
                  {dateOf(one.at, language, false)} {clockOf(one.at)}
                </span>
              ),
            },
            {
              title: t('audit.journal.columns.kind'),
              render: (_, one) => <span className="whole">{coded(t, 'trail', one.kind)}</span>,
            },
            {
              title: t('audit.journal.columns.subject'),
              render: (_, one) => (
                <Button
                  type="link"
                  size="small"
                  className="flush"
                  onClick={() => setSearch({ subject: one.subject })}
                >
                  {short(one.subject)}
                </Button>
              ),
            },
            {
              title: t('audit.journal.columns.by'),
              render: (_, one) => (
                <span className="whole">
                  {one.by === 'command-line' ? t('audit.journal.command') : short(one.by)}
                </span>
              ),
            },
          ]}
        />
      )}
      {list.hasNextPage && (
        <Button className="gap" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('audit.journal.more')}
        </Button>
      )}
    </section>
  )
}

function Export() {
  const { t } = useTranslation()
  const today = dayKey(new Date())
  const [from, setFrom] = useState(today)
  const [until, setUntil] = useState(today)
  return (
    <span className="export">
      <Input
        type="date"
        aria-label={t('audit.journal.from')}
        value={from}
        max={until}
        onChange={event => setFrom(event.target.value)}
      />
      <Input
        type="date"
        aria-label={t('audit.journal.until')}
        value={until}
        min={from}
        onChange={event => setUntil(event.target.value)}
      />
      <Button href={`/api/journal/export?from=${from}&until=${until}`} disabled={!from || !until}>
        {t('audit.journal.export')}
      </Button>
    </span>
  )
}
