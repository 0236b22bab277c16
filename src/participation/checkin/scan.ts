// A scan of the leader's code: the first checks in, one more after a while checks out. Those who scan together are
// checked in together, in one transaction; each check-out is its own, because hours are born with it.
import { actingFor, type Principal } from '../../foundation/access/access.ts'
import { makeBatches, type Outcome } from '../../foundation/batches.ts'
import { addMinutes, localDay } from '../../foundation/clock.ts'
import type { Tx } from '../../foundation/database/database.ts'
import type { Ground } from '../../foundation/ground.ts'
import { wgs84Of } from '../../places/datum.ts'
import { metresBetween } from '../../places/rules.ts'
import { lackingOf, lackWords } from '../../qualifications/held.ts'
import { onePerPerson } from '../admission/rules.ts'
import type { CheckinAnswer, CheckinRequest } from '../contract.ts'
import { refuse } from '../refusals.ts'
import { type CheckinPolicy, judgeCode, judgeMoment } from '../rules.ts'
import { slotsOfShifts } from '../store.ts'
import type { Evidence, Slot } from '../tables.ts'
import { close, isStopped, policyOf, readCode } from './service.ts'
import { type Attending, attendanceOf, lockAttending, openAttendances } from './store.ts'

type Ask = {
  actor: Principal
  personId: number
  onBehalfOf: number | null
  shiftId: number
  window: number
  request: CheckinRequest
}
/** A scan whose code and moment are good, with what is kept of it. */
type Seen = Ask & { slots: Slot[]; policy: CheckinPolicy; at: Date; late: boolean; seenAt: Date | null }

const DOUBLE_SCAN_MS = 120_000
const desks = new WeakMap<Ground, (ask: Ask) => Promise<CheckinAnswer>>()

/** @throws Refusal `checkin.*`, or `busy` (503) in a rush larger than the desk takes. */
export async function scan(
  ground: Ground,
  actor: Principal,
  request: CheckinRequest,
): Promise<CheckinAnswer> {
  const acting = actingFor(actor, request.forPerson)
  let desk = desks.get(ground)
  if (!desk) {
    desk = makeBatches({ run: asks => checkTogether(ground, asks) })
    desks.set(ground, desk)
  }
  return desk({ actor, ...acting, ...readCode(ground, request.code), request })
}

async function checkTogether(ground: Ground, asks: Ask[]): Promise<Outcome<CheckinAnswer>[]> {
  const shifts = new Map<number, Slot[]>()
  for (const slot of await slotsOfShifts(ground.db, [...new Set(asks.map(one => one.shiftId))]))
    shifts.set(slot.shiftId, [...(shifts.get(slot.shiftId) ?? []), slot])
  const outcomes = new Map<Ask, Outcome<CheckinAnswer>>()
  const seen: Seen[] = []
  for (const ask of asks) {
    const judged = judge(ground, ask, shifts.get(ask.shiftId) ?? [])
    if (judged instanceof Error) outcomes.set(ask, { error: judged })
    else seen.push(Object.assign(ask, judged))
  }
  for (const part of onePerPerson(seen)) {
    const standings = await ground.transact(tx => checkInPart(ground, tx, part))
    await Promise.all(
      part.map(async (one, i) => {
        const standing = standings[i]
        if (!standing) outcomes.set(one, { error: refuse('checkin.not-on-roster') })
        else if (standing.lacks)
          outcomes.set(one, { error: refuse('checkin.unqualified', lackWords(ground, standing.lacks)) })
        else if (!standing.attendance) outcomes.set(one, { answer: answerOf(one, standing.slot, 'in') })
        else
          outcomes.set(
            one,
            await checkOut(ground, one).then(
              slot => ({ answer: answerOf(one, slot, 'out') }),
              error => ({ error }),
            ),
          )
      }),
    )
  }
  return asks.map(ask => outcomes.get(ask) ?? { error: new Error('undecided') })
}

function judge(ground: Ground, ask: Ask, slots: Slot[]): Omit<Seen, keyof Ask> | Error {
  const [first] = slots
  if (!first) return refuse('checkin.code')
  if (slots.every(isStopped)) return refuse('checkin.stopped')
  const now = ground.clock()
  const policy = policyOf(ground, first.startsAt)
  const seenAt = ask.request.seenAt ? new Date(ask.request.seenAt) : null
  const arrival = judgeCode(ask.window, seenAt, now, policy)
  if (arrival !== 'in-time' && arrival !== 'late') return refuse(arrival)
  const at = arrival === 'late' && seenAt ? seenAt : now
  const moment = judgeMoment(at, first, policy)
  if (moment) return refuse(moment, { from: addMinutes(first.startsAt, -policy.opensMinutesBefore) })
  return { slots, policy, at, late: arrival === 'late', seenAt }
}

/** `lacks`: what they must hold on the day of the shift, and do not. */
type Standing = Omit<Attending, 'slotId'> & { slot: Slot; lacks?: readonly string[] | undefined }

