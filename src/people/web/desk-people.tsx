// Volunteers in scope, masked; found by name, pinyin, initials or number.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../../kit/api.ts'
import { dayKey } from '../../kit/format.ts'
import { More, useFilters } from '../../kit/listing.tsx'
import { Broken } from '../../kit/states.tsx'
import { WideTable } from '../../kit/wide-table.tsx'
import './texts.ts'

const TIERS = ['phone', 'real-name'] as const

export default function DeskPeople() {
  const { t } = useTranslation()
  const { get, set } = useFilters()
  const text = get('text')
  const tier = TIERS.find(one => one === get('tier'))
  const list = useInfiniteQuery({
    queryKey: ['people', text, tier],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/people', {
          params: {
            query: {
              limit: 50,
              ...(text && { text }),
              ...(tier && { tier }),
              ...(pageParam && { before: pageParam }),
            },
          },
        }),
      ),
    getNextPageParam: last => last.next ?? undefined,
  })
  return (
    <>
      <div className="titled">
        <h1>{t('people.desk')}</h1>
        <span style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
          <Input.Search
            aria-label={t('people.search')}
            placeholder={t('people.search')}
            style={{ width: 260 }}
            defaultValue={text}
            allowClear
            onSearch={value => set('text', value)}
          />
          <Select
            aria-label={t('people.columns.tier')}
            style={{ width: 130 }}
            allowClear
            placeholder={t('kit.all')}
            value={tier}
            onChange={value => set('tier', value ?? '')}
            options={TIERS.map(value => ({
              value,
              label: t(`people.tiers.${value}`),
            }))}
          />
          <Link to="/desk/import/people">
            <Button type="primary">{t('people.import')}</Button>
          </Link>
        </span>
      </div>
      {list.error && <Broken error={list.error} retry={list.refetch} />}
      <WideTable
        label={t('people.desk')}
        rowKey="id"
        loading={list.isPending}
        // Nothing found is said only by an answer.
        locale={list.data ? {} : { emptyText: ' ' }}
        pagination={false}
        scroll={{ x: 760 }}
        dataSource={list.data?.pages.flatMap(page => page.people) ?? []}
        columns={[
          {
            title: t('people.columns.no'),
            render: (_, one) => (
              <Link className="num" to={`/desk/people/${one.id}`}>
                {one.volunteerNo}
              </Link>
            ),
          },
          { title: t('people.columns.name'), dataIndex: 'maskedName' },
          { title: t('people.columns.document'), dataIndex: 'maskedDocument', className: 'num' },
          { title: t('people.columns.phone'), dataIndex: 'maskedPhone', className: 'num' },
          { title: t('people.columns.place'), render: (_, one) => `${one.townName} ${one.communityName}` },
          {
            title: t('people.columns.tier'),
            render: (_, one) => (
              <span className={`tag ${one.tier === 'real-name' ? 'jade' : 'amber'}`}>
                {t(`people.tiers.${one.tier}`)}
              </span>
            ),
          },
          { title: t('people.columns.registered'), render: (_, one) => dayKey(one.registeredAt) },
        ]}
      />
      <More of={list} />
    </>
  )
}
