// Loading memberships in bulk.
import type { BulkTable } from '../foundation/database/bulk.ts'

export const pastMember: BulkTable<{ teamId: number; personId: number; since: Date }> = {
  table: 'team_member',
  columns: ['team_id', 'person_id', 'role', 'since'],
  values: it => [it.teamId, it.personId, 'member', it.since],
}
