// My teams, and below them what a leader has to do; that is said by the rooms above.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useActing } from '../../kit/acting.tsx'
import { api, ask, messageOf, type Schemas } from '../../kit/api.ts'
import { CardsOn } from '../../kit/cards.tsx'
import { PhonePage } from '../../kit/page.tsx'
import { useSession } from '../../kit/session.ts'
import { Answer, Empty } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import './texts.ts'

export default function Teams() {
  const { t } = useTranslation()
  const session = useSession()
  const teams = useQuery({ queryKey: ['teams'], queryFn: () => ask(api.GET('/api/me/teams')) })
  return (
    <PhonePage title={t('team.mine')}>
      <Answer of={teams}>
        {data => (
          <>
            {data.invitations.map(one => (
              <Invitation key={one.id} of={one} />
            ))}
            {data.teams.length === 0 ? (
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
            )}
          </>
        )}
      </Answer>
      {session.data?.permissions.includes('record.confirm') && <CardsOn place="leads" />}
    </PhonePage>
  )
}

/** A team asks to join: nobody is a member without a yes. */
function Invitation({ of: it }: { of: Schemas['TeamInvitation'] }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { members } = useActing()
  const answer = useMutation({
    mutationFn: (yes: boolean) =>
      ask(api.POST('/api/me/invitations/{id}', { params: { path: { id: it.id } }, body: { yes } })),
    onSuccess: (_, yes) => {
      toast(t(yes ? 'team.joined' : 'team.declined'))
      return client.invalidateQueries({ queryKey: ['teams'] })
    },
    onError: error => toast(messageOf(error)),
  })
  const member = members.find(one => one.id === it.personId)
  return (
    <section className="card">
      <h3>
        {member
          ? t('team.invitesFor', { team: it.teamName, name: member.name })
          : t('team.invites', { team: it.teamName })}
      </h3>
      <p className="second">{t('team.invitesSays', { town: it.townName })}</p>
      <button
        type="button"
        className="big gap"
        disabled={answer.isPending}
        onClick={() => answer.mutate(true)}
      >
        {t('team.yes')}
      </button>
      <button
        type="button"
        className="big line gap"
        disabled={answer.isPending}
        onClick={() => answer.mutate(false)}
      >
        {t('team.no')}
      </button>
    </section>
  )
}
