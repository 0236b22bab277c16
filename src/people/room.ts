// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { peopleRoutes } from './routes.ts'
import { personPolicies } from './rules.ts'

export const people: Room = { name: 'people', routes: peopleRoutes, policies: Object.values(personPolicies) }
