// On the portal: what is short of people this week.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../../kit/api.ts'
import { spanOf } from '../../kit/format.ts'
import { useSettings } from '../../kit/settings.ts'
import { Answer } from '../../kit/states.tsx'
import { useVocabulary } from '../../kit/vocabulary.ts'
import '../../projects/web/texts.ts'
import './texts.ts'
import '../../participation/web/texts.ts'

export default function PortalCard() {
  const { t } = useTranslation()
  const kinds = useVocabulary('projects.kinds')
  const { language } = useSettings()
  const places = useQuery({
    queryKey: ['places'],
    staleTime: 600_000,
    queryFn: () => ask(api.GET('/api/places')),
  })
  const short = useQuery({
    queryKey: ['short'],
    queryFn: () => ask(api.GET('/api/find', { params: { query: { free: 'true', limit: 8 } } })),
  })
  return (
    <>
      <h2 className="gap">{t('find.short')}</h2>
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
                <p className={one.free <= 5 ? 'few' : 'second'}>{t('take.left', { n: one.free })}</p>
              </Link>
            ))}
          </div>
        )}
      </Answer>
    </>
  )
}
