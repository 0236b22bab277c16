// What this room shows on the web.
import type { WebRoom } from '../../kit/web-room.ts'

export const participation: WebRoom = {
  name: 'participation',
  texts: () => import('./desk-texts.ts'),
  pages: [
    { at: 'me', path: 'projects/:id', load: () => import('./project-page.tsx') },
    { at: 'me', path: 'signups', load: () => import('./signups-page.tsx'), offline: true },
    { at: 'me', path: 'signups/:id', load: () => import('./service-page.tsx'), offline: true },
    { at: 'me', path: 'scan', load: () => import('./scan-page.tsx'), offline: true },
    { at: 'me', path: 'shifts/:id', load: () => import('./roster-page.tsx'), offline: true },
    { at: 'me', path: 'shifts/:id/code', load: () => import('./code-page.tsx'), offline: true },
    { at: 'desk', path: 'shifts', load: () => import('./desk-shifts.tsx') },
  ],
  menu: [{ work: 'projects', to: '/desk/shifts', needs: 'roster.read', text: 'shifts' }],
  cards: [
    { on: 'home', load: () => import('./home-card.tsx'), asks: ['/api/me/signups'] },
    { on: 'elder', load: () => import('./elder-card.tsx') },
    { on: 'mine', load: () => import('./mine-card.tsx') },
    { on: 'always', load: () => import('./always-card.tsx') },
  ],
}
