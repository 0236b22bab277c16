// Two towns beside each other: in the home town one of everything, in the other one of every role.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { askQuestion } from '../../src/app/audit/questions.ts'
import { inventDocument } from '../../src/app/demo/invented.ts'
import { enterCover } from '../../src/cover/service.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { insertGrant } from '../../src/foundation/access/grants.ts'
import { propose } from '../../src/foundation/access/proposing.ts'
import { type Role, roleNames } from '../../src/foundation/access/roles.ts'
import { setPassword } from '../../src/foundation/accounts/passwords.ts'
import { holdAccount, makeAccount } from '../../src/foundation/accounts/service.ts'
import { giveToken } from '../../src/foundation/accounts/tokens.ts'
import { addDays, addMinutes, localDay } from '../../src/foundation/clock.ts'
import { listen } from '../../src/foundation/journal/listeners.ts'
import { sealAll } from '../../src/foundation/journal/sealer.ts'
import { proposePolicy } from '../../src/foundation/policies/service.ts'
import { beginImport } from '../../src/foundation/sheets/service.ts'
import { inviteMember } from '../../src/organizations/members.ts'
import { currentCode } from '../../src/participation/checkin/service.ts'
import { proposeMerge } from '../../src/people/merging.ts'
import type { Place } from '../../src/places/contract.ts'
import { confirm } from '../../src/records/confirming.ts'
import { recordPolicies } from '../../src/records/rules.ts'
import { statisticsListener } from '../../src/statistics/folding.ts'
import { aPdf } from '../support/samples.ts'
import { sender } from '../support/sending.ts'
import { noDeclarations, type World } from '../support/world.ts'

export type Fixture = Awaited<ReturnType<typeof aDistrictOfTwoTowns>>

/** One id out of the rows of a query. */
async function one(world: World, query: ReturnType<typeof sql<{ id: number }>>): Promise<number> {
  const { rows } = await query.execute(world.ground.db)
  return rows[0]?.id ?? 0
}

