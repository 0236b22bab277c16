// Shifts whose hours wait to be confirmed, earliest deadline first; one opens to its roll.
import { api, ask } from '../../kit/api.ts'
import { DeskList } from '../../kit/list/desk-list.tsx'
import { shiftsToConfirmListing } from '../listing.ts'

export default function DeskConfirm() {
  return (
    <DeskList
      listing={shiftsToConfirmListing}
      read={query => ask(api.GET('/api/desk/records/waiting', { params: { query } }))}
      to={one => `/desk/confirm/${one.shiftId}`}
    />
  )
}
