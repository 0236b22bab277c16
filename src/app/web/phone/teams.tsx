// My teams, and for a leader: what must be confirmed, the shifts to come, and a project to write.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../../../kit/api.ts'
import { plainDay } from '../../../kit/format.ts'
import { Icon } from '../../../kit/icons.tsx'
import { PhonePage } from '../../../kit/page.tsx'
import { useSession } from '../../../kit/session.ts'
import { useSettings } from '../../../kit/settings.ts'
import { Answer, Empty } from '../../../kit/states.tsx'

export default function Teams() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const session = useSession()
  const leads = session.data?.permissions.includes('record.confirm') ?? false
  const teams = useQuery({ queryKey: ['teams'], queryFn: () => ask(api.GET('/api/me/teams')) })
  const waiting = useQuery({
    queryKey: ['waiting-shifts'],
    enabled: leads,
    queryFn: () => ask(api.GET('/api/desk/records/waiting')),
  })
  const projects = useQuery({
    queryKey: ['desk-projects', 'mine'],
    enabled: leads,
    queryFn: () => ask(api.GET('/api/desk/projects', { params: { query: { limit: 50 } } })),
  })
  return (
    <PhonePage title={t('people.teams')}>
      <Answer of={teams}>
        {data =>
          data.teams.length === 0 ? (
            <Empty>{t('kit.none')}</Empty>
          ) : (
            <div className="list">
              {data.teams.map(team => (
                <div key={team.id}>
                  <span>
                    <b>{team.name}</b>
                    <small>{`${team.townName} · ${t('desk.members', { n: team.members })}`}</small>
                  </span>
                </div>
              ))}
            </div>
          )
        }
      </Answer>
      {leads && (
        <>
          <Link className="big" style={{ marginTop: 16 }} to="/me/write">
            {t('project.write')}
          </Link>
          <div className="head">
            <h2>{t('hours.confirmTitle')}</h2>
          </div>
          <Answer of={waiting}>
            {data => (
              <div className="list">
                {data.shifts.length === 0 && <div>{t('desk.empty')}</div>}
                {data.shifts.map(one => (
                  <Link key={one.shiftId} to={`/me/confirm/${one.shiftId}`}>
                    <span>
                      <b>{t('desk.confirmTitle', { title: one.title, n: one.people })}</b>
                      <small>
                        {plainDay(one.day, language)} ·{' '}
                        {t('hours.due', { day: plainDay(one.dueOn, language) })}{' '}
                        {one.overdue && <span className="tag">{t('hours.overdue')}</span>}
                      </small>
                    </span>
                    <Icon name="next" size={18} />
                  </Link>
                ))}
              </div>
            )}
          </Answer>
          <div className="head">
            <h2>{t('project.desk')}</h2>
          </div>
          <Answer of={projects}>
            {data => (
              <div className="list">
                {data.projects.map(one => (
                  <Link
                    key={one.id}
                    to={
                      one.state === 'draft' || one.state === 'returned'
                        ? `/me/write/${one.id}`
                        : `/me/projects/${one.id}?lead=1`
                    }
                  >
                    <span>
                      <b>{one.title}</b>
                      <small>{t('find.shifts', { n: one.shifts })}</small>
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
          </Answer>
        </>
      )}
    </PhonePage>
  )
}
