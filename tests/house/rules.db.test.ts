import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { rooms } from '../../src/app/rooms.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import type { Role } from '../../src/foundation/access/roles.ts'
import { holdAccount, joinHousehold, makeAccount } from '../../src/foundation/accounts/service.ts'
import { startReading } from '../../src/foundation/journal/reading.ts'
import type { PolicyKey } from '../../src/foundation/policies/keys.ts'
import { previewRule, ruleList, rulePage, vocabularyOf } from '../../src/foundation/policies/reading.ts'
import { readSeed, seedPolicies } from '../../src/foundation/policies/seed.ts'
import {
  decidePolicy,
  keysOf,
  policyTimers,
  proposePolicy,
  withdrawPolicy,
} from '../../src/foundation/policies/service.ts'
import { checkinPolicy } from '../../src/participation/rules.ts'
import { writeProject } from '../../src/projects/drafting.ts'
import { projectPolicies } from '../../src/projects/policies.ts'
import { recordPolicies } from '../../src/records/rules.ts'
import { kindNames } from '../../src/statistics/service.ts'
import { afterwards } from '../support/afterwards.ts'
import { aWorld, type World } from '../support/world.ts'

const PROPOSES: Role = 'general-service-head'
const APPROVES: Role = 'general-service-head'
const TOWN: Role = 'town-head'
const SOURCE = '松志协〔2026〕18 号 第三条'

let world: World
let clerk: Principal
let secretary: Principal
beforeAll(async () => {
  world = await aWorld()
  clerk = await world.aStaffMember(PROPOSES, world.book.district)
  secretary = await world.aStaffMember(APPROVES, world.book.district)
})

const hoursOn = (day: string, town?: string) =>
  world.ground.policies.at(recordPolicies.hours, day, town).value
const proposal = <T>(key: PolicyKey<T>, value: unknown, from: string, scope = '') => ({
  key: key.key,
  scope,
  from,
  value,
  source: SOURCE,
  document: null,
})
const shorter = { confirmWorkingDays: 7, townWorkingDays: 3, disputeDays: 30, flagDailyMinutes: 720 }
const approve = { verdict: 'approve' as const, reason: '' }
const settled = async (promises: Promise<unknown>[]) =>
  (await Promise.allSettled(promises)).map(one => (one.status === 'fulfilled' ? 'done' : one.reason.code))
const eventually = async (holds: () => boolean) => {
  for (let i = 0; i < 200 && !holds(); i++) await new Promise(resolve => setTimeout(resolve, 25))
  expect(holds()).toBe(true)
}

