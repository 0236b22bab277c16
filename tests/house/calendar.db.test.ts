import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { CalendarNotice } from '../../src/foundation/calendar/contract.ts'
import { calendarStanding, importYear } from '../../src/foundation/calendar/service.ts'
import { addDays, localDay } from '../../src/foundation/clock.ts'
import { startReading } from '../../src/foundation/journal/reading.ts'
import { submitProject, writeProject } from '../../src/projects/drafting.ts'
import { afterwards } from '../support/afterwards.ts'
import { aWorld, noDeclarations, type World } from '../support/world.ts'

/** Two days more are free after New Year's Day, and a Saturday is worked for one of them. */
const notice: CalendarNotice = {
  year: 2027,
  papers: ['https://www.gov.cn/zhengce/zhengceku/202611/content_1.htm'],
  days: [
    { name: '元旦', date: '2027-01-01', isOffDay: true },
    { name: '元旦', date: '2027-01-04', isOffDay: true },
    { name: '元旦', date: '2027-01-05', isOffDay: true },
    { name: '元旦', date: '2026-12-26', isOffDay: false },
  ],
}

let world: World
beforeAll(async () => {
  world = await aWorld()
})
const dueOf = async (projectId: number) => {
  const found = await sql<{ dueAt: Date; escalates: Date }>`
    select s.due_at, t.due_at as escalates from review r join review_step s on s.review_id = r.id and s.n = r.step
    join timer t on t.kind = 'review.escalate' and t.payload::jsonb ->> 'review' = r.id::text
    where r.subject = ${`project:${projectId}`}`.execute(world.ground.db)
  const [row] = found.rows
  // Terms end at 24:00 of their last day, and so do their timers.
  expect(row?.escalates).toEqual(row?.dueAt)
  return row && addDays(localDay(row.dueAt), -1)
}
const recordDues = async () =>
  (
    await sql<{ dueOn: string; state: string }>`select due_on, state from service_record order by id`.execute(
      world.ground.db,
    )
  ).rows

test('a year nobody imported is said from November on and counted provisionally; its import moves open terms later, never earlier', async () => {
  const { ground } = world
  expect((await calendarStanding(ground)).missing).toBe(2027)
  world.at('2026-10-31T15:59:00Z')
  expect((await calendarStanding(ground)).missing).toBeNull()

  // A service on Wednesday 23 December, its leader's ten working days running over New Year's Day.
  world.at('2026-12-21T01:00:00Z')
  const project = await world.aProject({
    shifts: [{ startsAt: '2026-12-23T01:00:00Z', endsAt: '2026-12-23T03:00:00Z' }],
  })
  const volunteer = await world.aVolunteer()
  await world.served(world.at, project, volunteer)
  // Monday to Friday, less 1 January: 24 25 | 28 29 30 31 | 4 5 6 7
  expect(await recordDues()).toEqual([{ dueOn: '2027-01-07', state: 'pending' }])

  // A project handed in on Wednesday 30 December has three working days: 31, then 4 and 5 January.
  world.at('2026-12-30T02:00:00Z')
  const team = await world.aTeam()
  const late = await writeProject(
    ground,
    team.leader,
    world.aDraft(team.id, { shifts: [{ startsAt: '2027-02-01T01:00:00Z', endsAt: '2027-02-01T03:00:00Z' }] }),
  )
  await submitProject(ground, team.leader, late, { answers: noDeclarations })
  expect(await dueOf(late)).toBe('2027-01-05')

  const other = await world.beside()
  const readings = [ground, other].map(one => startReading(one, () => {}, 20))
  afterwards(() => Promise.all(readings.map(one => one.stop())))

  await importYear(ground, world.district, notice)
  // Two working days fell away and one Saturday came: the record's term moves by one, the review's by two.
  expect(await recordDues()).toEqual([{ dueOn: '2027-01-08', state: 'pending' }])
  expect(await dueOf(late)).toBe('2027-01-07')
  expect((await calendarStanding(ground)).missing).toBeNull()
  expect(ground.calendar.isWorkingDay('2027-01-04')).toBe(false)
  for (let i = 0; i < 200 && other.calendar.isWorkingDay('2027-01-04'); i++)
    await new Promise(resolve => setTimeout(resolve, 25))
  expect(other.calendar.isWorkingDay('2027-01-04')).toBe(false)
  expect(other.calendar.isProvisional('2027-01-04')).toBe(false)

  // A later notice for the same year gives both days back: what was promised stays.
  await importYear(ground, world.district, { ...notice, days: notice.days.slice(0, 1) })
  expect(await dueOf(late)).toBe('2027-01-07')
  expect(await recordDues()).toEqual([{ dueOn: '2027-01-08', state: 'pending' }])
  expect(ground.calendar.isWorkingDay('2027-01-04')).toBe(true)
})

test('a notice with a day of another year, or a day twice, is refused by the day; a volunteer imports none', async () => {
  const { ground } = world
  const day = (date: string) => ({ name: '元旦', date, isOffDay: true })
  const refused = (days: CalendarNotice['days']) =>
    importYear(ground, world.district, { ...notice, year: 2028, days }).catch(error => error)
  expect(await refused([day('2028-01-01'), day('2027-11-30')])).toMatchObject({
    code: 'calendar.day',
    field: 'days.1.date',
  })
  expect(await refused([day('2028-01-01'), day('2028-01-01')])).toMatchObject({ code: 'calendar.twice' })
  await expect(importYear(ground, await world.aVolunteer(), notice)).rejects.toMatchObject({
    code: 'forbidden',
  })
})
