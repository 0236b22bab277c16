// Lists of a real district: walked to their end while rows come and go, agreeing with the figures, cut to whoever asks.
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Principal } from '../../src/foundation/access/access.ts'
import { addDays, localDay } from '../../src/foundation/clock.ts'
import type { Ground, List, ListRow } from '../../src/foundation/ground.ts'
import { COUNTED_TO } from '../../src/foundation/lists/listing.ts'
import { listsOf, totalOf } from '../../src/foundation/lists/lists.ts'
import { memberList, teamList } from '../../src/organizations/lists.ts'
import { enterMember } from '../../src/organizations/members.ts'
import { signUp } from '../../src/participation/admission/service.ts'
import { ownSignupList, shiftList } from '../../src/participation/lists.ts'
import { slotsForMe } from '../../src/participation/service.ts'
import { ownSignup, withdraw } from '../../src/participation/signups/service.ts'
import { peopleList } from '../../src/people/lists.ts'
import type { Place } from '../../src/places/contract.ts'
import { projectList } from '../../src/projects/lists.ts'
import { ownRecords, recordList, shiftsToConfirm } from '../../src/records/lists.ts'
import { servedList } from '../../src/statistics/lists.ts'
import { walkList } from '../support/walk.ts'
import { aWorld, principal, type World } from '../support/world.ts'

let world: World
let ground: Ground
beforeAll(async () => {
  world = await aWorld()
  ground = world.ground
}, 120_000)

/** Every page of a list. */
const walk = <Row extends ListRow>(
  list: List<Row>,
  actor: Principal,
  query: object = {},
  how: Parameters<typeof walkList>[4] = {},
) => walkList(ground, list, actor, query, how)

/** People by the hundred, straight into the register: names, birth dates and places that often meet. */
const manyPeople = (n: number, source = 'demo') =>
  sql`insert into person (name, name_key, pinyin, initials, sex, birth_date, document_type, document_mask, phone_mask, community_code, town_code,
      tier, verified_at, state, source, registered_at)
    select '王' || (i % 7), '王' || (i % 7), 'wang' || chr(97 + (i % 5)::int), 'w' || chr(97 + (i % 5)::int), case when i % 2 = 0 then 'male' else 'female' end,
      date '1950-01-01' + (i % 11)::int, 'resident-card', '310***', '137***', c.code, c.parent_code,
      case when i % 3 = 0 then 'phone' else 'real-name' end, case when i % 3 = 0 then null else ${ground.clock()}::timestamptz end,
      case when i % 10 = 0 then 'suspended' else 'active' end, ${source}, ${ground.clock()}
    from generate_series(1, ${n}::bigint) i
      join (select code, parent_code, row_number() over (order by code) - 1 as k from place where level = 'community') c on c.k = i % 40`.execute(
    ground.db,
  )

