// The present of an invented district: members sign up for what their teams have opened, and came a few days ago.
import { nobody, type Principal } from '../foundation/access/access.ts'
import { addMinutes } from '../foundation/clock.ts'
import type { Ground, Stage } from '../foundation/ground.ts'
import { firstTeams } from '../organizations/demo.ts'
import { openProjectsOf } from '../projects/service.ts'
import { signUp } from './admission/service.ts'
import { scan } from './checkin/scan.ts'
import { currentCode } from './checkin/service.ts'
import { slotsForMe } from './service.ts'

const TEAMS = 36
const THREE_DAYS = 3 * 24 * 60
/** So many of the first projects recruit for two shifts, and so many have had one already. */
const [BUSY, BEGUN] = [12, 10]

const volunteer = (personId: number): Principal => ({
  ...nobody,
  personId,
  proofs: { code: true, password: false },
  via: 'command',
})

export async function participationDemo({ ground, actor, random, guest }: Stage): Promise<void> {
  const real = ground.clock()
  let now = real
  const timed: Ground = { ...ground, clock: () => now }
  for (const [i, team] of (await firstTeams(ground, TEAMS)).entries()) {
    // Whoever looks at the demo as a volunteer has something to look at.
    const own = guest !== null && team.members.includes(guest)
    const people = own ? [guest, ...team.members.filter(one => one !== guest)] : team.members
    const [first] = people
    const [project] = await openProjectsOf(ground, team.id)
    if (first === undefined || project === undefined) continue
    const slots = (await slotsForMe(ground, volunteer(first), project)).map(one => ({
      ...one,
      starts: new Date(one.startsAt),
      ends: new Date(one.endsAt),
    }))
    const signUpAll = (persons: readonly number[], slotId: number) =>
      Promise.allSettled(persons.map(personId => signUp(timed, volunteer(personId), { slotId })))
    for (const slot of slots.filter(one => one.starts > real).slice(0, i < BUSY ? 2 : 1)) {
      now = real
      await signUpAll(people.slice(0, Math.floor(slot.places * (0.3 + random() * 0.8))), slot.id)
    }
    const past = slots.find(one => one.ends < real)
    if (!past || i >= BEGUN) continue
    now = addMinutes(past.starts, -THREE_DAYS)
    const came = people.slice(0, 5)
    await signUpAll(came, past.id)
    for (const at of [addMinutes(past.starts, -3), addMinutes(past.ends, i === 1 ? -30 : 1)]) {
      now = at
      const { code } = await currentCode(timed, actor, past.shiftId)
      await Promise.all(came.map(personId => scan(timed, volunteer(personId), { code })))
    }
  }
}
