// A lively small Songjiang on an empty database: real places, invented people, everything through the rooms' own services
// except the bulk of the past.
import { sql } from 'kysely'
import { commandActor, giveRole, type Principal } from '../../foundation/access/access.ts'
import type { Role } from '../../foundation/access/roles.ts'
import { holdAccount, makeAccount, setPassword } from '../../foundation/accounts/service.ts'
import { addDays, addMinutes, atLocal, type LocalDay, localDay, weekday } from '../../foundation/clock.ts'
import type { Ground } from '../../foundation/ground.ts'
import { sealBatch } from '../../foundation/journal/sealer.ts'
import { admitMember, registerTeam } from '../../organizations/service.ts'
import { signUp } from '../../participation/admission/service.ts'
import { scan } from '../../participation/checkin/scan.ts'
import { currentCode } from '../../participation/checkin/service.ts'
import { countPast, loadPast, type PastAttendance } from '../../participation/history.ts'
import { slotsForMe } from '../../participation/service.ts'
import type { Sex } from '../../people/identity.ts'
import { consentOnEntry, type Entrant, enter, entryOf } from '../../people/service.ts'
import type { Place } from '../../places/contract.ts'
import { places } from '../../places/service.ts'
import type { ProjectDraft } from '../../projects/contract.ts'
import { declarationItems } from '../../projects/rules.ts'
import { openWithoutReview, submitProject, writeProject } from '../../projects/service.ts'
import { countPastAttendances, totalPast } from '../../records/history.ts'
import { recordPolicies } from '../../records/rules.ts'
import { dispute, ownHours } from '../../records/service.ts'
import {
  inventBirth,
  inventDocument,
  inventName,
  pick,
  randomFrom,
  SKILLS,
  TEAM_WORDS,
  THEMES,
} from './invented.ts'

const SEED = 20200429
const PEOPLE = 4_500
const TEAMS = 40
const PAST_PROJECTS = 150
const CURRENT_PROJECTS = 36
const PEOPLE_A_SHIFT = 15
const BATCH = 5_000

export const DEMO_PASSWORD = 'songjiang-demo-2026'
type Cast = {
  role: string
  name: string
  sex: Sex
  birth: LocalDay
  phone: string
  grant?: Role
  at?: 'district' | 'town' | 'community'
}
/** One login a role. Everybody here lives in 方松街道. */
const CAST: readonly Cast[] = [
  { role: '志愿者 volunteer', name: '李秀英', sex: 'female', birth: '1956-03-12', phone: '13800000001' },
  { role: '队长 team-leader', name: '陈国华', sex: 'male', birth: '1961-07-30', phone: '13800000002' },
  {
    role: '站点 station-keeper',
    name: '沈丽',
    sex: 'female',
    birth: '1984-11-02',
    phone: '13800000003',
    grant: 'station-keeper',
    at: 'community',
  },
  {
    role: '街镇 town-centre',
    name: '周敏',
    sex: 'female',
    birth: '1988-05-21',
    phone: '13800000004',
    grant: 'town-centre',
    at: 'town',
  },
  {
    role: '区 coordination',
    name: '顾伟',
    sex: 'male',
    birth: '1979-01-15',
    phone: '13800000005',
    grant: 'district-coordination',
    at: 'district',
  },
  {
    role: '区 information',
    name: '杨帆',
    sex: 'female',
    birth: '1990-09-09',
    phone: '13800000006',
    grant: 'district-information',
    at: 'district',
  },
  {
    role: '审计 auditor',
    name: '许静',
    sex: 'female',
    birth: '1975-12-24',
    phone: '13800000007',
    grant: 'auditor',
    at: 'district',
  },
  {
    role: '安全 security',
    name: '金勇',
    sex: 'male',
    birth: '1982-04-04',
    phone: '13800000008',
    grant: 'security-administrator',
    at: 'district',
  },
]

/** Nobody is registered here yet, and nobody said not to. */
export async function needsDemo(ground: Ground): Promise<boolean> {
  const { rows } = await sql<{ empty: boolean }>`select not exists (select from person) as empty`.execute(
    ground.db,
  )
  return rows[0]?.empty === true && process.env.YUNJIAN_DEMO !== 'no'
}

/** The logins of a demo district; none where its people are real. */
export async function demoLogins(
  ground: Ground,
): Promise<{ role: string; phone: string; password: string | null }[]> {
  const { rows } = await sql<{
    demo: boolean
  }>`select exists (select from person where source = 'demo') as demo`.execute(ground.db)
  return rows[0]?.demo
    ? CAST.map(one => ({ role: one.role, phone: one.phone, password: one.grant ? DEMO_PASSWORD : null }))
    : []
}

