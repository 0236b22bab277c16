// The past of a demo district, at any size: people, memberships, projects, shifts and counted hours, streamed team by team.
// Deterministic: one seed, one Songjiang. Nobody is in two places: each person serves with one team, and a team has one shift
// at a time, in one of three parts of the day that do not touch.
import { addDays, addMinutes, atLocal, type LocalDay } from '../../foundation/clock.ts'
import { type Bulk, bulkLoad } from '../../foundation/database/bulk.ts'
import { journalTables, tellPast } from '../../foundation/journal/history.ts'
import { pastMember } from '../../organizations/history.ts'
import {
  participationTables,
  pastAttendance,
  pastBusyTime,
  pastSignup,
  pastSlot,
} from '../../participation/history.ts'
import type { Entrant } from '../../people/entry.ts'
import { loadPeople, peopleTables } from '../../people/history.ts'
import type { Sex } from '../../people/identity.ts'
import type { Place } from '../../places/contract.ts'
import { pastPosition, pastProject, pastShift, projectTables } from '../../projects/history.ts'
import { draftFor, EMERGENCY, THEMES, type Theme } from '../../projects/invented.ts'
import { pastRecord, pastTotal, recordTables } from '../../records/history.ts'
import { ageBand, factsOf, recordPolicies } from '../../records/rules.ts'
import type { DemoTeam, DemoWorld, Progress } from './draft.ts'
import { inventBirth, inventName, pick, SKILLS } from './invented.ts'

export type PastPlan = {
  people: number
  projects: number
  records: number
  /** Of all records together. */
  minutes: number
  from: LocalDay
  until: LocalDay
  /** 应急: projects, people and minutes each, in the last months of the plan. Zero for none. */
  /** Some who joined later still wait for somebody to see their document. */
  unverified: boolean
  emergency: { projects: number; people: number; shifts: number; minutesEach: number; from: LocalDay }
}

/** The parts of a day and the longest shift in each, in minutes: none reaches the next. */
const PARTS = [
  { begins: ['07:30', '08:30', '08:30', '09:00'], longest: 255 },
  { begins: ['13:30', '13:30', '14:00'], longest: 225 },
  { begins: ['18:00', '18:30', '19:00'], longest: 240 },
] as const
const SHORTEST = 90
const DAY_MS = 86_400_000

type Member = { id: number; birth: LocalDay; sex: Sex; home: Place; since: number }
type Shift = { day: LocalDay; startsAt: Date; endsAt: Date; minutes: number; crowd: number }

/** Loads it all in one transaction; the journal must be sealed. Answers what was made. */
export function makePast(
  world: DemoWorld,
  teams: DemoTeam[],
  /** Members who are registered already, by team. */
  known: ReadonlyMap<number, readonly Omit<Member, 'since'>[]>,
  communities: readonly Place[],
  plan: PastPlan,
  progress: Progress,
): Promise<{ people: number; projects: number; records: number; minutes: number }> {
  const { ground } = world
  const tables = [
    ...peopleTables,
    pastMember.table,
    ...projectTables,
    ...participationTables,
    ...recordTables,
    ...journalTables,
  ]
  return bulkLoad(ground.ownerUrl, ground.config.schema, tables, async bulk => {
    const made = { people: 0, projects: 0, records: 0, minutes: 0 }
    const serve = await server(world, bulk, plan, made)
    const enlist = await recruiter(world, bulk, plan, communities)
    const share = (whole: number, i: number) =>
      Math.floor((whole * (i + 1)) / teams.length) - Math.floor((whole * i) / teams.length)
    for (const [i, team] of teams.entries()) {
      const first = known.get(team.id) ?? []
      const members = await enlist(team, first, share(plan.people, i))
      team.members = members.slice(0, 60).map(one => one.id)
      made.people += share(plan.people, i)
      await serve(team, members, i, {
        projects: share(plan.projects, i),
        records: share(plan.records, i),
        emergency:
          share(plan.emergency.projects, i) > 0
            ? Math.round(plan.emergency.people / plan.emergency.projects)
            : 0,
      })
      progress('records', made.records, plan.records)
    }
    return made
  })
}

