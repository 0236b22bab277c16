// One sheet: how far it is, what became of its rows, and what may be done with it now.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schemas } from '../../../../kit/api.ts'
import { clockOf, count, dateOf } from '../../../../kit/format.ts'
import { useSettings } from '../../../../kit/settings.ts'
import { Answer, Broken } from '../../../../kit/states.tsx'
import type { Kind } from './hand-in.tsx'
import { Rows } from './rows.tsx'

type Import = Schemas['Import']
const LOOK_MS = 500
const isRunning = (state?: Import['state']) =>
  state === 'checking' || state === 'registering' || state === 'receiving'
const JADE = '#23795a'

/** Rows by what is to be done about them. */
function sums(sheet: Import) {
  const sum = (fits: (one: Import['verdicts'][number]) => boolean) =>
    sheet.verdicts.filter(fits).reduce((all, one) => all + one.rows, 0)
  return {
    waiting: sum(one => one.verdict === 'ok'),
    settled: sum(one => one.fine && one.verdict !== 'ok'),
    bad: sum(one => !one.fine),
    conflicts: sum(one => one.verdict === 'conflict'),
    fresh: sum(one => one.verdict === 'registered'),
  }
}

function shareOf(sheet: Import, { waiting, settled }: ReturnType<typeof sums>): number {
  if (sheet.state === 'checking')
    return Math.min(99, Math.round((sheet.rowsSeen / Math.max(1, sheet.rowsExpected ?? 1)) * 100))
  if (sheet.state === 'registering') return Math.round((settled / Math.max(1, settled + waiting)) * 100)
  return 100
}

export function Sheet({ id, kind, onBack }: { id: number; kind: Kind; onBack: () => void }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  const [verdict, setVerdict] = useState<string | null>(null)
  const sheet = useQuery({
    queryKey: ['import', id, language],
    queryFn: () => ask(api.GET('/api/imports/{id}', { params: { path: { id } } })),
    refetchInterval: query => (isRunning(query.state.data?.state) ? LOOK_MS : false),
  })
  const again = () => client.invalidateQueries({ queryKey: ['import', id] })
  const register = useMutation({
    mutationFn: () => ask(api.POST('/api/imports/{id}/register', { params: { path: { id } } })),
    onSuccess: again,
  })
  const stop = useMutation({
    mutationFn: () => ask(api.POST('/api/imports/{id}/stop', { params: { path: { id } } })),
    onSuccess: again,
  })
  return (
    <Answer of={sheet}>
      {data => {
        const n = sums(data)
        const mayRegister =
          (data.state === 'checked' || data.state === 'stopped') && data.rowsTotal !== null && n.waiting > 0
        return (
          <>
            <p className="second">
              <button type="button" className="link" onClick={onBack}>
                {t('import.title', { sheet: kind.title })}
              </button>
            </p>
            <div className="titled">
              <div className="import-head">
                <h1>{data.fileName}</h1>
                <p className="second">
                  {[
                    data.state !== 'failed' &&
                      t('import.lines', { n: count(data.rowsTotal ?? data.rowsSeen) }),
                    data.by,
                    t('import.about', {
                      at: `${dateOf(data.begunAt, language, false)} ${clockOf(data.begunAt)}`,
                    }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
              <span className="import-actions">
                {(isRunning(data.state) || data.state === 'checked') && (
                  <Button loading={stop.isPending} onClick={() => stop.mutate()}>
                    {t('import.stop')}
                  </Button>
                )}
                {n.bad > n.conflicts && !isRunning(data.state) && (
                  <Button href={`/api/imports/${id}/correction.xlsx`}>
                    {t('import.correction', { n: count(n.bad - n.conflicts) })}
                  </Button>
                )}
                {mayRegister && (
                  <Button type="primary" loading={register.isPending} onClick={() => register.mutate()}>
                    {t('import.submit', { n: count(n.waiting), unit: kind.unit })}
                  </Button>
                )}
              </span>
            </div>
            {register.error && <Broken error={register.error} />}
            {stop.error && <Broken error={stop.error} />}
            {data.state === 'failed' ? (
              <Refused sheet={data} onBack={onBack} />
            ) : (
              <section className="panel">
                <Progress
                  percent={shareOf(data, n)}
                  status={isRunning(data.state) ? 'active' : 'success'}
                  strokeColor={JADE}
                  aria-label={t(`import.state.${data.state}`)}
                />
                <p role="status">
                  {t(`import.state.${data.state}`)}
                  {data.state === 'done'
                    ? t('import.doneSummary', {
                        n: count(n.fresh),
                        unit: kind.unit,
                        known: count(n.settled - n.fresh),
                      })
                    : t('import.summary', {
                        ok: count(n.waiting + n.settled),
                        unit: kind.unit,
                        bad: count(n.bad),
                      })}
                </p>
                {isRunning(data.state) && data.why && (
                  <p className="second">{t('import.tried', { why: data.why })}</p>
                )}
                <Notes notes={data.notes} />
                <div className="tiles">
                  {data.verdicts.map(one => (
                    <button
                      key={one.verdict}
                      type="button"
                      className={one.fine ? 'tile' : 'tile import-bad'}
                      aria-pressed={verdict === one.verdict}
                      onClick={() => setVerdict(verdict === one.verdict ? null : one.verdict)}
                    >
                      <b className="num">{count(one.rows)}</b>
                      {one.name}
                    </button>
                  ))}
                </div>
              </section>
            )}
            {data.state !== 'failed' && !isRunning(data.state) && (verdict !== null || n.bad > 0) && (
              <Rows id={id} kind={kind} verdict={verdict} state={data.state} />
            )}
          </>
        )
      }}
    </Answer>
  )
}

function Refused({ sheet, onBack }: { sheet: Import; onBack: () => void }) {
  const { t } = useTranslation()
  return (
    <section className="panel import-refused" role="alert">
      <h2>{t('import.state.failed')}</h2>
      <p>{sheet.why}</p>
      <p className="second">{t('import.nothingDone')}</p>
      <Button type="primary" onClick={onBack}>
        {t('import.another')}
      </Button>
    </section>
  )
}

function Notes({ notes }: { notes: Import['notes'] }) {
  const { t } = useTranslation()
  const lines = [
    notes.sheet && t('import.notes.sheet', { name: notes.sheet }),
    notes.alike && t('import.notes.alike', { names: notes.alike.join('、') }),
    notes.hiddenRows && t('import.notes.hidden', { n: notes.hiddenRows }),
    notes.examples && t('import.notes.examples', { n: notes.examples }),
  ].filter(Boolean)
  return lines.length === 0 ? null : (
    <ul className="import-notes">
      {lines.map(one => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  )
}
