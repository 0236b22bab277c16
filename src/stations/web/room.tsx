// What this room shows on the web.
import type { WebRoom } from '../../kit/web-room.ts'

export const stations: WebRoom = { name: 'stations', texts: () => import('./desk-texts.ts') }
