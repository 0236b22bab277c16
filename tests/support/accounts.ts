// People of the district who can sign in at a browser.
import { giveRole } from '../../src/foundation/access/grants.ts'
import type { Role } from '../../src/foundation/access/roles.ts'
import { setHash } from '../../src/foundation/accounts/passwords.ts'
import { holdAccount, makeAccount } from '../../src/foundation/accounts/service.ts'
import type { World } from './world.ts'

export const PASSWORD = 'a long enough secret'

/** Made once: hashing is slow on purpose. */
let hash: Promise<string> | undefined

/** Gives somebody an account under a phone, and with a duty the second proof as well. */
export async function givesAccount(
  world: World,
  personId: number,
  phone: string,
  duty?: { role: Role; nodeId: number },
): Promise<void> {
  await world.ground.transact(async tx => {
    const account = await makeAccount(world.ground, tx, phone)
    await holdAccount(tx, account, personId, world.now())
    if (!duty) return
    hash ??= world.ground.auth.hashPassword(PASSWORD)
    await setHash(tx, account, await hash, world.now())
    await giveRole(tx, { personId, ...duty, at: world.now(), grantedBy: null })
  })
}
