// What this room shows on the web.
import type { WebRoom } from '../../kit/web-room.ts'
import './texts.ts'

export const people: WebRoom = {
  name: 'people',
  texts: () => import('./desk-texts.ts'),
  pages: [
    { at: 'me', path: 'register', load: () => import('./register-page.tsx') },
    { at: 'me', path: 'home', load: () => import('./home-page.tsx') },
    { at: 'me', path: 'reads', load: () => import('./reads-page.tsx') },
    { at: 'me', path: 'household', load: () => import('./household-page.tsx') },
    { at: 'me', path: 'household/add', load: () => import('./add-family-page.tsx') },
    { at: 'desk', path: 'people', load: () => import('./desk-people.tsx') },
    { at: 'desk', path: 'people/:id', load: () => import('./desk-person.tsx') },
    { at: 'desk', path: 'merges/:id', load: () => import('./desk-merge.tsx') },
  ],
  menu: [
    { work: 'people', to: '/desk/people', needs: 'people.read', text: 'people' },
    { work: 'people', to: '/desk/import/people', needs: 'people.import', text: 'import' },
  ],
  cards: [
    { on: 'home', load: () => import('./home-card.tsx'), asks: ['/api/me/profile'] },
    { on: 'elder', load: () => import('./elder-card.tsx') },
    { on: 'self', load: () => import('./self-card.tsx') },
    { on: 'mine', load: () => import('./mine-card.tsx') },
  ],
  waiting: { verify: 'jade', merge: 'amber', 'phone-freed': 'amber' },
  seek: { work: 'people', needs: 'people.read', load: () => import('./seek.ts') },
}
