// What waits for my word: questions to me, what I score as a juror, what I decide. What is due first comes first.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { deadlineOf } from '../../../kit/format.ts'
import { Icon } from '../../../kit/icons.tsx'
import { PhonePage } from '../../../kit/page.tsx'
import { useSettings } from '../../../kit/settings.ts'
import { Answer, Empty } from '../../../kit/states.tsx'
import { waiting } from './waiting.ts'
import './texts.ts'

export default function MyReviews() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const list = useQuery(waiting)
  return (
    <PhonePage title={t('tabs.waiting')}>
      <Answer of={list}>
        {items =>
          items.length === 0 ? (
            <Empty>{t('tabs.nothingWaits')}</Empty>
          ) : (
            <nav className="list" aria-label={t('tabs.waiting')}>
              {items.map(item => (
                <Link key={item.review} to={`/me/reviews/${item.review}`}>
                  <span>
                    <b>{item.title}</b>
                    {item.from && <small>{item.from}</small>}
                    {item.dueAt && (
                      <small className={item.overdue ? 'few' : undefined}>
                        {t('tabs.until', { due: deadlineOf(item.dueAt, language) })}
                      </small>
                    )}
                  </span>
                  <Icon name="next" size={18} />
                </Link>
              ))}
            </nav>
          )
        }
      </Answer>
    </PhonePage>
  )
}
