// The dashboard of the district, a town or a community, for a month, a year or all time. Period and place stand in the address.
// The desk shows it to staff, the portal to everybody.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router'
import { api, ask, type Schemas } from '../../kit/api.ts'
import { CloudMap } from '../../kit/cloud-map.tsx'
import { wholeHours } from '../../kit/format.ts'
import { Answer } from '../../kit/states.tsx'
import { useVocabulary } from '../../kit/vocabulary.ts'
import { Choices } from './choices.tsx'
import { recordsOf } from './drill.ts'
import './figures.css'
import { AgePyramid, Calendar, percent, Ranking, useShown, WeekHours } from './parts.tsx'
import '../../projects/web/texts.ts'
import './texts.ts'
import { Tops } from './tops.tsx'
import { Trend } from './trend.tsx'

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
  const shown = useShown()
  const placed = new Map([...data.towns, ...data.communities].map(one => [one.code, one.minutes]))
  const hoursAt = (code: string) => placed.get(code) ?? 0
  const sayHoursAt = (code: string) => shown(placed.has(code) ? (placed.get(code) ?? null) : 0, wholeHours)
  const rows =
    data.town === null
      ? data.towns.map(one => ({
          key: one.code,
          name: one.name,
          value: one.minutes ?? 0,
          shown: shown(one.minutes, wholeHours),
          to: addressOf({ town: one.code }),
        }))
      : data.communities.map(one => ({
          key: one.code,
          name: one.name.replace(/(居委会|村委会)$/, '') || t('kit.none'),
          value: one.minutes ?? 0,
          shown: shown(one.minutes, wholeHours),
          to:
            one.code && data.town
              ? addressOf({ town: data.town, community: one.code })
              : recordsOf(data.period, { town: data.town, community: one.code }),
        }))
  if (data.total.records === 0) return <p className="second">{t('statistics.none')}</p>
  return (
    <>
      <Tops data={data} />
      {data.hides && <p className="second few-note">{t('statistics.fewNote')}</p>}
      <div className="panels">
        {data.trend.some(one => one.minutes !== null) && (
          <section className="panel rest">
            <h2>{t('statistics.trend')}</h2>
            <Trend data={data} open={to => navigate(to)} />
          </section>
        )}
        {data.kinds.length > 0 && (
          <section className="panel third">
            <h2>{t('statistics.kinds')}</h2>
            <Ranking
              rows={data.kinds.map(one => ({
                key: one.kind,
                name: kinds.say(one.kind),
                value: one.minutes ?? 0,
                shown: shown(one.minutes, minutes => `${percent(minutes, data.total.minutes ?? 0)}%`),
                to: recordsOf(data.period, { ...here, kind: one.kind }),
              }))}
            />
          </section>
        )}
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
              titleOf={place => `${place.name} ${sayHoursAt(place.code)}`}
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
        {data.hours.length > 0 && (
          <section className="panel">
            <h2>{t('statistics.week')}</h2>
            <WeekHours data={data} />
          </section>
        )}
        {data.ages.length > 0 && (
          <section className="panel">
            <h2>{t('statistics.ages')}</h2>
            <AgePyramid data={data} />
          </section>
        )}
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
