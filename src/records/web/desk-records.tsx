// Service records in scope; every line opens down to what stands behind it. A figure opens here with its own conditions.
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../kit/api.ts'
import { coded } from '../../kit/coded.ts'
import { DeskList } from '../../kit/list/desk-list.tsx'
import { useSession } from '../../kit/session.ts'
import { recordListing } from '../listing.ts'
import './texts.ts'

export default function DeskRecords() {
  const { t } = useTranslation()
  const session = useSession()
  const confirms = session.data?.permissions.includes('record.confirm')
  return (
    <DeskList
      listing={recordListing}
      read={query => ask(api.GET('/api/desk/records', { params: { query } }))}
      to={one => `/desk/records/${one.id}`}
      bulk={
        confirms
          ? {
              name: 'confirm',
              title: t('hours.confirmTitle'),
              outcome: (outcome, done) => coded(t, done ? 'hours.outcomes' : 'hours.would', outcome),
              button: n => t('hours.confirmRecords', { n }),
            }
          : undefined
      }
    />
  )
}
