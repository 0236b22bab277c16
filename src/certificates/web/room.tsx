// What this room shows on the web.
import type { WebRoom } from '../../kit/web-room.ts'

export const certificates: WebRoom = {
  name: 'certificates',
  texts: () => import('./desk-texts.ts'),
  pages: [
    { at: 'bare', path: 'verify', load: () => import('./verify-page.tsx') },
    { at: 'me', path: 'certificates', load: () => import('./certificates-page.tsx') },
  ],
  cards: [{ on: 'mine', load: () => import('./mine-card.tsx') }],
}
