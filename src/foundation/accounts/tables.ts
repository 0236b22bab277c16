// Row types of the account tables that are ours; better-auth's own are touched by better-auth and sessions.ts only.
import type { Generated } from 'kysely'

export type AccountTables = {
  accountHolder: { accountId: string; personId: number | null; contactId: number | null; since: Date }
  accountHousehold: { accountId: string; personId: number; since: Date }
  staffPassword: { accountId: string; hash: string; setAt: Date; failures: number; lockedUntil: Date | null }
  apiToken: {
    id: Generated<number>
    hash: Buffer
    name: string
    giverPerson: number
    nodeId: number | null
    permissions: string[]
    issuedAt: Date
    expiresAt: Date
    revokedAt: Date | null
    revokedBy: number | null
  }
}
