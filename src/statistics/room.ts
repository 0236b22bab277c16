// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { statisticsCommands } from './commands.ts'
import { statisticsListener } from './folding.ts'
import { figuresOfLists, servedList } from './lists.ts'
import { liveWatcher } from './live.ts'
import { statisticsRoutes } from './routes.ts'
import { penetrationPolicy } from './rules.ts'

export const statistics: Room = {
  name: 'statistics',
  routes: statisticsRoutes,
  lists: [servedList],
  figures: figuresOfLists,
  policies: [penetrationPolicy],
  commands: statisticsCommands,
  listeners: [statisticsListener],
  watchers: [liveWatcher],
}
