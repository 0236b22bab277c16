// Umbrellas that are out, as a list.
import { z } from 'zod'
import { demand, scopeFilter } from '../foundation/access/access.ts'
import type { Listing } from '../foundation/lists/listing.ts'
import { list } from '../foundation/lists/lists.ts'
import { loanView } from './contract.ts'
import { type Loan, loanRows } from './store.ts'

const loanFilter = z.object({ sector: z.string().max(20).optional() })
const loanListing: Listing<typeof loanFilter> = {
  name: 'umbrellas',
  title: ['借出的伞', 'Umbrellas out'],
  unit: ['把', 'umbrellas'],
  filter: loanFilter,
  conditions: { sector: { kind: 'id', words: ['条线', 'Sector'] } },
  columns: {
    sector: { kind: 'text', words: ['条线', 'Sector'] },
    dueAt: { kind: 'moment', words: ['归还期限', 'Due'], sort: 'due' },
  },
  orders: { due: { words: ['先到期的在前', 'earliest first'], begins: 'up' } },
}

export const loanList = list({
  listing: loanListing,
  path: '/api/umbrellas',
  page: '/desk/umbrellas',
  permission: 'umbrella.lend',
  row: loanView,
  source(_, actor, { sector }) {
    demand(actor, 'umbrella.lend')
    return loanRows(scopeFilter(actor, 'umbrella.lend', { path: 'n.path', sector: 'l.sector' }), sector)
  },
  view: (_, rows: Loan[]) =>
    rows.map(({ id, personId, townCode, sector, lentAt, dueAt }) => ({
      id,
      personId,
      townCode,
      sector,
      lentAt: lentAt.toISOString(),
      dueAt: dueAt.toISOString(),
    })),
})