describe('a rule that a clerk changes', () => {
  test('is proposed by one, approved by another, and in force on its day in two processes that nobody restarts', async () => {
    const other = await world.beside()
    const readings = [world.ground, other].map(one => startReading(one, () => {}, 20))
    afterwards(() => Promise.all(readings.map(one => one.stop())))

    const id = await proposePolicy(world.ground, clerk, {
      ...proposal(recordPolicies.hours, shorter, '2026-12-01'),
      document: { title: '关于缩短时长确认期限的通知', link: 'https://example.org/18' },
    })
    expect(hoursOn('2026-12-01').confirmWorkingDays).toBe(10)
    await decidePolicy(other, secretary, id, approve)
    const inBoth = (day: string) =>
      [world.ground, other].map(one => one.policies.at(recordPolicies.hours, day).value.confirmWorkingDays)
    expect(inBoth('2026-12-01')[1]).toBe(7) // at once where it was approved
    await eventually(() => inBoth('2026-12-01')[0] === 7)
    expect(inBoth('2026-11-30')).toEqual([10, 10]) // and not a day before
    const page = await rulePage(world.ground, secretary, 'records.hours', '')
    expect(page.versions.map(one => [one.number, one.state, one.from, one.until])).toEqual([
      [1, 'approved', '2012-01-01', '2026-11-30'],
      [2, 'approved', '2026-12-01', null],
    ])
    expect(page.inForce.id).toBe(page.versions[0]?.id) // today is 23 November
    expect(page.versions[1]).toMatchObject({
      document: { link: 'https://example.org/18' },
      proposedBy: { id: clerk.personId },
      decidedBy: { id: secretary.personId },
    })
  })

  test('is not approved by whoever proposed it, their other entry, or their household; nor by the command line', async () => {
    const { ground } = world
    const value = { ...(await seedValue('participation.checkin')), metres: 300 }
    const id = await proposePolicy(ground, clerk, proposal(checkinPolicy, value, '2026-12-05'))
    await expect(decidePolicy(ground, clerk, id, approve)).rejects.toMatchObject({ code: 'policy.own' })
    const wife = await world.aStaffMember(APPROVES, world.book.district)
    await ground.transact(async tx => {
      const account = await makeAccount(ground, tx, '13911110000')
      await holdAccount(tx, account, clerk.personId as number, world.now())
      await joinHousehold(tx, account, wife.personId as number, world.now())
    })
    await expect(decidePolicy(ground, wife, id, approve)).rejects.toMatchObject({ code: 'policy.kin' })
    await expect(decidePolicy(ground, world.district, id, approve)).rejects.toMatchObject({
      code: 'policy.nobody',
    })
    const town = await world.aStaffMember(TOWN)
    await expect(decidePolicy(ground, town, id, approve)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      decidePolicy(ground, secretary, id, { verdict: 'return', reason: '' }),
    ).rejects.toMatchObject({
      code: 'policy.reason',
      field: 'reason',
    })
    await decidePolicy(ground, secretary, id, { verdict: 'return', reason: '先问街镇' })
    const told = await sql<{ kind: string; facts: string }>`
      select kind, facts from journal where subject = ${`policy:${id}`} order by id`.execute(ground.db)
    expect(told.rows.map(row => row.kind)).toEqual(['policy.proposed', 'policy.returned'])
    expect(told.rows[1]?.facts).not.toContain('先问街镇')
    await expect(decidePolicy(ground, secretary, id, approve)).rejects.toMatchObject({
      code: 'policy.decided',
    })
  })

  test('is not approved by the deputy of whoever proposed it, nor by whom the proposing deputy stood for', async () => {
    const { ground } = world
    const away = await world.aStaffMember(PROPOSES, world.book.district)
    const deputy: Principal = {
      ...(await world.aVolunteer()),
      grants: [{ role: PROPOSES, nodeId: world.book.district.nodeId, deputyFor: away.personId }],
    }
    const value = { ...(await seedValue('participation.checkin')), metres: 260 }
    const own = await proposePolicy(ground, away, proposal(checkinPolicy, value, '2026-12-09'))
    await expect(decidePolicy(ground, deputy, own, approve)).rejects.toMatchObject({
      code: 'policy.stands-for',
    })
    await withdrawPolicy(ground, away, own)
    const through = await proposePolicy(ground, deputy, proposal(checkinPolicy, value, '2026-12-09'))
    await expect(decidePolicy(ground, away, through, approve)).rejects.toMatchObject({ code: 'policy.own' })
    await decidePolicy(ground, secretary, through, { verdict: 'return', reason: '缓办' })
    const other = await proposePolicy(ground, clerk, proposal(checkinPolicy, value, '2026-12-09'))
    await decidePolicy(ground, deputy, other, { verdict: 'return', reason: '缓办' })
    const told = await sql<{ kind: string; onBehalfOf: number | null }>`
      select kind, on_behalf_of from journal where subject in (${`policy:${through}`}, ${`policy:${other}`}) order by id`.execute(
      ground.db,
    )
    expect(told.rows.map(row => [row.kind, row.onBehalfOf])).toEqual([
      ['policy.proposed', away.personId],
      ['policy.returned', null],
      ['policy.proposed', null],
      ['policy.returned', away.personId],
    ])
  })

  test('that lays out a review nobody could decide is refused with the step’s field', async () => {
    const decision = {
      kind: 'decision',
      permission: 'project.review',
      level: 'town',
      term: { workingDays: 3 },
    }
    for (const [key, step, field] of [
      [projectPolicies.review, { ...decision, permission: 'journal.read' }, 'permission'],
      [recordPolicies.correction, decision, 'permission'],
      [projectPolicies.review, { kind: 'answer', addressee: '会长', term: { workingDays: 3 } }, 'addressee'],
      [projectPolicies.review, { ...decision, kind: 'panel', scorers: 10, passMark: 60 }, 'scorers'],
    ] as const)
      await expect(
        proposePolicy(
          world.ground,
          clerk,
          proposal<unknown>(
            key as PolicyKey<unknown>,
            {
              steps: [
                {
                  ...decision,
                  permission: key === recordPolicies.correction ? 'dispute.decide' : 'project.review',
                },
                step,
              ],
            },
            '2026-12-10',
          ),
        ),
      ).rejects.toMatchObject({ code: 'policy.value', field: `value.steps.1.${field}` })
  })

  test('approved by two at once is approved once', async () => {
    const { ground } = world
    const third = await world.aStaffMember(APPROVES, world.book.district)
    const value = { ...(await seedValue('participation.checkin')), metres: 200 }
    const id = await proposePolicy(ground, clerk, proposal(checkinPolicy, value, '2026-12-06'))
    const answers = await settled([
      decidePolicy(ground, secretary, id, approve),
      decidePolicy(ground, third, id, approve),
    ])
    expect(answers.sort()).toEqual(['done', 'policy.decided'])
    const told = await sql<{ n: number }>`
      select count(*) as n from journal where subject = ${`policy:${id}`} and kind = 'policy.approved'`.execute(
      ground.db,
    )
    expect(told.rows[0]?.n).toBe(1)
  })

  test('is refused by the field: a bad shape, a term past the law, a day gone by, nothing changed, one already open', async () => {
    const { ground } = world
    const refused = (value: unknown, from = '2026-12-20') =>
      proposePolicy(ground, clerk, proposal(recordPolicies.hours, value, from)).then(
        () => null,
        error => ({ code: error.code, field: error.field, zh: error.say?.('zh') }),
      )
    expect(await refused({ ...shorter, confirmWorkingDays: 11 })).toMatchObject({
      code: 'policy.value',
      field: 'value.confirmWorkingDays',
      zh: expect.stringContaining('负责人确认'),
    })
    expect(await refused({ ...shorter, confirmWorkingDays: 'seven' })).toMatchObject({
      field: 'value.confirmWorkingDays',
    })
    expect(await refused({ ...shorter, confirmWorkingDays: 8 })).toMatchObject({
      code: 'policy.value',
      field: 'value.townWorkingDays',
      zh: expect.stringContaining('8 + 3 超过法定的 10 个工作日'),
    })
    expect(await refused(shorter, '2026-11-23')).toMatchObject({ code: 'policy.day-past', field: 'from' })
    expect(await refused(shorter)).toMatchObject({ code: 'policy.same' })
    expect(await refused({ ...shorter, disputeDays: 45 }, '2026-12-01')).toBeNull() // open, though its day is taken
    expect(await refused({ ...shorter, disputeDays: 60 })).toMatchObject({ code: 'policy.open' })
    const open = (await rulePage(ground, secretary, 'records.hours', '')).open as number
    await expect(decidePolicy(ground, secretary, open, approve)).rejects.toMatchObject({
      code: 'policy.day-taken',
    })
    await expect(withdrawPolicy(ground, secretary, open)).rejects.toMatchObject({ code: 'policy.not-yours' })
    await withdrawPolicy(ground, clerk, open)
    expect((await rulePage(ground, secretary, 'records.hours', '')).open).toBeNull()
  })

  test('undecided on its day lapses, by its timer', async () => {
    const { ground } = world
    const value = { ...shorter, disputeDays: 90 }
    const id = await proposePolicy(ground, clerk, proposal(recordPolicies.hours, value, '2026-11-25'))
    const due = await sql<{ id: number; dueAt: Date }>`
      select id, due_at from timer where kind = 'policy.lapse' and subject = ${`policy:${id}`}`.execute(
      ground.db,
    )
    expect(due.rows[0]?.dueAt).toEqual(new Date('2026-11-24T16:00:00Z')) // midnight in Shanghai
    const before = world.now()
    world.at('2026-11-24T16:00:01Z')
    await expect(decidePolicy(ground, secretary, id, approve)).rejects.toMatchObject({
      code: 'policy.lapsed',
    })
    const timer = {
      id: due.rows[0]?.id ?? 0,
      kind: 'policy.lapse',
      subject: `policy:${id}`,
      dueAt: new Date(),
      payload: {},
    }
    for (let twice = 0; twice < 2; twice++)
      await ground.transact(tx => policyTimers[0]?.run(ground, tx, timer) ?? Promise.resolve())
    const page = await rulePage(ground, secretary, 'records.hours', '')
    expect(page.versions.find(one => one.id === id)).toMatchObject({ state: 'lapsed', number: null })
    const told = await sql<{ kind: string }>`
      select kind from journal where subject = ${`policy:${id}`} order by id`.execute(ground.db)
    expect(told.rows.map(row => row.kind)).toEqual(['policy.proposed', 'policy.lapsed'])
    expect(hoursOn('2026-11-25').disputeDays).toBe(30)
    world.at(before)
  })
})

