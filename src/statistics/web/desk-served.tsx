// People who served in a period: what the figure of active volunteers opens to.
import { api, ask } from '../../kit/api.ts'
import { DeskList } from '../../kit/list/desk-list.tsx'
import { servedListing } from '../listing.ts'

export default function DeskServed() {
  return (
    <DeskList
      listing={servedListing}
      read={query => ask(api.GET('/api/desk/served', { params: { query } }))}
      to={one => `/desk/people/${one.id}`}
    />
  )
}
