// The big screen: four figures, one map, four charts and what just happened, told by the server as it happens.
// Every figure opens to the records it counts.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { api, ask, type Schemas } from '../../kit/api.ts'
import { CloudMap } from '../../kit/cloud-map.tsx'
import { clockOf, count, dayKey, hours, wholeHours } from '../../kit/format.ts'
import { Bones, Broken } from '../../kit/states.tsx'
import { projectsOf, recordsOf, servedIn, verifiedOf } from './drill.ts'
import './figures.css'
import { percent, Ranking, useShown, WeekHours } from './parts.tsx'
import { Kinds, Months } from './screen-charts.tsx'
import './texts.ts'

type Live = Schemas['LiveFigures']
type Dashboard = Schemas['Dashboard']
const shade = (share: number) => `color-mix(in oklab, #48becd ${Math.round(15 + share * 80)}%, #12314a)`

/** Figures as the server tells them; the connection mends itself. */
function useLive(): { live: Live | undefined; broken: boolean } {
  const [live, setLive] = useState<Live>()
  const [broken, setBroken] = useState(false)
  useEffect(() => {
    const source = new EventSource('/api/statistics/events')
    source.onmessage = event => {
      setBroken(false)
      setLive(JSON.parse(event.data) as Live)
    }
    source.onerror = () => setBroken(true)
    return () => source.close()
  }, [])
  return { live, broken }
}

function useSeconds(): Date {
  const [now, setNow] = useState(new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}

export default function Screen() {
  const { t } = useTranslation()
  const { live, broken } = useLive()
  const dashboard = useQuery({
    queryKey: ['dashboard', 'all', null],
    refetchInterval: 60_000,
    queryFn: () => ask(api.GET('/api/statistics/dashboard', { params: { query: { period: 'all' } } })),
  })
  const lastYear = dashboard.data?.months.last?.slice(0, 4)
  const year = useQuery({
    queryKey: ['dashboard', lastYear, null],
    enabled: lastYear !== undefined,
    refetchInterval: 60_000,
    queryFn: () =>
      ask(api.GET('/api/statistics/dashboard', { params: { query: { period: lastYear ?? 'all' } } })),
  })
  return (
    <main id="main" className="wall">
      <header>
        <h1>{t('statistics.screenTitle')}</h1>
        <Now at={live?.at} broken={broken} />
      </header>
      {dashboard.error && <Broken error={dashboard.error} retry={dashboard.refetch} />}
      {dashboard.data ? (
        <Wall data={dashboard.data} year={year.data} live={live} />
      ) : (
        !dashboard.error && <Bones />
      )}
    </main>
  )
}

function Now({ at, broken }: { at: string | undefined; broken: boolean }) {
  const { t } = useTranslation()
  const now = useSeconds()
  const old = at ? Math.max(0, Math.round((now.getTime() - Date.parse(at)) / 1000)) : 0
  return (
    <span className={broken ? 'num late' : 'num second'} role="status">
      {dayKey(now)} {clockOf(now)} · {broken ? t('statistics.broken') : t('statistics.live', { s: old })}
    </span>
  )
}

function Wall({
  data,
  year,
  live,
}: {
  data: Dashboard
  year: Dashboard | undefined
  live: Live | undefined
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const places = useQuery({
    queryKey: ['places'],
    staleTime: 600_000,
    queryFn: () => ask(api.GET('/api/places')),
  })
  const shown = useShown()
  // What is hidden of the live figures is null, and stays hidden.
  const now = live ?? { ...data.total, verified: data.people.verified }
  const rates = data.towns
    .map(one => ({ ...one, rate: one.population > 0 ? (one.verified ?? 0) / one.population : 0 }))
    .sort((a, b) => b.rate - a.rate)
  const nameOf = (code: string | null) => data.towns.find(one => one.code === code)?.name ?? ''
  const tops: { label: string; value: string; note: string; to: string }[] = [
    {
      label: t('statistics.verified'),
      value: shown(now.verified, count),
      note:
        now.verified === null
          ? ''
          : t('statistics.ofResidents', {
              p: percent(now.verified, data.people.population),
              target: data.people.target,
            }),
      to: verifiedOf({ town: null }),
    },
    {
      label: t('statistics.hours'),
      value: shown(now.minutes, wholeHours),
      note: year ? `${year.period} · ${shown(year.total.minutes, wholeHours)}` : '',
      to: recordsOf('all'),
    },
    {
      label: t('statistics.projects'),
      value: count(now.projects ?? 0),
      note: year ? `${year.period} · ${count(year.total.projects ?? 0)}` : '',
      to: projectsOf('all', null),
    },
    {
      label: t('statistics.active'),
      value: shown(now.active, count),
      note: year ? `${year.period} · ${shown(year.total.active, count)}` : '',
      to: servedIn('all', null),
    },
  ]
  return (
    <>
      <div className="column">
        {tops.map(one => (
          <section key={one.label} className="card">
            <span>{one.label}</span>
            <Link className="sum num" to={one.to}>
              {one.value}
            </Link>
            <span className="note num">{one.note}</span>
          </section>
        ))}
        <section className="card">
          <h2>{t('statistics.trend')}</h2>
          <Months data={year ?? data} />
        </section>
      </div>
      <section className="map" aria-label={t('statistics.map')}>
        {places.data && (
          <CloudMap
            dark
            places={places.data.places}
            value={code => rates.find(one => one.code === code)?.rate ?? 0}
            shade={shade}
            label={t('statistics.ranking')}
            weight={code => data.communities.find(one => one.code === code)?.minutes ?? 0}
            titleOf={town => {
              const one = rates.find(it => it.code === town.code)
              return `${town.name} ${shown(one ? one.verified : 0, n => `${percent(n, one?.population ?? 0)}%`)}`
            }}
            open={town => navigate(`/desk/statistics?town=${town}`)}
          />
        )}
      </section>
      <div className="right">
        <section className="card">
          <h2>{t('statistics.ranking')}</h2>
          <Ranking
            limit={8}
            rows={rates.map(one => ({
              key: one.code,
              name: one.name,
              value: one.rate,
              shown: shown(one.verified, n => `${percent(n, one.population)}%`),
              to: `/desk/statistics?town=${one.code}`,
            }))}
          />
        </section>
        <section className="card">
          <h2>{t('statistics.kinds')}</h2>
          <Kinds data={data} />
        </section>
      </div>
      <section className="card low">
        <h2>{t('statistics.week')}</h2>
        <WeekHours data={data} />
      </section>
      <section className="card">
        <h2>
          {t('statistics.just')}
          {live && live.serving !== null && (
            <Link className="serving num" to="/desk">
              {t('statistics.serving', { n: count(live.serving) })}
            </Link>
          )}
        </h2>
        <ul className="feed" aria-live="polite">
          {(live?.happenings ?? []).slice(0, 5).map(one => (
            <li key={one.position}>
              <small className="num">{clockOf(one.at)}</small>
              <span>
                {nameOf(one.town)} {one.title}{' '}
                <small>
                  {one.kind === 'counted' && one.minutes === null
                    ? t('statistics.happened.countedSome')
                    : t(`statistics.happened.${one.kind}`, {
                        h: hours(one.minutes ?? 0),
                      })}
                </small>
              </span>
            </li>
          ))}
          {(live?.happenings.length ?? 0) === 0 && <li className="note">{t('statistics.quiet')}</li>}
        </ul>
      </section>
    </>
  )
}
