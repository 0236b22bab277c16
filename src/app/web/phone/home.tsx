// What is next comes first, with its one action; then hours, and those that are not there yet; then what is near.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, Navigate } from 'react-router'
import { FindingCard } from '../../../discovery/web/finding-card.tsx'
import { api, ask } from '../../../kit/api.ts'
import { clockOf, plainDay, spanOf, untilOf } from '../../../kit/format.ts'
import { Icon } from '../../../kit/icons.tsx'
import { useSession } from '../../../kit/session.ts'
import { change, useSettings } from '../../../kit/settings.ts'
import { Answer, Empty } from '../../../kit/states.tsx'

export function useHome() {
  const session = useSession()
  const registered = session.data?.personId != null
  const profile = useQuery({
    queryKey: ['profile'],
    enabled: registered,
    queryFn: () => ask(api.GET('/api/me/profile')),
  })
  const signups = useQuery({
    queryKey: ['signups'],
    enabled: registered,
    queryFn: () => ask(api.GET('/api/me/signups')),
  })
  const hours = useQuery({
    queryKey: ['hours'],
    enabled: registered,
    queryFn: () => ask(api.GET('/api/me/hours', { params: { query: { limit: 60 } } })),
  })
  const places = useQuery({
    queryKey: ['places'],
    staleTime: 600_000,
    queryFn: () => ask(api.GET('/api/places')),
  })
  const home = places.data?.places.find(one => one.code === profile.data?.communityCode)
  const near = useQuery({
    queryKey: ['near', home?.code ?? ''],
    enabled: session.isSuccess && (!registered || home !== undefined),
    queryFn: () =>
      ask(
        api.GET('/api/find', {
          params: {
            query: home
              ? { lat: home.lat, lng: home.lng, sort: 'nearest', free: 'true', limit: 6 }
              : { free: 'true', limit: 6 },
          },
        }),
      ),
  })
  const next = signups.data?.signups.find(
    one =>
      (one.state === 'admitted' || one.state === 'attended') &&
      !one.attendance?.outAt &&
      new Date(one.slot.endsAt) > new Date(),
  )
  return { session, registered, profile, hours, near, next }
}
type Home = ReturnType<typeof useHome>

const greeting = () => {
  const hour = Number(clockOf(new Date()).slice(0, 2))
  return hour < 11
    ? 'people.hello.morning'
    : hour < 13
      ? 'people.hello.noon'
      : hour < 18
        ? 'people.hello.afternoon'
        : 'people.hello.evening'
}

export default function PhoneHome() {
  const home = useHome()
  const { elder } = useSettings()
  if (home.session.data && !home.session.data.signedIn) return <Navigate to="/sign-in?to=/me" replace />
  if (home.session.data?.signedIn && !home.registered) return <Navigate to="/me/register" replace />
  return elder ? <ElderHome {...home} /> : <UsualHome {...home} />
}

