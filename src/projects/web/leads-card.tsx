// For a leader, below 我的队伍: the projects of their teams, and a new one to write.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../../kit/api.ts'
import { Endless } from '../../kit/list/endless.tsx'
import { usePages } from '../../kit/list/pages.ts'
import './texts.ts'

export default function LeadsCard() {
  const { t } = useTranslation()
  const projects = usePages(['desk-projects', 'mine'], turn =>
    ask(api.GET('/api/desk/projects', { params: { query: { ...turn, limit: 20 } } })),
  )
  return (
    <>
      <Link className="big gap" to="/me/write">
        {t('project.write')}
      </Link>
      <div className="head">
        <h2>{t('project.desk')}</h2>
      </div>
      <Endless of={projects} unit={t('project.unit')} empty={null}>
        {items => (
          <div className="list">
            {items.map(one => (
              <Link
                key={one.id}
                to={
                  one.state === 'draft' || one.state === 'returned' || one.state === 'submitted'
                    ? `/me/write/${one.id}`
                    : `/me/projects/${one.id}?lead=1`
                }
              >
                <span>
                  <b>{one.title}</b>
                  <small>{t('project.shiftCount', { n: one.shifts })}</small>
                </span>
                <span
                  className={`tag ${one.finished ? 'grey' : one.state === 'published' ? 'jade' : one.state === 'returned' ? '' : 'grey'}`}
                >
                  {t(`project.states.${one.finished ? 'finished' : one.state}`)}
                </span>
              </Link>
            ))}
          </div>
        )}
      </Endless>
    </>
  )
}
