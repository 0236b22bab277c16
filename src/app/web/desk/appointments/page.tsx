// Who holds which duty: what waits with its checks, the table, the three administrators, what excludes what, who stands in for whom.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../../../kit/api.ts'
import { useSession } from '../../../../kit/session.ts'
import { Answer } from '../../../../kit/states.tsx'
import '../texts.ts'
import './texts.ts'
import './appointments.css'
import { Administrators, Exclusions, Leave } from './cards.tsx'
import { ProposalForm } from './forms.tsx'
import { AppointmentTable } from './table.tsx'
import { Waiting } from './waiting.tsx'

export default function Appointments() {
  const { t } = useTranslation()
  const session = useSession()
  const [proposing, setProposing] = useState(false)
  const page = useQuery({
    queryKey: ['appointments'],
    queryFn: () => ask(api.GET('/api/desk/appointments')),
  })
  const may = new Set(session.data?.permissions)
  return (
    <div className="appointments">
      <p className="second crumb">{t('appointments.crumb')}</p>
      <div className="titled">
        <div>
          <h1>{t('appointments.title')}</h1>
          <p className="second">{t('appointments.lead')}</p>
        </div>
        {may.has('grant.propose') && (
          <Button onClick={() => setProposing(true)}>{t('appointments.propose')}</Button>
        )}
      </div>
      <Answer of={page}>
        {data => (
          <div className="two">
            <div>
              <Waiting waiting={data.waiting} />
              <AppointmentTable counts={data.counts} />
            </div>
            <div>
              <Administrators administrators={data.administrators} me={session.data?.personId ?? null} />
              <Exclusions exclusions={data.exclusions} />
              <Leave deputies={data.deputies} mine={data.mine} />
            </div>
            <ProposalForm
              open={proposing}
              onClose={() => setProposing(false)}
              nodes={data.nodes}
              roles={data.roles}
            />
          </div>
        )}
      </Answer>
    </div>
  )
}
