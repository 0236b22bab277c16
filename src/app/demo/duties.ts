// What is going on in the office of a demo district: a deputy during leave, and appointments that wait.

import { nobody, type Principal } from '../../foundation/access/access.ts'
import { approve } from '../../foundation/access/approving.ts'
import { deputise, propose } from '../../foundation/access/proposing.ts'
import type { Role } from '../../foundation/access/roles.ts'
import { addDays, localDay, startOfDay } from '../../foundation/clock.ts'
import type { Ground } from '../../foundation/ground.ts'
import type { Place } from '../../places/contract.ts'
import { places } from '../../places/service.ts'
import { CAST } from './cast.ts'

export async function makeDuties(ground: Ground, cast: readonly number[], town: Place): Promise<void> {
  const { district } = await places(ground)
  const idOf = (role: Role) => cast[CAST.findIndex(one => one.grant === role)] ?? 0
  const as = (role: Role): Principal => ({
    ...nobody,
    personId: idOf(role),
    via: 'session',
    proofs: { code: true, password: true },
    grants: [{ role, nodeId: district.nodeId }],
  })
  const [head, security] = [as('general-service-head'), as('security-administrator')]
  const today = localDay(ground.clock())
  const from = (days: number) => startOfDay(addDays(today, days))
  const extra = await propose(ground, head, {
    personId: idOf('activity-coordination-clerk'),
    role: 'station-keeper',
    nodeId: town.nodeId,
    since: ground.clock(),
    until: from(25),
  })
  await approve(ground, security, extra)
  await deputise(ground, head, extra, {
    personId: idOf('town-clerk'),
    since: ground.clock(),
    until: from(12),
    reason: '休假期间',
  }).then(id => approve(ground, security, id))
  await propose(ground, head, {
    personId: idOf('information-clerk'),
    role: 'town-clerk',
    nodeId: town.nodeId,
    since: from(7),
    until: from(372),
    reason: '接退休的同事',
  })
  // One that cannot pass: by now the same person is asked for two duties that exclude each other.
  const supervisor = idOf('training-clerk')
  const term = { nodeId: district.nodeId, since: from(3), until: from(300) }
  await propose(ground, head, { personId: supervisor, role: 'supervisor', ...term, reason: '充实监督' })
  const other = await propose(ground, head, {
    personId: supervisor,
    role: 'activity-coordination-clerk',
    ...term,
  })
  await approve(ground, security, other)
}
