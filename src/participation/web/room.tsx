// What this room shows on the web.
import type { WebRoom } from '../../kit/web-room.ts'

export const participation: WebRoom = {
  name: 'participation',
  texts: () => import('./desk-texts.ts'),
  pages: [
    { at: 'me', path: 'projects/:id', load: () => import('./project-page.tsx') },
    { at: 'me', path: 'signups', load: () => import('./signups-page.tsx') },
    { at: 'me', path: 'signups/:id', load: () => import('./service-page.tsx') },
    { at: 'me', path: 'scan', load: () => import('./scan-page.tsx') },
    { at: 'me', path: 'shifts/:id', load: () => import('./roster-page.tsx') },
    { at: 'me', path: 'shifts/:id/code', load: () => import('./code-page.tsx') },
  ],
  cards: [
    { on: 'home', load: () => import('./home-card.tsx') },
    { on: 'elder', load: () => import('./elder-card.tsx') },
    { on: 'mine', load: () => import('./mine-card.tsx') },
    { on: 'always', load: () => import('./always-card.tsx') },
  ],
}