/** Registers the members of a team, joining over the whole time, the first of them at its beginning. */
async function recruiter(world: DemoWorld, bulk: Bulk, plan: PastPlan, communities: readonly Place[]) {
  const { ground, random } = world
  const add = await loadPeople(ground, bulk)
  const begins = atLocal(plan.from, '09:00').getTime()
  const span = atLocal(plan.until, '09:00').getTime() - begins
  const byTown = Map.groupBy(communities, one => one.parentCode)
  let serial = 0
  return async (
    team: DemoTeam,
    first: readonly Omit<Member, 'since'>[],
    count: number,
  ): Promise<Member[]> => {
    const members: Member[] = first.map(one => ({ ...one, since: begins }))
    const near = byTown.get(team.town.code) ?? [team.home]
    for (let n = 0; n < count; n++) {
      const sex: Sex = random() < 0.56 ? 'female' : 'male'
      const birth = inventBirth(random, plan.until)
      const home = random() < 0.7 && team.home.level === 'community' ? team.home : pick(random, near)
      const since = n < 40 ? begins : begins + Math.floor((span * 0.97 * n) / count)
      const it: Entrant = {
        name: inventName(random, sex),
        documentType: 'resident-card',
        document: world.document(birth, sex),
        sex,
        birthDate: birth,
        phone: `139${String(10_000_000 + serial++)}`,
        townCode: home.parentCode ?? '',
        communityCode: home.code,
        skills: random() < 0.4 ? [pick(random, SKILLS)] : [],
        interests: [],
      }
      // Some have proved only a phone yet, and have not served.
      const tier = plan.unverified && n > 60 && n % 40 === 39 ? 'phone' : 'real-name'
      const id = add(it, new Date(since), tier)
      bulk.add(pastMember, { teamId: team.id, personId: id, since: new Date(since) })
      if (tier === 'real-name') members.push({ id, birth, sex, home, since })
      if (n % 500 === 0) await bulk.breathe()
    }
    return members
  }
}

