// Loading memberships in bulk.
import type { BulkTable } from '../foundation/database/bulk.ts'

export const pastMember: BulkTable<{ teamId: number; personId: number; since: Date }> = {
  table: 'team_member',
  columns: {
    team_id: it => it.teamId,
    person_id: it => it.personId,
    role: () => 'member',
    since: it => it.since,
  },
}