describe('a list walked to its end', () => {
  test('says nothing of whoever stood last on a page, and takes no place that it did not give', async () => {
    const actor = world.district
    for (const name of ['欧阳海燕', '欧阳海英']) await world.aVolunteer({ name, birthDate: '1961-07-23' })
    for (const name of ['name', 'born']) {
      const sort = { name, down: false }
      const first = await peopleList.rows(ground, actor, { text: '欧阳海' }, { sort, limit: 1 })
      expect(Buffer.from(first.next ?? '', 'base64url').toString('latin1')).not.toMatch(/[a-z]{6}|\d{4}-\d\d/)
      for (const forged of [
        Buffer.from(JSON.stringify([name, 'x', 1])).toString('base64url'),
        `${first.next?.slice(0, -8)}AAAAAAAA`,
      ])
        await expect(
          peopleList.rows(ground, actor, {}, { sort, limit: 1, after: forged }),
        ).rejects.toMatchObject({ code: 'list.after' })
    }
  })
  test('gives every row once and in order whatever the filter and the order, while rows come and go', async () => {
    await manyPeople(400)
    const actor = world.district
    const town = (
      await sql<{
        code: string
      }>`select town_code as code from person group by 1 order by count(*) desc limit 1`.execute(ground.db)
    ).rows[0]?.code
    const keyOf: Record<string, (row: { id: number; birthYear: number }) => string> = {
      newest: row => String(row.id).padStart(12, '0'),
    }
    await fc.assert(
      fc.asyncProperty(
        fc.record(
          {
            tier: fc.constantFrom('phone', 'real-name'),
            state: fc.constantFrom('active', 'suspended'),
            sex: fc.constantFrom('male', 'female'),
            town: fc.constant(town),
            text: fc.constantFrom('王', 'wang', 'wb', '王3'),
          },
          { requiredKeys: [] },
        ),
        fc.constantFrom('newest', '-newest', 'name', '-name', 'born', '-born'),
        fc.integer({ min: 3, max: 70 }),
        async (query, sort, limit) => {
          const before = new Set((await walk(peopleList, actor, query)).map(one => one.id))
          const gone = new Set<number>()
          const rows = await walk(peopleList, actor, query, {
            sort,
            limit,
            between: async n => {
              if (n > 3) return
              await manyPeople(5, 'sheet')
              const victim = [...before][(n * 37) % before.size]
              if (victim === undefined || gone.has(victim)) return
              gone.add(victim)
              await sql`update person set merged_into = (select min(id) from person where source = 'staff') where id = ${victim}`.execute(
                ground.db,
              )
            },
          })
          const ids = rows.map(one => one.id)
          expect(new Set(ids).size).toBe(ids.length)
          for (const id of before) if (!gone.has(id)) expect(ids).toContain(id)
          const way = sort.startsWith('-')
          if (sort.endsWith('newest')) {
            const keys = rows.map(one => keyOf.newest?.(one) ?? '')
            expect(keys).toEqual(way ? [...keys].sort() : [...keys].sort().reverse())
          }
          if (sort.endsWith('born')) {
            const years = rows.map(one => one.birthYear)
            expect(years).toEqual([...years].sort((a, b) => (way ? b - a : a - b)))
          }
          await sql`update person set merged_into = null where merged_into is not null`.execute(ground.db)
          await sql`delete from person where source = 'sheet'`.execute(ground.db)
        },
      ),
      { numRuns: 25 },
    )
  }, 120_000)

  test('counts as many rows as are walked, and adds up what they add up to', async () => {
    await world.aTeam()
    for (const query of [{}, { tier: 'phone' }, { state: 'active', sex: 'male' }, { text: '王1' }]) {
      const { n } = await peopleList.count(ground, world.district, query)
      expect(n).toBe((await walk(peopleList, world.district, query)).length)
    }
    const teams = await walk(teamList, world.district, {}, { limit: 3 })
    const counted = await teamList.count(ground, world.district, {})
    expect(counted).toEqual({
      n: teams.length,
      sums: { members: teams.reduce((sum, one) => sum + one.members, 0) },
    })
  })

  test('looks no further than it counts, says that there are more, and a job counts them', async () => {
    const { n } = await peopleList.count(ground, world.district, {}, 100)
    expect(n).toBe(101)
    await manyPeople(COUNTED_TO)
    const total = await totalOf(ground, world.district, peopleList, {})
    expect(total).toMatchObject({ total: COUNTED_TO, more: true })
    const whole = await peopleList.count(ground, world.district, {}, null)
    expect(whole.n).toBeGreaterThan(COUNTED_TO)
    // Opened from a figure it has the figure's own count, exact however many there are.
    const opened = await totalOf(ground, world.district, peopleList, { state: 'active' })
    expect(opened.more).toBe(false)
    expect(opened.figure?.total).toBe(opened.total)
    await sql`delete from person where source = 'demo'`.execute(ground.db)
  }, 60_000)

  test('refuses an order that it has not, a place that is none, and a condition that it does not know', async () => {
    const { app } = await world.house()
    const token = await world.tokenOf(await world.aStaffMember('town-clerk'))
    const get = (query: string) =>
      app.inject({ url: `/api/people?${query}`, headers: { authorization: `Bearer ${token}` } })
    expect((await get('sort=shoe-size')).json()).toMatchObject({ status: 422, code: 'list.order' })
    expect((await get('sort=__proto__')).json()).toMatchObject({ status: 422, code: 'list.order' })
    expect((await get('after=nowhere')).json()).toMatchObject({ status: 422, code: 'list.after' })
    const elsewhere = Buffer.from(JSON.stringify(['born', 'x', 1])).toString('base64url')
    expect((await get(`sort=born&after=${elsewhere}`)).statusCode).toBe(422)
    expect((await get('shoe=42')).statusCode).toBe(422)
    expect((await get('count=true&limit=1')).json()).toMatchObject({ total: expect.any(Number), more: false })
    await app.close()
  })
})

