// Sheets of this kind that were handed in, newest first.
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../../../kit/api.ts'
import { clockOf, count, dateOf } from '../../../../kit/format.ts'
import { More } from '../../../../kit/listing.tsx'
import { useSettings } from '../../../../kit/settings.ts'
import { Broken } from '../../../../kit/states.tsx'
import { WideTable } from '../../../../kit/wide-table.tsx'

export function Recent({ kind, onOpen }: { kind: string; onOpen: (id: number) => void }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const list = useInfiniteQuery({
    queryKey: ['imports', kind, language],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) =>
      ask(api.GET('/api/imports', { params: { query: { kind, ...(pageParam && { before: pageParam }) } } })),
    getNextPageParam: last => last.next ?? undefined,
  })
  const imports = list.data?.pages.flatMap(page => page.imports) ?? []
  if (list.error) return <Broken error={list.error} retry={() => list.refetch()} />
  return (
    <>
      <h2 className="import-recent">{t('import.recent')}</h2>
      <WideTable
        label={t('import.recent')}
        rowKey="id"
        size="middle"
        loading={list.isLoading}
        dataSource={imports}
        pagination={false}
        scroll={{ x: 560 }}
        locale={{ emptyText: <span className="second">{t('import.none')}</span> }}
        columns={[
          {
            title: t('import.file'),
            render: (_, one) => (
              <button type="button" className="link" onClick={() => onOpen(one.id)}>
                {one.fileName}
              </button>
            ),
          },
          {
            title: t('import.rows'),
            align: 'right',
            className: 'num',
            render: (_, one) => count(one.rowsTotal ?? one.rowsSeen),
          },
          {
            title: t('import.begun'),
            render: (_, one) => `${dateOf(one.begunAt, language, false)} ${clockOf(one.begunAt)}`,
          },
          { title: t('import.is'), render: (_, one) => t(`import.state.${one.state}`) },
        ]}
      />
      <More of={list} />
    </>
  )
}
