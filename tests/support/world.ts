// A district for one test file: its own database, a clock that tests move, and short builders that go through the services.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { buildHouse, openHouse } from '../../src/app/compose.ts'
import { inventDocument } from '../../src/app/demo/invented.ts'
import { commandActor, type Principal } from '../../src/foundation/access/access.ts'
import { giveRole } from '../../src/foundation/access/grants.ts'
import { permissions, type Role } from '../../src/foundation/access/roles.ts'
import { nowhere, openSession, proveSession } from '../../src/foundation/accounts/opening.ts'
import { accountOf, holdAccount, makeAccount } from '../../src/foundation/accounts/service.ts'
import { issueToken } from '../../src/foundation/accounts/tokens.ts'
import { addDays, addMinutes, localDay } from '../../src/foundation/clock.ts'
import { readConfig } from '../../src/foundation/config.ts'
import { openDatabase } from '../../src/foundation/database/database.ts'
import type { Ground } from '../../src/foundation/ground.ts'
import { makeLog } from '../../src/foundation/log.ts'
import type { Verdict } from '../../src/foundation/reviews/rules.ts'
import { decideReview } from '../../src/foundation/reviews/service.ts'
import type { NewOrganization, NewTeam } from '../../src/organizations/contract.ts'
import { registerOrganization } from '../../src/organizations/registry.ts'
import { registerTeam, teamOf } from '../../src/organizations/service.ts'
import { signUp } from '../../src/participation/admission/service.ts'
import { scan } from '../../src/participation/checkin/scan.ts'
import { currentCode } from '../../src/participation/checkin/service.ts'
import { slotsForMe } from '../../src/participation/service.ts'
import { proposeMerge, proposeParting } from '../../src/people/merging.ts'
import { registerPresent } from '../../src/people/registration.ts'
import type { Place } from '../../src/places/contract.ts'
import { places } from '../../src/places/service.ts'
import type { ProjectDraft } from '../../src/projects/contract.ts'
import { writeProject } from '../../src/projects/drafting.ts'
import { openWithoutReview } from '../../src/projects/publication.ts'
import type { NewSite } from '../../src/stations/contract.ts'
import { registerSite } from '../../src/stations/service.ts'
import { afterwards } from './afterwards.ts'
import { inDatabase, TEMPLATE } from './cluster.ts'

export type World = Awaited<ReturnType<typeof aWorld>>
const BOTH = { code: true, password: true }
export const noDeclarations: Record<string, boolean> = Object.fromEntries(
  ['paid', 'own-job', 'required', 'own-interest', 'no-public-purpose', 'bought-hours'].map(item => [
    item,
    false,
  ]),
)

let files = 0
/** A database as the house has it: as whom it serves, and as whom its tables are laid. One address is both. */
type At = string | { url: string; owner: string }

/** A fresh district's database, prepared but not opened by anybody yet; its owner's address. */
export async function aDatabase(): Promise<string> {
  const base = inject('databaseUrl')
  const name = `t${process.pid}_${Date.now()}_${files++}`
  const admin = new pg.Client({ connectionString: base })
  await admin.connect()
  await admin.query(`create database ${name} template ${TEMPLATE} strategy file_copy`)
  await admin.end()
  return inDatabase(base, name)
}

/** A fresh district in a database of its own. The clock stands at a Monday morning, 2026-11-23 09:00 in Shanghai. */
export async function aWorld(environment: Record<string, string> = {}) {
  const owner = await aDatabase()
  return worldOn(
    { owner, url: inDatabase(inject('serverUrl'), owner.split('/').at(-1) ?? '') },
    mkdtempSync(join(tmpdir(), 'yunjian-keys-')),
    new Date('2026-11-23T01:00:00Z'),
    environment,
  )
}

