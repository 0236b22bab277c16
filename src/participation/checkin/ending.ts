// By the clock: attendances nobody closed end with their shift and wait for the leader; whoever never came is absent, whoever
// never moved up has lapsed. Only slots that are not settled yet are looked at, each in a transaction of its own.
import { addMinutes } from '../../foundation/clock.ts'
import type { Ground } from '../../foundation/ground.ts'
import { tell } from '../../foundation/journal/journal.ts'
import { markSettled, mineToSettle, slotById, slotsToSettle } from '../store.ts'
import { close, policyOf } from './service.ts'
import { lockPeopleOfSlot, settleSignups, stillIn } from './store.ts'

const SLOTS_A_RUN = 1000

/** Answers how many attendances and sign-ups were settled. A slot that fails stops no other and comes again with the next run. */
export async function closeEndedShifts(ground: Ground): Promise<number> {
  const now = ground.clock()
  const endedBefore = addMinutes(now, -policyOf(ground, now).closesMinutesAfter)
  let settled = 0
  for (const id of await slotsToSettle(ground.db, endedBefore, SLOTS_A_RUN))
    settled += await settle(ground, id, now).catch(error => {
      ground.log.error({ err: error, slot: id }, 'slot not settled')
      return 0
    })
  return settled
}

function settle(ground: Ground, slotId: number, now: Date): Promise<number> {
  return ground.transact(async tx => {
    if (!(await mineToSettle(tx, slotId))) return 0
    const slot = await slotById(tx, slotId)
    if (!slot) return 0
    await lockPeopleOfSlot(tx, slotId)
    await markSettled(tx, slotId, now)
    const open = await stillIn(tx, slotId)
    for (const one of open)
      await close(ground, tx, null, one, slot, {
        outAt: slot.endsAt,
        outHow: 'shift-end',
        outEvidence: {},
        endedBy: null,
        late: one.late,
        flags: [...one.flags, 'forgot-check-out'],
      })
    const rows = await settleSignups(tx, slotId, now)
    await tell(
      tx,
      ...rows.map(row => ({
        at: now,
        by: null,
        kind: `signup.${row.state}`,
        subject: `signup:${row.id}`,
        facts: { slot: slotId, person: row.personId },
      })),
    )
    return open.length + rows.length
  })
}
