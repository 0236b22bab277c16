// What rooms contribute to each other's objects: gathered here, owned by them.
import type { Room } from '../../foundation/ground.ts'
import { objectRoutes } from './routes.ts'

export const objects: Room = { name: 'objects', folder: 'app/objects', routes: objectRoutes }
