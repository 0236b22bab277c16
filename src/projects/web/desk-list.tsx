// Projects in scope; filters live in the address.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask, type Schemas } from '../../kit/api.ts'
import { dayKey } from '../../kit/format.ts'
import { More, useFilters } from '../../kit/listing.tsx'
import { Broken } from '../../kit/states.tsx'
import { useVocabulary } from '../../kit/vocabulary.ts'
import { WideTable } from '../../kit/wide-table.tsx'
import './texts.ts'

const STATES: Schemas['ProjectRow']['state'][] = [
  'draft',
  'submitted',
  'returned',
  'published',
  'suspended',
  'cancelled',
  'closed',
]

export default function DeskProjects() {
  const { t } = useTranslation()
  const kinds = useVocabulary('projects.kinds')
  const { get, set } = useFilters()
  const text = get('text')
  const state = STATES.find(one => one === get('state'))
  const list = useInfiniteQuery({
    queryKey: ['desk-projects', text, state],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/desk/projects', {
          params: {
            query: {
              limit: 50,
              ...(text && { text }),
              ...(state && { state }),
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
        <h1>{t('project.desk')}</h1>
        <span style={{ display: 'flex', gap: 8 }}>
          <Input.Search
            aria-label={t('project.fields.title')}
            defaultValue={text}
            allowClear
            onSearch={value => set('text', value)}
          />
          <Select
            aria-label={t('project.fields.state')}
            style={{ width: 140 }}
            allowClear
            placeholder={t('kit.all')}
            value={state}
            onChange={value => set('state', value ?? '')}
            options={STATES.map(value => ({ value, label: t(`project.states.${value}`) }))}
          />
        </span>
      </div>
      {list.error && <Broken error={list.error} retry={list.refetch} />}
      <WideTable
        label={t('project.desk')}
        rowKey="id"
        loading={list.isPending}
        // Nothing found is said only by an answer.
        locale={list.data ? {} : { emptyText: ' ' }}
        scroll={{ x: 720 }}
        pagination={false}
        dataSource={list.data?.pages.flatMap(page => page.projects) ?? []}
        columns={[
          {
            title: t('project.fields.title'),
            render: (_, one) => <Link to={`/desk/projects/${one.id}`}>{one.title}</Link>,
          },
          { title: t('project.fields.kind'), render: (_, one) => kinds.say(one.kind) },
          { title: t('project.fields.team'), dataIndex: 'teamName' },
          {
            title: t('project.shifts'),
            render: (_, one) =>
              `${one.shifts}${one.firstShift && one.lastShift ? ` · ${dayKey(one.firstShift)} – ${dayKey(one.lastShift)}` : ''}`,
          },
          {
            title: t('project.fields.state'),
            render: (_, one) => (
              <span
                className={`tag ${one.finished ? 'grey' : one.state === 'published' ? 'jade' : one.state === 'submitted' ? 'amber' : 'grey'}`}
              >
                {t(`project.states.${one.finished ? 'finished' : one.state}`)}
              </span>
            ),
          },
        ]}
      />
      <More of={list} />
    </>
  )
}
