// The term report: figures with their definitions, and the files a congress takes home.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { api, ask, type Schemas } from '../../kit/api.ts'
import { Answer } from '../../kit/states.tsx'
import { WideTable } from '../../kit/wide-table.tsx'
import './texts.ts'

type Figure = Schemas['TermReport']['figures'][number]

export default function DeskTerm() {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const asked = Object.fromEntries(search)
  const report = useQuery({
    queryKey: ['term', asked],
    placeholderData: before => before,
    queryFn: () => ask(api.GET('/api/statistics/term', { params: { query: asked } })),
  })
  const months = { from: report.data?.from ?? '', to: report.data?.to ?? '' }
  const file = (format: string) => `/api/statistics/term/file?${new URLSearchParams({ ...months, format })}`
  return (
    <>
      <div className="titled">
        <div>
          <h1>{t('statistics.term')}</h1>
          <p className="second">{t('statistics.termLead')}</p>
        </div>
        <span className="in-row">
          {(['from', 'to'] as const).map(name => (
            <label key={name}>
              {t(name === 'from' ? 'statistics.from' : 'statistics.to')}{' '}
              <input
                type="month"
                className="field"
                value={months[name]}
                onChange={event => event.target.value && setSearch({ ...months, [name]: event.target.value })}
              />
            </label>
          ))}
          {['pdf', 'xlsx', 'json'].map(format => (
            <Button key={format} href={file(format)}>
              {format.toUpperCase()}
            </Button>
          ))}
        </span>
      </div>
      <Answer of={report}>
        {data => (
          <WideTable<Figure>
            label={t('statistics.term')}
            rowKey="key"
            pagination={false}
            scroll={{ x: 720 }}
            dataSource={data.figures}
            columns={[
              { dataIndex: 'row', title: '' },
              { dataIndex: 'name', title: t('statistics.title') },
              {
                title: t('statistics.value'),
                align: 'right',
                render: (_, one) => (
                  <Link className="opens num" to={one.link} title={t('statistics.openRecords')}>
                    {one.value.toLocaleString('en-US')} {one.unit}
                  </Link>
                ),
              },
              {
                title: t('statistics.source'),
                align: 'right',
                className: 'num',
                render: (_, one) => one.source?.toLocaleString('en-US') ?? '',
              },
              { dataIndex: 'definition', title: t('statistics.definition') },
            ]}
          />
        )}
      </Answer>
    </>
  )
}
