// The pages that belong to no room: the portal, signing in, the phone's first page and 我的.
import type { WebRoom } from '../../kit/web-room.ts'

export const shell: WebRoom = {
  name: 'shell',
  pages: [
    { at: 'portal', path: '', load: () => import('./portal/home.tsx') },
    { at: 'portal', path: 'stations', load: () => import('./portal/stations.tsx') },
    { at: 'bare', path: 'sign-in', load: () => import('./sign-in.tsx') },
    { at: 'me', path: '', load: () => import('./phone/home.tsx') },
    { at: 'me', path: 'mine', load: () => import('./phone/mine.tsx'), offline: true },
    { at: 'me', path: 'inbox', load: () => import('./phone/inbox.tsx') },
    { at: 'me', path: 'inbox/settings', load: () => import('./phone/inbox-settings.tsx') },
    { at: 'me', path: 'inbox/wechat', load: () => import('./phone/inbox-wechat.tsx') },
    { at: 'me', path: 'devices', load: () => import('./phone/devices.tsx') },
    { at: 'me', path: 'reviews', load: () => import('./phone/reviews.tsx') },
    { at: 'me', path: 'reviews/:id', load: () => import('./phone/review.tsx') },
    { at: 'me', path: 'publicities', load: () => import('./phone/publicities.tsx') },
  ],
}
