// A person's own certificates or those of somebody they act for, newest first.
import { actingFor } from '../foundation/access/access.ts'
import { list } from '../foundation/lists/lists.ts'
import { certificateView } from './contract.ts'
import { ownCertificateListing } from './listing.ts'
import { view } from './service.ts'
import { certificateRows, type Light } from './store.ts'

export const ownCertificateList = list({
  listing: ownCertificateListing,
  path: '/api/me/certificates',
  page: '/me/certificates',
  permission: 'own',
  row: certificateView,
  source(_, actor, filter) {
    const { personId } = actingFor(actor, filter.for)
    return certificateRows([personId])
  },
  view: (_, rows: Light[]) => rows.map(view),
})
