// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { peopleCommands } from './commands.ts'
import { peopleRoutes } from './routes.ts'

export const people: Room = {
  name: 'people',
  routes: peopleRoutes,
  commands: peopleCommands,
  invariants: {
    'merged people point to the living': `select p.id from person p join person q on q.id = p.merged_into where q.merged_into is not null`,
  },
}
