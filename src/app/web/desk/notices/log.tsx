// What went out, latest first: by which way, to which masked address, and what became of it.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schemas } from '../../../../kit/api.ts'
import { clockOf, dateOf } from '../../../../kit/format.ts'
import { More, useFilters } from '../../../../kit/listing.tsx'
import { useSettings } from '../../../../kit/settings.ts'
import { Answer } from '../../../../kit/states.tsx'
import { WideTable } from '../../../../kit/wide-table.tsx'
import { templates, titleOf } from './words.ts'

type Delivery = Schemas['NoticeDelivery']
const OUTCOMES = ['arrived', 'failed', 'doubtful', 'open'] as const
const WAYS = ['sms', 'wechat', 'mail'] as const
const TONE: Readonly<Record<string, string>> = {
  sent: 'jade',
  delivered: 'jade',
  refused: 'red',
  lapsed: 'amber',
  doubtful: 'amber',
}
const oneOf = <T extends string>(list: readonly T[], value: string): T | undefined =>
  list.find(one => one === value)

export function Log() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const filters = useFilters()
  const [channel, outcome] = [oneOf(WAYS, filters.get('way')), oneOf(OUTCOMES, filters.get('outcome'))]
  const kinds = useQuery(templates)
  const log = useInfiniteQuery({
    queryKey: ['outgoing', channel, outcome],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/system/notices', {
          params: {
            query: {
              ...(channel && { channel }),
              ...(outcome && { outcome }),
              ...(pageParam && { after: pageParam }),
            },
          },
        }),
      ),
    getNextPageParam: page => page.next ?? undefined,
  })
  const choose = (name: string, words: (one: string) => string, list: readonly string[], value?: string) => (
    <Segmented
      value={value ?? ''}
      onChange={next => filters.set(name, next || null)}
      options={[
        { value: '', label: t('outgoing.all') },
        ...list.map(one => ({ value: one, label: words(one) })),
      ]}
    />
  )
  return (
    <>
      {kinds.data?.offered.length === 0 && <p className="notice">{t('outgoing.noGateway')}</p>}
      <div className="outgoing-filters">
        {choose('way', one => t(`outgoing.channel.${oneOf(WAYS, one) ?? 'sms'}`), WAYS, channel)}
        {choose('outcome', one => t(`outgoing.outcome.${oneOf(OUTCOMES, one) ?? 'open'}`), OUTCOMES, outcome)}
      </div>
      <Answer of={log}>
        {({ pages }) => (
          <>
            <WideTable<Delivery>
              label={t('outgoing.log')}
              rowKey="id"
              size="middle"
              pagination={false}
              scroll={{ x: 880 }}
              dataSource={pages.flatMap(page => page.items)}
              locale={{ emptyText: t('outgoing.none') }}
              columns={[
                {
                  title: t('outgoing.made'),
                  render: (_, one) => `${dateOf(one.madeAt, language, false)} ${clockOf(one.madeAt)}`,
                },
                {
                  title: t('outgoing.kind'),
                  render: (_, one) =>
                    one.digest ? t('outgoing.digest') : titleOf(kinds.data, one.kind, language),
                },
                { title: t('outgoing.way'), render: (_, one) => t(`outgoing.channel.${one.channel}`) },
                {
                  title: t('outgoing.address'),
                  render: (_, one) => <span className="num">{one.address}</span>,
                },
                {
                  title: t('outgoing.came'),
                  render: (_, one) => (
                    <span className={`tag ${TONE[one.state] ?? ''}`}>{t(`outgoing.state.${one.state}`)}</span>
                  ),
                },
                { title: t('outgoing.why'), render: (_, one) => <code>{one.why ?? one.gatewayRef}</code> },
              ]}
            />
            <More of={log} className="ant-btn ant-btn-default" />
          </>
        )}
      </Answer>
    </>
  )
}
