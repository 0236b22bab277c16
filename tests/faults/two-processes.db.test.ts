// Two real server processes on one database, as a rolling restart has them: every answer is the one that a single process would
// give, whichever is asked, and what one leaves when it is killed the other finishes.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareDistrict } from '../../src/app/compose.ts'
import { documents } from '../../src/app/demo/invented.ts'
import { verifyDistrict } from '../../src/app/verify.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { addDays, addMinutes, localDay } from '../../src/foundation/clock.ts'
import { readConfig } from '../../src/foundation/config.ts'
import { type Embedded, removeEmbedded, startEmbedded } from '../../src/foundation/database/embedded.ts'
import { sheetColumns } from '../../src/people/sheet/rules.ts'
import { type House, openHouse } from '../support/processes.ts'
import { worldOn } from '../support/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'yunjian-two-'))
let database: Embedded
let world: Awaited<ReturnType<typeof worldOn>>
let houses: [House, House]
const spoken: (() => string)[] = []

async function open(): Promise<House> {
  const house = await openHouse(folder)
  spoken.push(house.said)
  return house
}

beforeAll(async () => {
  database = await startEmbedded(folder)
  await prepareDistrict(database.owner, readConfig({ YUNJIAN_DATA: folder }), { server: database.url })
  world = await worldOn(database, folder, new Date())
  await world.aVolunteer() // a district with people in it makes no demo
  houses = await Promise.all([open(), open()])
})
afterAll(async () => {
  for (const house of houses) await house.kill() // the database goes with its last user
  await world.ground.database.close()
  await database.stop()
  removeEmbedded(folder)
})

