// Service records in scope; every line opens down to what stands behind it.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Segmented, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { api, ask } from '../../kit/api.ts'
import { plainDay } from '../../kit/format.ts'
import { useSettings } from '../../kit/settings.ts'
import { Broken } from '../../kit/states.tsx'

const FILTERS = ['all', 'pending', 'counted', 'overdue'] as const
type Filter = (typeof FILTERS)[number]

export default function DeskRecords() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const [search, setSearch] = useSearchParams()
  const filter = (search.get('filter') ?? 'all') as Filter
  const personId = search.get('personId')
  const query = {
    limit: 50,
    ...(filter === 'overdue' ? { overdue: 'true' as const } : filter === 'all' ? {} : { state: filter }),
    ...(personId && { personId: Number(personId) }),
  }
  const list = useInfiniteQuery({
    queryKey: ['desk-records', query],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/desk/records', {
          params: { query: { ...query, ...(pageParam && { before: pageParam }) } },
        }),
      ),
    getNextPageParam: last => last.next ?? undefined,
  })
  return (
    <>
      <div className="titled">
        <h1>{t('hours.desk')}</h1>
        <Segmented
          value={filter}
          onChange={value => setSearch({ filter: value, ...(personId && { personId }) })}
          options={FILTERS.map(value => ({ value, label: t(`hours.filters.${value}`) }))}
        />
      </div>
      {list.error && <Broken error={list.error} />}
      <Table
        rowKey="id"
        loading={list.isPending}
        pagination={false}
        scroll={{ x: 680 }}
        dataSource={list.data?.pages.flatMap(page => page.records) ?? []}
        columns={[
          {
            title: t('hours.columns.day'),
            render: (_, one) => <Link to={`/desk/records/${one.id}`}>{plainDay(one.day, language)}</Link>,
          },
          { title: t('hours.columns.title'), dataIndex: 'title' },
          { title: t('hours.columns.person'), dataIndex: 'maskedName' },
          { title: t('hours.columns.hours'), dataIndex: 'hours', align: 'right', className: 'num' },
          {
            title: t('hours.columns.state'),
            render: (_, one) => (
              <span
                className={`tag ${one.state === 'counted' ? 'jade' : one.state === 'pending' ? 'amber' : 'grey'}`}
              >
                {one.state === 'pending'
                  ? one.waits.map(wait => t(`hours.waits.${wait}`)).join('、')
                  : t(`hours.states.${one.state}`)}
              </span>
            ),
          },
          {
            title: t('hours.columns.due'),
            render: (_, one) =>
              one.state === 'pending' && (
                <span className={one.overdue ? 'few' : ''}>
                  {plainDay(one.dueOn, language)} {one.overdue && t('hours.overdue')}
                </span>
              ),
          },
        ]}
      />
      {list.hasNextPage && (
        <Button style={{ marginTop: 12 }} onClick={() => list.fetchNextPage()}>
          {t('kit.more')}
        </Button>
      )}
    </>
  )
}
