// Every address of the app and the page behind it. Pages come with their first visit.
import { lazy, type ReactNode, Suspense } from 'react'
import type { RouteObject } from 'react-router'
import { Bones } from '../../kit/states.tsx'

const late = (load: () => Promise<{ default: () => ReactNode }>) => {
  const Page = lazy(load)
  return (
    <Suspense fallback={<Bones />}>
      <Page />
    </Suspense>
  )
}

export const routes: RouteObject[] = [
  { path: '/', element: late(() => import('./portal/home.tsx')) },
  { path: '/verify', element: late(() => import('../../certificates/web/verify-page.tsx')) },
  { path: '/stations', element: late(() => import('./portal/stations.tsx')) },
  { path: '/figures', element: late(() => import('./portal/figures.tsx')) },
  { path: '/screen', element: late(() => import('../../statistics/web/screen.tsx')) },
  { path: '/sign-in', element: late(() => import('./sign-in.tsx')) },
  {
    path: '/me',
    element: late(() => import('./phone/shell.tsx')),
    children: [
      { index: true, element: late(() => import('./phone/home.tsx')) },
      { path: 'find', element: late(() => import('../../discovery/web/find-page.tsx')) },
      { path: 'projects/:id', element: late(() => import('../../participation/web/project-page.tsx')) },
      { path: 'signups/:id', element: late(() => import('../../participation/web/service-page.tsx')) },
      { path: 'signups', element: late(() => import('../../participation/web/signups-page.tsx')) },
      { path: 'scan', element: late(() => import('../../participation/web/scan-page.tsx')) },
      { path: 'mine', element: late(() => import('./phone/mine.tsx')) },
      { path: 'hours', element: late(() => import('../../records/web/hours-page.tsx')) },
      { path: 'certificates', element: late(() => import('../../certificates/web/certificates-page.tsx')) },
      { path: 'register', element: late(() => import('../../people/web/register-page.tsx')) },
      { path: 'teams', element: late(() => import('./phone/teams.tsx')) },
      { path: 'shifts/:id', element: late(() => import('../../participation/web/roster-page.tsx')) },
      { path: 'shifts/:id/code', element: late(() => import('../../participation/web/code-page.tsx')) },
      { path: 'confirm/:id', element: late(() => import('../../records/web/confirm-page.tsx')) },
      { path: 'write', element: late(() => import('../../projects/web/write-page.tsx')) },
      { path: 'write/:id', element: late(() => import('../../projects/web/write-page.tsx')) },
    ],
  },
  {
    path: '/desk',
    element: late(() => import('./desk/shell.tsx')),
    children: [
      { index: true, element: late(() => import('./desk/queue.tsx')) },
      { path: 'projects', element: late(() => import('../../projects/web/desk-list.tsx')) },
      { path: 'projects/:id', element: late(() => import('../../projects/web/desk-project.tsx')) },
      { path: 'people', element: late(() => import('../../people/web/desk-people.tsx')) },
      { path: 'people/:id', element: late(() => import('../../people/web/desk-person.tsx')) },
      { path: 'import', element: late(() => import('../../people/web/desk-import.tsx')) },
      { path: 'teams', element: late(() => import('../../organizations/web/desk-teams.tsx')) },
      { path: 'records', element: late(() => import('../../records/web/desk-records.tsx')) },
      { path: 'records/:id', element: late(() => import('../../records/web/desk-record.tsx')) },
      { path: 'corrections/:id', element: late(() => import('../../records/web/desk-correction.tsx')) },
      { path: 'confirm/:id', element: late(() => import('../../records/web/confirm-page.tsx')) },
      { path: 'statistics', element: late(() => import('../../statistics/web/desk-statistics.tsx')) },
      { path: 'statistics/term', element: late(() => import('../../statistics/web/desk-term.tsx')) },
    ],
  },
]
