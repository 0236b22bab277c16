// What this room shows on the web.
import type { WebRoom } from '../../kit/web-room.ts'

export const discovery: WebRoom = {
  name: 'discovery',
  pages: [{ at: 'me', path: 'find', load: () => import('./find-page.tsx') }],
  cards: [
    { on: 'home', load: () => import('./home-card.tsx') },
    { on: 'elder', load: () => import('./elder-card.tsx') },
    { on: 'portal', load: () => import('./portal-card.tsx') },
  ],
}
