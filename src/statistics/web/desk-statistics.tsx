// The dashboard of the district, a town or a community, for a month, a year or all time. Period and place stand in the address.
// The desk shows it to staff, the portal to everybody.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router'
import { api, ask, type Schemas } from '../../kit/api.ts'
import { CloudMap } from '../../kit/cloud-map.tsx'
import { count, wholeHours } from '../../kit/format.ts'
import { Answer } from '../../kit/states.tsx'
import { useVocabulary } from '../../kit/vocabulary.ts'
import { Chart, type ChartOption } from './chart.tsx'
import { Choices } from './choices.tsx'
import { projectsOf, recordsOf, servedIn, verifiedOf } from './drill.ts'
import './figures.css'
import { AgePyramid, Calendar, percent, Ranking, WeekHours } from './parts.tsx'
import '../../projects/web/texts.ts'
import './texts.ts'

type Dashboard = Schemas['Dashboard']
const shade = (share: number) => `color-mix(in oklab, #b93a2b ${Math.round(12 + share * 70)}%, #fff)`

export default function DeskStatistics() {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const [search] = useSearchParams()
  const period = search.get('period') ?? 'all'
  const desk = pathname.startsWith('/desk')
  // A town's desk opens on its own figures; the district's are one choice away.
  const own = useQuery({
    queryKey: ['desk-figures'],
    enabled: desk && !search.has('town'),
    queryFn: () => ask(api.GET('/api/desk/figures')),
  })
  const home = search.has('town') ? undefined : own.data?.figures?.place
  const town = search.get('town') ?? (home?.level === 'town' ? home.code : null)
  const community = search.get('community') ?? (home?.level === 'community' ? home.code : null)
  const figures = useQuery({
    queryKey: ['dashboard', period, town, community],
    enabled: !desk || search.has('town') || !own.isPending,
    placeholderData: before => before,
    queryFn: () =>
      ask(
        api.GET('/api/statistics/dashboard', {
          params: { query: { period, ...(town && { town }), ...(community && { community }) } },
        }),
      ),
  })
  return (
    <div className="figures-page">
      <div className="titled">
        <h1>{t('statistics.title')}</h1>
        <span className="in-row">
          {figures.data && <Choices data={figures.data} />}
          {desk && (
            <Link to="/desk/statistics/term">
              <Button>{t('statistics.term')}</Button>
            </Link>
          )}
          <Link to="/screen">
            <Button>{t('statistics.screen')}</Button>
          </Link>
        </span>
      </div>
      <Answer of={figures}>{data => <Panels data={data} />}</Answer>
    </div>
  )
}

function Panels({ data }: { data: Dashboard }) {
  const { t } = useTranslation()
  const kinds = useVocabulary('projects.kinds')
  const navigate = useNavigate()
  const [, setSearch] = useSearchParams()
  const places = useQuery({
    queryKey: ['places'],
    staleTime: 600_000,
    queryFn: () => ask(api.GET('/api/places')),
  })
  const openPlace = (code: string) =>
    setSearch(before => {
      const next = new URLSearchParams(before)
      next.set(data.town === null ? 'town' : 'community', code)
      return next
    })
  const addressOf = (place: { town: string; community?: string }) =>
    `?${new URLSearchParams({ ...(data.period !== 'all' && { period: data.period }), ...place })}`
  const here = { town: data.town, ...(data.community && { community: data.community }) }
  const hoursAt = (code: string) =>
    [...data.towns, ...data.communities].find(one => one.code === code)?.minutes ?? 0
  const rows =
    data.town === null
      ? data.towns.map(one => ({
          key: one.code,
          name: one.name,
          value: one.minutes,
          shown: wholeHours(one.minutes),
          to: addressOf({ town: one.code }),
        }))
      : data.communities.map(one => ({
          key: one.code,
          name: one.name.replace(/(居委会|村委会)$/, '') || t('kit.none'),
          value: one.minutes,
          shown: wholeHours(one.minutes),
          to:
            one.code && data.town
              ? addressOf({ town: data.town, community: one.code })
              : recordsOf(data.period, { town: data.town, community: one.code }),
        }))
  if (data.total.records === 0) return <p className="second">{t('statistics.none')}</p>
  return (
    <>
      <Tops data={data} />
      <div className="panels">
        {data.trend.length > 0 && (
          <section className="panel rest">
            <h2>{t('statistics.trend')}</h2>
            <Trend data={data} open={to => navigate(to)} />
          </section>
        )}
        <section className="panel third">
          <h2>{t('statistics.kinds')}</h2>
          <Ranking
            rows={data.kinds.map(one => ({
              key: one.kind,
              name: kinds.say(one.kind),
              value: one.minutes,
              shown: `${percent(one.minutes, data.total.minutes)}%`,
              to: recordsOf(data.period, { ...here, kind: one.kind }),
            }))}
          />
        </section>
        {data.community === null && places.data && (
          <section className="panel">
            <h2>{t(data.town === null ? 'statistics.map' : 'statistics.mapOfTown')}</h2>
            <CloudMap
              places={places.data.places}
              town={data.town}
              value={hoursAt}
              weight={hoursAt}
              shade={shade}
              label={t(data.town === null ? 'statistics.map' : 'statistics.mapOfTown')}
              titleOf={place => `${place.name} ${wholeHours(hoursAt(place.code))}`}
              open={openPlace}
            />
          </section>
        )}
        {data.community === null && (
          <section className="panel">
            <h2>{t(data.town === null ? 'statistics.byTown' : 'statistics.byCommunity')}</h2>
            <Ranking rows={rows} />
          </section>
        )}
        <section className="panel">
          <h2>{t('statistics.week')}</h2>
          <WeekHours data={data} />
        </section>
        <section className="panel">
          <h2>{t('statistics.ages')}</h2>
          <AgePyramid data={data} />
        </section>
        {data.calendar.length > 0 && (
          <section className="panel wide">
            <h2>{t('statistics.calendar')}</h2>
            <Calendar data={data} />
          </section>
        )}
      </div>
    </>
  )
}

