// A team: where it belongs, and everybody in it.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { api, ask } from '../../kit/api.ts'
import { DeskList } from '../../kit/list/desk-list.tsx'
import { Answer } from '../../kit/states.tsx'
import { useVocabulary } from '../../kit/vocabulary.ts'
import { memberListing } from '../listing.ts'
import './texts.ts'

export default function DeskTeam() {
  const { t } = useTranslation()
  const kinds = useVocabulary('organizations.kinds')
  const id = Number(useParams().id)
  const team = useQuery({
    queryKey: ['team', id],
    queryFn: () => ask(api.GET('/api/teams/{id}', { params: { path: { id } } })),
  })
  return (
    <Answer of={team}>
      {one => (
        <>
          <p className="second">
            <Link to="/desk/teams">{t('team.desk')}</Link> / {one.townName} {one.homeName} ·{' '}
            {kinds.say(one.kind)}
          </p>
          <DeskList
            listing={memberListing}
            title={one.name}
            fixed={{ team: String(id) }}
            read={query => ask(api.GET('/api/members', { params: { query } }))}
            to={member => `/desk/people/${member.personId}`}
          />
        </>
      )}
    </Answer>
  )
}
