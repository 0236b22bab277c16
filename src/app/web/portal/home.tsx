// One sentence, one search, three doors, a map, figures that open, what is short of people this week.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { api, ask, type Schemas } from '../../../kit/api.ts'
import { CloudMap } from '../../../kit/cloud-map.tsx'
import { count, spanOf, wholeHours } from '../../../kit/format.ts'
import { useSettings } from '../../../kit/settings.ts'
import { Answer } from '../../../kit/states.tsx'
import { useWords } from '../../../kit/words.ts'
import { Portal } from './frame.tsx'

/** From paper to cinnabar. */
const shade = (share: number) => `color-mix(in oklab, #b93a2b ${Math.round(12 + share * 70)}%, #fff)`

export default function PortalHome() {
  const { t } = useTranslation()
  const kinds = useWords('projects.kinds')
  const { language } = useSettings()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const figures = useQuery({ queryKey: ['figures'], queryFn: () => ask(api.GET('/api/figures')) })
  const places = useQuery({
    queryKey: ['places'],
    staleTime: 600_000,
    queryFn: () => ask(api.GET('/api/places')),
  })
  const short = useQuery({
    queryKey: ['short'],
    queryFn: () => ask(api.GET('/api/find', { params: { query: { free: 'true', limit: 8 } } })),
  })
  const oneIn =
    figures.data && figures.data.verified > 0
      ? Math.round(figures.data.population / figures.data.verified)
      : 0
  return (
    <Portal>
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
          <p className="second" style={{ fontSize: 18, marginTop: 8 }}>
            {figures.data
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
                aria-label={t('find.title')}
                placeholder={t('find.placeholder')}
                value={text}
                onChange={event => setText(event.target.value)}
              />
              <button type="submit" className="act">
                {t('find.title')}
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
          <section className="figures" aria-label={t('desk.figures')}>
            {[
              [count(data.projects), 'portal.projects', '/me/find'],
              [wholeHours(data.minutes), 'portal.hours', '/figures'],
              [count(data.served), 'portal.served', '/figures'],
              [`${data.towns} + ${data.stations}`, 'portal.places', '/stations'],
            ].map(([value, label, to]) => (
              <div key={label}>
                <b className="num">
                  <Link className="opens" to={to ?? '/'}>
                    {value}
                  </Link>
                </b>
                <span className="second">{t(label ?? '')}</span>
              </div>
            ))}
          </section>
        )}
      </Answer>
      <h2 style={{ margin: '8px 0 12px' }}>{t('portal.short')}</h2>
      <Answer of={short}>
        {data => (
          <div className="cards">
            {data.findings.map(one => (
              <Link key={one.projectId} className="card" to={`/me/projects/${one.projectId}`}>
                <span className="tag">{kinds.say(one.kind)}</span>
                <h3>{one.title}</h3>
                <p className="second">
                  {spanOf(one.startsAt, one.endsAt, language)} ·{' '}
                  {places.data?.places.find(place => place.code === one.townCode)?.name}
                </p>
                <p className={one.free <= 5 ? 'few' : 'second'}>{t('find.left', { n: one.free })}</p>
              </Link>
            ))}
          </div>
        )}
      </Answer>
    </Portal>
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