function Tops({ data }: { data: Dashboard }) {
  const { t } = useTranslation()
  const records = recordsOf(data.period, { town: data.town, community: data.community ?? undefined })
  const versus = (now: number, before: number | undefined) =>
    before
      ? t('statistics.versus', {
          p: `${now >= before ? '+' : ''}${(((now - before) * 100) / before).toFixed(1)}`,
        })
      : ''
  const tops = [
    {
      label: t('statistics.verified'),
      value: count(data.people.verified),
      note:
        data.people.population > 0
          ? t('statistics.ofResidents', {
              p: percent(data.people.verified, data.people.population),
              target: data.people.target,
            })
          : t('statistics.livingHere'),
      to: verifiedOf(data),
    },
    {
      label: t('statistics.hours'),
      value: wholeHours(data.total.minutes),
      note: versus(data.total.minutes, data.before?.minutes),
      to: records,
    },
    {
      label: t('statistics.records'),
      value: count(data.total.records),
      note: versus(data.total.records, data.before?.records),
      to: records,
    },
    ...(data.total.active === null
      ? []
      : [
          {
            label: t('statistics.active'),
            value: count(data.total.active),
            note:
              data.period.length === 4 && data.before?.active
                ? t('statistics.returned', { p: percent(data.total.returned ?? 0, data.before.active) })
                : t('statistics.first', { n: count(data.total.first ?? 0) }),
            to: servedIn(data.period, data.town),
          },
          {
            label: t('statistics.projects'),
            value: count(data.total.projects ?? 0),
            note: '',
            to: projectsOf(data.period, data.town),
          },
        ]),
  ]
  return (
    <div className="tops">
      {tops.map(one => (
        <div key={one.label} className="panel flush">
          <span className="second">{one.label}</span>
          <b className="num">
            <Link className="opens" to={one.to}>
              {one.value}
            </Link>
          </b>
          <small className="second">{one.note || ' '}</small>
        </div>
      ))}
    </div>
  )
}

function Trend({ data, open }: { data: Dashboard; open: (to: string) => void }) {
  const { t } = useTranslation()
  const option = useMemo((): ChartOption => {
    const label = (at: string) =>
      data.period === 'all'
        ? at.slice(0, 4)
        : data.period.length === 4
          ? String(Number(at.slice(5, 7)))
          : String(Number(at.slice(8)))
    const people = data.trend.some(one => one.active !== null)
    return {
      grid: { left: 8, right: 8, top: 30, bottom: 4, containLabel: true },
      legend: { top: 0, right: 0, itemHeight: 10, textStyle: { color: '#56606d' } },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: data.trend.map(one => label(one.at)), axisTick: { show: false } },
      yAxis: [
        { type: 'value', splitLine: { lineStyle: { color: '#eee8df' } } },
        { type: 'value', show: false },
      ],
      series: [
        {
          name: t('statistics.trend'),
          type: 'bar',
          itemStyle: { color: '#b93a2b', borderRadius: [3, 3, 0, 0] },
          barMaxWidth: 36,
          data: data.trend.map(one => Math.floor(one.minutes / 60)),
        },
        ...(people
          ? [
              {
                name: t('statistics.trendActive'),
                type: 'line' as const,
                yAxisIndex: 1,
                smooth: true,
                itemStyle: { color: '#2a5aa8' },
                data: data.trend.map(one => one.active ?? 0),
              },
            ]
          : []),
      ],
    }
  }, [data, t])
  return (
    <Chart
      option={option}
      height={300}
      label={t('statistics.trend')}
      press={index => {
        const at = data.trend[index]?.at
        if (!at) return
        if (data.period.length === 7) open(recordsOf(data.period, { town: data.town, day: at }))
        else
          open(
            `?${new URLSearchParams({
              period: data.period === 'all' ? at.slice(0, 4) : at.slice(0, 7),
              town: data.town ?? '',
              ...(data.community && { community: data.community }),
            })}`,
          )
      }}
    />
  )
}
