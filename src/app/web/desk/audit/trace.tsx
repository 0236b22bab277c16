// One chain of links, each with its checks; any record in the list is followed instead.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { api, ask, type Schemas } from '../../../../kit/api.ts'
import { coded } from '../../../../kit/coded.ts'
import { clockOf, count, dateOf, plainDay } from '../../../../kit/format.ts'
import { useSettings } from '../../../../kit/settings.ts'
import { Answer } from '../../../../kit/states.tsx'
import './texts.ts'

type Data = Schemas['Trace']
type Check = { name: string; met: boolean }

export function Trace() {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const text = search.get('text') ?? ''
  const record = search.get('record')
  const trace = useQuery({
    queryKey: ['trace', text, record],
    placeholderData: keepPreviousData,
    queryFn: () =>
      ask(
        api.GET('/api/audit/trace', {
          params: { query: { text, ...(record && { record: Number(record) }) } },
        }),
      ),
  })
  const download = () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(
      new Blob([JSON.stringify({ asked: text, ...trace.data }, null, 2)], { type: 'application/json' }),
    )
    link.download = `evidence-${trace.data?.record?.id ?? ''}.json`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <section className="panel">
      <h2>
        {t('audit.chain')} <small className="second">{t('audit.chainHint')}</small>
      </h2>
      <form
        className="ask-figure"
        onSubmit={event => {
          event.preventDefault()
          const typed = new FormData(event.currentTarget).get('text')
          setSearch(typeof typed === 'string' && typed.trim() ? { text: typed.trim() } : {})
        }}
      >
        <Input
          key={text}
          name="text"
          defaultValue={text}
          aria-label={t('audit.ask')}
          placeholder={`${t('audit.ask')}　${t('audit.askExample')}`}
          allowClear
        />
        <Button htmlType="submit">{t('audit.go')}</Button>
        {trace.data?.record && (
          // What still shows is the answer to the question before.
          <Button type="primary" onClick={download} disabled={trace.isPlaceholderData}>
            {t('audit.export')}
          </Button>
        )}
      </form>
      {text === '' && record === null ? (
        <p className="second">{t('audit.nothing')}</p>
      ) : (
        <Answer of={trace}>
          {data => (
            <Chain data={data} open={id => setSearch({ ...(text && { text }), record: String(id) })} />
          )}
        </Answer>
      )}
    </section>
  )
}

function Chain({ data, open }: { data: Data; open: (id: number) => void }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const { figure, certificate, records, record } = data
  return (
    <ol className="links">
      {figure && (
        <Step
          badge={t('audit.links.figure')}
          first
          title={<b className="num figure">{t('audit.figure.hours', { hours: figure.hours })}</b>}
          checks={figure.checks}
        >
          {t('audit.figure.what', {
            place: figure.place,
            period: figure.period === 'all' ? t('audit.figure.all') : figure.period,
            minutes: count(figure.minutes),
          })}
        </Step>
      )}
      {certificate && (
        <Step
          badge={t('audit.links.figure')}
          first
          title={coded(t, 'audit.verdicts', certificate.verdict)}
          checks={[]}
        >
          {t('audit.certificate.what', certificate)}
        </Step>
      )}
      <Step
        badge={t('audit.links.records')}
        title={
          figure
            ? t('audit.records.sum', { n: count(figure.records) })
            : t('audit.records.some', { n: records.length })
        }
        checks={[]}
      >
        {records.length === 0 && t('audit.none')}
        <span className="some">
          {records.map(one => (
            <button
              key={one.id}
              type="button"
              aria-pressed={one.id === record?.id}
              title={one.title}
              onClick={() => open(one.id)}
            >
              {one.maskedName} {plainDay(one.day, language)} <span className="num">{one.hours}</span>
            </button>
          ))}
          {data.link && <Link to={data.link}>{t('audit.records.more')}</Link>}
        </span>
      </Step>
      {record && <RecordSteps record={record} />}
    </ol>
  )
}

function RecordSteps({ record }: { record: NonNullable<Data['record']> }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const { people, rule, entry, evidence } = record
  return (
    <>
      <Step
        badge={t('audit.links.record')}
        title={
          <Link to={`/desk/records/${record.id}`}>
            {t('audit.record.line', { day: plainDay(record.day, language), hours: record.hours })}
          </Link>
        }
        checks={record.checks}
      >
        {t('audit.record.what', {
          name: record.maskedName,
          title: record.title,
          from: clockOf(record.fromAt),
          to: clockOf(record.toAt),
          minutes: record.minutes,
        })}
      </Step>
      <Step badge={t('audit.links.evidence')} title={t('audit.evidence.title')} checks={[]}>
        {evidence.length === 0
          ? t('audit.evidence.none')
          : evidence
              .map(
                one => `${coded(t, 'trail', one.kind)} ${dateOf(one.at, language, false)} ${clockOf(one.at)}`,
              )
              .join(' → ')}
      </Step>
      <Step badge={t('audit.links.people')} title={t('audit.people.title')} checks={people.checks}>
        {[
          t('audit.people.line', { volunteer: people.volunteer }),
          ...(people.others.length === 0
            ? [t('audit.people.none')]
            : people.others.map(one => t(`audit.people.${one.part}`, { name: one.maskedName }))),
        ].join(' → ')}
      </Step>
      {rule && (
        <Step
          badge={t('audit.links.rule')}
          title={<span title={rule.key}>{rule.title[language]}</span>}
          checks={rule.checks}
        >
          {t('audit.rule.what', { since: rule.since, source: rule.source })}
          {rule.proposedBy &&
            rule.decidedBy &&
            ` · ${t('audit.rule.by', { proposer: rule.proposedBy, decider: rule.decidedBy })}`}
        </Step>
      )}
      <Step
        badge={t('audit.links.entry')}
        title={
          entry
            ? entry.position === null
              ? t('audit.entry.waiting')
              : t('audit.entry.line', { n: count(entry.position) })
            : t('audit.entry.none')
        }
        checks={entry?.checks ?? []}
      >
        {entry?.hash && <code>{entry.hash.replace(/(.{8})/g, '$1 ').trim()}</code>}
      </Step>
    </>
  )
}

function Step({
  badge,
  title,
  checks,
  first = false,
  children,
}: {
  badge: string
  title: ReactNode
  checks: Check[]
  first?: boolean
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <li className={first ? 'first' : ''}>
      <i aria-hidden="true">{badge}</i>
      <div>
        <b>{title}</b>
        <div className="second">{children}</div>
      </div>
      <div className="checked">
        {checks.map(({ name, met }) => (
          <span key={name} className={`dot ${met ? 'jade' : 'amber'}`}>
            {coded(t, met ? 'audit.checks' : 'audit.fails', name)}
          </span>
        ))}
      </div>
    </li>
  )
}
