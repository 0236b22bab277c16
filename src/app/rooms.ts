// The rooms of the house, lowest first: the order of migrations, of hooks, and of what may import what.
import { certificates } from '../certificates/room.ts'
import { cover } from '../cover/room.ts'
import { discovery } from '../discovery/room.ts'
import type { Room } from '../foundation/ground.ts'
import { pieces } from '../foundation/pieces.ts'
import { organizations } from '../organizations/room.ts'
import { participation } from '../participation/room.ts'
import { people } from '../people/room.ts'
import { places } from '../places/room.ts'
import { projects } from '../projects/room.ts'
import { qualifications } from '../qualifications/room.ts'
import { records } from '../records/room.ts'
import { stations } from '../stations/room.ts'
import { statistics } from '../statistics/room.ts'
import { audit } from './audit/room.ts'
import { objects } from './objects/room.ts'
import { overview } from './overview/room.ts'

export const rooms: readonly Room[] = [
  ...pieces,
  places,
  people,
  organizations,
  stations,
  qualifications,
  cover,
  projects,
  participation,
  records,
  certificates,
  discovery,
  statistics,
  audit,
  objects,
  overview,
]