export async function aDistrictOfTwoTowns(world: World, app: FastifyInstance) {
  const { ground, town, community, book } = world
  const call = async (who: Principal, method: 'POST' | 'GET', url: string, payload?: object) => {
    const answer = await app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${await world.tokenOf(who)}` },
      ...(payload && { payload }),
    })
    if (answer.statusCode >= 400) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`)
    return answer.json()
  }

  // The home town: a volunteer with hours, a team with projects, people at work.
  const volunteer = (await world.aVolunteer({ name: '钱多多' })) as Principal & { personId: number }
  const twin = (await world.aVolunteer({ name: '钱多多' })).personId as number
  const stray = (await world.aVolunteer({ name: '钱多多' })).personId as number
  const merge = await proposeMerge(ground, world.district, stray, volunteer.personId, { reason: '同一个人' })
  const cover = await enterCover(ground, world.district, {
    homeCode: town.code,
    insurer: '走一遍的保险',
    policyNo: 'P-1',
    from: '2026-01-01',
    until: '2027-12-31',
    limits: [],
    ageFrom: null,
    ageTo: null,
    premiumFen: null,
    payer: null,
    territory: '',
  })
  const { id: qualification } = await call(volunteer, 'POST', '/api/me/qualifications', {
    kind: 'sign-language',
    validFrom: '2026-01-01',
  })
  const { id: organization } = await world.anOrganization()
  const newSite = {
    kind: 'service-point',
    name: '走一遍的站点',
    address: '文诚路 1 号',
    registrarCode: town.code,
    communityCode: community.code,
    lat: community.lat,
    lng: community.lng,
    datum: 'WGS-84' as const,
    validFrom: '2026-01-01',
  }
  const site = await world.aSite({ name: newSite.name })
  const served = await world.aProject({ title: '河道巡护走一遍' })
  const { team } = served
  await world.served(world.at, served, volunteer)
  const counted = await one(world, sql`select id from service_record order by id`)
  await confirm(ground, team.leader, [counted])
  // The hour stands in the figures, from which it is opened again.
  await sealAll(ground.database.pool)
  while ((await listen(ground, statisticsListener)) > 0);
  const { rows: numbers } = await sql<{
    no: string
  }>`select volunteer_no as no from person where id = ${volunteer.personId}`.execute(ground.db)
  await inviteMember(ground, team.leader, team.id, numbers[0]?.no ?? '')
  const invitation = await one(world, sql`select id from team_invitation`)
  const again = await world.aProject({ title: '河道巡护走一遍', team })
  await world.served(world.at, again, volunteer)
  const pending = await one(world, sql`select id from service_record where state = 'pending'`)
  const certificate = await call(volunteer, 'POST', '/api/me/certificates', {})
  const { id: correction } = await call(volunteer, 'POST', `/api/records/${counted}/dispute`, {
    minutes: 170,
    reason: '少记了十分钟',
  })

  const open = await world.aProject({ title: '图书馆整架走一遍', team })
  const { id: signup } = await call(volunteer, 'POST', '/api/signups', { slotId: open.slotId }).then(
    answer => ({
      id: answer.signupId ?? answer.id,
    }),
  )
  const draft = world.aDraft(team.id, { title: '草稿走一遍' })
  const { id: draftId } = await call(team.leader, 'POST', '/api/desk/projects', draft)
  const papers = sender(app, await world.tokenOf(team.leader))
  const paperName = '安全预案走一遍.pdf'
  const paper = await papers.send(paperName, aPdf(), 'project.paper', `project:${draftId}`)
  const upload = await papers.begin('走一半.pdf', 100_000, 'project.paper', `project:${draftId}`)
  const { id: submitted } = await call(team.leader, 'POST', '/api/desk/projects', {
    ...draft,
    title: '送审走一遍',
  })
  await call(team.leader, 'POST', `/api/desk/projects/${submitted}/submit`, { answers: noDeclarations })
  const review = await one(
    world,
    sql`select id from review where subject = ${`project:${submitted}`} and state = 'open'`,
  )

  const staff = async (role: Role, node: Place = town) => await world.aStaffMember(role, node)
  const inside = {
    volunteer,
    leader: team.leader,
    clerk: await staff('town-clerk'),
    townHead: await staff('town-head'),
    coordination: await staff('activity-coordination-head', book.district),
    information: await staff('information-head', book.district),
    general: await staff('general-service-head', book.district),
    security: await staff('security-administrator', book.district),
    system: await staff('system-administrator', book.district),
    auditor: await staff('audit-administrator', book.district),
  }

  const view = { name: '看一遍', query: { tier: 'phone' }, sort: null, columns: ['maskedName'] }
  const { id: listView } = await call(inside.clerk, 'POST', '/api/lists/people/views', view)
  const { id: listTask } = await call(inside.clerk, 'POST', '/api/lists/people/tasks', {
    kind: 'sheet',
    query: {},
  })

  const path = join(ground.config.dataFolder, 'walk.csv')
  writeFileSync(path, 'x')
  const sheet = await beginImport(ground, inside.clerk, {
    kind: 'people',
    path,
    name: '走一遍.csv',
    nodeId: town.nodeId,
    paper: null,
  })
  const holder = await world.aVolunteer({ name: '在任人' })
  const appointee = await world.aVolunteer({ name: '待批人' })
  await ground.transact(async tx => {
    const account = await makeAccount(ground, tx, '13866660001')
    await holdAccount(tx, account, appointee.personId as number, world.now())
    await setPassword(ground, tx, account, 'a long enough secret')
  })
  const duty = await ground.transact(tx =>
    insertGrant(tx, {
      personId: holder.personId,
      role: 'station-keeper',
      nodeId: town.nodeId,
      since: world.now(),
      until: addMinutes(world.now(), 60 * 24 * 200),
      proposedBy: inside.general.personId,
      proposedAt: world.now(),
      state: 'live',
      decidedBy: inside.security.personId,
      decidedAt: world.now(),
    }),
  )
  const asked = await propose(ground, inside.general, {
    personId: appointee.personId as number,
    role: 'town-clerk',
    nodeId: town.nodeId,
    since: world.now(),
    until: addMinutes(world.now(), 60 * 24 * 200),
  })
  const clerksToken = await giveToken(
    ground,
    { ...inside.clerk, via: 'session' },
    {
      name: '走一遍的令牌',
      nodeId: town.nodeId,
      permissions: ['record.read'],
      expiresAt: addMinutes(world.now(), 60 * 24),
    },
  )
  const questionAbout = '看了一个人的全名，走一遍'
  await askQuestion(ground, inside.auditor, {
    addressee: inside.townHead.personId as number,
    about: questionAbout,
    subject: null,
    text: '请说明为什么看',
  })
  const day = localDay(world.now())
  const hours = ground.policies.at(recordPolicies.hours, day).value
  const rule = {
    key: 'records.hours',
    scope: '',
    from: addDays(day, 40),
    value: { ...hours, disputeDays: hours.disputeDays + 1 },
    source: '走一遍的通知',
    document: null,
  }
  const version = await proposePolicy(ground, inside.general, rule)

  // The other town: every role there, a leader of a team of its own, a volunteer; and duties narrowed away from everything here.
  const other = book.towns.find(it => it.code !== town.code) as Place
  const strangers = new Map<string, Principal>()
  for (const role of roleNames)
    if (role !== 'team-leader') strangers.set(`${role} next door`, await staff(role, other))
  const theirs = await world.aTeam(book.all.find(it => it.parentCode === other.code) as Place)
  strangers.set('team-leader next door', theirs.leader)
  strangers.set('a volunteer', await world.aVolunteer())
  for (const [name, narrowed] of [
    ['another sector', { sector: 'education' }],
    ['another case', { caseOf: 'aid:1' }],
  ] as const)
    for (const role of ['activity-coordination-head', 'information-head', 'general-service-head'] as const) {
      const person = await world.aVolunteer()
      await ground.transact(tx =>
        insertGrant(tx, {
          personId: person.personId,
          role,
          nodeId: book.district.nodeId,
          ...narrowed,
          since: world.now(),
          until: addMinutes(world.now(), 60 * 24 * 200),
          proposedBy: null,
          proposedAt: world.now(),
          state: 'live',
        }),
      )
      strangers.set(`${role} of ${name}`, person)
    }

  const teamName = await sql<{ name: string }>`select name from team where id = ${team.id}`.execute(ground.db)
  const document = inventDocument('1980-01-01', 'male', 977)
  return {
    listView,
    listTask,
    volunteer,
    volunteerNo: numbers[0]?.no ?? '',
    twin,
    merge,
    invitation,
    organization,
    cover,
    townCode: town.code,
    qualification,
    newQualification: { kind: 'basics', number: 'A-1', validFrom: '2026-01-01' },
    site,
    newSite,
    lastDay: addDays(day, 30),
    team: team.id,
    teamName: teamName.rows[0]?.name ?? '',
    served: { title: '河道巡护走一遍' },
    counted,
    pending,
    certificate,
    correction,
    project: { ...open, title: '图书馆整架走一遍', day: localDay(open.startsAt) },
    signup,
    code: (await currentCode(ground, team.leader, again.shiftId).catch(() => ({ code: 'none-none' }))).code,
    draft,
    draftId,
    paper: paper.body.id,
    paperName,
    upload: upload.body.id,
    submitted,
    submittedTitle: '送审走一遍',
    answers: noDeclarations,
    review,
    inside,
    home: town.nodeId,
    newPlace: `310117999000,走一遍镇,town,${book.district.code},31.05,121.19,0,yes`,
    communityCode: community.code,
    sheet,
    sheetName: '走一遍.csv',
    holder: holder.personId as number,
    dutyHolder: '在任人',
    appointee: '待批人',
    duty,
    asked,
    questionAbout,
    proposal: {
      role: 'station-keeper',
      nodeId: town.nodeId,
      since: addDays(day, 1),
      until: addDays(day, 90),
    },
    token: clerksToken.id,
    tokenName: '走一遍的令牌',
    soon: addMinutes(world.now(), 60 * 24).toISOString(),
    rule,
    version,
    rosterEntry: {
      personId: twin,
      slotId: open.slotId,
      inAt: open.startsAt.toISOString(),
      outAt: open.endsAt.toISOString(),
      reason: '没有带手机',
    },
    registration: {
      name: '新来的人',
      documentType: 'resident-card',
      document,
      phone: '13912340000',
      communityCode: community.code,
      skills: [],
      interests: [],
      consent: true,
    },
    strangers,
  }
}