/** Makes a team's projects, shifts and hours. A running balance steers the length of shifts to the minutes of the plan. */
async function server(
  world: DemoWorld,
  bulk: Bulk,
  plan: PastPlan,
  made: { projects: number; records: number; minutes: number },
) {
  const { ground, random } = world
  const tell = await tellPast(bulk)
  const next = {
    project: await bulk.nextId(pastProject),
    position: await bulk.nextId(pastPosition),
    shift: await bulk.nextId(pastShift),
    slot: await bulk.nextId(pastSlot),
    signup: await bulk.nextId(pastSignup),
    attendance: await bulk.nextId(pastAttendance),
    record: await bulk.nextId(pastRecord),
  }
  const policy = ground.policies.at(recordPolicies.hours, plan.until)
  const bands = ground.policies.at(recordPolicies.ageBands, plan.until).value.begins
  const days = Math.round((Date.parse(plan.until) - Date.parse(plan.from)) / DAY_MS)
  const emergencyDays = Math.round((Date.parse(plan.until) - Date.parse(plan.emergency.from)) / DAY_MS)
  const dues = new Map<LocalDay, LocalDay>()
  const dueOf = (day: LocalDay) => {
    const known = dues.get(day) ?? ground.calendar.addWorkingDays(day, policy.value.confirmWorkingDays)
    dues.set(day, known)
    return known
  }
  const emergencyMinutes = plan.emergency.people * plan.emergency.minutesEach
  const emergencyRecords = plan.emergency.people * plan.emergency.shifts
  const mean = (plan.minutes - emergencyMinutes) / (plan.records - emergencyRecords)
  let regular = { records: 0, minutes: 0 }

  /** How long the next shift should be, so that the sum of the plan is met. */
  const lengthOf = (longest: number) => {
    const owed = mean * (regular.records + 200) - regular.minutes
    const wish = owed / 200 + (random() - 0.5) * 60
    return Math.max(SHORTEST, Math.min(longest, Math.round(wish / 5) * 5))
  }

  return async (
    team: DemoTeam,
    members: readonly Member[],
    index: number,
    wanted: { projects: number; records: number; emergency: number },
  ) => {
    const busy = new Map<number, { startsAt: Date; endsAt: Date }[]>()
    const totals = new Map<number, { minutes: number; records: number }>()
    let arrivedAt = 0
    const eligible = (at: Date) => {
      while (arrivedAt < members.length && (members[arrivedAt]?.since ?? 0) <= at.getTime()) arrivedAt++
      return arrivedAt
    }

    const serveShift = (
      project: ReturnType<typeof open>,
      shift: Shift,
      firstMember: number,
      crowdOf: number,
    ) => {
      const { draft } = project
      const slotId = next.slot++
      const shiftId = next.shift++
      bulk.add(pastShift, {
        id: shiftId,
        projectId: project.id,
        startsAt: shift.startsAt,
        endsAt: shift.endsAt,
      })
      bulk.add(pastSlot, {
        id: slotId,
        projectId: project.id,
        shiftId,
        positionId: project.positionId,
        nodeId: team.nodeId,
        title: draft.title,
        positionName: '志愿者',
        kind: draft.kind,
        townCode: team.town.code,
        communityCode: draft.communityCode,
        siteId: draft.siteId,
        radius: null,
        placeName: draft.placeName,
        lat: draft.lat ?? 0,
        lng: draft.lng ?? 0,
        startsAt: shift.startsAt,
        endsAt: shift.endsAt,
        places: Math.max(draft.positions[0]?.places ?? 0, shift.crowd),
        minAge: draft.minAge,
        highRisk: false,
        admitted: shift.crowd,
      })
      const countedAt = addMinutes(shift.endsAt, 1200)
      const signedAt = addMinutes(shift.startsAt, -3 * 1440)
      for (let n = 0; n < shift.crowd; n++) {
        const person = members[(firstMember + n) % crowdOf] as Member
        const signupId = next.signup++
        const attendanceId = next.attendance++
        const id = next.record++
        bulk.add(pastSignup, { id: signupId, slotId, personId: person.id, arrival: n + 1, at: signedAt })
        bulk.add(pastAttendance, {
          id: attendanceId,
          signupId,
          slotId,
          personId: person.id,
          inAt: addMinutes(shift.startsAt, -1 - (n % 9)),
          outAt: addMinutes(shift.endsAt, 1 + (n % 4)),
        })
        const record = {
          id,
          personId: person.id,
          attendanceId,
          day: shift.day,
          fromAt: shift.startsAt,
          toAt: shift.endsAt,
          minutes: shift.minutes,
          confirmedBy: team.leader,
          dueOn: dueOf(shift.day),
          countedAt,
          policyId: policy.id,
          projectId: project.id,
          shiftId,
          slotId,
          projectVersion: 1,
          teamId: team.id,
          organizationId: team.organizationId,
          sector: team.sector,
          siteId: draft.siteId,
          nodeId: team.nodeId,
          kind: draft.kind,
          title: draft.title,
          placeName: draft.placeName,
          servedCommunity: draft.communityCode,
          servedTown: team.town.code,
          homeCommunity: person.home.code,
          homeTown: person.home.parentCode ?? '',
          ageBand: ageBand(person.birth, shift.day, bands),
          sex: person.sex,
        }
        bulk.add(pastRecord, record)
        tell({
          at: countedAt,
          by: { accountId: null, personId: team.leader },
          kind: 'record.counted',
          subject: `record:${id}`,
          policyId: policy.id,
          facts: factsOf(record),
        })
        const own = totals.get(person.id) ?? { minutes: 0, records: 0 }
        totals.set(person.id, { minutes: own.minutes + shift.minutes, records: own.records + 1 })
        const spans = busy.get(person.id)
        if (spans) spans.push(shift)
        else busy.set(person.id, [shift])
      }
      made.records += shift.crowd
      made.minutes += shift.crowd * shift.minutes
    }

    const open = (theme: Theme, publishedAt: Date, places: number) => {
      const id = next.project++
      const positionId = next.position++
      const draft = draftFor(team, world, world.community, theme, places, [])
      bulk.add(pastProject, {
        ...draft,
        id,
        no: `P${ground.config.district}${publishedAt.getUTCFullYear()}${String(id).padStart(6, '0')}`,
        nodeId: team.nodeId,
        townCode: team.town.code,
        authorId: team.leader,
        publishedAt,
      })
      bulk.add(pastPosition, { id: positionId, projectId: id, name: '志愿者', places })
      tell({
        at: publishedAt,
        by: null,
        kind: 'project.published',
        subject: `project:${id}`,
        facts: { team: team.id, town: team.town.code, serviceKind: draft.kind },
      })
      made.projects++
      return { id, positionId, draft }
    }

    // The emergency first in number, last in time: its team does nothing else then.
    const emergencyRecordsHere = wanted.emergency * plan.emergency.shifts
    const crowds: number[] = []
    for (let left = wanted.records - emergencyRecordsHere; left > 0; ) {
      const crowd = Math.min(left, 12 + Math.floor(random() * 17), members.length)
      crowds.push(crowd)
      left -= crowd
    }
    const regularDays = wanted.emergency > 0 ? days - emergencyDays - 1 : days
    const projects = Math.max(1, wanted.projects - (wanted.emergency > 0 ? 1 : 0))
    let project: ReturnType<typeof open> | undefined
    let running = -1
    let lastPart = -1
    for (const [i, crowd] of crowds.entries()) {
      // Later years are busier.
      const moment = ((i + 0.5) / crowds.length) ** 0.62 * regularDays * PARTS.length
      lastPart = Math.max(lastPart + 1, Math.floor(moment))
      const part = PARTS[lastPart % PARTS.length] ?? PARTS[0]
      const day = addDays(plan.from, Math.floor(lastPart / PARTS.length))
      const startsAt = atLocal(day, pick(random, part.begins))
      const now = Math.floor((i * projects) / crowds.length)
      if (now !== running || !project) {
        running = now
        const theme = THEMES[(index * 3 + now * 7) % THEMES.length] ?? THEMES[0]
        project = open(theme, addMinutes(startsAt, -10 * 1440), 30)
      }
      const minutes = lengthOf(part.longest)
      const crowdOf = eligible(startsAt)
      regular = { records: regular.records + crowd, minutes: regular.minutes + crowd * minutes }
      serveShift(
        project,
        { day, startsAt, endsAt: addMinutes(startsAt, minutes), minutes, crowd: Math.min(crowd, crowdOf) },
        Math.floor(random() ** 1.7 * crowdOf),
        crowdOf,
      )
      await bulk.breathe()
    }
    if (wanted.emergency > 0) {
      const people = Math.min(wanted.emergency, members.length)
      const each = Math.round(plan.emergency.minutesEach / plan.emergency.shifts)
      const emergency = open(EMERGENCY, atLocal(addDays(plan.emergency.from, -1), '20:00'), people)
      for (let n = 0; n < plan.emergency.shifts; n++) {
        const day = addDays(plan.emergency.from, Math.floor((n * emergencyDays) / plan.emergency.shifts))
        const startsAt = atLocal(day, '08:00')
        serveShift(
          emergency,
          { day, startsAt, endsAt: addMinutes(startsAt, each), minutes: each, crowd: people },
          0,
          people,
        )
        await bulk.breathe()
      }
    }
    for (const [personId, spans] of busy) {
      bulk.add(pastBusyTime, { personId, spans })
      bulk.add(pastTotal, { personId, ...(totals.get(personId) ?? { minutes: 0, records: 0 }) })
    }
    await bulk.breathe()
  }
}
