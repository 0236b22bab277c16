// My teams, and below them what a leader has to do; that is said by the rooms above.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../kit/api.ts'
import { CardsOn } from '../../kit/cards.tsx'
import { PhonePage } from '../../kit/page.tsx'
import { useSession } from '../../kit/session.ts'
import { Answer, Empty } from '../../kit/states.tsx'
import './texts.ts'

export default function Teams() {
  const { t } = useTranslation()
  const session = useSession()
  const teams = useQuery({ queryKey: ['teams'], queryFn: () => ask(api.GET('/api/me/teams')) })
  return (
    <PhonePage title={t('team.mine')}>
      <Answer of={teams}>
        {data =>
          data.teams.length === 0 ? (
            <Empty>{t('team.none')}</Empty>
          ) : (
            <div className="list">
              {data.teams.map(team => (
                <div key={team.id}>
                  <span>
                    <b>{team.name}</b>
                    <small>{`${team.townName} · ${t('team.memberCount', { n: team.members })}`}</small>
                  </span>
                </div>
              ))}
            </div>
          )
        }
      </Answer>
      {session.data?.permissions.includes('record.confirm') && <CardsOn place="leads" />}
    </PhonePage>
  )
}
