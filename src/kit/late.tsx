// A page that comes with its first visit. One that does not come is asked for once more with a fresh start of the app, since a new
// version takes the old files away; without network nothing is thrown away, and the page says so and comes by itself later.
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect } from 'react'
import { useRouteError } from 'react-router'
import { canStart, NotCome, startAgain } from './late-start.ts'
import { onReach, reachable } from './reach.ts'
import { Bones, Failed } from './states.tsx'
import { anythingTyped } from './typed.ts'

type Load = () => Promise<{ default: ComponentType<object> }>

export function late(load: Load): ReactNode {
  const Page = lazy(() => load().catch(startAgain))
  return (
    <Suspense fallback={<Bones />}>
      <Page />
    </Suspense>
  )
}

const openAgain = () => {
  if (!anythingTyped()) location.reload()
}

/** Where a page breaks, its frame stays: what happened, in the reader's language, and the way on. */
export function PageBroke() {
  const error = useRouteError()
  const absent = error instanceof NotCome
  useEffect(() => {
    if (!absent) return
    return onReach(() => {
      if (reachable()) openAgain()
    })
  }, [absent])
  const again = async () => {
    const can = await canStart()
    if (can) location.reload()
    return can
  }
  return <Failed error={error} retry={again} whole />
}