describe('a town', () => {
  test('sets its own only where that is marked, only stricter, and only for itself', async () => {
    const { ground } = world
    const [ours, other] = [world.town, world.book.towns.find(one => one.code !== world.town.code)]
    const town = await world.aStaffMember(TOWN)
    const strict = { confirmWorkingDays: 5, townWorkingDays: 0, disputeDays: 30, flagDailyMinutes: 720 }
    const ask = (value: unknown, scope: string) =>
      proposePolicy(ground, town, proposal(recordPolicies.hours, value, '2026-11-26', scope))
    await expect(ask(strict, other?.code ?? '')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(ask(strict, '')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(ask({ ...strict, disputeDays: 20 }, ours.code)).rejects.toMatchObject({
      code: 'policy.value',
      field: 'value.disputeDays',
    })
    const kinds = ground.policies.at(projectPolicies.kinds, '2026-11-26').value
    await expect(
      proposePolicy(ground, town, proposal(projectPolicies.kinds, kinds, '2026-11-26', ours.code)),
    ).rejects.toMatchObject({ code: 'policy.district-only' })
    const id = await ask(strict, ours.code)
    await decidePolicy(ground, secretary, id, approve)
    expect(hoursOn('2026-11-26', ours.code).confirmWorkingDays).toBe(5)
    expect(hoursOn('2026-11-26', other?.code).confirmWorkingDays).toBe(10)
    // From 1 December the district has 7 and 3: the town's 5 and 0 are stricter still.
    expect(hoursOn('2026-12-01', ours.code).confirmWorkingDays).toBe(5)
    const listed = await rulePage(ground, secretary, 'records.hours', ours.code)
    expect(listed).toMatchObject({ scope: ours.code, district: { confirmWorkingDays: 10 } })
  })

  test('is passed over once the district is stricter than the town’s own', async () => {
    const { ground } = world
    const base = { confirmWorkingDays: 3, townWorkingDays: 0, disputeDays: 30, flagDailyMinutes: 720 }
    const id = await proposePolicy(ground, clerk, proposal(recordPolicies.hours, base, '2027-03-01'))
    await decidePolicy(ground, secretary, id, approve)
    expect(hoursOn('2027-02-28', world.town.code).confirmWorkingDays).toBe(5)
    expect(hoursOn('2027-03-01', world.town.code).confirmWorkingDays).toBe(3)
  })
})

test('what another process approved meanwhile counts when a rule is decided on', async () => {
  const { ground } = world
  const other = await world.beside()
  const town = await world.aStaffMember(TOWN)
  const hours = (confirmWorkingDays: number) => ({
    confirmWorkingDays,
    townWorkingDays: 0,
    disputeDays: 30,
    flagDailyMinutes: 720,
  })
  const ask = proposal(recordPolicies.hours, hours(2), '2027-06-01', world.town.code)
  const ofTown = await proposePolicy(ground, town, ask)
  // Another town's proposal, and the district's, are not this town's.
  const neighbour = await world.aStaffMember(
    TOWN,
    world.book.towns.find(one => one.code !== world.town.code),
  )
  const listed = async (actor: Principal) =>
    (await ruleList(ground, actor)).topics.flatMap(one => one.rules).find(one => one.key === 'records.hours')
      ?.proposed?.id
  expect(await listed(town)).toBe(ofTown)
  expect(await listed(clerk)).toBe(ofTown)
  expect(await listed(neighbour)).toBeUndefined()
  const district = await proposePolicy(ground, clerk, proposal(recordPolicies.hours, hours(1), '2027-07-01'))
  expect(await listed(clerk)).toBe(district)
  expect(await listed(town)).toBe(ofTown)
  await withdrawPolicy(ground, clerk, district)
  const earlier = await proposePolicy(ground, clerk, proposal(recordPolicies.hours, hours(1), '2027-05-01'))
  await decidePolicy(ground, secretary, earlier, approve)
  await expect(decidePolicy(other, secretary, ofTown, approve)).rejects.toMatchObject({
    code: 'policy.value',
    field: 'value.confirmWorkingDays',
  })
  await withdrawPolicy(ground, town, ofTown)
})

test('a new kind of service is used to publish from its day on, and statistics know its name', async () => {
  const { ground } = world
  const team = await world.aTeam()
  const draft = world.aDraft(team.id, { kind: 'digital' })
  await expect(writeProject(ground, team.leader, draft)).rejects.toMatchObject({
    code: 'project.kind',
    field: 'kind',
  })
  const before = ground.policies.at(projectPolicies.kinds, '2026-11-23').value
  const list = [
    ...before.list.map(one => (one.id === 'law' ? { ...one, inUse: false } : one)),
    { id: 'digital', zh: '数字助老', en: 'Digital help', inUse: true },
  ]
  await expect(
    proposePolicy(ground, clerk, proposal(projectPolicies.kinds, { list: list.slice(1) }, '2026-11-24')),
  ).rejects.toMatchObject({ code: 'policy.value', field: 'value.list' })
  const id = await proposePolicy(ground, clerk, proposal(projectPolicies.kinds, { list }, '2026-11-24'))
  await decidePolicy(ground, secretary, id, approve)
  await expect(writeProject(ground, team.leader, draft)).rejects.toMatchObject({ code: 'project.kind' })
  const before23 = world.now()
  world.at('2026-11-24T01:00:00Z')
  const old = await world.aProject({ kind: 'digital', team })
  expect(old.id).toBeGreaterThan(0)
  await expect(
    writeProject(ground, team.leader, world.aDraft(team.id, { kind: 'law' })),
  ).rejects.toMatchObject({ code: 'project.kind' })
  expect(kindNames(ground)).toMatchObject({ digital: '数字助老', law: '法律服务' })
  expect(vocabularyOf(ground)['projects.kinds']).toContainEqual({
    id: 'digital',
    zh: '数字助老',
    en: 'Digital help',
    inUse: true,
  })
  world.at(before23)

  // A version for a day between is held against the one that is already approved to follow it.
  const following = { id: 'canal', zh: '护河', en: 'Canals', inUse: true }
  const between = { id: 'parks', zh: '公园', en: 'Parks', inUse: true }
  const kinds = (more: (typeof list)[number][], from: string) =>
    proposePolicy(ground, clerk, proposal(projectPolicies.kinds, { list: [...list, ...more] }, from))
  await decidePolicy(ground, secretary, await kinds([following], '2026-12-10'), approve)
  await expect(kinds([between], '2026-12-05')).rejects.toMatchObject({
    code: 'policy.value',
    field: 'value.list',
    params: { zh: expect.stringContaining('2026-12-10') },
  })
})

test('what a change would touch is counted before anybody decides, and each part opens a list', async () => {
  const { ground } = world
  await world.aProject()
  const touches = async (from: string) =>
    (
      await previewRule(ground, clerk, {
        key: 'records.hours',
        scope: '',
        from,
        value: { ...shorter, disputeDays: 60 },
      })
    ).touches
  const now = await touches('2026-11-24')
  expect(now.find(one => one.what === 'shifts')).toMatchObject({
    n: 2,
    page: expect.stringMatching(/^\/desk/),
  })
  expect((await touches('2027-06-01')).find(one => one.what === 'shifts')?.n).toBe(0)
  expect(
    (
      await previewRule(ground, clerk, {
        key: 'records.hours',
        scope: '',
        from: '2026-12-24',
        value: { ...shorter, townWorkingDays: 9 },
      })
    ).fault,
  ).toMatchObject({ field: 'townWorkingDays' })
  const { topics } = await ruleList(ground, secretary)
  expect(topics.flatMap(one => one.rules).length).toBe(keysOf(ground).length)
})

const seedValue = async (key: string) =>
  (readSeed() as { key: string; value: Record<string, unknown> }[]).find(one => one.key === key)?.value ?? {}

describe('the values that come with the product', () => {
  const keys = rooms.flatMap(room => room.policies ?? [])
  const seed = () => readSeed() as { key: string; from: string; value: unknown; source: string }[]
  const start = (file: unknown) =>
    world.ground.transact(async tx => {
      await seedPolicies(tx, world.now(), keys, file)
    })

  test('name their source, fit their shapes, and loaded again change nothing', async () => {
    await start(seed())
    for (const one of seed()) {
      const key = keys.find(it => it.key === one.key)
      expect(key?.check?.(key.shape.parse(one.value), { before: null, district: null }) ?? null).toBeNull()
    }
  })
  test('changed in place, of an unknown key, or not fitting are refused with words that say what to do', async () => {
    const changed = seed().map(one =>
      one.key === 'people.minors' ? { ...one, value: { guardianBelow: 16, separateConsentBelow: 14 } } : one,
    )
    await expect(start(changed)).rejects.toThrow(/people\.minors.*changed in place.*entry of its own/)
    await expect(start([...seed(), { ...seed()[0], key: 'people.minor' }])).rejects.toThrow(
      /"people\.minor", a rule that no room reads/,
    )
    const broken = [...seed(), { ...seed()[0], from: '2030-01-01', value: { guardianBelow: 'x' } }]
    await expect(start(broken)).rejects.toThrow(/does not fit its shape/)
    await expect(
      world.ground.transact(tx =>
        seedPolicies(tx, world.now(), [...keys, { ...keys[0], key: 'new.key' } as never]),
      ),
    ).rejects.toThrow(/no value of the rule new\.key/)
  })
})
