// What this room shows on the web.
import type { WebRoom } from '../../kit/web-room.ts'

export const qualifications: WebRoom = { name: 'qualifications', texts: () => import('./desk-texts.ts') }
