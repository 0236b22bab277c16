// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { placeCommands } from './commands.ts'
import { placeRoutes } from './routes.ts'
import { placeHooks, placeInvariants, placesWatcher } from './service.ts'

export const places: Room = {
  name: 'places',
  routes: placeRoutes,
  hooks: placeHooks,
  watchers: [placesWatcher],
  invariants: placeInvariants,
  commands: placeCommands,
}
