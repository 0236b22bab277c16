// In 我的: one's teams, and whether one asks to be answered.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../../kit/api.ts'
import { Answer } from '../../kit/states.tsx'
import './texts.ts'

const SHOWN = 3

export default function OwnCard() {
  const { t } = useTranslation()
  const teams = useQuery({ queryKey: ['teams'], queryFn: () => ask(api.GET('/api/me/teams')) })
  return (
    <section className="card">
      <div className="head">
        <h2>{t('team.mine')}</h2>
        <Link to="/me/teams">{t('kit.all')}</Link>
      </div>
      <Answer of={teams}>
        {({ teams: all, invitations }) => (
          <>
            {all.length === 0 && invitations.length === 0 && <p className="second">{t('team.none')}</p>}
            {invitations.map(one => (
              <Link key={one.id} className="mine-team" to="/me/teams">
                <i aria-hidden="true">{[...one.teamName][0]}</i>
                <span>
                  <b>{one.teamName}</b>
                  <small>{one.townName}</small>
                </span>
                <span className="tag amber">{t('team.asksYou')}</span>
              </Link>
            ))}
            {all.slice(0, SHOWN).map(one => (
              <Link key={one.id} className="mine-team" to="/me/teams">
                <i aria-hidden="true">{[...one.name][0]}</i>
                <span>
                  <b>{one.name}</b>
                  <small>
                    {one.townName} · {t('team.memberCount', { n: one.members })}
                  </small>
                </span>
              </Link>
            ))}
          </>
        )}
      </Answer>
    </section>
  )
}
