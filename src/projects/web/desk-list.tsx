// Projects in scope; filters live in the address.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input, Select, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { api, ask, type Schemas } from '../../kit/api.ts'
import { dayKey } from '../../kit/format.ts'
import { Broken } from '../../kit/states.tsx'
import { useVocabulary } from '../../kit/vocabulary.ts'
import './texts.ts'

type State = Schemas['ProjectRow']['state']
const STATES: State[] = ['draft', 'submitted', 'returned', 'published', 'suspended', 'cancelled', 'closed']

export default function DeskProjects() {
  const { t } = useTranslation()
  const kinds = useVocabulary('projects.kinds')
  const [search, setSearch] = useSearchParams()
  const [text, state] = [search.get('text') ?? '', search.get('state') as State | null]
  const set = (key: string, value: string) =>
    setSearch(
      before => {
        const next = new URLSearchParams(before)
        if (value) next.set(key, value)
        else next.delete(key)
        return next
      },
      { replace: true },
    )
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
      {list.error && <Broken error={list.error} />}
      <Table
        rowKey="id"
        loading={list.isPending}
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
      {list.hasNextPage && (
        <Button style={{ marginTop: 12 }} onClick={() => list.fetchNextPage()}>
          {t('kit.more')}
        </Button>
      )}
    </>
  )
}