export type Made = { people: number; teams: number; projects: number; records: number; seconds: number }
type World = {
  ground: Ground
  random: () => number
  town: Place
  community: Place
  actor: Principal
  today: LocalDay
}
type Team = { id: number; nodeId: number; leader: number; members: number[]; home: Place; town: Place }
type Progress = (what: string, done: number, of: number) => void

export async function makeDemo(
  ground: Ground,
  options: { records: number; progress?: Progress },
): Promise<Made> {
  const begun = Date.now()
  const progress = options.progress ?? (() => {})
  const book = await places(ground)
  const town = book.townNamed('方松街道')
  const community = town && book.all.find(one => one.parentCode === town.code)
  if (!town || !community) throw new Error('the demo needs the places of Songjiang')
  const world: World = {
    ground,
    random: randomFrom(SEED),
    town,
    community,
    actor: commandActor(book.district.nodeId),
    today: localDay(ground.clock()),
  }

  progress('people', 0, PEOPLE)
  const people = await makePeople(
    world,
    book.all.filter(one => one.level === 'community'),
  )
  const teams = await makeTeams(world, people, book.all)
  progress('projects', 0, PAST_PROJECTS + CURRENT_PROJECTS)
  const projects = await makeProjects(world, teams, options.records)
  progress('records', 0, options.records)
  const records = await makePast(world, teams, options.records, (done, of) => progress('records', done, of))
  await makePresent(world, teams, projects.current, people.cast[0] ?? 0)
  while ((await sealBatch(ground.database.pool)) > 0);
  ground.sessions.forget()
  return {
    people: PEOPLE,
    teams: teams.length,
    projects: PAST_PROJECTS + CURRENT_PROJECTS + projects.waiting,
    records,
    seconds: Math.round((Date.now() - begun) / 100) / 10,
  }
}

async function makePeople(world: World, communities: Place[]) {
  const { ground, random, today } = world
  const registered = (entrants: { it: Entrant; tier: 'phone' | 'real-name' }[]) =>
    ground.transact(async tx => {
      const at = ground.clock()
      const entered = await enter(
        ground,
        tx,
        entrants.map(({ it, tier }) =>
          entryOf(ground, it, { tier, method: tier === 'real-name' ? 'staff' : null, source: 'demo', at }),
        ),
      )
      await consentOnEntry(
        ground,
        tx,
        entered.map(one => one.id),
      )
      return entered.map(one => one.id)
    })
  const cast = await registered(
    CAST.map((one, i) => ({
      tier: 'real-name' as const,
      it: {
        name: one.name,
        documentType: 'resident-card' as const,
        document: inventDocument(one.birth, one.sex, 400 + i),
        sex: one.sex,
        birthDate: one.birth,
        phone: one.phone,
        townCode: world.town.code,
        communityCode: world.community.code,
        skills: ['智能手机'],
        interests: ['为老服务'],
      },
    })),
  )
  const book = await places(ground)
  await ground.transact(async tx => {
    const at = ground.clock()
    for (const [i, one] of CAST.entries()) {
      const personId = cast[i] ?? 0
      const accountId = await makeAccount(ground, tx, one.phone)
      await holdAccount(tx, accountId, personId, at)
      if (!one.grant) continue
      const nodeId =
        one.at === 'district'
          ? book.district.nodeId
          : one.at === 'town'
            ? world.town.nodeId
            : world.community.nodeId
      await giveRole(tx, { personId, role: one.grant, nodeId, at, grantedBy: null })
      await setPassword(ground, tx, accountId, DEMO_PASSWORD)
    }
  })
  const others: number[] = []
  const homes = new Map<number, Place>()
  let entrants: { it: Entrant; tier: 'phone' | 'real-name' }[] = []
  let lived: Place[] = []
  for (let i = 0; i < PEOPLE - CAST.length; i++) {
    const sex: Sex = random() < 0.56 ? 'female' : 'male'
    const birthDate = inventBirth(random, today)
    const home = pick(random, communities)
    lived.push(home)
    entrants.push({
      tier: i % 40 === 0 ? 'phone' : 'real-name',
      it: {
        name: inventName(random, sex),
        documentType: 'resident-card',
        document: inventDocument(birthDate, sex, i),
        sex,
        birthDate,
        phone: `139${String(10_000_000 + i)}`,
        townCode: home.parentCode ?? '',
        communityCode: home.code,
        skills: random() < 0.4 ? [pick(random, SKILLS)] : [],
        interests: [],
      },
    })
    if (entrants.length === 1000 || i === PEOPLE - CAST.length - 1) {
      const ids = await registered(dedupe(entrants))
      for (const [at, id] of ids.entries()) homes.set(id, lived[at] ?? home)
      others.push(...ids)
      entrants = []
      lived = []
    }
  }
  return { cast, others, homes }
}

