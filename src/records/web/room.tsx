// What this room shows on the web.
import type { WebRoom } from '../../kit/web-room.ts'

export const records: WebRoom = {
  name: 'records',
  texts: () => import('./desk-texts.ts'),
  pages: [
    { at: 'me', path: 'hours', load: () => import('./hours-page.tsx') },
    { at: 'me', path: 'confirm/:id', load: () => import('./confirm-page.tsx') },
    { at: 'desk', path: 'records', load: () => import('./desk-records.tsx') },
    { at: 'desk', path: 'records/:id', load: () => import('./desk-record.tsx') },
    { at: 'desk', path: 'corrections/:id', load: () => import('./desk-correction.tsx') },
    { at: 'desk', path: 'overlaps/:id', load: () => import('./desk-overlap.tsx') },
    { at: 'desk', path: 'confirm', load: () => import('./desk-confirm.tsx') },
    { at: 'desk', path: 'confirm/:id', load: () => import('./confirm-page.tsx') },
  ],
  menu: [
    { work: 'records', to: '/desk/records', needs: 'record.read', text: 'records' },
    { work: 'records', to: '/desk/confirm', needs: 'record.confirm', text: 'confirm' },
  ],
  cards: [
    { on: 'home', load: () => import('./home-card.tsx'), asks: ['/api/me/hours'] },
    { on: 'elder', load: () => import('./elder-card.tsx') },
    { on: 'self', load: () => import('./self-card.tsx') },
    { on: 'leads', load: () => import('./leads-card.tsx') },
    { on: 'person', load: () => import('./person-card.tsx') },
    { on: 'way', load: () => import('./way-card.tsx') },
  ],
  waiting: { dispute: 'indigo', correction: 'indigo', overlap: 'amber', confirm: 'amber' },
}
