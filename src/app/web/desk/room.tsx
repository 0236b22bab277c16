// The desk's pages that belong to no room: the queue, and those of the ground's pieces.
import type { WebRoom } from '../../../kit/web-room.ts'

export const desk: WebRoom = {
  name: 'desk',
  texts: () => import('./desk-texts.ts'),
  pages: [
    { at: 'desk', path: '', load: () => import('./queue.tsx') },
    { at: 'desk', path: 'import/:kind', load: () => import('./import/page.tsx') },
    { at: 'desk', path: 'sheets', load: () => import('./sheets.tsx') },
    { at: 'desk', path: 'health', load: () => import('./health/page.tsx') },
    { at: 'desk', path: 'inbox', load: () => import('./notices/inbox.tsx') },
    { at: 'desk', path: 'notices', load: () => import('./notices/page.tsx') },
    { at: 'desk', path: 'reviews/:id', load: () => import('./review.tsx') },
    { at: 'desk', path: 'appointments', load: () => import('./appointments/page.tsx') },
    { at: 'desk', path: 'audit', load: () => import('./audit/page.tsx') },
    { at: 'desk', path: 'tokens', load: () => import('./tokens/page.tsx') },
    { at: 'desk', path: 'safety', load: () => import('./safety.tsx') },
    { at: 'desk', path: 'own-duties', load: () => import('./appointments/own.tsx') },
    { at: 'desk', path: 'handover/:id', load: () => import('./appointments/handover.tsx') },
    { at: 'desk', path: 'rules', load: () => import('./rules.tsx') },
    { at: 'desk', path: 'rules/:key', load: () => import('./rules.tsx') },
  ],
  waiting: { 'audit-question': 'red' },
  menu: [
    { work: 'queue', to: '/desk', needs: 'roster.read' },
    { work: 'audit', to: '/desk/audit', needs: 'journal.read', text: 'audit' },
    { work: 'rules', to: '/desk/rules', needs: 'policy.read', text: 'rules' },
    { work: 'rules', to: '/desk/appointments', needs: 'grant.read', text: 'appointments' },
    { work: 'rules', to: '/desk/tokens', needs: 'policy.read', text: 'tokens' },
    { work: 'rules', to: '/desk/notices', needs: 'system.read', text: 'notices' },
    { work: 'rules', to: '/desk/health', needs: 'system.read', text: 'health' },
  ],
}