/** Two invented people may draw the same number; the later one gets another order code. */
function dedupe(entrants: { it: Entrant; tier: 'phone' | 'real-name' }[]) {
  const seen = new Set<string>()
  return entrants.map((one, i) => {
    let document = one.it.document
    for (let bump = 1; seen.has(document); bump++)
      document = inventDocument(one.it.birthDate, one.it.sex, i + bump * 37)
    seen.add(document)
    return { ...one, it: { ...one.it, document } }
  })
}

async function makeTeams(
  world: World,
  people: { cast: number[]; others: number[] },
  all: readonly Place[],
): Promise<Team[]> {
  const { ground, random, actor } = world
  const towns = all.filter(one => one.level === 'town')
  const teams: Team[] = []
  const each = Math.floor(people.others.length / TEAMS)
  for (let i = 0; i < TEAMS; i++) {
    const town = i < 3 ? world.town : (towns[i % towns.length] ?? world.town)
    const homes = all.filter(one => one.parentCode === town.code)
    const home = i === 0 ? world.community : pick(random, homes)
    const members = people.others.slice(i * each, (i + 1) * each)
    // A leader must be verified under the real name; every fortieth invented person is not, so the second of the pool leads.
    const leader = i === 0 ? (people.cast[1] ?? 0) : (members[1] ?? 0)
    const word = TEAM_WORDS[i % TEAM_WORDS.length] ?? '志愿队'
    const id = await registerTeam(ground, actor, {
      name: `${home.name.replace(/(社区)?(居委会|村委会)$/, '')}${word}`,
      kind: i % 4 === 0 ? 'elderly' : i % 4 === 1 ? 'youth' : 'community',
      homeCode: home.code,
      leaderId: leader,
    })
    const { rows } = await sql<{ nodeId: number }>`select node_id from team where id = ${id}`.execute(
      ground.db,
    )
    teams.push({
      id,
      nodeId: rows[0]?.nodeId ?? 0,
      leader,
      members: members.filter(one => one !== leader),
      home,
      town,
    })
  }
  const own = teams[0]
  if (own) await admitMember(ground, actor, own.id, people.cast[0] ?? 0, 'member')
  return teams
}

function draftFor(
  world: World,
  team: Team,
  theme: (typeof THEMES)[number],
  places: number,
  shifts: { startsAt: Date; endsAt: Date }[],
  titled = '',
): ProjectDraft {
  const spot = team.home.level === 'community' ? team.home : world.community
  return {
    teamId: team.id,
    title: `${spot.name.replace(/(社区)?(居委会|村委会)$/, '')}${titled || theme.title}`,
    kind: theme.kind,
    content: theme.content,
    conditions: '身体健康，能按时到岗，服从现场安排。',
    communityCode: spot.code,
    placeName: `${spot.name.replace(/(居委会|村委会)$/, '')}志愿服务站`,
    address: `${team.town.name}${spot.name}`,
    lat: spot.lat,
    lng: spot.lng,
    minAge: theme.kind === 'safety' ? 18 : 16,
    skills: theme.skills,
    riskLevel: 'low',
    riskNotice: theme.riskNotice,
    guarantees: ['insurance', 'water', 'clothing'],
    insurance: {
      insurer: '中国人寿上海分公司',
      policyNo: `SJ-${2020 + (team.id % 6)}-${String(team.id).padStart(4, '0')}`,
      from: '2012-01-01',
      until: '2030-12-31',
    },
    agreement: false,
    positions: [{ name: '志愿者', places, requirement: '' }],
    shifts: shifts.map(one => ({ startsAt: one.startsAt.toISOString(), endsAt: one.endsAt.toISOString() })),
  }
}

/** A past project serves on one weekday of its own, so that a team's members are never in two places. */
function pastShifts(today: LocalDay, day: number, hours: [string, string], weeks: number) {
  const last = addDays(today, -20 - ((weekday(addDays(today, -20)) - day + 7) % 7))
  return Array.from({ length: weeks }, (_, week) => {
    const on = addDays(last, -7 * week)
    return { startsAt: atLocal(on, hours[0]), endsAt: atLocal(on, hours[1]) }
  })
}