/** A district on a database that is prepared already, with its keys in `folder`. */
export async function worldOn(
  at: At,
  folder: string,
  begins: Date,
  environment: Record<string, string> = {},
) {
  const { url, owner } = typeof at === 'string' ? { url: at, owner: at } : at
  let now = begins
  const codes = new Map<string, string>()
  const config = readConfig({
    YUNJIAN_DATA: folder,
    LOG_LEVEL: 'silent',
    YUNJIAN_AUTHORITY: 'none',
    ...environment,
  })
  /** Tokens that stand for somebody at a browser; a process of its own takes them for what they are. */
  const inHand = new Set<string>()
  const opened = async () => {
    const ground = await openHouse({
      config,
      databaseUrl: url,
      ownerUrl: owner,
      log: makeLog('silent'),
      clock: () => now,
      deliver: (phone, code) => {
        codes.set(phone, code)
      },
    })
    afterwards(() => ground.database.close())
    const { ofBearer } = ground.sessions
    ground.sessions = {
      ...ground.sessions,
      ofBearer: async text => {
        const info = await ofBearer(text)
        return inHand.has(text) ? { ...info, principal: { ...info.principal, proofs: BOTH } } : info
      },
    }
    return ground
  }
  const ground = await opened()
  const asOwner = openDatabase(owner, config.schema, 2)
  afterwards(() => asOwner.close())
  const book = await places(ground)
  const town = book.townNamed('方松街道') as Place
  const community = book.all.find(one => one.parentCode === town.code) as Place
  const district = commandActor(book.district.nodeId)
  const builders = makeBuilders(ground, { town, community, district })
  /** Decides the step that waits in the open review of a subject. */
  const decide = async (actor: Principal, subject: string, verdict: Verdict, reason = '') => {
    const { rows } = await ground.database.pool.query(
      `select id, step from review where subject = $1 order by id desc limit 1`,
      [subject],
    )
    return decideReview(ground, actor, Number(rows[0]?.id), {
      step: Number(rows[0]?.step),
      verdict,
      reason,
      ticked: verdict === 'pass',
    })
  }
  let register: [Principal, Principal] | undefined
  const ofTheRegister = async () => {
    const one = () => builders.aStaffMember('information-head', book.district)
    register ??= [await one(), await one()]
    return register
  }
  return {
    ground,
    /** The database as its owner: an attacker with every right, or a test that lays a table of its own. */
    url: owner,
    owner: asOwner,
    codes,
    book,
    town,
    community,
    district,
    ...builders,
    at: (moment: Date | string) => {
      now = new Date(moment)
    },
    now: () => now,
    decide,
    /** Joins two entries of one person: proposed by one of the register, decided by another. */
    merge: async (from: number, into: number, gives: string[] = []) => {
      const [maker, checker] = await ofTheRegister()
      await decide(
        checker,
        `merge:${await proposeMerge(ground, maker, from, into, { reason: '同一人两次登记', gives })}`,
        'pass',
      )
    },
    part: async (from: number) => {
      const [maker, checker] = await ofTheRegister()
      await decide(checker, `merge:${await proposeParting(ground, maker, from, '并不是同一人')}`, 'pass')
    },
    /** A bearer token with everything that this person may do, as if in a session with both proofs. */
    tokenOf: (who: Principal | number): Promise<string> =>
      ground.transact(async tx => {
        const giverPerson = typeof who === 'number' ? who : (who.personId as number)
        const { text } = await issueToken(tx, {
          giverPerson,
          name: 'test',
          nodeId: book.district.nodeId,
          permissions: [...permissions, 'own'],
          issuedAt: now,
          expiresAt: addMinutes(now, 60 * 24 * 90),
        })
        inHand.add(text)
        return text
      }),
    /** The cookie of a session with both proofs, which every process takes. */
    cookieOf: (who: Principal): Promise<string> =>
      ground.transact(async tx => {
        const personId = who.personId as number
        const held = await accountOf(tx, personId)
        const account = held?.accountId ?? (await makeAccount(ground, tx, `136${10_000_000 + personId}`))
        if (!held) await holdAccount(tx, account, personId, now)
        const { sessionId } = await openSession(ground, tx, account, nowhere)
        return (await proveSession(ground, tx, sessionId)).split(';')[0] as string
      }),
    /** Another process that serves the same district: its own pool and caches, the same keys and clock. */
    beside: opened,
    /** The HTTP face, without rate limits. */
    house: () => buildHouse(ground, { limits: false }),
    houseOf: (another: Ground) => buildHouse(another, { limits: false }),
  }
}

let serial = 0
export const principal = (personId: number, extra: Partial<Principal> = {}): Principal => ({
  accountId: `account-${personId}`,
  personId,
  grants: [],
  proofs: { code: true, password: true },
  actsFor: [],
  via: 'session',
  ...extra,
})

