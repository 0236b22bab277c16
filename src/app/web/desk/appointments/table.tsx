// The table of duties by tabs; a name opens what somebody has in hand.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { api, ask, messageOf } from '../../../../kit/api.ts'
import { useSettings } from '../../../../kit/settings.ts'
import { Broken } from '../../../../kit/states.tsx'
import { toast } from '../../../../kit/toast.tsx'
import { WideTable } from '../../../../kit/wide-table.tsx'
import './texts.ts'
import { type Appointment, dutyName, stateOf, termOf, whereOf } from './words.ts'

const TABS = ['in-force', 'to-come', 'deputies', 'ending', 'excluded', 'ended'] as const
type Tab = (typeof TABS)[number]
const isTab = (text: string | null): text is Tab => TABS.some(tab => tab === text)

const page = (tab: Tab, after: string | undefined, limit: number) =>
  ask(api.GET('/api/desk/appointments/list', { params: { query: { tab, limit, ...(after && { after }) } } }))

export function AppointmentTable({ counts }: { counts: Record<string, number> }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const [search, setSearch] = useSearchParams()
  const asked = search.get('tab')
  const tab = isTab(asked) ? asked : 'in-force'
  const list = useInfiniteQuery({
    queryKey: ['appointments', tab],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => page(tab, pageParam, 50),
    getNextPageParam: last => last.next ?? undefined,
  })
  const by = (it: Appointment) =>
    [it.proposedBy ?? t('appointments.command'), it.decidedBy].filter(Boolean).join(' → ')
  const download = async () => {
    const rows: Appointment[] = []
    for (let after: string | undefined; ; ) {
      const answer: Awaited<ReturnType<typeof page>> = await page(tab, after, 500)
      rows.push(...answer.items)
      if (answer.next === null) break
      after = answer.next
    }
    const cell = (text: string) => `"${text.replaceAll('"', '""').replace(/^[=+\-@]/, "'$&")}"`
    const lines = [
      Object.values(t('appointments.columns', { returnObjects: true })),
      ...rows.map(it => [
        it.name,
        dutyName(t, it),
        whereOf(t, it),
        termOf(t, it),
        by(it),
        stateOf(t, it, language).text,
      ]),
    ]
    const link = document.createElement('a')
    link.href = URL.createObjectURL(
      new Blob([`\uFEFF${lines.map(line => line.map(cell).join(',')).join('\r\n')}`], { type: 'text/csv' }),
    )
    link.download = `${t(`appointments.tabs.${tab}`)}.csv`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <>
      <div className="over-table">
        <fieldset className="duty-tabs">
          <legend className="sr">{t('appointments.title')}</legend>
          {TABS.map(key => (
            <button
              key={key}
              type="button"
              aria-pressed={key === tab}
              onClick={() => setSearch(key === 'in-force' ? {} : { tab: key }, { replace: true })}
            >
              {t(`appointments.tabs.${key}`)} <span className="num">{counts[key] ?? 0}</span>
            </button>
          ))}
        </fieldset>
        <Button type="link" onClick={() => void download().catch(error => toast(messageOf(error)))}>
          {t('appointments.export')}
        </Button>
      </div>
      {list.error && <Broken error={list.error} retry={() => void list.refetch()} />}
      {(list.data || !list.error) && (
        <WideTable<Appointment>
          label={t('appointments.title')}
          rowKey="id"
          size="middle"
          loading={list.isPending}
          dataSource={list.data?.pages.flatMap(one => one.items) ?? []}
          rowClassName={it => (it.endedWhy === 'excluded' ? 'late' : '')}
          pagination={false}
          scroll={{ x: 760 }}
          locale={{ emptyText: <span className="second">{t('appointments.none')}</span> }}
          columns={[
            {
              title: t('appointments.columns.name'),
              render: (_, it) =>
                it.personId === null ? (
                  <b className="whole">{it.name}</b>
                ) : (
                  <Link className="whole" to={`/desk/handover/${it.personId}`}>
                    <b>{it.name}</b>
                  </Link>
                ),
            },
            { title: t('appointments.columns.role'), render: (_, it) => dutyName(t, it) },
            { title: t('appointments.columns.where'), render: (_, it) => whereOf(t, it) },
            {
              title: t('appointments.columns.term'),
              render: (_, it) => <span className="num whole">{termOf(t, it)}</span>,
            },
            { title: t('appointments.columns.by'), render: (_, it) => by(it) },
            {
              title: t('appointments.columns.state'),
              render: (_, it) => {
                const { tone, text } = stateOf(t, it, language)
                return <span className={`dot whole ${tone}`}>{text}</span>
              },
            },
          ]}
        />
      )}
      {list.hasNextPage && (
        <Button className="gap" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('appointments.more')}
        </Button>
      )}
    </>
  )
}