type Body = Record<string, unknown> & { code?: string }
type Answer = { status: number; body: Body }
async function ask(
  house: House,
  cookie: string,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<Answer> {
  const answer = await fetch(house.origin + path, {
    method,
    headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(15_000),
  })
  const said = { status: answer.status, body: (await answer.json()) as Body }
  if (said.status === 500) throw new Error(`${path} answered 500: ${house.said().slice(-1500)}`)
  return said
}
const atBoth = <T>(what: (house: House) => Promise<T>) => Promise.all(houses.map(what))

const cookieOf = (person: Principal) => world.cookieOf(person)
async function volunteers(n: number): Promise<{ person: Principal; cookie: string }[]> {
  const all = []
  for (let i = 0; i < n; i++) {
    const person = await world.aVolunteer()
    all.push({ person, cookie: await cookieOf(person) })
  }
  return all
}
/** Does it for all, so many at a time. */
async function crowd<T, R>(
  all: readonly T[],
  size: number,
  what: (one: T, i: number) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = []
  let next = 0
  await Promise.all(
    Array.from({ length: size }, async () => {
      for (let i = next++; i < all.length; i = next++) answers[i] = await what(all[i] as T, i)
    }),
  )
  return answers
}
async function until(what: string, true_: () => Promise<boolean>, seconds = 20): Promise<void> {
  for (let tries = 0; tries < seconds * 20; tries++) {
    if (await true_()) return
    await sleep(50)
  }
  throw new Error(`${what}: not within ${seconds} s\n${spoken.map(said => said().slice(-600)).join('\n')}`)
}
const sound = async () => (await verifyDistrict(world.ground)).filter(check => check.broken > 0)
const byArrival = (slotId: number) =>
  sql<{ personId: number; state: string; arrival: number }>`
    select person_id, state, arrival from signup where slot_id = ${slotId} order by arrival`
    .execute(world.ground.db)
    .then(result => result.rows)

test('both serve, and each knows of the other', async () => {
  const administrator = await cookieOf(await world.aStaffMember('system-administrator', world.book.district))
  for (const house of houses)
    await until('two processes', async () => {
      const { body } = await ask(house, administrator, 'GET', '/api/system/health')
      return (body.processes as { pid: number }[]).length === 2
    })
})

test('a rush in which everybody presses at both: one sign-up each, one order of arrival, every place once; withdrawn places go to the next', async () => {
  const people = await volunteers(90)
  const { slotId } = await world.aProject({ places: 20 })
  const answers = await crowd(people, 12, ({ cookie }) =>
    atBoth(house => ask(house, cookie, 'POST', '/api/signups', { slotId })),
  )
  for (const two of answers) {
    expect(two.map(one => one.status).sort()).toEqual([200, 201])
    expect(two[0]?.body.signupId).toBe(two[1]?.body.signupId)
  }
  const rows = await byArrival(slotId)
  expect(rows.map(row => row.arrival)).toEqual(people.map((_, i) => i + 1))
  expect(rows.map(row => row.state)).toEqual(rows.map((_, i) => (i < 20 ? 'admitted' : 'waiting')))

  const signupOf = new Map(
    people.map((one, i) => [one.person.personId, { ...one, id: answers[i]?.[0]?.body.signupId }]),
  )
  const leaving = rows.slice(0, 12).map(row => signupOf.get(row.personId))
  await crowd(leaving, 12, async (one, i) => {
    const { status } = await ask(
      houses[i % 2] as House,
      one?.cookie ?? '',
      'POST',
      `/api/signups/${one?.id}/withdraw`,
      {
        reason: '临时有事',
      },
    )
    expect(status).toBe(200)
  })
  const after = await byArrival(slotId)
  expect(after.map(row => row.state)).toEqual(
    after.map((_, i) => (i < 12 ? 'withdrawn' : i < 32 ? 'admitted' : 'waiting')),
  )
  expect(await sound()).toEqual([])
}, 60_000)

test('one person pressing at both for two shifts of one time gets one of them', async () => {
  const [left, right] = [await world.aProject(), await world.aProject()]
  for (const { cookie } of await volunteers(12)) {
    const answers = await Promise.all([
      ask(houses[0], cookie, 'POST', '/api/signups', { slotId: left.slotId }),
      ask(houses[1], cookie, 'POST', '/api/signups', { slotId: right.slotId }),
    ])
    expect(answers.map(one => one.status).sort()).toEqual([201, 409])
    expect(answers.find(one => one.status === 409)?.body.code).toBe('signup.collides')
  }
  expect(await sound()).toEqual([])
})

test('a code shown by one is scanned at both at once: one attendance each, and no failure', async () => {
  const soon = addMinutes(new Date(), 20)
  const project = await world.aProject({
    places: 40,
    shifts: [{ startsAt: soon.toISOString(), endsAt: addMinutes(soon, 60).toISOString() }],
  })
  const people = await volunteers(30)
  await crowd(people, 12, ({ cookie }, i) =>
    ask(houses[i % 2] as House, cookie, 'POST', '/api/signups', { slotId: project.slotId }),
  )
  const leader = await cookieOf(project.team.leader)
  const { body } = await ask(houses[0], leader, 'GET', `/api/shifts/${project.shiftId}/code`)
  const answers = await crowd(people, 8, ({ cookie }) =>
    atBoth(house => ask(house, cookie, 'POST', '/api/checkins', { code: body.code })),
  )
  for (const two of answers)
    expect(two.map(one => one.body.what ?? one.body.code).sort()).toEqual(['checkin.twice', 'in'])
  const shown = await atBoth(house => ask(house, leader, 'GET', `/api/shifts/${project.shiftId}/roster`))
  for (const { body } of shown)
    expect((body.people as { inAt: string | null }[]).filter(one => one.inAt !== null)).toHaveLength(30)
  expect(await sound()).toEqual([])
})

test('a new place and an ended grant are known to both within five seconds', async () => {
  const administrator = await cookieOf(await world.aStaffMember('system-administrator', world.book.district))
  const added = `${world.town.code.slice(0, 9)}997`
  const csv = `code,name,level,parent,lat,lng,population,station\n${added},银杏社区,community,${world.town.code},31.03,121.2,900,no`
  await atBoth(house => ask(house, administrator, 'GET', '/api/places'))
  expect((await ask(houses[0], administrator, 'POST', '/api/places', { csv })).body.added).toEqual([added])
  const clerk = await world.aStaffMember('town-clerk')
  const cookie = await cookieOf(clerk)
  const seen = await atBoth(house => ask(house, cookie, 'GET', '/api/people?limit=1'))
  expect(seen.map(one => one.status)).toEqual([200, 200])
  const security = await cookieOf(await world.aStaffMember('security-administrator', world.book.district))
  const duty = await sql<{
    id: number
  }>`select id from access_grant where person_id = ${clerk.personId}`.execute(world.ground.db)
  const ended = await ask(houses[0], security, 'POST', `/api/desk/appointments/${duty.rows[0]?.id}/end`, {
    reason: '调离本街镇',
  })
  expect(ended.status).toBe(200)
  const begun = Date.now()
  for (const house of houses) {
    await until('the new place', async () => {
      const { body } = await ask(house, administrator, 'GET', '/api/places')
      return (body.places as { code: string }[]).some(one => one.code === added)
    })
    await until(
      'the ended grant',
      async () => (await ask(house, cookie, 'GET', '/api/people?limit=1')).status === 403,
    )
  }
  expect(Date.now() - begun).toBeLessThan(5_500)
})

test('a rule approved at one is in force in both, for the day from which it holds', async () => {
  const [proposes, approves] = [
    await cookieOf(await world.aStaffMember('general-service-head', world.book.district)),
    await cookieOf(await world.aStaffMember('general-service-head', world.book.district)),
  ]
  const project = await world.aProject() // in two days
  const leader = await cookieOf(project.team.leader)
  const codeLives = async (house: House) => {
    const { body } = await ask(house, leader, 'GET', `/api/shifts/${project.shiftId}/code`)
    return new Date(String(body.expiresAt)).getTime() - Date.now()
  }
  for (const ms of await atBoth(codeLives)) expect(ms).toBeLessThanOrEqual(30_000)
  const page = await ask(houses[0], proposes, 'GET', '/api/rules/participation.checkin')
  const { value } = page.body.inForce as { value: Body }
  const proposed = await ask(houses[0], proposes, 'POST', '/api/rules/versions', {
    key: 'participation.checkin',
    from: localDay(addMinutes(new Date(), 24 * 60)),
    value: { ...value, codeSeconds: 120 },
    source: '松志协〔2026〕18 号 第三条',
  })
  expect(proposed).toMatchObject({ status: 201 })
  const path = `/api/rules/versions/${proposed.body.id}/decision`
  expect(await ask(houses[1], approves, 'POST', path, { verdict: 'approve' })).toMatchObject({ status: 200 })
  await until('the rule in both', async () => (await atBoth(codeLives)).every(ms => ms > 60_000), 5)
})

test('one is killed in the middle of a rush: nothing acknowledged is lost, and the other serves everybody', async () => {
  const people = await volunteers(120)
  const { slotId } = await world.aProject({ places: 15 })
  let acknowledged = 0
  const answers = await crowd(people, 12, async ({ cookie }, i) => {
    // Whoever is not served, or served by the one that dies, goes to the other.
    for (const house of [houses[i % 2], houses[1]]) {
      const answer = await ask(house as House, cookie, 'POST', '/api/signups', { slotId }).catch(error => {
        if (/answered 500/.test(String(error))) throw error
        return undefined
      })
      if (!answer || answer.status >= 300) continue
      if (++acknowledged === 40) void houses[0].kill()
      return answer.body
    }
    throw new Error('nobody served')
  })
  expect(houses.map(house => house.alive())).toEqual([false, true])
  const rows = new Map((await byArrival(slotId)).map(row => [row.personId, row]))
  for (const [i, { person }] of people.entries())
    expect(rows.get(person.personId as number)).toMatchObject({
      state: answers[i]?.state,
      arrival: answers[i]?.arrival,
    })
  expect([...rows.values()].map(row => row.arrival)).toEqual(people.map((_, i) => i + 1))
  expect(await sound()).toEqual([])
  houses[0] = await open()
}, 60_000)

const ROWS = 24_000
/** A sheet of people none of whom the district knows. */
function aSheet(): string {
  const number = documents()
  const lines = Array.from({ length: ROWS }, (_, i) => {
    const birth = addDays('1961-01-01', i % 10_000)
    return `张三,身份证,${number(birth, 'male')},男,${birth},${13_100_000_000 + i},${world.town.name},${world.community.name},,,,,,`
  })
  return [sheetColumns.join(','), ...lines].join('\n')
}
/** The house that works on a sheet: the lock that it holds says whose it is. */
async function workerOf(): Promise<number> {
  const { rows } = await sql<{ pid: number }>`
    select split_part(a.application_name, ' ', 3)::integer as pid from pg_locks l join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'advisory' and l.classid = 7310123 and l.granted`.execute(world.ground.db)
  return rows[0]?.pid ?? 0
}

test('a sheet survives whoever works on it: checked and registered to the end by the one that is left', async () => {
  const clerk = await cookieOf(await world.aStaffMember('information-clerk', world.book.district))
  const form = new FormData()
  form.append('file', new Blob([aSheet()]), '方松.csv')
  const sent = await fetch(`${houses[0].origin}/api/imports?kind=people&node=${world.book.district.nodeId}`, {
    method: 'POST',
    headers: { cookie: clerk },
    body: form,
  })
  expect(sent.status).toBe(202)
  const { id } = (await sent.json()) as { id: number }
  const view = async () => {
    const house = houses.find(one => one.alive()) as House
    const { body } = await ask(house, clerk, 'GET', `/api/imports/${id}`)
    return body as { state: string; rowsSeen: number; verdicts: { verdict: string; rows: number }[] }
  }
  const registered = async () =>
    (await view()).verdicts
      .filter(one => one.verdict === 'registered')
      .reduce((sum, one) => sum + one.rows, 0)
  const killTheWorker = async () => {
    const pid = await workerOf()
    const house = houses.find(one => one.pid === pid)
    if (!house) throw new Error(`nobody works: ${JSON.stringify(await view())}`)
    await house.kill()
    return houses.indexOf(house)
  }

  await until('half the check', async () => (await view()).rowsSeen > ROWS / 4)
  expect((await view()).state).toBe('checking')
  const first = await killTheWorker()
  await until('the check', async () => (await view()).state === 'checked', 40)
  houses[first] = await open()

  const begun = await ask(houses[1 - first] as House, clerk, 'POST', `/api/imports/${id}/register`)
  expect(begun.status).toBe(202)
  await until('part of the registration', async () => (await registered()) > ROWS / 6, 40)
  await killTheWorker()
  await until('the registration', async () => (await view()).state === 'done', 60)
  expect(await registered()).toBe(ROWS)
  const { rows } = await sql<{ n: number; people: number }>`
    select count(*) as n, count(distinct subject) as people from journal where kind = 'person.registered' and facts::json ->> 'import' = ${String(id)}`.execute(
    world.ground.db,
  )
  expect(rows[0]).toEqual({ n: ROWS, people: ROWS })
  expect(await sound()).toEqual([])
  for (const said of spoken) expect(said()).not.toMatch(/unexpected error/)
}, 180_000)
