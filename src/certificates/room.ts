// What this room announces.
import type { Room } from '../foundation/ground.ts'
import { entriesOf, mergeBeside } from '../people/service.ts'
import { certificateCommands } from './commands.ts'
import { ownCertificateList } from './lists.ts'
import { certificateData } from './personal.ts'
import { certificateRoutes } from './routes.ts'
import { numbersOf } from './store.ts'

export const certificates: Room = {
  name: 'certificates',
  routes: certificateRoutes,
  hooks: hooks =>
    hooks.on(mergeBeside, async (_, tx, { from, into, told }) => {
      told.lines.push({
        name: 'certificates',
        from: await numbersOf(tx, await entriesOf(tx, from)),
        into: await numbersOf(tx, await entriesOf(tx, into)),
      })
    }),
  lists: [ownCertificateList],
  personal: [certificateData],
  commands: certificateCommands,
  withdrawals: [
    {
      kind: 'certificate',
      table: 'certificate',
      same: ['no', 'person_id'],
      withdrawn: `state = 'revoked'`,
      sets: ['state', 'revoked_at', 'revoked_why'],
    },
  ],
  invariants: {
    'a certificate holds exactly its records': `select c.id from certificate c left join
      (select x.certificate_id, sum(r.minutes) as minutes, count(*) as n from certificate_record x
        join record_minutes r on r.id = x.record_id group by x.certificate_id) s on s.certificate_id = c.id
      where c.minutes <> coalesce(s.minutes, 0) or c.records <> coalesce(s.n, 0)`,
  },
}
