// Search and filters live in the address, so that a search can be sent to somebody and is remembered.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../kit/api.ts'
import { dayKey } from '../../kit/format.ts'
import { More, useFilters } from '../../kit/listing.tsx'
import { PhonePage } from '../../kit/page.tsx'
import { useSession } from '../../kit/session.ts'
import { Bones, Broken, Empty } from '../../kit/states.tsx'
import { useVocabulary } from '../../kit/vocabulary.ts'
import { FindingCard } from './finding-card.tsx'
import './texts.ts'
import '../../projects/web/texts.ts'

export default function FindPage() {
  const { t } = useTranslation()
  const kinds = useVocabulary('projects.kinds')
  const [skills, languages] = [useVocabulary('people.skills'), useVocabulary('people.languages')]
  const abilities = new Set([...skills.list, ...languages.list].map(one => one.id))
  const { get, set } = useFilters()
  const [text, setText] = useState(get('text'))
  const session = useSession()
  const places = useQuery({
    queryKey: ['places'],
    staleTime: 600_000,
    queryFn: () => ask(api.GET('/api/places')),
  })
  const profile = useQuery({
    queryKey: ['profile'],
    enabled: session.data?.personId != null,
    queryFn: () => ask(api.GET('/api/me/profile')),
  })
  const home = places.data?.places.find(one => one.code === profile.data?.communityCode)
  // What somebody said of themselves stays out of the address: a search that is sent to another asks by theirs.
  const said = [...(profile.data?.skills ?? []), ...(profile.data?.languages ?? [])]
  const can = said.filter(one => abilities.has(one))
  const times = profile.data?.freeTimes ?? []
  const nearest = get('sort') === 'nearest' && home !== undefined
  const query = {
    ...(get('text') && { text: get('text') }),
    ...(get('town') && { town: get('town') }),
    ...(get('kind') && { kind: get('kind') }),
    ...(get('free') && { free: 'true' as const }),
    ...(get('week') && { until: dayKey(new Date(Date.now() + 7 * 86_400_000)) }),
    ...(get('can') && can.length > 0 && { can: can.join(',') }),
    ...(get('times') && times.length > 0 && { times: times.join(',') }),
    ...(home && { lat: home.lat, lng: home.lng }),
    sort: nearest ? ('nearest' as const) : ('soonest' as const),
    limit: 20,
  }
  const found = useInfiniteQuery({
    queryKey: ['find', query],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      ask(api.GET('/api/find', { params: { query: { ...query, ...(pageParam && { after: pageParam }) } } })),
    getNextPageParam: last => last.next ?? undefined,
  })
  const chip = (key: string, value: string, label: string, disabled = false) => (
    <button
      key={key + value}
      type="button"
      className="chip"
      disabled={disabled}
      aria-pressed={get(key) === value}
      onClick={() => set(key, get(key) === value ? null : value)}
    >
      {label}
    </button>
  )
  return (
    <PhonePage title={t('find.title')} back={false}>
      <search>
        <form
          onSubmit={event => {
            event.preventDefault()
            set('text', text.trim())
          }}
          className="find-line"
        >
          <label className="field">
            <span className="sr">{t('find.title')}</span>
            <input
              type="search"
              value={text}
              placeholder={t('find.placeholder')}
              onChange={event => setText(event.target.value)}
            />
          </label>
          <button type="submit" className="big">
            {t('find.button')}
          </button>
        </form>
        <div className="chips">
          {chip('free', 'true', t('find.free'))}
          {can.length > 0 && chip('can', '1', t('find.can'))}
          {times.length > 0 && chip('times', '1', t('find.times'))}
          {chip('sort', 'nearest', t('find.nearest'), home === undefined)}
          {chip('week', '1', t('find.week'))}
          <label>
            <span className="sr">{t('find.allTowns')}</span>
            <select className="chip" value={get('town')} onChange={event => set('town', event.target.value)}>
              <option value="">{t('find.allTowns')}</option>
              {places.data?.places
                .filter(one => one.level === 'town')
                .map(one => (
                  <option key={one.code} value={one.code}>
                    {one.name}
                  </option>
                ))}
            </select>
          </label>
          <label>
            <span className="sr">{t('find.allKinds')}</span>
            <select className="chip" value={get('kind')} onChange={event => set('kind', event.target.value)}>
              <option value="">{t('find.allKinds')}</option>
              {kinds.list.map(kind => (
                <option key={kind.id} value={kind.id}>
                  {kind.name}
                </option>
              ))}
            </select>
          </label>
        </div>
      </search>
      {found.error ? (
        <Broken error={found.error} retry={() => found.refetch()} />
      ) : !found.data ? (
        <Bones height={150} />
      ) : (
        <>
          <p className="second" role="status">
            {t('find.found', { n: found.data.pages[0]?.total ?? 0 })}
          </p>
          {found.data.pages[0]?.total === 0 && <Empty>{t('find.nothing')}</Empty>}
          {found.data.pages
            .flatMap(page => page.findings)
            .map(one => (
              <FindingCard key={one.projectId} finding={one} />
            ))}
          <More of={found} className="big line" />
        </>
      )}
    </PhonePage>
  )
}