function makeBuilders(ground: Ground, at: { town: Place; community: Place; district: Principal }) {
  /** A real-name verified volunteer. */
  async function aVolunteer(
    over: { birthDate?: string; name?: string; communityCode?: string; phone?: string } = {},
  ): Promise<Principal> {
    const n = ++serial
    const birthDate = over.birthDate ?? addDays('1960-05-01', Math.floor(n / 400))
    const id = await registerPresent(ground, at.district, {
      name: over.name ?? `王${'甲乙丙丁戊己庚辛壬癸'[n % 10]}`,
      documentType: 'resident-card',
      document: inventDocument(birthDate, 'female', n),
      birthDate,
      sex: 'female',
      phone: over.phone ?? `137${String(10_000_000 + n)}`,
      communityCode: over.communityCode ?? at.community.code,
      skills: [],
      interests: [],
      consent: true,
      ...(birthDate > '2008-11-23' && { guardian: { name: '王父', phone: '13700000000' } }),
    })
    return principal(id)
  }
  async function aStaffMember(role: Role, node: Place = at.town): Promise<Principal> {
    const person = await aVolunteer()
    const personId = person.personId as number
    await ground.transact(tx =>
      giveRole(tx, { personId, role, nodeId: node.nodeId, at: ground.clock(), grantedBy: null }),
    )
    return { ...person, grants: [{ role, nodeId: node.nodeId }] }
  }
  /** An organisation with its own team, led by a person of its own. */
  async function anOrganization(over: Partial<NewOrganization> = {}) {
    const leader = await aVolunteer()
    const made = await registerOrganization(ground, at.district, {
      name: `协会${++serial}`,
      kind: 'association',
      sector: null,
      creditCode: null,
      registrarCode: at.community.code,
      parentId: null,
      teamKind: 'community',
      leaderId: leader.personId as number,
      ...over,
    })
    const { nodeId } = await teamOf(ground, made.teamId)
    return { ...made, leader: { ...leader, grants: [{ role: 'team-leader' as const, nodeId }] } }
  }
  /** A service point of the town in its first community, by WGS-84. */
  const aSite = (over: Partial<NewSite> = {}): Promise<number> =>
    registerSite(ground, at.district, {
      kind: 'service-point',
      name: `服务点${++serial}`,
      address: '文诚路 1 号',
      registrarCode: at.town.code,
      communityCode: at.community.code,
      lat: at.community.lat,
      lng: at.community.lng,
      datum: 'WGS-84',
      radius: null,
      hours: [],
      organizationId: null,
      validFrom: '2026-01-01',
      ...over,
    })
  async function aTeam(
    home: Place = at.community,
    over: Partial<NewTeam> = {},
  ): Promise<{ id: number; leader: Principal }> {
    const leader = await aVolunteer()
    const id = await registerTeam(ground, at.district, {
      name: `队伍${++serial}`,
      kind: 'community',
      homeCode: home.code,
      leaderId: leader.personId as number,
      ...over,
    })
    const { nodeId } = await teamOf(ground, id)
    return { id, leader: { ...leader, grants: [{ role: 'team-leader', nodeId }] } }
  }
  function aDraft(teamId: number, over: Partial<ProjectDraft> = {}): ProjectDraft {
    const day = addDays(localDay(ground.clock()), 2)
    return {
      teamId,
      title: '图书馆整架',
      kind: 'culture',
      content: '把归还的图书按索书号上架，引导读者自助借还。',
      conditions: '身体健康',
      siteId: null,
      communityCode: at.community.code,
      placeName: '方松图书馆',
      address: '文诚路 1 号',
      lat: at.community.lat,
      lng: at.community.lng,
      minAge: null,
      skills: [],
      riskLevel: 'low',
      riskNotice: '取高处图书两人一组。',
      guarantees: ['insurance'],
      coverId: null,
      insurance: { insurer: '中国人寿', policyNo: 'P1', from: '2026-01-01', until: '2027-12-31' },
      agreement: false,
      positions: [{ name: '志愿者', places: 20, requirement: '', needs: [] }],
      shifts: [{ startsAt: `${day}T01:00:00Z`, endsAt: `${day}T04:00:00Z` }],
      ...over,
    }
  }
  /** An open project with one shift; its slot and shift. */
  async function aProject(
    over: Partial<ProjectDraft> & { places?: number; team?: { id: number; leader: Principal } } = {},
  ) {
    const { places: count = 20, team: given, ...rest } = over
    const team = given ?? (await aTeam())
    const id = await writeProject(
      ground,
      team.leader,
      aDraft(team.id, {
        positions: [{ name: '志愿者', places: count, requirement: '', needs: [] }],
        ...rest,
      }),
    )
    await openWithoutReview(ground, at.district, id)
    const [slot] = await slotsForMe(ground, principal(0, { personId: null }), id)
    if (!slot) throw new Error('no slot')
    return {
      id,
      team,
      slotId: slot.id,
      shiftId: slot.shiftId,
      startsAt: new Date(slot.startsAt),
      endsAt: new Date(slot.endsAt),
    }
  }
  /** Somebody signs up and serves the whole shift by the leader's code; the record waits for confirmation. Moves the clock. */
  async function served(
    setClock: (at: Date) => void,
    project: Awaited<ReturnType<typeof aProject>>,
    person: Principal,
    minutesLate = 0,
  ) {
    await signUp(ground, person, { slotId: project.slotId })
    setClock(addMinutes(project.startsAt, minutesLate))
    await scan(ground, person, {
      code: (await currentCode(ground, project.team.leader, project.shiftId)).code,
    })
    setClock(project.endsAt)
    await scan(ground, person, {
      code: (await currentCode(ground, project.team.leader, project.shiftId)).code,
    })
  }
  return { aVolunteer, aStaffMember, anOrganization, aSite, aTeam, aDraft, aProject, served }
}