function UsualHome({ profile, hours, near, next }: Home) {
  const { t } = useTranslation()
  const { language } = useSettings()
  return (
    <div className="phone">
      <header className="hello">
        <h1>
          {t(greeting())}
          {profile.data ? `，${profile.data.name}` : ''}
        </h1>
        <p className="second">
          {profile.data
            ? `${profile.data.townName} · ${profile.data.communityName.replace(/(居委会|村委会)$/, '')}`
            : ' '}
        </p>
      </header>
      <main id="main">
        {next ? (
          <section className="hero" aria-label={t('take.next')}>
            <p>
              {spanOf(next.slot.startsAt, next.slot.endsAt, language)}
              {next.attendance
                ? ` · ${t('take.serving')}`
                : untilOf(next.slot.startsAt, language) && ` · ${untilOf(next.slot.startsAt, language)}`}
            </p>
            <h2>{next.slot.title}</h2>
            <p>
              <Icon name="place" size={18} /> {next.slot.placeName}
            </p>
            <div className="row">
              <Link className="big white" style={{ flex: 2 }} to="/me/scan">
                <Icon name="scan" size={20} /> {next.attendance ? t('take.way.out') : t('take.scan')}
              </Link>
              <Link className="big ghost" style={{ flex: 1 }} to={`/me/signups/${next.id}`}>
                {t('take.service')}
              </Link>
            </div>
          </section>
        ) : (
          <section className="hero" aria-label={t('take.next')}>
            <h2>{t('take.nothingNext')}</h2>
            <div className="row">
              <Link className="big white" to="/me/find">
                <Icon name="search" size={20} /> {t('take.findOne')}
              </Link>
            </div>
          </section>
        )}
        <Answer of={hours}>
          {data => (
            <>
              <Link className="card three" to="/me/hours">
                <span>
                  <b className="num">{data.thisYear}</b>
                  <small>{t('hours.year')}</small>
                </span>
                <span>
                  <b className="num">{data.total}</b>
                  <small>{t('hours.totalShort')}</small>
                </span>
                <span>
                  <b>{data.stars > 0 ? t('hours.star', { n: t(`hours.starNames.${data.stars}`) }) : '—'}</b>
                  <small>
                    {data.nextStarHours === null
                      ? t('hours.top')
                      : t('hours.missing', {
                          h: Math.ceil(Number(data.missingHours)),
                          n: t(`hours.starNames.${data.stars + 1}`),
                        })}
                  </small>
                </span>
              </Link>
              {data.waitingHours !== '0.00' && (
                <Link className="notice" to="/me/hours" style={{ marginTop: 12 }}>
                  <span>
                    {data.waitingDue
                      ? t('hours.waitingNotice', {
                          h: data.waitingHours,
                          day: plainDay(data.waitingDue, language),
                        })
                      : t('hours.waitingOther', { h: data.waitingHours })}
                  </span>
                  <Icon name="next" size={18} />
                </Link>
              )}
            </>
          )}
        </Answer>
        <div className="head">
          <h2>{t('find.near')}</h2>
          <Link to="/me/find">{t('kit.all')}</Link>
        </div>
        <Answer of={near}>
          {data =>
            data.findings.length === 0 ? (
              <Empty>{t('find.nothing')}</Empty>
            ) : (
              data.findings.map(one => <FindingCard key={one.projectId} finding={one} />)
            )
          }
        </Answer>
      </main>
    </div>
  )
}

/** Elder mode is another layout: one next thing, three large doors, and the way back. */
function ElderHome({ profile, hours, near, next }: Home) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const speakAloud = () => {
    if (!('speechSynthesis' in window)) return
    const text = next
      ? `${spanOf(next.slot.startsAt, next.slot.endsAt, language)}，${next.slot.title}，${next.slot.placeName}`
      : t('take.nothingNext')
    const words = new SpeechSynthesisUtterance(text)
    words.lang = language === 'zh' ? 'zh-CN' : 'en-GB'
    window.speechSynthesis.speak(words)
  }
  return (
    <div className="phone">
      <header className="hello">
        <h1>{profile.data ? `${profile.data.name}，${language === 'zh' ? '您好' : 'hello'}` : ' '}</h1>
        <button
          type="button"
          className="second"
          style={{ border: 0, background: 'none', padding: '6px 0', minHeight: 60 }}
          onClick={speakAloud}
        >
          <Icon name="speak" size={24} /> {language === 'zh' ? '点这里听一遍' : 'Read it to me'}
        </button>
      </header>
      <main id="main">
        <section className="hero" aria-label={t('take.next')}>
          <p>{next ? spanOf(next.slot.startsAt, next.slot.endsAt, language) : ''}</p>
          <h2>{next ? next.slot.title : t('take.nothingNext')}</h2>
          {next && <p>{next.slot.placeName}</p>}
          <div className="row">
            <Link className="big white" to={next ? '/me/scan' : '/me/find'}>
              {next ? (next.attendance ? t('take.way.out') : t('take.arrive')) : t('take.findOne')}
            </Link>
          </div>
        </section>
        <Link className="card door" to="/me/find">
          <span className="icon">
            <Icon name="search" size={30} />
          </span>
          <span>
            <h3>{t('tabs.find')}</h3>
            <span className="second">{near.data ? t('find.found', { n: near.data.total }) : ''}</span>
          </span>
        </Link>
        <Link className="card door" to="/me/hours">
          <span className="icon">
            <Icon name="clock" size={30} />
          </span>
          <span>
            <h3>{t('hours.title')}</h3>
            <span className="second">{hours.data ? `${hours.data.total} ${t('kit.hours')}` : ''}</span>
          </span>
        </Link>
        <Link className="card door" to="/me/signups">
          <span className="icon">
            <Icon name="people" size={30} />
          </span>
          <span>
            <h3>{t('take.mySignups')}</h3>
          </span>
        </Link>
        <button
          type="button"
          className="big"
          style={{ background: 'none', color: 'var(--indigo)', marginTop: 16 }}
          onClick={() => change({ elder: false })}
        >
          {t('kit.plain')}
        </button>
      </main>
    </div>
  )
}
