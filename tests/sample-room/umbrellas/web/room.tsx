// What this room shows on the web.
import type { WebRoom } from '../../kit/web-room.ts'

export const umbrellas: WebRoom = {
  name: 'umbrellas',
  texts: () => import('./desk-texts.ts'),
  pages: [{ at: 'desk', path: 'umbrellas', load: () => import('./umbrellas-page.tsx') }],
  menu: [{ work: 'sites', to: '/desk/umbrellas', needs: 'umbrella.lend', text: 'umbrellas' }],
  cards: [{ on: 'mine', load: () => import('./card.tsx') }],
  waiting: { umbrella: 'amber' },
}
