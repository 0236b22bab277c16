// The menu by work, beside the page or, on a narrow screen, in a drawer.
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { coded } from '../../../kit/coded.ts'
import { Drawn } from '../../../kit/icons.tsx'
import './texts.ts'
import { type MenuWork, openEntry } from './work.ts'

export function Menu({ menu, waiting, onGo }: { menu: MenuWork[]; waiting: number; onGo?: () => void }) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const open = openEntry(menu, pathname)
  return (
    <nav className="desk-menu" aria-label={t('desk.menuFor')}>
      <ul>
        {menu.map(({ work, icon, to, entries }) => {
          const within = open?.work === work
          const alone = entries.length === 1
          return (
            <li key={work}>
              <Link
                to={to}
                className={within ? 'active' : ''}
                aria-current={within && (alone || open.to === to) ? 'page' : undefined}
                onClick={onGo}
              >
                <Drawn path={icon} size={18} />
                {t(`desk.works.${work}`)}
                {work === 'queue' && waiting > 0 && <span className="count">{waiting}</span>}
              </Link>
              {within && !alone && (
                <ul className="lines">
                  {entries.map(one => (
                    <li key={one.to}>
                      <Link to={one.to} className={one === open ? 'active' : ''} onClick={onGo}>
                        {coded(t, 'menu', one.text ?? '')}
                      </Link>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
