// What a page must know of who is signed in.
import { holds, nodeNames, type Principal } from '../access/access.ts'
import { homeOf, permissions, provenByCodeAlone } from '../access/roles.ts'
import type { Ground } from '../ground.ts'
import type { SessionView } from './contract.ts'
import { hasPassword } from './passwords.ts'

export async function sessionView(ground: Ground, actor: Principal): Promise<SessionView> {
  const byId = await nodeNames(
    ground.db,
    actor.grants.map(grant => grant.nodeId),
  )
  return {
    signedIn: actor.via !== 'nobody',
    accountId: actor.accountId,
    personId: actor.personId,
    actsFor: [...actor.actsFor],
    roles: actor.grants.map(grant => ({
      role: grant.role,
      nodeId: grant.nodeId,
      sector: grant.sector ?? null,
      caseOf: grant.caseOf ?? null,
      deputyFor: grant.deputyFor ?? null,
      nodeName: byId.get(grant.nodeId)?.name ?? '',
      kind: byId.get(grant.nodeId)?.kind ?? '',
    })),
    permissions: permissions.filter(permission => holds(actor, permission)),
    home: homeOf(actor.grants.map(grant => grant.role)),
    needsPassword: !actor.proofs.password && actor.grants.some(grant => !provenByCodeAlone(grant.role)),
    doubted: actor.doubted === true,
    hasPassword:
      actor.accountId !== null && !actor.doubted && (await hasPassword(ground.db, actor.accountId)),
  }
}
