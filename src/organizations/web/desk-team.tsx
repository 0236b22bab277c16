// A team: where it belongs, and everybody in it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { api, ask, messageOf, type Schemas } from '../../kit/api.ts'
import { DeskList } from '../../kit/list/desk-list.tsx'
import { useSession } from '../../kit/session.ts'
import { Answer } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import { useVocabulary } from '../../kit/vocabulary.ts'
import { memberListing } from '../listing.ts'
import { InvitationForm } from './invitation-form.tsx'
import './texts.ts'

export default function DeskTeam() {
  const { t } = useTranslation()
  const kinds = useVocabulary('organizations.kinds')
  const id = Number(useParams().id)
  const team = useQuery({
    queryKey: ['team', id],
    queryFn: () => ask(api.GET('/api/teams/{id}', { params: { path: { id } } })),
  })
  const may = new Set(useSession().data?.permissions)
  const [inviting, setInviting] = useState(false)
  return (
    <Answer of={team}>
      {one => (
        <>
          <p className="second">
            <Link to="/desk/teams">{t('team.desk')}</Link> / {one.townName} {one.homeName} ·{' '}
            {kinds.say(one.kind)}
            {one.organizationName && ` · ${one.organizationName}`}
          </p>
          <DeskList
            listing={memberListing}
            title={one.name}
            fixed={{ team: String(id) }}
            read={query => ask(api.GET('/api/members', { params: { query } }))}
            to={member => `/desk/people/${member.personId}`}
            cells={{ role: member => <Part team={id} of={member} mayLead={may.has('team.register')} /> }}
          >
            {may.has('team.manage') && (
              <Button type="primary" onClick={() => setInviting(true)}>
                {t('team.invite')}
              </Button>
            )}
          </DeskList>
          {inviting && <InvitationForm team={id} onClose={() => setInviting(false)} />}
        </>
      )}
    </Answer>
  )
}

/** What a member is in the team, and the way to lead it for whoever registers teams. */
function Part({ team, of: it, mayLead }: { team: number; of: Schemas['TeamMember']; mayLead: boolean }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const appoint = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/teams/{id}/leaders', {
          params: { path: { id: team } },
          body: { personId: it.personId },
        }),
      ),
    onSuccess: () => {
      toast(t('team.leads'))
      return client.invalidateQueries()
    },
    onError: error => toast(messageOf(error)),
  })
  if (it.role === 'leader') return <span className="tag indigo">{t('team.leader')}</span>
  return mayLead ? (
    <Button size="small" loading={appoint.isPending} onClick={() => appoint.mutate()}>
      {t('team.lead')}
    </Button>
  ) : (
    t('team.member')
  )
}
