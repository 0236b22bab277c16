// Teams in scope, and registering another.
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../kit/api.ts'
import { DeskList } from '../../kit/list/desk-list.tsx'
import { useSession } from '../../kit/session.ts'
import { teamListing } from '../listing.ts'
import { TeamForm } from './team-form.tsx'
import './texts.ts'

export default function DeskTeams() {
  const { t } = useTranslation()
  const session = useSession()
  const [registering, setRegistering] = useState(false)
  return (
    <>
      {registering && <TeamForm onClose={() => setRegistering(false)} />}
      <DeskList
        listing={teamListing}
        read={query => ask(api.GET('/api/teams', { params: { query } }))}
        to={one => `/desk/teams/${one.id}`}
      >
        {session.data?.permissions.includes('team.register') && (
          <Button type="primary" onClick={() => setRegistering(true)}>
            {t('team.add')}
          </Button>
        )}
      </DeskList>
    </>
  )
}
