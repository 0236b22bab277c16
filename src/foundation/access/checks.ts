// What must be so of whoever takes a duty, asked when it is proposed and again when it is approved.
import { hasSecondFactor } from '../accounts/passwords.ts'
import { localDay } from '../clock.ts'
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { type Duty, excludes, exclusionPolicy } from './exclusions.ts'
import * as grants from './grants.ts'
import { describeHolders, entriesOf, type Holder } from './kin.ts'
import { provenByCodeAlone, type Role } from './roles.ts'

export const dutyOf = (row: grants.GrantRow): Duty => ({
  id: row.id,
  role: row.role,
  path: row.path,
  since: row.since,
  until: row.until,
  approvedAt: row.decidedAt ?? row.proposedAt,
})

/** Whoever the duty is for, as the rooms that know people tell it. */
export async function holderOf(
  ground: Ground,
  tx: Tx,
  holder: { personId?: number | null | undefined; contactId?: number | null | undefined },
): Promise<Holder | null> {
  const asked = {
    people: new Map<number, Holder | null>(holder.personId == null ? [] : [[holder.personId, null]]),
    contacts: new Map<number, Holder | null>(holder.contactId == null ? [] : [[holder.contactId, null]]),
  }
  await ground.hooks.call(describeHolders, ground, tx, asked)
  return [...asked.people.values(), ...asked.contacts.values()][0] ?? null
}

/** A live duty of the same human, whichever entry holds it, that must not be held together with this one. */
export async function clashOf(
  ground: Ground,
  tx: Tx,
  duty: Omit<Duty, 'approvedAt'> & { personId: number | null; approvedAt: Date; replaces: number | null },
) {
  if (duty.personId === null) return undefined
  const at = ground.clock()
  const { pairs } = ground.policies.at(exclusionPolicy, localDay(at)).value
  const held = await grants.dutiesOf(tx, await entriesOf(ground, tx, [duty.personId]), at)
  return held.find(
    row => row.id !== duty.id && row.id !== duty.replaces && excludes(pairs, dutyOf(row), duty),
  )
}

export type Check = { name: 'registered' | 'exclusive' | 'second-factor'; met: boolean; other?: Role }
/** What must be so before a proposal can be approved, each said by itself. */
export async function checksOf(ground: Ground, tx: Tx, grant: grants.GrantRow): Promise<Check[]> {
  const holder = await holderOf(ground, tx, grant)
  const clash = await clashOf(ground, tx, {
    ...dutyOf(grant),
    personId: grant.personId,
    approvedAt: ground.clock(),
    replaces: grant.succeeds,
  })
  return [
    { name: 'exclusive', met: !clash, ...(clash && { other: clash.role }) },
    { name: 'registered', met: holder?.ready ?? false },
    ...(provenByCodeAlone(grant.role) || grant.personId === null
      ? []
      : [
          {
            name: 'second-factor' as const,
            met: (await hasSecondFactor(tx, [grant.personId])).has(grant.personId),
          },
        ]),
  ]
}
