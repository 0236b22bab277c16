// Volunteers in scope, masked; found by name, pinyin, initials or number.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../../kit/api.ts'
import { DeskList } from '../../kit/list/desk-list.tsx'
import { useSession } from '../../kit/session.ts'
import { peopleListing } from '../listing.ts'
import './texts.ts'

export default function DeskPeople() {
  const { t } = useTranslation()
  const session = useSession()
  return (
    <DeskList
      listing={peopleListing}
      read={query => ask(api.GET('/api/people', { params: { query } }))}
      to={one => `/desk/people/${one.id}`}
    >
      {session.data?.permissions.includes('people.import') && (
        <Link to="/desk/import/people">
          <Button type="primary">{t('menu.import')}</Button>
        </Link>
      )}
    </DeskList>
  )
}