describe('no list is silently cut', () => {
  test('the flagged are those with any flag, and each kind of flag is a part of them', async () => {
    const project = await world.aProject()
    const begun = world.now()
    await world.served(world.at, project, await world.aVolunteer())
    world.at(begun)
    const all = (query: object) => recordList.count(ground, world.district, query).then(({ n }) => n)
    const before = await all({ flag: 'any' })
    await sql`update service_record set flags = array['far'] where shift_id = ${project.shiftId}`.execute(
      ground.db,
    )
    expect(await all({ flag: 'any' })).toBe(before + 1)
    expect(await all({ flag: 'long-day', shiftId: project.shiftId })).toBe(0)
    const flagged = recordList.listing.views?.find(one => one.words[1] === 'Flagged')
    expect(await all({ ...flagged?.query, shiftId: project.shiftId })).toBe(1)
  })

  test('a day of 110 shifts shows all of them, and the night shift of the evening before', async () => {
    const team = await world.aTeam()
    const day = addDays(localDay(world.now()), 9)
    await world.aProject({
      team,
      shifts: Array.from({ length: 110 }, (_, i) => ({
        startsAt: `${day}T0${i % 8}:${String(i % 60).padStart(2, '0')}:00Z`,
        endsAt: `${day}T09:30:00Z`,
      })),
    })
    await world.aProject({
      team,
      title: '夜间巡护',
      shifts: [{ startsAt: `${addDays(day, -1)}T14:00:00Z`, endsAt: `${addDays(day, -1)}T22:00:00Z` }],
    })
    const clerk = await world.aStaffMember('town-clerk')
    const shifts = await walk(shiftList, clerk, { day })
    expect(shifts).toHaveLength(111)
    expect(shifts[0]?.title).toBe('夜间巡护')
    expect(await shiftList.count(ground, clerk, { day })).toMatchObject({ n: 111 })
    expect(await walk(shiftList, clerk, { day: addDays(day, 1) })).toHaveLength(0)
  }, 60_000)

  test('a regular with 70 shifts to come reaches the last of them, and gives it back', async () => {
    const team = await world.aTeam()
    const regular = await world.aVolunteer()
    const first = addDays(localDay(world.now()), 20)
    const project = await world.aProject({
      team,
      shifts: Array.from({ length: 70 }, (_, i) => ({
        startsAt: `${addDays(first, i)}T01:00:00Z`,
        endsAt: `${addDays(first, i)}T03:00:00Z`,
      })),
    })
    for (const slot of await slotsForMe(ground, regular, project.id))
      await signUp(ground, regular, { slotId: slot.id })
    const coming = await walk(ownSignupList, regular, { when: 'coming' }, { limit: 20 })
    expect(coming).toHaveLength(70)
    const last = coming.at(-1)
    expect(last?.startsAt).toBe(`${addDays(first, 69)}T01:00:00.000Z`)
    expect(await ownSignupList.count(ground, regular, {})).toMatchObject({ n: 70 })
    const page = await ownSignup(ground, regular, last?.id ?? 0)
    expect(page.slot.startsAt).toBe(last?.startsAt)
    await withdraw(ground, regular, page.id, '那天有事')
    expect((await ownSignup(ground, regular, page.id)).state).toBe('withdrawn')
    await expect(ownSignup(ground, await world.aVolunteer(), page.id)).rejects.toMatchObject({
      code: 'not-found',
    })
  }, 60_000)

  test('a team of 1,200 shows every member', async () => {
    const team = await world.aTeam()
    await manyPeople(1200)
    await sql`insert into team_member (team_id, person_id, role, since)
      select ${team.id}::bigint, id, 'member', ${ground.clock()} from person where source = 'demo'`.execute(
      ground.db,
    )
    expect(await walk(memberList, team.leader, { team: team.id }, { limit: 200 })).toHaveLength(1201)
    expect(await memberList.count(ground, team.leader, { team: team.id })).toMatchObject({ n: 1201 })
    await sql`delete from team_member where team_id = ${team.id} and role = 'member'`.execute(ground.db)
    await sql`delete from person where source = 'demo'`.execute(ground.db)
  })

  test('every list has words for each of its columns, conditions and orders, and a row that carries its columns', async () => {
    for (const { listing, row } of listsOf(ground)) {
      const carried = Object.keys((row as unknown as { shape: object }).shape)
      expect(
        Object.keys(listing.columns).filter(name => !carried.includes(name)),
        listing.name,
      ).toEqual([])
      expect(Object.keys(listing.filter.shape).sort(), listing.name).toEqual(
        Object.keys(listing.conditions).sort(),
      )
      for (const column of Object.values(listing.columns))
        if (column.sort) expect(Object.keys(listing.orders), listing.name).toContain(column.sort)
      for (const view of listing.views ?? [])
        expect(listing.filter.safeParse(view.query).success, listing.name).toBe(true)
    }
  })
})

describe('whoever asks sees their own', () => {
  test('a town its people and teams, a leader their members, nobody else anything', async () => {
    const { book } = world
    const other = book.towns.find(one => one.code !== world.town.code) as Place
    const there = book.all.find(one => one.parentCode === other.code) as Place
    const next = await world.aStaffMember('town-clerk', other)
    const team = await world.aTeam(there)
    const person = await world.aVolunteer({ communityCode: there.code })
    await enterMember(ground, world.district, team.id, person.personId as number)
    const clerk = await world.aStaffMember('town-clerk')
    for (const row of await walk(peopleList, next)) expect(row.townName).toBe(other.name)
    expect((await walk(peopleList, next)).map(one => one.id)).toContain(person.personId)
    expect((await walk(peopleList, clerk)).map(one => one.id)).not.toContain(person.personId)
    expect((await walk(peopleList, clerk, { town: other.code })).length).toBe(0)
    for (const row of await walk(teamList, next)) expect(row.townName).toBe(other.name)
    await expect(memberList.rows(ground, clerk, { team: team.id }, { limit: 9 })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await walk(memberList, team.leader, { team: team.id })).toHaveLength(2)
    for (const list of [
      peopleList,
      teamList,
      recordList,
      shiftsToConfirm,
      shiftList,
      projectList,
      servedList,
    ])
      await expect(list.rows(ground, person, {}, { limit: 9 }), list.listing.name).rejects.toMatchObject({
        code: 'forbidden',
      })
    await expect(
      ownRecords.rows(ground, person, { for: clerk.personId }, { limit: 9 }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      ownRecords.rows(ground, principal(0, { via: 'nobody' }), {}, { limit: 9 }),
    ).rejects.toMatchObject({ code: 'signed-out' })
  })
})
