// A person's own certificates or those of somebody they act for, newest first.
import { actingFor } from '../foundation/access/access.ts'
import { list } from '../foundation/lists/lists.ts'
import { entriesOf } from '../people/service.ts'
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
  async source(ground, actor, filter) {
    const { personId } = actingFor(actor, filter.for)
    return certificateRows(await entriesOf(ground.db, personId))
  },
  view: (_, rows: Light[]) => rows.map(view),
})
