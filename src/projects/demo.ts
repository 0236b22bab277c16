// The present of an invented district: projects that recruit in the next weeks, one about to begin, some that wait for the town.

import { coversFor } from '../cover/service.ts'
import type { Principal } from '../foundation/access/access.ts'
import { addDays, addMinutes, atLocal, localDay } from '../foundation/clock.ts'
import type { Stage } from '../foundation/ground.ts'
import { firstTeams } from '../organizations/demo.ts'
import { stationsByCommunity } from '../stations/service.ts'
import type { ProjectDraft } from './contract.ts'
import { submitProject, writeProject } from './drafting.ts'
import { draftFor, THEMES, type Theme } from './invented.ts'
import { projectPolicies } from './policies.ts'
import { openWithoutReview } from './publication.ts'

const OPEN_PROJECTS = 36
const FIVE_MINUTES_MS = 300_000
const WAITING = ['谷阳北路菜场周边巡访', '冬季送温暖', '公园文明劝导', '社区图书漂流']

export async function projectsDemo(stage: Stage): Promise<void> {
  const { ground, actor, random, today } = stage
  const teams = await firstTeams(ground, OPEN_PROJECTS)
  const [own] = teams
  if (!own) return
  const [insured] = await coversFor(ground, actor, own.id)
  const given = { stations: await stationsByCommunity(ground), coverId: insured?.id ?? null }
  const shiftOn = (day: string, { hours: [from, to] }: Theme) => ({
    startsAt: atLocal(day, from),
    endsAt: atLocal(day, to),
  })
  const soon = addMinutes(
    new Date(Math.ceil(ground.clock().getTime() / FIVE_MINUTES_MS) * FIVE_MINUTES_MS),
    25,
  )
  for (let i = 0; i < OPEN_PROJECTS; i++) {
    const team = teams[i % teams.length] ?? own
    const theme = THEMES[i % THEMES.length] ?? THEMES[0]
    const days = [...Array.from({ length: 5 }, (_, n) => 1 + n * 7 + (i % 7)), -3]
    const shifts = days.map(n => shiftOn(addDays(today, n), theme))
    if (i === 0) shifts.push({ startsAt: soon, endsAt: addMinutes(soon, 120) })
    const id = await writeProject(
      ground,
      actor,
      draftFor(team, given, own.home, theme, 8 + Math.floor(random() * 12), shifts),
    )
    await openWithoutReview(ground, actor, id)
  }
  for (const [i, title] of WAITING.entries()) {
    const team = teams[i % 3] ?? own
    const theme = THEMES[(i + 4) % THEMES.length] ?? THEMES[0]
    const draft = draftFor(team, given, own.home, theme, 14, [shiftOn(addDays(today, 5 + i), theme)], title)
    await submit(stage, { ...actor, personId: team.leader, accountId: null }, draft)
  }
}

async function submit({ ground }: Stage, leader: Principal, draft: ProjectDraft): Promise<void> {
  const id = await writeProject(ground, leader, draft)
  const { items } = ground.policies.at(projectPolicies.declaration, localDay(ground.clock())).value
  await submitProject(ground, leader, id, {
    answers: Object.fromEntries(items.map(item => [item.id, false])),
  })
}
