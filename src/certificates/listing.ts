// The list of a person's own certificates.
import { z } from 'zod'
import type { Listing } from '../foundation/lists/listing.ts'

export const ownCertificateFilter = z.object({ for: z.coerce.number().int().positive().optional() })
export const ownCertificateListing: Listing<typeof ownCertificateFilter> = {
  name: 'own-certificates',
  title: ['我的服务证明', 'My certificates'],
  unit: ['份', 'certificates'],
  filter: ownCertificateFilter,
  conditions: { for: { kind: 'id', words: ['为谁', 'For'] } },
  columns: {
    no: { kind: 'text', words: ['编号', 'Number'] },
    hours: { kind: 'text', words: ['小时', 'Hours'] },
    records: { kind: 'number', words: ['记录', 'Records'] },
    issuedAt: { kind: 'moment', words: ['开具', 'Issued'], sort: 'newest' },
    state: {
      kind: 'code',
      words: ['状态', 'State'],
      codes: { issued: ['有效', 'Valid'], revoked: ['已撤销', 'Revoked'] },
    },
  },
  orders: { newest: { words: ['最近的在前', 'newest first'], begins: 'down' } },
}
