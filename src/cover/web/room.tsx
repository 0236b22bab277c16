// What this room shows on the web.
import type { WebRoom } from '../../kit/web-room.ts'

export const cover: WebRoom = { name: 'cover', texts: () => import('./desk-texts.ts') }