const DAY_MS = 86_400_000
const lookOf = (one: Seen) => ({
  personId: one.personId,
  shiftId: one.shiftId,
  slotIds: one.slots.map(slot => slot.id),
  device: one.request.device ?? null,
})
/** Well before anybody may have checked in to any of these shifts. */
const longBefore = (scans: readonly Seen[]) =>
  new Date(Math.min(...scans.flatMap(one => one.slots.map(slot => slot.startsAt.getTime()))) - DAY_MS)

/** Checks in whoever of these is on a roster and not yet there; answers each one's standing before it. */
async function checkInPart(ground: Ground, tx: Tx, part: Seen[]): Promise<(Standing | null)[]> {
  const attending = await lockAttending(tx, part.map(lookOf), longBefore(part))
  const standings = part.map((one, i): Standing | null => {
    const row = attending[i]
    const slot = row && one.slots.find(it => it.id === row.slotId)
    return row && slot ? { ...row, slot } : null
  })
  const come = part.flatMap((one, i) => {
    const standing = standings[i]
    return standing && !standing.attendance ? [{ one, standing }] : []
  })
  for (const slot of new Set(come.map(({ standing }) => standing.slot))) {
    const here = come.filter(({ standing }) => standing.slot === slot)
    const people = here.map(({ one }) => one.personId)
    const lacking = await lackingOf(tx, people, slot.needs, localDay(slot.startsAt))
    for (const { one, standing } of here) standing.lacks = lacking.get(one.personId)
  }
  const arriving = come.filter(({ standing }) => !standing.lacks)
  if (arriving.length === 0) return standings
  const flags = flagsOf(arriving.map(({ one, standing }) => ({ ...one, hands: standing.hands })))
  const now = ground.clock()
  await openAttendances(
    tx,
    arriving.map(({ one, standing }, i) => ({
      signupId: standing.signupId,
      slotId: standing.slot.id,
      personId: standing.personId,
      inAt: one.at,
      inEvidence: evidenceOf(one, standing.slot),
      late: one.late,
      flags: flags[i] ?? [],
    })),
    arriving.map(({ one, standing }, i) => ({
      at: now,
      by: one.actor,
      onBehalfOf: one.onBehalfOf,
      kind: 'attendance.opened',
      subject: `signup:${standing.signupId}`,
      facts: { slot: standing.slot.id, person: standing.personId, how: 'code', flags: flags[i] ?? [] },
    })),
  )
  return standings
}

/**
 * What a leader should look at, for each scan: sent late (and from nowhere that is known), far away, or from a phone that checked somebody else in, before or
 * in these very scans.
 */
function flagsOf(scans: readonly (Seen & { hands: readonly number[] })[]): string[][] {
  const hands = new Map<string, Set<number>>()
  return scans.map(one => {
    const flags: string[] = []
    const metres = metresOf(one, one.slots[0])
    if (one.late) flags.push('late', ...(metres === null ? ['no-place'] : []))
    if (metres !== null && metres > (one.slots[0]?.radius ?? one.policy.metres)) flags.push('far')
    if (one.request.device) {
      const key = `${one.shiftId} ${one.request.device}`
      const people = hands.get(key) ?? new Set()
      hands.set(key, people)
      for (const person of [...one.hands, one.personId]) people.add(person)
      if (people.size > 1) flags.push('shared-device')
    }
    return flags
  })
}

const metresOf = (one: Seen, slot: Slot | undefined) =>
  one.request.position && slot ? Math.round(metresBetween(wgs84Of(one.request.position), slot)) : null

const evidenceOf = (one: Seen, slot: Slot): Evidence => ({
  device: one.request.device ?? null,
  metres: metresOf(one, slot),
  ...(one.request.position && { datum: one.request.position.datum }),
  ...(one.seenAt && { seenAt: one.seenAt.toISOString() }),
})

const answerOf = (one: Seen, slot: Slot, what: 'in' | 'out'): CheckinAnswer => ({
  what,
  at: one.at.toISOString(),
  title: slot.title,
  endsAt: slot.endsAt.toISOString(),
  metres: metresOf(one, slot),
  late: one.late,
})

function checkOut(ground: Ground, one: Seen): Promise<Slot> {
  return ground.transact(async tx => {
    const [row] = await lockAttending(tx, [lookOf(one)], longBefore([one]))
    const slot = row && one.slots.find(it => it.id === row.slotId)
    const open = row && (await attendanceOf(tx, row.signupId))
    if (!slot || !open) throw refuse('checkin.not-on-roster')
    if (open.outAt !== null) throw refuse('checkin.done')
    if (one.at.getTime() - open.inAt.getTime() < DOUBLE_SCAN_MS) throw refuse('checkin.twice')
    const [flags = []] = flagsOf([{ ...one, hands: row.hands }])
    const out = {
      outAt: one.at,
      outHow: 'code' as const,
      outEvidence: evidenceOf(one, slot),
      endedBy: null,
      late: open.late || one.late,
      flags: [...new Set([...open.flags, ...flags])],
    }
    await close(ground, tx, one.actor, open, slot, out, one.onBehalfOf)
    return slot
  })
}
