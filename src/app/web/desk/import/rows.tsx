// The rows of a verdict, or all that are to be corrected: each with the column to change and why.
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../../../kit/api.ts'
import { More } from '../../../../kit/listing.tsx'
import { useSettings } from '../../../../kit/settings.ts'
import { Broken } from '../../../../kit/states.tsx'
import { WideTable } from '../../../../kit/wide-table.tsx'
import type { Kind } from './hand-in.tsx'

export function Rows({
  id,
  kind,
  verdict,
  state,
}: {
  id: number
  kind: Kind
  verdict: string | null
  state: string
}) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const rows = useInfiniteQuery({
    queryKey: ['import-rows', id, verdict, state, language],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/imports/{id}/rows', {
          params: {
            path: { id },
            query: {
              limit: 100,
              ...(verdict ? { verdict } : { defects: 'only' }),
              ...(pageParam && { after: pageParam }),
            },
          },
        }),
      ),
    getNextPageParam: last => last.next ?? undefined,
  })
  const titleOf = (key: string | null | undefined) =>
    kind.columns.find(one => one.key === key)?.title ?? key ?? ''
  if (rows.error) return <Broken error={rows.error} retry={() => rows.refetch()} />
  return (
    <>
      <WideTable
        label={t('import.rowsOf')}
        rowKey="row"
        size="middle"
        loading={rows.isLoading}
        pagination={false}
        dataSource={rows.data?.pages.flatMap(page => page.rows) ?? []}
        scroll={{ x: 720 }}
        locale={{ emptyText: <span className="second">{t('import.noRows')}</span> }}
        columns={[
          { title: t('import.row'), dataIndex: 'row', width: 72, className: 'num' },
          { title: titleOf(kind.shows[0]), width: 150, render: (_, row) => row.shown || '—' },
          {
            title: titleOf(kind.shows[1]),
            width: 210,
            className: 'num',
            render: (_, row) => row.shownBeside || '—',
          },
          {
            title: t('import.column'),
            width: 130,
            render: (_, row) => row.column && <span className="tag grey">{titleOf(row.column)}</span>,
          },
          { title: t('import.why'), dataIndex: 'why' },
        ]}
      />
      <More of={rows} />
    </>
  )
}
