// Hours that were not earned: what one person, a leader with two phones, or a clerk with a merge tried to gain, and did not.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { verifyDistrict } from '../../src/app/verify.ts'
import { certificateFile, issue, verifyByNumber, verifyFile } from '../../src/certificates/service.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { holdAccount, joinHousehold, makeAccount } from '../../src/foundation/accounts/service.ts'
import { addMinutes } from '../../src/foundation/clock.ts'
import { appointLeader, enterMember } from '../../src/organizations/members.ts'
import { registerTeam } from '../../src/organizations/service.ts'
import { signUp } from '../../src/participation/admission/service.ts'
import { scan } from '../../src/participation/checkin/scan.ts'
import { currentCode, enterByRoster } from '../../src/participation/checkin/service.ts'
import { proposeMerge, proposeParting } from '../../src/people/merging.ts'
import { endProject } from '../../src/projects/ending.ts'
import { accept, confirm } from '../../src/records/confirming.ts'
import { dispute, proposeCorrection } from '../../src/records/corrections.ts'
import { ownRecords } from '../../src/records/lists.ts'
import { ownHours } from '../../src/records/own.ts'
import { codeOf } from '../support/office.ts'
import { aWorld, principal, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})
beforeEach(() => world.at('2026-11-23T01:00:00Z'))
afterAll(async () => {
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
})

const idOf = (one: Principal) => one.personId as number
const recordsOf = async (person: Principal) =>
  (await ownRecords.rows(world.ground, person, {}, { limit: 50 })).items
const hoursOf = async (person: Principal) => (await ownHours(world.ground, person)).total
const ofTheRegister = () => world.aStaffMember('information-head', world.book.district)

async function aServedRecord(person?: Principal) {
  const project = await world.aProject()
  const served = person ?? (await world.aVolunteer())
  await world.served(world.at, project, served)
  const [record] = await recordsOf(served)
  if (!record) throw new Error('no record')
  return { project, person: served, record }
}
async function aCountedRecord(person?: Principal) {
  const made = await aServedRecord(person)
  await confirm(world.ground, made.project.team.leader, [made.record.id])
  return made
}
/** Signed up, and typed in whole by somebody of the team. */
async function typedIn(by: Principal, project: Awaited<ReturnType<World['aProject']>>, person: Principal) {
  await signUp(world.ground, person, { slotId: project.slotId })
  world.at(addMinutes(project.endsAt, 10))
  await enterByRoster(world.ground, by, project.shiftId, {
    personId: idOf(person),
    slotId: project.slotId,
    inAt: project.startsAt.toISOString(),
    outAt: project.endsAt.toISOString(),
    reason: '手机没电，现场见到本人',
  })
  const [record] = await recordsOf(person)
  if (!record) throw new Error('no record')
  return record
}

