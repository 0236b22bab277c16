// The shifts of a day in scope: who is expected, who has come.
import { api, ask } from '../../kit/api.ts'
import { DeskList } from '../../kit/list/desk-list.tsx'
import { shiftListing } from '../listing.ts'

export default function DeskShifts() {
  return (
    <DeskList
      listing={shiftListing}
      read={query => ask(api.GET('/api/desk/shifts', { params: { query } }))}
      to={one => `/desk/projects/${one.projectId}`}
    />
  )
}
