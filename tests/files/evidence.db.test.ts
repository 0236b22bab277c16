// Photos with a dispute: from whoever disputes the hour to whoever decides it, and to nobody else.
import { expect, test } from 'vitest'
import { verifyDistrict } from '../../src/app/verify.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { confirm } from '../../src/records/confirming.ts'
import { aPhoto } from '../support/samples.ts'
import { sender } from '../support/sending.ts'
import { aWorld } from '../support/world.ts'

test('whoever decides on an hour sees the photos that came with it; the leader, the clerk next door and the auditor do not', async () => {
  const world = await aWorld()
  const { app } = await world.house()
  const as = async (who: Principal) => sender(app, await world.tokenOf(who))
  const volunteer = await world.aVolunteer({ name: '钱多多' })
  const project = await world.aProject()
  await world.served(world.at, project, volunteer)
  const { rows } = await world.ground.database.pool.query('select id from service_record')
  const record = Number(rows[0].id)
  await confirm(world.ground, project.team.leader, [record])

  const me = await as(volunteer)
  const photos = [
    await me.send('到岗.jpg', await aPhoto()),
    await me.send('签到表.jpg', await aPhoto({ width: 500 })),
  ]
  const ids = photos.map(photo => photo.body.id)
  const stranger = await as(await world.aVolunteer())
  expect((await stranger.open(ids[0] ?? 0)).status).toBe(404)

  // Somebody else's photo, or one too many times, is not taken along, and then nothing is.
  const theirs = (await stranger.send('别人的.jpg', await aPhoto())).body.id
  const disputed = (files: number[]) =>
    me.call<{ id: number; code?: string }>('POST', `/api/records/${record}/dispute`, {
      minutes: 170,
      reason: '我八点半就到了',
      files,
    })
  expect((await disputed([...ids, theirs])).status).toBe(404)
  const { status, body: correction } = await disputed(ids)
  expect(status).toBe(201)
  const subject = `correction:${correction.id}`

  const clerk = await as(await world.aStaffMember('town-clerk'))
  expect((await clerk.list(subject)).body.files).toMatchObject([
    { id: ids[0], name: '到岗.jpg', mine: false, mayRemove: false },
    { id: ids[1], name: '签到表.jpg' },
  ])
  expect((await me.list(subject)).body.files.map(file => file.mine)).toEqual([true, true])
  for (const size of ['thumb', 'page', undefined] as const)
    expect((await clerk.open(ids[0] ?? 0, size)).status).toBe(200)
  const elsewhere = world.book.towns.find(town => town.code !== world.town.code)
  const others: [string, Principal][] = [
    ['the leader who confirmed', project.team.leader],
    ['another volunteer', await world.aVolunteer()],
    ['a clerk of another town', await world.aStaffMember('town-clerk', elsewhere)],
    ['the auditor', await world.aStaffMember('audit-administrator', world.book.district)],
    ['the system administrator', await world.aStaffMember('system-administrator', world.book.district)],
    ['the station keeper', await world.aStaffMember('station-keeper')],
  ]
  for (const [who, principal] of others) {
    const other = await as(principal)
    expect([who, (await other.list(subject)).body.files]).toEqual([who, []])
    for (const size of ['thumb', undefined] as const)
      expect([who, (await other.open(ids[0] ?? 0, size)).status]).toEqual([who, 404])
  }
  // A clerk of the volunteer's own household, or who is the one concerned, decides nothing and sees nothing.
  const served = await world.aStaffMember('town-clerk')
  await world.ground.database.pool.query('update service_record set entered_by = $1 where id = $2', [
    served.personId,
    record,
  ])
  expect((await (await as(served)).open(ids[0] ?? 0)).status).toBe(404)

  // A second photo may follow while it is open; once it is decided all stays as it was decided upon.
  const late = await me.send('补拍.jpg', await aPhoto({ height: 700 }), 'record.evidence', subject)
  expect(late.status).toBe(201)
  expect((await me.remove(late.body.id)).status).toBe(200)
  await world.decide(await world.aStaffMember('town-clerk'), subject, 'pass', '照片能看清')
  expect((await me.remove(ids[0] ?? 0)).body).toMatchObject({ status: 409, code: 'file.closed' })
  expect((await me.send('又一张.jpg', await aPhoto(), 'record.evidence', subject)).body.code).toBe(
    'file.closed',
  )
  expect((await clerk.open(ids[0] ?? 0)).status).toBe(200)
  expect((await verifyDistrict(world.ground)).filter(check => check.broken > 0)).toEqual([])
  await app.close()
})