describe('a stranger merged into oneself', () => {
  test('is neither proposed nor decided over one’s own entry, and one person alone joins nothing', async () => {
    const [head, stranger] = [await ofTheRegister(), await world.aVolunteer()]
    const twin = await world.aVolunteer()
    expect(
      await codeOf(proposeMerge(world.ground, head, idOf(stranger), idOf(head), { reason: '是我本人' })),
    ).toBe('merge.own')
    const id = await proposeMerge(world.ground, head, idOf(stranger), idOf(twin), { reason: '同一个人' })
    expect(await codeOf(world.decide(head, `merge:${id}`, 'pass'))).toBe('review.own')
    const asTwin = await ofTheRegister()
    await world.ground.transact(async tx => {
      const account = await makeAccount(world.ground, tx, '13955550011')
      await holdAccount(tx, account, idOf(asTwin), world.now())
      await joinHousehold(tx, account, idOf(twin), world.now())
    })
    expect(await codeOf(world.decide(asTwin, `merge:${id}`, 'pass'))).toBe('review.party-household')
    expect(
      await codeOf(
        proposeMerge(world.ground, await ofTheRegister(), idOf(stranger), idOf(twin), { reason: '再提一次' }),
      ),
    ).toBe('merge.proposed')
    const { rows } = await sql`select from person where merged_into is not null`.execute(world.ground.db)
    expect(rows).toHaveLength(0)
  })

  test('whose hours went onto a certificate: parted, it is no longer said to be genuine', async () => {
    const { person: stranger } = await aCountedRecord()
    world.at('2026-11-23T01:00:00Z')
    const clerk = await world.aVolunteer()
    await world.merge(idOf(stranger), idOf(clerk))
    expect(await hoursOf(clerk)).toBe('3.00')
    const made = await issue(world.ground, clerk, {})
    const { file } = await certificateFile(world.ground, clerk, made.id)
    expect((await verifyFile(world.ground, file)).verdict).toBe('genuine')
    expect(
      await codeOf(proposeParting(world.ground, principal(idOf(clerk), clerk), idOf(stranger), '不是')),
    ).not.toBe('done')
    await world.part(idOf(stranger))
    expect(await hoursOf(clerk)).toBe('0.00')
    for (const verdict of [
      await verifyFile(world.ground, file),
      await verifyByNumber(world.ground, made.no, made.shortCode),
    ])
      expect(verdict).toMatchObject({ verdict: 'outdated', since: { gone: 1, hours: '0.00' } })
  })

  test('a corrected record is said on the certificate that held it', async () => {
    const { person, record } = await aCountedRecord()
    const made = await issue(world.ground, person, {})
    const asked = await dispute(world.ground, person, record.id, { minutes: 120, reason: '提前走了一小时' })
    await world.decide(await world.aStaffMember('town-clerk'), `correction:${asked}`, 'pass')
    expect(await verifyByNumber(world.ground, made.no, made.shortCode)).toMatchObject({
      verdict: 'outdated',
      since: { gone: 1, hours: '0.00' },
    })
  })

  test('what a twin confirmed before they were known to be one waits for somebody else', async () => {
    const { project, person } = await aCountedRecord()
    const twin = project.team.leader
    expect(await hoursOf(person)).toBe('3.00')
    await world.merge(idOf(person), idOf(twin))
    expect((await recordsOf(person)).map(one => one.waits)).toEqual([['confirmation']])
    expect(await hoursOf(twin)).toBe('0.00')
    const [record] = await recordsOf(person)
    expect(await confirm(world.ground, twin, [record?.id ?? 0])).toMatchObject([{ outcome: 'record.own' }])
    await confirm(world.ground, await world.aStaffMember('town-clerk'), [record?.id ?? 0])
    expect(await hoursOf(twin)).toBe('3.00')
  })

  test('the second entry of one human does not confirm what the first served', async () => {
    const { project, person, record } = await aServedRecord()
    const twin = await world.aVolunteer()
    await world.merge(idOf(twin), idOf(person))
    const asTwin = { ...project.team.leader, personId: idOf(twin) }
    expect(await confirm(world.ground, asTwin, [record.id])).toEqual([
      { id: record.id, outcome: 'record.own' },
    ])
  })
})

