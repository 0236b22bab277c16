// What this room shows on the web.
import type { WebRoom } from '../../kit/web-room.ts'

export const organizations: WebRoom = {
  name: 'organizations',
  texts: () => import('./desk-texts.ts'),
  pages: [
    { at: 'me', path: 'teams', load: () => import('./teams-page.tsx') },
    { at: 'desk', path: 'teams', load: () => import('./desk-teams.tsx') },
    { at: 'desk', path: 'teams/:id', load: () => import('./desk-team.tsx') },
  ],
  menu: [
    { work: 'organizations', to: '/desk/teams', needs: 'people.read', text: 'teams' },
    { work: 'organizations', to: '/desk/import/teams', needs: 'team.register', text: 'teamsImport' },
  ],
  cards: [{ on: 'own', load: () => import('./own-card.tsx') }],
}
