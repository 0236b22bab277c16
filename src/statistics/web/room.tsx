// What this room shows on the web.
import type { WebRoom } from '../../kit/web-room.ts'

export const statistics: WebRoom = {
  name: 'statistics',
  texts: () => import('./desk-texts.ts'),
  pages: [
    { at: 'bare', path: 'screen', load: () => import('./screen.tsx') },
    { at: 'portal', path: 'figures', load: () => import('./portal-figures.tsx') },
    { at: 'desk', path: 'statistics', load: () => import('./desk-statistics.tsx') },
    { at: 'desk', path: 'served', load: () => import('./desk-served.tsx') },
    { at: 'desk', path: 'statistics/term', load: () => import('./desk-term.tsx') },
  ],
  menu: [
    { work: 'statistics', to: '/desk/statistics', needs: 'statistics.read', text: 'statistics' },
    { work: 'statistics', to: '/desk/statistics/term', needs: 'statistics.read', text: 'term' },
  ],
}
