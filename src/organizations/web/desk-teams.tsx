// Teams in scope.
import { api, ask } from '../../kit/api.ts'
import { DeskList } from '../../kit/list/desk-list.tsx'
import { teamListing } from '../listing.ts'

export default function DeskTeams() {
  return (
    <DeskList
      listing={teamListing}
      read={query => ask(api.GET('/api/teams', { params: { query } }))}
      to={one => `/desk/teams/${one.id}`}
    />
  )
}