describe('a leader with two phones', () => {
  test('makes no second leader who is not verified, not of age, not a member, or themselves', async () => {
    const team = await world.aTeam()
    const clerk = await world.aStaffMember('town-clerk')
    const [unproved, child] = [await world.aVolunteer(), await world.aVolunteer({ birthDate: '2012-03-01' })]
    await sql`update person set tier = 'phone' where id = ${idOf(unproved)}`.execute(world.ground.db)
    for (const one of [unproved, child]) {
      await enterMember(world.ground, world.district, team.id, idOf(one))
      expect(await codeOf(appointLeader(world.ground, clerk, team.id, idOf(one)))).toBe('team.leader')
    }
    const grown = await world.aVolunteer()
    expect(await codeOf(appointLeader(world.ground, clerk, team.id, idOf(grown)))).toBe('team.no-member')
    await enterMember(world.ground, world.district, team.id, idOf(grown))
    expect(await codeOf(appointLeader(world.ground, team.leader, team.id, idOf(grown)))).toBe('forbidden')
    await enterMember(world.ground, world.district, team.id, idOf(clerk))
    expect(await codeOf(appointLeader(world.ground, clerk, team.id, idOf(clerk)))).toBe('team.own')
    expect(
      await codeOf(
        registerTeam(world.ground, clerk, {
          name: '自己的队',
          kind: 'community',
          homeCode: world.community.code,
          leaderId: idOf(clerk),
        }),
      ),
    ).toBe('team.own')
    expect(await codeOf(appointLeader(world.ground, clerk, team.id, idOf(grown)))).toBe('done')
  })

  test('typed in by one’s co-leader, accepts nothing: the town looks at it', async () => {
    const team = await world.aTeam()
    const other = await world.aVolunteer()
    await enterMember(world.ground, world.district, team.id, idOf(other))
    await appointLeader(world.ground, await world.aStaffMember('town-clerk'), team.id, idOf(other))
    const project = await world.aProject({ team })
    const record = await typedIn({ ...team.leader, personId: idOf(other) }, project, team.leader)
    expect(await codeOf(accept(world.ground, team.leader, record.id))).toBe('record.leads')
    const asOther = { ...team.leader, personId: idOf(other) }
    expect(await confirm(world.ground, asOther, [record.id])).toEqual([
      { id: record.id, outcome: 'record.entered-by-you' },
    ])
    expect(await hoursOf(team.leader)).toBe('0.00')
    const town = await world.aStaffMember('town-clerk')
    expect(await confirm(world.ground, town, [record.id])).toEqual([{ id: record.id, outcome: 'counted' }])
  })

  test('types the end of a scanned service, and does not confirm it alone', async () => {
    const project = await world.aProject()
    const person = await world.aVolunteer()
    await signUp(world.ground, person, { slotId: project.slotId })
    world.at(project.startsAt)
    const { code } = await currentCode(world.ground, project.team.leader, project.shiftId)
    await scan(world.ground, person, { code })
    world.at(addMinutes(project.endsAt, 10))
    await enterByRoster(world.ground, project.team.leader, project.shiftId, {
      personId: idOf(person),
      slotId: project.slotId,
      inAt: project.startsAt.toISOString(),
      outAt: project.endsAt.toISOString(),
      reason: '忘了扫码',
    })
    const [record] = await recordsOf(person)
    expect(await confirm(world.ground, project.team.leader, [record?.id ?? 0])).toEqual([
      { id: record?.id, outcome: 'record.entered-by-you' },
    ])
    await accept(world.ground, person, record?.id ?? 0)
    expect(await hoursOf(person)).toBe('3.00')
  })

  test('does not type themselves in under their other entry', async () => {
    const team = await world.aTeam()
    const twin = await world.aVolunteer()
    await world.merge(idOf(twin), idOf(team.leader))
    const project = await world.aProject({ team })
    await signUp(world.ground, team.leader, { slotId: project.slotId })
    world.at(addMinutes(project.endsAt, 10))
    const entry = {
      personId: idOf(team.leader),
      slotId: project.slotId,
      inAt: project.startsAt.toISOString(),
      outAt: project.endsAt.toISOString(),
      reason: '手机没电',
    }
    const asTwin = { ...team.leader, personId: idOf(twin) }
    expect(await codeOf(enterByRoster(world.ground, asTwin, project.shiftId, entry))).toBe('roster.self')
  })
})

describe('a dispute', () => {
  test('for a day on a record of minutes is refused: nothing beyond the shift, its day, or now', async () => {
    const { person, record, project } = await aCountedRecord()
    for (const minutes of [181, 1440])
      expect(await codeOf(dispute(world.ground, person, record.id, { minutes, reason: '应该更多' }))).toBe(
        'record.beyond',
      )
    const clerk = await world.aStaffMember('town-clerk')
    expect(
      await codeOf(proposeCorrection(world.ground, clerk, record.id, { minutes: 1440, reason: '应该更多' })),
    ).toBe('record.beyond')
    world.at(addMinutes(project.startsAt, 60)) // a clock that was set back: what is not over was not served
    expect(await codeOf(dispute(world.ground, person, record.id, { minutes: 170, reason: '应该更多' }))).toBe(
      'record.beyond',
    )
  })

  test('of a night shift stays on its own side of midnight', async () => {
    const project = await world.aProject({
      shifts: [{ startsAt: '2026-11-25T14:00:00Z', endsAt: '2026-11-25T18:00:00Z' }],
    })
    const person = await world.aVolunteer()
    await world.served(world.at, project, person, 60)
    const records = await recordsOf(person)
    expect(records.map(one => one.minutes)).toEqual([120, 60])
    const evening = records.find(one => one.minutes === 60)
    await confirm(
      world.ground,
      project.team.leader,
      records.map(one => one.id),
    )
    expect(
      await codeOf(dispute(world.ground, person, evening?.id ?? 0, { minutes: 121, reason: '早来了' })),
    ).toBe('record.beyond')
    const asked = await dispute(world.ground, person, evening?.id ?? 0, { minutes: 120, reason: '早来了' })
    await world.decide(await world.aStaffMember('town-clerk'), `correction:${asked}`, 'pass')
    const after = (await recordsOf(person)).filter(one => one.state === 'counted')
    expect(after.map(one => [one.fromAt, one.toAt])).toEqual([
      ['2026-11-25T16:00:00.000Z', '2026-11-25T18:00:00.000Z'],
      ['2026-11-25T14:00:00.000Z', '2026-11-25T16:00:00.000Z'],
    ])
    expect(await hoursOf(person)).toBe('4.00')
  })
})

