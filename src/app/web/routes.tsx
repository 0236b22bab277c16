// Every address of the app and the page behind it, arranged from what the rooms say. Pages come with their first visit.
import type { RouteObject } from 'react-router'
import { late, PageBroke } from '../../kit/late.tsx'
import type { WebPage } from '../../kit/web-room.ts'
import { rooms } from './rooms.tsx'
import { Unknown } from './unknown.tsx'

const pages = rooms.flatMap(room => room.pages ?? [])

const at = (face: WebPage['at']): RouteObject[] =>
  pages
    .filter(page => page.at === face)
    .map(page => ({
      ...(page.path === '' ? { index: true } : { path: page.path }),
      element: late(page.load),
      errorElement: <PageBroke />,
    }))

/** What a face has no page for is said in its frame. */
const unknown: RouteObject = { path: '*', element: <Unknown /> }

/** The first page's cards set out together with it, not after it. */
const phoneHome = () => {
  for (const card of rooms.flatMap(room => room.cards ?? []))
    if (card.on === 'home') void card.load().catch(() => {})
}

const loadShell = {
  portal: () => import('./portal/frame.tsx'),
  me: () => {
    if (location.pathname === '/me') phoneHome()
    return import('./phone/shell.tsx')
  },
  desk: async () => {
    const [shell] = await Promise.all([import('./desk/shell.tsx'), ...rooms.map(room => room.texts?.())])
    return shell
  },
}

export const routes: RouteObject[] = [
  { errorElement: <PageBroke />, children: at('bare') },
  {
    path: '/',
    element: late(loadShell.portal),
    errorElement: <PageBroke />,
    children: [...at('portal'), unknown],
  },
  { path: '/me', element: late(loadShell.me), errorElement: <PageBroke />, children: [...at('me'), unknown] },
  {
    path: '/desk',
    element: late(loadShell.desk),
    errorElement: <PageBroke />,
    children: [...at('desk'), unknown],
  },
]
