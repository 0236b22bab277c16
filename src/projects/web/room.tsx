// What this room shows on the web.
import type { WebRoom } from '../../kit/web-room.ts'

export const projects: WebRoom = {
  name: 'projects',
  texts: () => import('./desk-texts.ts'),
  pages: [
    { at: 'me', path: 'write', load: () => import('./write-page.tsx') },
    { at: 'me', path: 'write/:id', load: () => import('./write-page.tsx') },
    { at: 'desk', path: 'projects', load: () => import('./desk-list.tsx') },
    { at: 'desk', path: 'projects/:id', load: () => import('./desk-project.tsx') },
  ],
  menu: [{ work: 'projects', to: '/desk/projects', needs: 'roster.read', text: 'projects' }],
  cards: [{ on: 'leads', load: () => import('./leads-card.tsx') }],
  waiting: { project: 'red', returned: 'amber' },
  seek: { work: 'projects', needs: 'roster.read', load: () => import('./seek.ts') },
}
