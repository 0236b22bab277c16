// An office at work: somebody who may take a duty, how they are seen by the next request, and what a request was answered.

import type { Principal } from '../../src/foundation/access/access.ts'
import type { Role } from '../../src/foundation/access/roles.ts'
import { setPassword } from '../../src/foundation/accounts/passwords.ts'
import { holdAccount, makeAccount } from '../../src/foundation/accounts/service.ts'
import { addMinutes } from '../../src/foundation/clock.ts'
import { Refusal } from '../../src/foundation/refusals.ts'
import type { World } from './world.ts'

/** The code of the refusal, or `done`. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    error => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )

/** @param at the world, made before the first test runs */
export function anOffice(at: () => World) {
  let phones = 13_900_000_000
  const days = (n: number) => addMinutes(at().now(), n * 24 * 60)

  /** Somebody registered, with an account and the second proof. */
  async function anOfficer(name?: string): Promise<{ personId: number; phone: string; account: string }> {
    const world = at()
    const { personId } = await world.aVolunteer(name ? { name } : {})
    const phone = String(++phones)
    const account = await world.ground.transact(async tx => {
      const made = await makeAccount(world.ground, tx, phone)
      await holdAccount(tx, made, personId as number, world.now())
      await setPassword(world.ground, tx, made, 'a long enough secret')
      return made
    })
    return { personId: personId as number, phone, account }
  }

  /** A year in the world's town. */
  const asked = (personId: number, role: Role, over: object = {}) => ({
    personId,
    role,
    nodeId: at().town.nodeId,
    since: at().now(),
    until: days(365),
    ...over,
  })

  /** As the request path sees them now. */
  async function seen(personId: number, ground = at().ground): Promise<Principal> {
    return { ...(await ground.sessions.ofBearer(await at().tokenOf(personId))).principal, via: 'session' }
  }
  const rolesOf = async (personId: number) => (await seen(personId)).grants.map(grant => grant.role)

  return { days, anOfficer, asked, seen, rolesOf }
}
