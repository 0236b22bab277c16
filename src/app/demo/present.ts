// The present of a demo district: projects that recruit, hours that wait for their leader, a dispute, a shift about to begin.
// Everything goes through the rooms' own services.
import type { Principal } from '../../foundation/access/access.ts'
import { addDays, addMinutes, atLocal, localDay } from '../../foundation/clock.ts'
import type { Ground } from '../../foundation/ground.ts'
import { signUp } from '../../participation/admission/service.ts'
import { scan } from '../../participation/checkin/scan.ts'
import { currentCode } from '../../participation/checkin/service.ts'
import { slotsForMe } from '../../participation/service.ts'
import { submitProject, writeProject } from '../../projects/drafting.ts'
import { openWithoutReview } from '../../projects/publication.ts'
import { projectPolicies } from '../../projects/rules.ts'
import { dispute } from '../../records/corrections.ts'
import { ownHours } from '../../records/own.ts'
import { type DemoTeam, type DemoWorld, draftFor } from './draft.ts'
import { THEMES } from './invented.ts'

const CURRENT_PROJECTS = 36

/** Opens projects of the next weeks and hands some to the town centre's queue; answers the open ones, and how many in all. */
async function makeProjects(world: DemoWorld, teams: DemoTeam[]) {
  const { ground, actor, random, today } = world
  const write = async (draft: Parameters<typeof writeProject>[2]) => {
    const id = await writeProject(ground, actor, draft)
    await openWithoutReview(ground, actor, id)
    return id
  }
  const current: { id: number; team: DemoTeam }[] = []
  const soon = addMinutes(new Date(Math.ceil(ground.clock().getTime() / 300_000) * 300_000), 25)
  for (let i = 0; i < CURRENT_PROJECTS; i++) {
    const team = teams[i % teams.length]
    const theme = THEMES[i % THEMES.length] ?? THEMES[0]
    if (!team) continue
    const days = Array.from({ length: 5 }, (_, n) => addDays(today, 1 + n * 7 + (i % 7)))
    const shifts = [
      ...days.map(day => ({ startsAt: atLocal(day, theme.hours[0]), endsAt: atLocal(day, theme.hours[1]) })),
      {
        startsAt: atLocal(addDays(today, -3), theme.hours[0]),
        endsAt: atLocal(addDays(today, -3), theme.hours[1]),
      },
    ]
    if (i === 0) shifts.push({ startsAt: soon, endsAt: addMinutes(soon, 120) })
    current.push({
      id: await write(draftFor(world, team, theme, 8 + Math.floor(random() * 12), shifts)),
      team,
    })
  }
  let waiting = 0
  for (const [i, title] of ['谷阳北路菜场周边巡访', '冬季送温暖', '公园文明劝导', '社区图书漂流'].entries()) {
    const team = teams[i % 3]
    const theme = THEMES[(i + 4) % THEMES.length] ?? THEMES[0]
    if (!team) continue
    const leader: Principal = { ...actor, personId: team.leader, accountId: null }
    const day = addDays(today, 5 + i)
    const id = await writeProject(
      ground,
      leader,
      draftFor(
        world,
        team,
        theme,
        14,
        [{ startsAt: atLocal(day, theme.hours[0]), endsAt: atLocal(day, theme.hours[1]) }],
        title,
      ),
    )
    await submitProject(ground, leader, id, {
      answers: Object.fromEntries(
        ground.policies
          .at(projectPolicies.declaration, localDay(ground.clock()))
          .value.items.map(item => [item.id, false]),
      ),
    })
    waiting++
  }
  return { current, waiting }
}

const volunteer = (personId: number): Principal => ({
  accountId: null,
  personId,
  grants: [],
  proofs: { code: true, password: false },
  actsFor: [],
  via: 'command',
})

/** Opens the present and answers how many projects it holds. */
export async function makePresent(world: DemoWorld, teams: DemoTeam[], auntLi: number): Promise<number> {
  const { ground, random } = world
  const { current, waiting } = await makeProjects(world, teams)
  const real = ground.clock()
  let now = real
  const timed: Ground = { ...ground, clock: () => now }
  for (const [i, { id, team }] of current.entries()) {
    const people = (i === 0 ? [auntLi, ...team.members.filter(one => one !== auntLi)] : team.members).slice(
      0,
      40,
    )
    const slots = (await slotsForMe(ground, volunteer(people[0] ?? 0), id)).map(one => ({
      ...one,
      starts: new Date(one.startsAt),
      ends: new Date(one.endsAt),
    }))
    const signUpAll = (persons: number[], slotId: number) =>
      Promise.allSettled(persons.map(personId => signUp(timed, volunteer(personId), { slotId })))
    for (const slot of slots.filter(one => one.starts > real).slice(0, i < 12 ? 2 : 1)) {
      now = real
      const wanted = Math.min(people.length, Math.floor(slot.places * (0.3 + random() * 0.8)))
      await signUpAll(people.slice(0, wanted), slot.id)
    }
    const past = slots.find(one => one.ends < real)
    if (!past || i >= 10) continue
    now = addMinutes(past.starts, -3 * 24 * 60)
    const came = people.slice(0, 5)
    await signUpAll(came, past.id)
    for (const at of [addMinutes(past.starts, -3), addMinutes(past.ends, i === 1 ? -30 : 1)]) {
      now = at
      const { code } = await currentCode(timed, world.actor, past.shiftId)
      await Promise.all(came.map(personId => scan(timed, volunteer(personId), { code })))
    }
  }
  const disputer = teams[1]?.members[0]
  const [last] =
    disputer === undefined ? [] : (await ownHours(ground, volunteer(disputer), { limit: 1 })).list
  if (disputer !== undefined && last)
    await dispute(ground, volunteer(disputer), last.id, {
      minutes: last.minutes + 30,
      reason: '收尾整理器材到活动结束，负责人可以作证。',
    })
  return current.length + waiting
}
