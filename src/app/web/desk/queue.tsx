// A staff member's first screen is what waits for them, by deadline; late ones are red and say so.
import { useQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { api, ask, type Schemas } from '../../../kit/api.ts'
import { coded } from '../../../kit/coded.ts'
import { count, dateOf, deadlineOf, plainDay, wholeHours } from '../../../kit/format.ts'
import { useRooms } from '../../../kit/rooms.ts'
import { useSettings } from '../../../kit/settings.ts'
import { Answer } from '../../../kit/states.tsx'
import { WideTable } from '../../../kit/wide-table.tsx'

import { TodayShifts } from './today.tsx'
import './texts.ts'

type Item = Schemas['QueueItem']

export default function Queue() {
  const { t } = useTranslation()
  const rooms = useRooms()
  const { language } = useSettings()
  const queue = useQuery({ queryKey: ['queue'], queryFn: () => ask(api.GET('/api/desk/queue')) })
  const figures = useQuery({
    queryKey: ['desk-figures'],
    queryFn: () => ask(api.GET('/api/desk/figures')),
  })
  const [search, setSearch] = useSearchParams()
  const only = search.get('kind')
  const kinds = [...new Set(queue.data?.items.map(item => item.kind))]
  const isToday = (item: Item) =>
    item.dueAt !== null && !item.overdue && deadlineOf(item.dueAt, 'en').startsWith('today')
  const dueToday = queue.data?.items.filter(isToday).length ?? 0
  const colourOf = (kind: string) => rooms.map(room => room.waiting?.[kind]).find(Boolean) ?? 'grey'
  const titleOf = (item: Item) =>
    item.kind === 'confirm'
      ? t('desk.confirmTitle', { title: item.title, n: item.count })
      : item.kind === 'verify'
        ? t('desk.verifyTitle', { n: item.count })
        : item.title
  return (
    <>
      <div className="titled">
        <div>
          <h1>{t('desk.title')}</h1>
          <p className="second">
            {dateOf(new Date(), language)}
            {dueToday > 0 && ` · ${t('desk.dueToday', { count: dueToday })}`}
          </p>
        </div>
        <Segmented
          aria-label={t('desk.columns.kind')}
          value={only ?? ''}
          onChange={kind => setSearch(kind ? { kind } : {}, { replace: true })}
          options={[
            {
              value: '',
              // While it is not known how many there are, none is not said.
              label: queue.data
                ? `${t('desk.filterAll')} ${queue.data.items.length}${queue.data.more ? '+' : ''}`
                : t('desk.filterAll'),
            },
            ...kinds.map(kind => ({
              value: kind,
              label: `${coded(t, 'waiting', kind)} ${queue.data?.items.filter(item => item.kind === kind).length}`,
            })),
          ]}
        />
      </div>
      <div className="two">
        <Answer of={queue}>
          {data => (
            <div>
              {data.more && (
                <p className="notice">
                  <span>
                    {t('desk.moreWaits')} <Link to="/desk/confirm">{coded(t, 'menu', 'confirm')}</Link>
                  </span>
                </p>
              )}
              <WideTable<Item>
                label={t('desk.title')}
                rowKey={item => `${item.kind} ${item.subject}`}
                dataSource={data.items.filter(item => !only || item.kind === only)}
                rowClassName={item => (item.overdue ? 'late' : '')}
                pagination={{ pageSize: 12, hideOnSinglePage: true }}
                scroll={{ x: 560 }}
                locale={{ emptyText: <span className="second">{t('desk.empty')}</span> }}
                columns={[
                  {
                    title: t('desk.columns.kind'),
                    render: (_, item) => (
                      <span className={`tag ${colourOf(item.kind)}`}>{coded(t, 'waiting', item.kind)}</span>
                    ),
                  },
                  {
                    title: t('desk.columns.title'),
                    render: (_, item) => (
                      <>
                        {titleOf(item)} {item.below && <span className="tag grey">{t('desk.below')}</span>}
                      </>
                    ),
                  },
                  {
                    title: t('desk.columns.from'),
                    render: (_, item) =>
                      item.kind === 'confirm' ? plainDay(item.from, language) : item.from,
                  },
                  {
                    title: t('desk.columns.due'),
                    render: (_, item) =>
                      item.dueAt && (
                        <span className={item.overdue || isToday(item) ? 'few' : ''}>
                          {deadlineOf(item.dueAt, language)} {item.overdue && t('desk.late')}
                        </span>
                      ),
                  },
                  {
                    title: <span className="sr">{t('desk.act')}</span>,
                    render: (_, item) => (
                      <Link to={item.page}>
                        <Button>{t('desk.act')}</Button>
                      </Link>
                    ),
                  },
                ]}
              />
            </div>
          )}
        </Answer>
        <div>
          <TodayShifts />
          <aside className="panel">
            <h2>
              {figures.data?.figures
                ? t('desk.figuresOf', { place: figures.data.figures.place.name })
                : t('desk.figures')}
            </h2>
            <Answer of={figures}>{data => data.figures && <Figures of={data.figures} />}</Answer>
          </aside>
        </div>
      </div>
    </>
  )
}

/** Each opens to exactly what it counts. */
function Figures({ of: { place, ...of } }: { of: Schemas['DeskFigures'] }) {
  const { t } = useTranslation()
  const at = (path: string, conditions: Record<string, string>) =>
    `${path}?${new URLSearchParams({
      ...conditions,
      ...(place.level !== 'district' && { [place.level]: place.code }),
    })}`
  const tiles = [
    ['desk.hours', wholeHours(of.minutes), at('/desk/records', { state: 'counted' })],
    ['desk.projectsPublished', of.projects, at('/desk/projects', { published: 'yes' })],
    ['desk.registered', of.registered, at('/desk/people', { state: 'active' })],
    ['desk.served', of.served, at('/desk/served', {})],
  ] as const
  return (
    <div className="tiles">
      {tiles.map(
        ([label, value, to]) =>
          value !== null && (
            <div key={label}>
              <span className="second">{t(label)}</span>
              <Link to={to} className="opens num figure">
                {typeof value === 'number' ? count(value) : value}
              </Link>
            </div>
          ),
      )}
    </div>
  )
}
