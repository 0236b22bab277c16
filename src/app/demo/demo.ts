// A lively Songjiang on an empty district: real places, invented people. The small one opens at the first start; the whole
// district of the report is the same, larger.

import { inventCover } from '../../cover/demo.ts'
import { commandActor } from '../../foundation/access/access.ts'
import { addDays, atLocal, type LocalDay, localDay } from '../../foundation/clock.ts'
import type { Ground } from '../../foundation/ground.ts'
import { tell } from '../../foundation/journal/journal.ts'
import { sealAll } from '../../foundation/journal/sealer.ts'
import { enterMember } from '../../organizations/members.ts'
import { registerOrganization } from '../../organizations/registry.ts'
import { organizationOf, registerTeam, teamOf } from '../../organizations/service.ts'
import { consentOnEntry, enter, entryOf } from '../../people/entry.ts'
import type { Place } from '../../places/contract.ts'
import { places } from '../../places/service.ts'
import { countProjects } from '../../projects/service.ts'
import { inventSites } from '../../stations/demo.ts'
import { stationsByCommunity } from '../../stations/service.ts'
import { rebuildStatistics } from '../../statistics/rebuild.ts'
import { CAST, enterCast } from './cast.ts'
import type { DemoTeam, DemoWorld, Progress } from './draft.ts'
import { makeDuties } from './duties.ts'
import {
  documents,
  inventBirth,
  inventCreditCode,
  inventName,
  ORGANIZATIONS,
  pick,
  randomFrom,
  TEAM_WORDS,
} from './invented.ts'
import { makePast, type PastPlan } from './past.ts'

const SEED = 20200429

/** `organizations` of the teams are the own ones of as many organisations. */
export type DemoPlan = PastPlan & { teams: number; organizations: number; present: boolean }
export type Made = {
  people: number
  teams: number
  projects: number
  records: number
  hours: number
  seconds: number
}

/** The small district that `npm start` makes. */
export const smallPlan = (today: LocalDay, records = 100_000): DemoPlan => ({
  people: 4_460,
  teams: 40,
  organizations: 12,
  projects: 150,
  records,
  minutes: Math.round(records * 117),
  from: addDays(today, -3 * 365),
  until: addDays(today, -10),
  unverified: true,
  emergency: { projects: 0, people: 0, shifts: 0, minutesEach: 0, from: today },
  present: true,
})

/**
 * The district of the report, or a fraction of it: 449,000 people, 400 organisations, 1,500 teams, 19,000 projects, 10 million records that sum to
 * 31.3 million hours, 570 emergency projects with 26,000 people at 118 hours. Source: the congress report of 2020.
 */
export function reportPlan(scale: number, present: boolean, until: LocalDay = '2020-04-30'): DemoPlan {
  const part = (whole: number, least = 1) => Math.max(least, Math.round(whole * scale))
  const teams = part(1_500, 3)
  const emergency = Math.min(part(570), teams)
  return {
    people: part(449_000, 200) - teams - CAST.length + 1,
    teams,
    organizations: Math.min(part(400), teams - 1),
    projects: part(19_000, 20),
    records: part(10_000_000, 1_000),
    minutes: part(31_300_000 * 60),
    from: '2012-05-01',
    until,
    unverified: false,
    emergency: {
      projects: emergency,
      people: emergency * 46,
      shifts: 24,
      minutesEach: 24 * 296,
      from: addDays(until, -97),
    },
    present,
  }
}

/** Figures of the report that no room can hold yet: `cli demo` says so. */
export const WITHOUT_ROOM = [
  '44 bases (S8)',
  '50+ service points (S9)',
  '6.917 million yuan of grants (S12)',
  '80,000 yuan of hardship aid (S13)',
  '70+ courses (S17)',
  '60+ patrol batches a year (S19)',
  '11,000 in waste-sorting corps (S20)',
  '8 event stations and 1,000 students (S21)',
] as const

/** Builds the district of a plan; it must have nobody in it yet. */
export async function makeDemo(ground: Ground, plan: DemoPlan, progress: Progress = () => {}): Promise<Made> {
  const begun = Date.now()
  const book = await places(ground)
  const town = book.townNamed('方松街道')
  const community = town && book.all.find(one => one.parentCode === town.code)
  if (!town || !community) throw new Error('the demo needs the places of Songjiang')
  const actor = commandActor(book.district.nodeId)
  const since = atLocal(plan.from, '09:00')
  await inventSites({ ...ground, clock: () => since }, actor)
  const world: DemoWorld = {
    ground,
    stations: await stationsByCommunity(ground),
    coverId: await inventCover(ground, actor, plan.from),
    random: randomFrom(SEED),
    document: documents(),
    town,
    community,
    actor,
    today: localDay(ground.clock()),
  }
  const communities = book.all.filter(one => one.level === 'community')
  progress('people', 0, plan.people)
  const cast = await enterCast(ground, { town, community }, since)
  const { teams, known } = await makeTeams(world, plan, communities, cast, since, progress)
  await sealAll(ground.database.pool)
  const past = await makePast(world, teams, known, communities, plan, progress)
  progress('statistics', 0, 1)
  await rebuildStatistics(ground)
  await makeDuties(ground, cast, town)
  if (plan.present) {
    const { actor, random, today } = world
    for (const room of ground.rooms)
      await room.demo?.({ ground, actor, random, today, guest: cast[0] ?? null })
  }
  const made: Made = {
    people: past.people + cast.length + teams.length - 1,
    teams: teams.length,
    projects: await countProjects(ground),
    records: past.records,
    hours: Math.floor(past.minutes / 60),
    seconds: Math.round((Date.now() - begun) / 100) / 10,
  }
  await ground.transact(tx =>
    tell(tx, { at: ground.clock(), by: null, kind: 'demo.made', subject: 'district', facts: made }),
  )
  await sealAll(ground.database.pool)
  ground.sessions.forget()
  return made
}

