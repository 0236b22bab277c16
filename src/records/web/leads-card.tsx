// For a leader, below 我的队伍: the shifts whose hours wait to be confirmed, earliest deadline first.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../../kit/api.ts'
import { plainDay } from '../../kit/format.ts'
import { Icon } from '../../kit/icons.tsx'
import { Endless } from '../../kit/list/endless.tsx'
import { usePages } from '../../kit/list/pages.ts'
import { useSettings } from '../../kit/settings.ts'
import './texts.ts'

export default function LeadsCard() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const waiting = usePages(['waiting-shifts'], turn =>
    ask(api.GET('/api/desk/records/waiting', { params: { query: turn } })),
  )
  return (
    <>
      <div className="head">
        <h2>{t('hours.confirmTitle')}</h2>
      </div>
      <Endless
        of={waiting}
        unit={t('hours.shiftUnit')}
        empty={
          <div className="list">
            <div>{t('hours.nothingToConfirm')}</div>
          </div>
        }
      >
        {items => (
          <div className="list">
            {items.map(one => (
              <Link key={one.shiftId} to={`/me/confirm/${one.shiftId}`}>
                <span>
                  <b>{t('hours.confirmShift', { title: one.title, n: one.people })}</b>
                  <small>
                    {plainDay(one.day, language)} · {t('hours.due', { day: plainDay(one.dueOn, language) })}{' '}
                    {one.overdue && <span className="tag">{t('hours.overdue')}</span>}
                  </small>
                </span>
                <Icon name="next" size={18} />
              </Link>
            ))}
          </div>
        )}
      </Endless>
    </>
  )
}
