// 登录的设备: where one is signed in, each ended by itself, or all others at once.
import { useTranslation } from 'react-i18next'
import { PhonePage } from '../../../kit/page.tsx'
import { Answer } from '../../../kit/states.tsx'
import { useOwnSessions } from '../own-sessions.ts'

export default function Devices() {
  const { t } = useTranslation()
  const { sessions, end, endOthers, nameOf, usedAt, since } = useOwnSessions()
  return (
    <PhonePage title={t('safety.devices')}>
      <p className="second">{t('safety.lead')}</p>
      <Answer of={sessions}>
        {({ sessions: all }) => (
          <>
            <ul className="list">
              {all.map(one => (
                <li key={one.id}>
                  <span>
                    <b>{nameOf(one)}</b> {one.here && <span className="tag jade">{t('safety.here')}</span>}
                    <small className="num">{usedAt(one)}</small>
                    <small className="num">{since(one)}</small>
                  </span>
                  {!one.here && (
                    <button
                      type="button"
                      className="chip"
                      aria-label={t('safety.endThis', { device: nameOf(one) })}
                      disabled={end.isPending}
                      onClick={() => end.mutate(one.id)}
                    >
                      {t('safety.end')}
                    </button>
                  )}
                </li>
              ))}
            </ul>
            {all.length > 1 ? (
              <button
                type="button"
                className="big line"
                disabled={endOthers.isPending}
                onClick={() => endOthers.mutate()}
              >
                {t('safety.endOthers')}
              </button>
            ) : (
              <p className="second">{t('safety.none')}</p>
            )}
          </>
        )}
      </Answer>
    </PhonePage>
  )
}
