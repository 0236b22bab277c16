// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { discoveryRoutes } from './routes.ts'
import { discoveryWatcher } from './service.ts'

export const discovery: Room = { name: 'discovery', routes: discoveryRoutes, watchers: [discoveryWatcher] }
