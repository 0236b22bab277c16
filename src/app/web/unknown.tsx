// An address that no page has, in the frame of its face, with ways on.
import { useLocation } from 'react-router'
import { FailedPage } from '../../kit/states.tsx'

export function Unknown() {
  const { pathname } = useLocation()
  const page = <FailedPage failure={{ kind: 'absent', sentence: '' }} whole />
  return pathname.startsWith('/me') ? (
    <div className="phone">
      <main id="main">{page}</main>
    </div>
  ) : (
    page
  )
}
