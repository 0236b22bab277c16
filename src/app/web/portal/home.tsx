// One sentence, one search, three doors, a map, figures that open, what is short of people this week.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { api, ask, type Schemas } from '../../../kit/api.ts'
import { CardsOn } from '../../../kit/cards.tsx'
import { CloudMap } from '../../../kit/cloud-map.tsx'
import { count, wholeHours } from '../../../kit/format.ts'
import { useSettings } from '../../../kit/settings.ts'
import { Answer } from '../../../kit/states.tsx'
import './texts.ts'

/** From paper to cinnabar. */
const shade = (share: number) => `color-mix(in oklab, #b93a2b ${Math.round(12 + share * 70)}%, #fff)`

export default function PortalHome() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const figures = useQuery({ queryKey: ['figures'], queryFn: () => ask(api.GET('/api/figures')) })
  const places = useQuery({
    queryKey: ['places'],
    staleTime: 600_000,
    queryFn: () => ask(api.GET('/api/places')),
  })
  const oneIn = figures.data?.verified ? Math.round(figures.data.population / figures.data.verified) : 0
  return (
    <>
      <div className="front">
        <section>
          <h1>
            {oneIn > 1 && oneIn <= 20
              ? t('portal.headline', {
                  n:
                    language === 'zh'
                      ? (['', '', '两', '三', '四', '五', '六', '七', '八', '九', '十'][oneIn] ?? oneIn)
                      : oneIn,
                })
              : t('portal.headlineSmall')}
          </h1>
          <p className="second lead">
            {figures.data?.verified != null
              ? t('portal.lead', {
                  volunteers: count(figures.data.verified),
                  stations: figures.data.stations,
                })
              : ' '}
          </p>
          <search>
            <form
              className="search"
              onSubmit={event => {
                event.preventDefault()
                navigate(`/me/find?text=${encodeURIComponent(text.trim())}`)
              }}
            >
              <input
                type="search"
                aria-label={t('portal.find')}
                placeholder={t('portal.search')}
                value={text}
                onChange={event => setText(event.target.value)}
              />
              <button type="submit" className="act">
                {t('portal.find')}
              </button>
            </form>
          </search>
          <div className="doors">
            <Link className="door" to="/me/register">
              <b>{t('portal.join')}</b>
              <span className="second">{t('portal.joinHint')}</span>
            </Link>
            <Link className="door" to="/verify">
              <b>{t('portal.verify')}</b>
              <span className="second">{t('portal.verifyHint')}</span>
            </Link>
            <Link className="door" to="/stations">
              <b>{t('portal.stations')}</b>
              <span className="second">{t('portal.townTable')}</span>
            </Link>
          </div>
        </section>
        <Answer of={places}>{data => <TownMap places={data.places} />}</Answer>
      </div>
      <Answer of={figures}>
        {data => (
          <section className="figures" aria-label={t('portal.district')}>
            {(
              [
                [count(data.projects), 'portal.projects', '/me/find'],
                [
                  data.minutes === null ? t('portal.few') : wholeHours(data.minutes),
                  'portal.hours',
                  '/figures',
                ],
                [data.served === null ? t('portal.few') : count(data.served), 'portal.served', '/figures'],
                [`${data.towns} + ${data.stations}`, 'portal.places', '/stations'],
              ] as const
            ).map(([value, label, to]) => (
              <div key={label}>
                <b className="num">
                  <Link className="opens" to={to}>
                    {value}
                  </Link>
                </b>
                <span className="second">{t(label)}</span>
              </div>
            ))}
          </section>
        )}
      </Answer>
      <CardsOn place="portal" />
    </>
  )
}

function TownMap({ places }: { places: Schemas['Place'][] }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const stations = (town: string) => places.filter(one => one.parentCode === town && one.hasStation).length
  return (
    <CloudMap
      places={places}
      value={stations}
      shade={shade}
      label={t('portal.townTable')}
      titleOf={town => `${town.name} · ${stations(town.code)} ${t('portal.station')}`}
      open={town => navigate(`/me/find?town=${town}`)}
    />
  )
}
