// Projects in scope.
import { api, ask } from '../../kit/api.ts'
import { DeskList } from '../../kit/list/desk-list.tsx'
import { projectListing } from '../listing.ts'

export default function DeskProjects() {
  return (
    <DeskList
      listing={projectListing}
      read={query => ask(api.GET('/api/desk/projects', { params: { query } }))}
      to={one => `/desk/projects/${one.id}`}
    />
  )
}
