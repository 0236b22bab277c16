// The auditor's page: a figure down to its journal entry, and who read full identities. Rooms are asked; nothing is owned here.
import type { Room } from '../../foundation/ground.ts'
import { auditRoutes } from './routes.ts'

export const audit: Room = { name: 'audit', folder: 'app/audit', routes: auditRoutes }
