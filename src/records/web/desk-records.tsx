// Service records in scope; every line opens down to what stands behind it. A figure opens here with its own conditions.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Segmented, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../../kit/api.ts'
import { plainDay } from '../../kit/format.ts'
import { More, useFilters } from '../../kit/listing.tsx'
import { useSettings } from '../../kit/settings.ts'
import { Broken } from '../../kit/states.tsx'
import './texts.ts'
import '../../projects/web/texts.ts'
import { useVocabulary } from '../../kit/vocabulary.ts'
import { WideTable } from '../../kit/wide-table.tsx'

const FILTERS = ['all', 'pending', 'counted', 'overdue'] as const
/** Conditions that come with a figure, as they stand in the address and in the query. */
const CONDITIONS = [
  'personId',
  'from',
  'until',
  'town',
  'community',
  'kind',
  'ageBand',
  'sex',
  'hour',
  'weekday',
] as const

export default function DeskRecords() {
  const { t } = useTranslation()
  const kinds = useVocabulary('projects.kinds')
  const { language } = useSettings()
  const { get, set } = useFilters()
  const filter = FILTERS.find(one => one === get('filter')) ?? 'all'
  const conditions = CONDITIONS.flatMap(name => {
    const value = get(name)
    return value ? [{ name, value }] : []
  })
  const query = {
    limit: 50,
    ...(filter === 'overdue' ? { overdue: 'true' as const } : filter === 'all' ? {} : { state: filter }),
    ...(Object.fromEntries(conditions.map(one => [one.name, one.value])) as object),
  }
  const list = useInfiniteQuery({
    queryKey: ['desk-records', query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/desk/records', {
          params: { query: { ...query, ...(pageParam && { before: pageParam }) } },
        }),
      ),
    getNextPageParam: last => last.next ?? undefined,
  })
  const sayCondition = (name: (typeof CONDITIONS)[number], value: string) =>
    name === 'kind'
      ? kinds.say(value)
      : name === 'from' || name === 'until'
        ? t(`hours.conditions.${name}`, { day: value })
        : t(`hours.conditions.${name}`, { value })
  return (
    <>
      <div className="titled">
        <div>
          <h1>{t('hours.desk')}</h1>
          {conditions.map(one => (
            <Tag key={one.name} closable onClose={() => set(one.name, null)}>
              {sayCondition(one.name, one.value)}
            </Tag>
          ))}
        </div>
        <Segmented
          value={filter}
          onChange={value => set('filter', value)}
          options={FILTERS.map(value => ({ value, label: t(`hours.filters.${value}`) }))}
        />
      </div>
      {list.error && <Broken error={list.error} retry={list.refetch} />}
      <WideTable
        label={t('hours.desk')}
        rowKey="id"
        loading={list.isPending}
        // Nothing found is said only by an answer.
        locale={list.data ? {} : { emptyText: ' ' }}
        pagination={false}
        scroll={{ x: 680 }}
        dataSource={list.data?.pages.flatMap(page => page.records) ?? []}
        columns={[
          {
            title: t('hours.columns.day'),
            render: (_, one) => (
              <Link to={`/desk/records/${one.id}`} title={one.day}>
                {one.day.startsWith(String(new Date().getFullYear())) ? plainDay(one.day, language) : one.day}
              </Link>
            ),
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
      <More of={list} />
    </>
  )
}