/**
 * Teams with their leaders; the first is the cast's own, the next are the own ones of organisations, and of the others every third is of
 * an organisation of its town. Communities with more people have more teams.
 */
async function makeTeams(
  world: DemoWorld,
  plan: DemoPlan,
  communities: readonly Place[],
  cast: readonly number[],
  since: Date,
  progress: Progress,
) {
  const { ground, random, actor } = world
  const byCode = new Map((await places(ground)).all.map(one => [one.code, one]))
  const homes = Array.from({ length: plan.teams }, (_, i) =>
    i === 0 ? world.community : pick(random, communities),
  )
  const leaders = await ground.transact(async tx => {
    const entered = await enter(
      ground,
      tx,
      homes.slice(1).map((home, i) => {
        const birthDate = inventBirth(random, plan.from) // grown up on the day their team is registered
        return entryOf(
          ground,
          {
            name: inventName(random, 'male'),
            documentType: 'resident-card',
            document: world.document(birthDate, 'male'),
            sex: 'male',
            birthDate,
            phone: `136${String(10_000_000 + i)}`,
            townCode: home.parentCode ?? '',
            communityCode: home.code,
            skills: [],
            interests: [],
          },
          { tier: 'real-name', method: 'staff', source: 'demo', at: since },
        )
      }),
    )
    await consentOnEntry(
      ground,
      tx,
      entered.map(one => one.id),
    )
    return entered.map(one => one.id)
  })
  const teams: DemoTeam[] = []
  const then: Ground = { ...ground, clock: () => since }
  const names = new Map<string, number>()
  const organizations = new Map<string, number>()
  const used = new Map<number, { id: number; birth: LocalDay; sex: 'female'; home: Place }[]>()
  for (const [i, home] of homes.entries()) {
    const leader = i === 0 ? cast[1] : leaders[i - 1]
    if (leader === undefined) continue
    const town = home.parentCode ?? ''
    const isOwn = i > 0 && i <= plan.organizations
    const sort = ORGANIZATIONS[i % ORGANIZATIONS.length] ?? ORGANIZATIONS[0]
    const stem = `${home.name.replace(/(社区)?(居委会|村委会)$/, '')}${isOwn ? sort.word : (TEAM_WORDS[i % TEAM_WORDS.length] ?? '志愿队')}`
    const again = (names.get(home.code + stem) ?? 0) + 1
    names.set(home.code + stem, again)
    const kind = i % 4 === 0 ? 'elderly' : i % 4 === 1 ? 'youth' : 'community'
    let id: number
    if (isOwn) {
      const made = await registerOrganization(then, actor, {
        name: again === 1 ? stem : `${stem}第${again}分会`,
        kind: sort.kind,
        sector: sort.sector,
        creditCode: inventCreditCode(i),
        registrarCode: home.code,
        parentId: null,
        teamKind: kind,
        leaderId: leader,
      })
      organizations.set(town, made.id)
      id = made.teamId
    } else {
      const organizationId = i % 3 === 0 && i > 0 ? organizations.get(town) : undefined
      id = await registerTeam(then, actor, {
        name: again === 1 ? stem : `${stem}${again}队`,
        kind,
        homeCode: home.code,
        leaderId: leader,
        ...(organizationId !== undefined && { organizationId }),
      })
    }
    const team = await teamOf(ground, id)
    teams.push({
      id,
      nodeId: team.nodeId,
      ...(await organizationOf(ground.db, team)),
      leader,
      members: [],
      home,
      town: byCode.get(home.parentCode ?? '') ?? world.town,
    })
    if (i % 50 === 0) progress('teams', i, plan.teams)
  }
  const own = teams[0]
  const auntLi = cast[0]
  if (own && auntLi !== undefined) {
    await enterMember(ground, actor, own.id, auntLi)
    used.set(own.id, [
      { id: auntLi, birth: CAST[0]?.birth ?? '1956-03-12', sex: 'female', home: world.community },
    ])
  }
  return { teams, known: used }
}
