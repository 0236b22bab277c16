// Three facts a card: when, where with distance, places left.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Schemas } from '../../kit/api.ts'
import { metresOf, spanOf } from '../../kit/format.ts'
import { Icon } from '../../kit/icons.tsx'
import { useSettings } from '../../kit/settings.ts'
import { useVocabulary } from '../../kit/vocabulary.ts'
import { useAbilities } from './abilities.ts'
import '../../projects/web/texts.ts'
import '../../participation/web/texts.ts'
import { Share } from '../../kit/share.tsx'

const FEW = 5

export function FindingCard({ finding: it }: { finding: Schemas['Finding'] }) {
  const { t } = useTranslation()
  const kinds = useVocabulary('projects.kinds')
  const { language } = useSettings()
  const sayAbility = useAbilities()
  const few = it.free > 0 && it.free <= FEW
  return (
    <Link className="card" to={`/me/projects/${it.projectId}`}>
      <span className="facts">
        <span className="tag">{kinds.say(it.kind)}</span>
        {it.shifts > 1 && <span className="second">{t('project.shiftCount', { n: it.shifts })}</span>}
      </span>
      <h3>{it.title}</h3>
      <span className="facts" title={it.startsAt}>
        <span>
          <Icon name="clock" />
          {spanOf(it.startsAt, it.endsAt, language)}
        </span>
      </span>
      <span className="facts">
        <span>
          <Icon name="place" />
          {it.placeName}
        </span>
        {it.metres !== null && <span className="num">{metresOf(it.metres, language)}</span>}
      </span>
      {it.asks.length > 0 && (
        <span className="second">{t('find.asks', { what: it.asks.map(sayAbility).join('、') })}</span>
      )}
      <span className="facts places">
        <Share of={1 - it.free / Math.max(1, it.places)} className={few || it.free === 0 ? 'few' : ''} />
        <span className={few ? 'few' : ''}>
          {it.free > 0 ? t('take.left', { n: it.free }) : t('take.full')}
        </span>
      </span>
    </Link>
  )
}