describe('a code', () => {
  test('photographed and sent with an earlier time is not confirmed with the crowd', async () => {
    const project = await world.aProject()
    const [there, absent] = [await world.aVolunteer(), await world.aVolunteer()]
    for (const one of [there, absent]) await signUp(world.ground, one, { slotId: project.slotId })
    world.at(project.startsAt)
    const { code: photo } = await currentCode(world.ground, project.team.leader, project.shiftId)
    await scan(world.ground, there, { code: photo })
    world.at(project.endsAt)
    expect(
      await scan(world.ground, absent, { code: photo, seenAt: project.startsAt.toISOString() }),
    ).toMatchObject({ late: true })
    const { code } = await currentCode(world.ground, project.team.leader, project.shiftId)
    for (const one of [there, absent]) {
      world.at(addMinutes(project.endsAt, 5))
      const shown = await currentCode(world.ground, project.team.leader, project.shiftId)
      await scan(world.ground, one, { code: shown.code })
    }
    expect(code).not.toBe(photo)
    const [honest, sent] = [(await recordsOf(there))[0], (await recordsOf(absent))[0]]
    expect(sent?.flags).toEqual(expect.arrayContaining(['late', 'no-place']))
    const ids = [honest?.id ?? 0, sent?.id ?? 0]
    const leader = project.team.leader
    expect(new Map((await confirm(world.ground, leader, ids)).map(one => [one.id, one.outcome]))).toEqual(
      new Map([
        [ids[0], 'counted'],
        [ids[1], 'record.look'],
      ]),
    )
    expect(await hoursOf(absent)).toBe('0.00')
    expect(await confirm(world.ground, leader, ids.slice(1), ids.slice(1))).toEqual([
      { id: ids[1], outcome: 'counted' },
    ])
  })

  test('of a stopped project is neither shown nor taken, and nobody is typed in; who served has served until then', async () => {
    for (const move of ['suspend', 'cancel'] as const) {
      world.at('2026-11-23T01:00:00Z')
      const project = await world.aProject()
      const [early, late] = [await world.aVolunteer(), await world.aVolunteer()]
      for (const one of [early, late]) await signUp(world.ground, one, { slotId: project.slotId })
      world.at(project.startsAt)
      const { code } = await currentCode(world.ground, project.team.leader, project.shiftId)
      await scan(world.ground, early, { code })
      world.at(addMinutes(project.startsAt, 60))
      const clerk = await world.aStaffMember('town-clerk')
      const { code: now } = await currentCode(world.ground, project.team.leader, project.shiftId)
      await endProject(world.ground, clerk, project.id, move, '暴雨红色预警')
      expect(await codeOf(currentCode(world.ground, project.team.leader, project.shiftId))).toBe(
        'checkin.stopped',
      )
      expect(await codeOf(scan(world.ground, late, { code: now }))).toBe('checkin.stopped')
      expect(
        await codeOf(
          enterByRoster(world.ground, project.team.leader, project.shiftId, {
            personId: idOf(late),
            slotId: project.slotId,
            inAt: project.startsAt.toISOString(),
            outAt: addMinutes(project.startsAt, 50).toISOString(),
            reason: '现场见到本人',
          }),
        ),
      ).toBe('checkin.stopped')
      expect((await recordsOf(early)).map(one => [one.minutes, one.flags])).toEqual([[60, ['stopped']]])
    }
  })
})

test('confirming a list with a foreign id answers each: what counted is said to count', async () => {
  const made = await aServedRecord()
  expect(await confirm(world.ground, made.project.team.leader, [made.record.id, 9_999_999])).toEqual([
    { id: made.record.id, outcome: 'counted' },
    { id: 9_999_999, outcome: 'not-found' },
  ])
})
