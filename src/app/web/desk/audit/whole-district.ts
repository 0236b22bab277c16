// Who reads the journal of the whole district, as against one town's: only they are shown who read full identities.
import type { Schemas } from '../../../../kit/api.ts'

const JOURNAL_READERS = ['audit-administrator', 'supervisor']

export const auditsDistrict = (roles: Schemas['Session']['roles']): boolean =>
  roles.some(
    one =>
      one.kind === 'district' &&
      one.sector === null &&
      one.caseOf === null &&
      JOURNAL_READERS.includes(one.role),
  )