async function makeProjects(world: World, teams: Team[], records: number) {
  const { ground, actor, random, today } = world
  const weeks = Math.max(1, Math.ceil(records / PEOPLE_A_SHIFT / PAST_PROJECTS))
  const write = async (draft: ProjectDraft) => {
    const id = await writeProject(ground, actor, draft)
    await openWithoutReview(ground, actor, id)
    return id
  }
  for (let i = 0; i < PAST_PROJECTS; i++) {
    const team = teams[i % teams.length]
    const theme = THEMES[(i * 7) % THEMES.length] ?? THEMES[0]
    if (team)
      await write(
        draftFor(world, team, theme, 20, pastShifts(today, Math.floor(i / teams.length), theme.hours, weeks)),
      )
  }
  const current: { id: number; team: Team }[] = []
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
      answers: Object.fromEntries(declarationItems.map(item => [item, false])) as Record<
        (typeof declarationItems)[number],
        boolean
      >,
    })
    waiting++
  }
  return { current, waiting }
}

async function makePast(
  world: World,
  teams: Team[],
  wanted: number,
  progress: (done: number, of: number) => void,
): Promise<number> {
  const { ground, random, today } = world
  const { rows: slots } = await sql<{ id: number; teamId: number; startsAt: Date; endsAt: Date }>`
    select s.id, p.team_id, s.starts_at, s.ends_at from slot s join project p on p.id = s.project_id where s.ends_at < ${atLocal(addDays(today, -10), '00:00')} order by s.id`.execute(
    ground.db,
  )
  const byTeam = new Map(teams.map(team => [team.id, team]))
  const policy = ground.policies.at(recordPolicies.hours, today)
  let rows: PastAttendance[] = []
  let made = 0
  const flush = async () => {
    const batch = rows
    rows = []
    made += await ground.transact(async tx => countPastAttendances(tx, await loadPast(tx, batch), policy.id))
    progress(made, wanted)
  }
  for (const slot of slots) {
    const members = byTeam.get(slot.teamId)?.members ?? []
    const first = Math.floor(random() * members.length)
    for (let n = 0; n < PEOPLE_A_SHIFT && n < members.length && made + rows.length < wanted; n++) {
      const late = Math.floor(random() * 12)
      rows.push({
        slotId: slot.id,
        personId: members[(first + n) % members.length] ?? 0,
        inAt: addMinutes(slot.startsAt, late < 8 ? -late : late - 7).toISOString(),
        outAt: addMinutes(slot.endsAt, random() < 0.9 ? 2 : -20).toISOString(),
      })
    }
    if (rows.length >= BATCH) await flush()
  }
  if (rows.length > 0) await flush()
  await ground.transact(async tx => {
    await countPast(tx)
    await totalPast(tx)
  })
  return made
}

const volunteer = (personId: number): Principal => ({
  accountId: null,
  personId,
  grants: [],
  proofs: { code: true, password: false },
  actsFor: [],
  via: 'command',
})

/** The last days and the next: sign-ups, hours that wait for their leader, a dispute, and the shift that is about to begin. */
async function makePresent(
  world: World,
  teams: Team[],
  current: { id: number; team: Team }[],
  auntLi: number,
): Promise<void> {
  const { ground, random } = world
  let now = ground.clock()
  const timed: Ground = { ...ground, clock: () => now }
  const real = now
  for (const [i, { id, team }] of current.entries()) {
    const people = (i === 0 ? [auntLi, ...team.members] : team.members).slice(0, 40)
    const slots = (await slotsForMe(ground, volunteer(people[0] ?? 0), id)).map(one => ({
      ...one,
      starts: new Date(one.startsAt),
      ends: new Date(one.endsAt),
    }))
    for (const slot of slots.filter(one => one.starts > real).slice(0, i < 12 ? 2 : 1)) {
      now = real
      const wanted = Math.min(people.length, Math.floor(slot.places * (0.3 + random() * 0.8)))
      for (const personId of people.slice(0, wanted))
        await signUp(timed, volunteer(personId), { slotId: slot.id }).catch(() => {})
    }
    const past = slots.find(one => one.ends < real)
    if (!past || i >= 10) continue
    now = addMinutes(past.starts, -3 * 24 * 60)
    const came = people.slice(0, 5)
    for (const personId of came) await signUp(timed, volunteer(personId), { slotId: past.id })
    now = addMinutes(past.starts, -3)
    const inCode = await currentCode(timed, world.actor, past.shiftId)
    for (const personId of came) await scan(timed, volunteer(personId), { code: inCode.code })
    now = addMinutes(past.ends, i === 1 ? -30 : 1)
    const outCode = await currentCode(timed, world.actor, past.shiftId)
    for (const personId of came) await scan(timed, volunteer(personId), { code: outCode.code })
  }
  now = real
  const disputer = teams[1]?.members[0]
  if (disputer === undefined) return
  const hours = await ownHours(ground, volunteer(disputer), { limit: 1 })
  const [last] = hours.list
  if (last)
    await dispute(ground, volunteer(disputer), last.id, {
      minutes: last.minutes + 30,
      reason: '收尾整理器材到活动结束，负责人可以作证。',
    })
}
