// Somebody who has a backup, or can write where backups lie: what is put back is this district's own, made with its keys, and nothing
// that was taken back since lives again.
import { createHash, createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { prepareDistrict } from '../../src/app/compose.ts'
import { verifyDistrict } from '../../src/app/verify.ts'
import { issue, revokeCertificate, verifyByNumber } from '../../src/certificates/service.ts'
import { endAppointment } from '../../src/foundation/access/ending.ts'
import { revokeToken } from '../../src/foundation/accounts/tokens.ts'
import { backup } from '../../src/foundation/backups/backup.ts'
import { frame } from '../../src/foundation/backups/file.ts'
import { restore } from '../../src/foundation/backups/restore.ts'
import { historyOf } from '../../src/foundation/journal/journal.ts'
import { songjiangPlaces } from '../../src/places/service.ts'
import { confirm } from '../../src/records/confirming.ts'
import { givesAccount, PASSWORD } from '../support/accounts.ts'
import { run } from '../support/processes.ts'
import { aDatabase, aWorld, type World, worldOn } from '../support/world.ts'

const aFolder = () => mkdtempSync(join(tmpdir(), 'yj-restore-'))
const putBack = (world: World, file: string, fromDistrict?: string) =>
  restore(world.ground, file, { by: world.district, fromDistrict })

describe('a file that is put back', () => {
  let world: World
  let file: string
  beforeAll(async () => {
    world = await aWorld()
    await world.aVolunteer({ name: '王小明' })
    file = join(aFolder(), 'tonight.backup')
    await backup(world.ground, file)
  })

  /** The frames of a backup, and the same file with some of them changed and a last one of one's own making. */
  function framesOf(path: string): Buffer[] {
    const all = gunzipSync(readFileSync(path))
    const frames: Buffer[] = []
    for (let at = 0; at < all.length; at += 5 + all.readUInt32BE(at + 1))
      frames.push(all.subarray(at, at + 5 + all.readUInt32BE(at + 1)))
    return frames
  }
  const forged = (name: string, frames: Buffer[], last: (all: Buffer) => Buffer) => {
    const all = Buffer.concat(frames)
    const path = join(aFolder(), name)
    writeFileSync(path, gzipSync(Buffer.concat([all, frame('E', last(all))])))
    return path
  }

  test('with its checksum made anew over what was changed is refused, whatever the checksum; nothing was touched', async () => {
    const changed = framesOf(file)
      .slice(0, -1)
      .map(one => Buffer.from(one.toString('latin1').replace('王小明', '王大明'), 'latin1'))
    const [header = Buffer.alloc(0)] = changed
    const key = Buffer.from(String(world.ground.secrets.fingerprints[1]?.fingerprint))
    const count = async () => (await world.owner.pool.query('select count(*) as n from person')).rows[0].n
    const before = await count()
    for (const last of [
      (all: Buffer) => createHash('sha256').update(all).digest(),
      (all: Buffer) => createHmac('sha256', key).update(all).digest(),
      () => framesOf(file).at(-1)?.subarray(5) ?? Buffer.alloc(0),
      () => Buffer.alloc(0),
    ]) {
      const more = [...changed.slice(0, 2), frame('D', Buffer.from('x\n')), ...changed.slice(2)]
      await expect(putBack(world, forged('forged', more, last))).rejects.toMatchObject({
        code: 'backup.changed',
      })
    }
    const other = Buffer.from(header.toString('utf8').replace('"version":3', '"version":2'))
    await expect(
      putBack(
        world,
        forged('old', [other, ...changed.slice(1)], () => key),
      ),
    ).rejects.toMatchObject({
      code: 'backup.unsound',
    })
    const whole = readFileSync(file)
    writeFileSync(`${file}.cut`, whole.subarray(0, whole.length - 100))
    await expect(putBack(world, `${file}.cut`)).rejects.toMatchObject({ code: 'backup.unsound' })
    await expect(
      putBack(
        world,
        forged('no end', framesOf(file).slice(0, -1), () => key),
      ),
    ).rejects.toMatchObject({ code: 'backup.changed' })
    expect(await count()).toBe(before)
  })

  test('of another district is refused by name, and named it still needs that district’s keys', async () => {
    const beside = await worldOfDistrict('310118', world.url)
    const theirs = join(aFolder(), 'theirs.backup')
    await backup(beside.ground, theirs)
    await expect(putBack(world, theirs)).rejects.toMatchObject({
      code: 'backup.other-district',
      params: { district: '310118' },
    })
    await expect(putBack(world, theirs, '310118')).rejects.toMatchObject({ code: 'backup.other-keys' })
    // On a host that has their keys, and told which district is meant, it is put back.
    const host = await worldOfDistrict('310119', world.url, beside.ground.config.dataFolder)
    expect(await putBack(host, theirs, '310118')).toMatchObject({ kept: [] })
    await expect(putBack(host, theirs)).rejects.toMatchObject({ code: 'backup.other-district' })
  })

  test('is refused on a host whose keys could not read it', async () => {
    const elsewhere = await worldOn(await aDatabase(), aFolder(), world.now())
    await expect(putBack(elsewhere, file)).rejects.toMatchObject({ code: 'backup.other-keys' })
  })

  test('is its owner’s alone, also where a readable file lay at its place', async () => {
    const path = join(aFolder(), 'open.backup')
    writeFileSync(path, 'x', { mode: 0o644 })
    await backup(world.ground, path)
    expect(statSync(path).mode & 0o077).toBe(0)
  })
})

test('what is said of tables is said of tables that are there: a name that moved on would protect nothing', async () => {
  const { ground, owner } = await aWorld()
  for (const room of ground.rooms) {
    for (const table of [...(room.added ?? []), ...(room.passing ?? [])])
      expect(
        (await owner.pool.query('select to_regclass($1) as it', [`"${table}"`])).rows[0].it,
        table,
      ).not.toBeNull()
    for (const { table, same, sets, withdrawn } of room.withdrawals ?? [])
      await owner.pool.query(`select id, ${[...same, ...sets].join(', ')} from ${table} where ${withdrawn}`)
  }
})

async function worldOfDistrict(code: string, owner: string, folder = aFolder()): Promise<World> {
  const env = { YUNJIAN_DATA: folder, YUNJIAN_DISTRICT: code }
  const { readConfig } = await import('../../src/foundation/config.ts')
  await prepareDistrict(owner, readConfig(env), { places: songjiangPlaces().replaceAll('310117', code) })
  return worldOn(owner, folder, new Date('2026-11-23T01:00:00Z'), { YUNJIAN_DISTRICT: code })
}

test('what was taken back after a backup stays so when it is put back, nobody is still signed in, and the journal says it', async () => {
  const world = await aWorld()
  const { ground } = world
  const { app } = await world.house()
  const send = (method: 'GET' | 'POST', url: string, headers: Record<string, string>, payload?: object) =>
    app.inject({ method, url, headers, ...(payload && { payload }) })
  const security = await world.aStaffMember('security-administrator', world.book.district)
  const clerk = await world.aVolunteer()
  await givesAccount(world, clerk.personId as number, '13900000001', {
    role: 'town-clerk',
    nodeId: world.town.nodeId,
  })
  const project = await world.aProject()
  const volunteer = await world.aVolunteer()
  await world.served(world.at, project, volunteer)
  const { rows } = await world.owner.pool.query('select id from service_record')
  await confirm(ground, project.team.leader, [rows[0].id])
  const certificate = await issue(ground, volunteer, {})

  await send('POST', '/api/accounts/code', {}, { phone: '13900000001' })
  const cookieOf = (answer: Awaited<ReturnType<typeof send>>) =>
    [answer.headers['set-cookie']]
      .flat()
      .map(one => String(one).split(';')[0])
      .join('; ')
  const code = world.codes.get('13900000001')
  const signedIn = cookieOf(await send('POST', '/api/accounts/sign-in', {}, { phone: '13900000001', code }))
  const cookie = cookieOf(
    await send('POST', '/api/accounts/password', { cookie: signedIn }, { password: PASSWORD }),
  )
  expect((await send('GET', '/api/people', { cookie })).statusCode).toBe(200)
  const bearer = await world.tokenOf(clerk)

  const file = join(aFolder(), 'before.backup')
  await backup(ground, file)
  expect(gunzipSync(readFileSync(file)).includes('"name":"session","columns"')).toBe(false)

  const idOf = async (text: string, value: unknown) =>
    Number((await world.owner.pool.query(text, [value])).rows[0].id)
  const duty = await idOf('select id from access_grant where person_id = $1', clerk.personId)
  const token = await idOf('select max(id) as id from api_token where giver_person = $1', clerk.personId)
  const consent = await idOf('select id from consent where person_id = $1', volunteer.personId)
  await endAppointment(ground, security, duty, 'moved to another post')
  await revokeToken(ground, { ...clerk, grants: [] }, token)
  await revokeCertificate(ground, world.district, certificate.no, 'asked for twice')
  await world.owner.pool.query('update consent set withdrawn_at = $1 where id = $2', [world.now(), consent])
  const later = await world.aVolunteer()

  const env = {
    DATABASE_URL: ground.databaseUrl,
    YUNJIAN_OWNER_URL: world.url,
    YUNJIAN_DATA: ground.config.dataFolder,
  }
  const told = await run(['src/app/cli.ts', 'restore', file], env)
  expect(told, told.output).toMatchObject({ code: 0 })
  const kept = [`grant:${duty}`, `token:${token}`, `certificate:1`, `consent:${consent}`]
  for (const words of [...kept, '1 sessions ended']) expect(told.output).toContain(words)
  ground.sessions.forget()

  expect((await send('GET', '/api/people', { cookie })).statusCode).toBe(401)
  expect((await send('GET', '/api/people', { authorization: `Bearer ${bearer}` })).statusCode).toBe(401)
  expect(await verifyByNumber(ground, certificate.no, certificate.shortCode)).toMatchObject({
    verdict: 'revoked',
  })
  const state = await world.owner.pool.query(
    `select (select state from access_grant where id = $1) as duty, (select withdrawn_at is not null from consent where id = $2) as ended,
      (select count(*) from person where id = $3) as later, (select count(*) from "session") as sessions,
      (select count(*) from sign_in_code) as codes, (select count(*) from idempotency) as answers, (select count(*) from attempt) as attempts`,
    [duty, consent, later.personId],
  )
  expect(state.rows).toEqual([
    { duty: 'ended', ended: true, later: 0, sessions: 0, codes: 0, answers: 0, attempts: 0 },
  ])
  const [entry] = await historyOf(ground.db, 'backup:restored')
  expect(entry).toMatchObject({
    kind: 'backup.restored',
    facts: { file: 'before.backup', district: '310117', kept: 4, head: { position: expect.any(Number) } },
  })
  for (const subject of kept) expect((await historyOf(ground.db, subject))[0]?.kind).toBe('backup.kept')
  expect((await verifyDistrict(ground)).filter(one => one.broken > 0)).toEqual([])
  await app.close()
}, 120_000)
