// The published heads of the journal: the newest with its check, the last fortnight as days.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../../../kit/api.ts'
import { count, plainDay } from '../../../../kit/format.ts'
import { useSettings } from '../../../../kit/settings.ts'
import { Answer } from '../../../../kit/states.tsx'
import './texts.ts'

export function Heads() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const heads = useQuery({ queryKey: ['journal-heads'], queryFn: () => ask(api.GET('/api/journal/heads')) })
  return (
    <aside className="panel">
      <h2>
        {t('audit.heads.title')}{' '}
        <small>
          <a href="/api/journal/heads">{t('audit.heads.public')}</a>
        </small>
      </h2>
      <Answer of={heads}>
        {data => {
          const [newest] = data.heads
          if (!newest) return <p className="second">{t('audit.heads.none')}</p>
          const sound = data.heads.every(one => one.signed && one.inChain)
          return (
            <>
              <div className="newest">
                <div>
                  <b className="num">{count(newest.position)}</b>
                  <p className="second">{t('audit.heads.upto', { day: plainDay(newest.day, language) })}</p>
                </div>
                <div>
                  <code title={newest.hash}>
                    {newest.hash.slice(0, 4)} {newest.hash.slice(4, 8)} … {newest.hash.slice(-4)}
                  </code>
                  <p className={`dot ${newest.signed && newest.inChain ? 'jade' : 'red'}`}>
                    {t(newest.signed && newest.inChain ? 'audit.heads.ok' : 'audit.heads.bad')}
                  </p>
                </div>
              </div>
              <ul className="days">
                {[...data.heads].reverse().map(one => (
                  <li
                    key={one.day}
                    className={one.signed && one.inChain ? '' : 'bad'}
                    title={`${one.day} ${one.hash}`}
                  >
                    {Number(one.day.slice(8))}
                  </li>
                ))}
              </ul>
              <p className="second">
                {sound ? t('audit.heads.run', { n: data.unbrokenDays }) : t('audit.heads.broken')}
              </p>
            </>
          )
        }}
      </Answer>
    </aside>
  )
}
