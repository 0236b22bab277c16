// A registration sheet: progress, verdicts as tiles that filter, each defective row with the column to change and why.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Progress } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { api, ask, type Schemas, upload } from '../../kit/api.ts'
import { useSession } from '../../kit/session.ts'
import { useSettings } from '../../kit/settings.ts'
import { Answer, Broken } from '../../kit/states.tsx'
import { WideTable } from '../../kit/wide-table.tsx'
import { sayVerdict } from '../verdicts.ts'
import './import-texts.ts'

const SETTLED = new Set(['ok', 'registered', 'unchanged', 'already-registered'])

export default function DeskImport() {
  const { t } = useTranslation()
  const session = useSession()
  const [search, setSearch] = useSearchParams()
  const [paper, setPaper] = useState('')
  const id = Number(search.get('id') ?? 0)
  const node = session.data?.roles.find(one => one.role !== 'team-leader')?.nodeId ?? 0
  const send = useMutation({
    mutationFn: (file: File) =>
      upload<{ id: number }>(
        `/api/imports?node=${node}${paper.trim() ? `&paper=${encodeURIComponent(paper.trim())}` : ''}`,
        file,
      ),
    onSuccess: made => setSearch({ id: String(made.id) }),
  })
  const recent = useQuery({ queryKey: ['imports'], queryFn: () => ask(api.GET('/api/imports')) })
  return (
    <>
      <div className="titled">
        <div>
          <h1>{t('import.title')}</h1>
          <p className="second">{t('import.lead')}</p>
        </div>
      </div>
      <section className="panel">
        <label htmlFor="paper">
          {t('import.paper')}
          <Input
            id="paper"
            value={paper}
            maxLength={200}
            onChange={event => setPaper(event.target.value)}
            style={{ marginBottom: 12 }}
          />
        </label>
        <label>
          {t('import.choose')}{' '}
          <input
            type="file"
            accept=".xlsx,.csv"
            onChange={event => event.target.files?.[0] && send.mutate(event.target.files[0])}
          />
        </label>
        {send.error && <Broken error={send.error} />}
      </section>
      {id > 0 && <Sheet id={id} />}
      <section className="panel">
        <h2>{t('import.recent')}</h2>
        <Answer of={recent}>
          {data => (
            <ul>
              {data.imports.map(one => (
                <li key={one.id}>
                  <button type="button" className="chip" onClick={() => setSearch({ id: String(one.id) })}>
                    {one.fileName} · {one.rowsTotal ?? one.rowsSeen} · {t(`import.state.${one.state}`)}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Answer>
      </section>
    </>
  )
}

function Sheet({ id }: { id: number }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  const [verdict, setVerdict] = useState<string | null>(null)
  const running = (state?: Schemas['Import']['state']) => state === 'checking' || state === 'registering'
  const sheet = useQuery({
    queryKey: ['import', id],
    queryFn: () => ask(api.GET('/api/imports/{id}', { params: { path: { id } } })),
    refetchInterval: query => (running(query.state.data?.state) ? 500 : false),
  })
  const rows = useQuery({
    queryKey: ['import-rows', id, verdict, sheet.data?.state],
    enabled: sheet.data !== undefined && !running(sheet.data.state),
    queryFn: () =>
      ask(
        api.GET('/api/imports/{id}/rows', {
          params: { path: { id }, query: { limit: 500, ...(verdict ? { verdict } : { defects: 'only' }) } },
        }),
      ),
  })
  const register = useMutation({
    mutationFn: () => ask(api.POST('/api/imports/{id}/register', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['import', id] }),
  })
  const stop = useMutation({
    mutationFn: () => ask(api.POST('/api/imports/{id}/stop', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['import', id] }),
  })
  return (
    <Answer of={sheet}>
      {data => {
        const bad = data.verdicts
          .filter(one => !SETTLED.has(one.verdict))
          .reduce((sum, one) => sum + one.rows, 0)
        const ok = data.verdicts.find(one => one.verdict === 'ok')?.rows ?? 0
        const done = data.verdicts
          .filter(one => one.verdict !== 'ok' && SETTLED.has(one.verdict))
          .reduce((sum, one) => sum + one.rows, 0)
        const share =
          data.state === 'checking'
            ? Math.min(99, Math.round((data.rowsSeen / Math.max(1, data.rowsExpected ?? 1)) * 100))
            : data.state === 'registering'
              ? Math.round((done / Math.max(1, done + ok)) * 100)
              : 100
        return (
          <>
            <section className="panel">
              <div className="titled">
                <h2>{data.fileName}</h2>
                <span style={{ display: 'flex', gap: 8 }}>
                  {running(data.state) && <Button onClick={() => stop.mutate()}>{t('import.stop')}</Button>}
                  {bad > 0 && (
                    <Button href={`/api/imports/${id}/correction.xlsx`}>
                      {t('import.correction', { n: bad })}
                    </Button>
                  )}
                  {(data.state === 'checked' || data.state === 'stopped') &&
                    data.rowsTotal !== null &&
                    ok > 0 && (
                      <Button type="primary" loading={register.isPending} onClick={() => register.mutate()}>
                        {t('import.submit', { n: ok })}
                      </Button>
                    )}
                </span>
              </div>
              <Progress
                percent={share}
                status={running(data.state) ? 'active' : data.state === 'failed' ? 'exception' : 'success'}
                strokeColor="#23795a"
                aria-label={t(`import.state.${data.state}`)}
              />
              <p role="status">
                {t(`import.state.${data.state}`)}：
                {data.state === 'done'
                  ? t('import.doneSummary', { n: done })
                  : data.state === 'failed'
                    ? data.why
                    : t('import.summary', { ok: ok + done, bad })}
              </p>
              {register.error && <Broken error={register.error} />}
              <div className="tiles">
                {data.verdicts.map(one => (
                  <button
                    key={one.verdict}
                    type="button"
                    className="tile"
                    aria-pressed={verdict === one.verdict}
                    onClick={() => setVerdict(verdict === one.verdict ? null : one.verdict)}
                  >
                    <b className="num">{one.rows}</b>
                    {sayVerdict(one.verdict, language)}
                  </button>
                ))}
              </div>
            </section>
            <WideTable
              label={t('import.title')}
              rowKey="row"
              loading={rows.isFetching}
              pagination={{ pageSize: 20, hideOnSinglePage: true }}
              dataSource={rows.data?.rows ?? []}
              scroll={{ x: 640 }}
              columns={[
                { title: t('import.row'), dataIndex: 'row' },
                { title: t('import.name'), render: (_, row) => row.maskedName || '—' },
                { title: t('import.document'), dataIndex: 'maskedDocument', className: 'num' },
                {
                  title: t('import.column'),
                  render: (_, row) => row.column && <span className="tag grey">{row.column}</span>,
                },
                {
                  title: t('import.why'),
                  render: (_, row) =>
                    `${sayVerdict(row.verdict, language)} ${Object.values(row.params).join(' / ')}`,
                },
              ]}
            />
          </>
        )
      }}
    </Answer>
  )
}
