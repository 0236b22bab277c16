// A district with a virus scanner: what it finds is refused and remembered, and while it is away files wait, unseen by others.
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyDistrict } from '../../src/app/verify.ts'
import { scanWaiting } from '../../src/foundation/files/sweeping.ts'
import { writeProject } from '../../src/projects/drafting.ts'
import { aScanner } from '../support/clamd.ts'
import { eicar } from '../support/samples.ts'
import { sender } from '../support/sending.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let app: FastifyInstance
let clamd: Awaited<ReturnType<typeof aScanner>>
beforeAll(async () => {
  clamd = await aScanner()
  world = await aWorld({ YUNJIAN_CLAMD: clamd.address })
  ;({ app } = await world.house())
})
afterAll(() => app.close())
const minutes = (n: number) => world.at(new Date(world.now().getTime() + n * 60_000))
const told = async (kind: string) =>
  (
    await world.ground.database.pool.query<{ facts: string }>(
      'select facts from journal where kind = $1 order by id',
      [kind],
    )
  ).rows.map(row => JSON.parse(row.facts))

async function aProjectWithItsPeople() {
  const team = await world.aTeam()
  const project = await writeProject(world.ground, team.leader, world.aDraft(team.id))
  return {
    subject: `project:${project}`,
    leader: sender(app, await world.tokenOf(team.leader)),
    clerk: sender(app, await world.tokenOf(await world.aStaffMember('town-clerk'))),
  }
}

test('a virus is refused by its name, on the journal, and nothing of it is kept', async () => {
  const { leader, subject } = await aProjectWithItsPeople()
  const sent = await leader.send('预案.txt', Buffer.from(`安全预案\n${eicar()}`), 'project.paper', subject)
  expect(sent.body).toMatchObject({ status: 422, code: 'file.infected' })
  expect(sent.body.detail).toBe(
    '“预案.txt” 里查出病毒（Test.EICAR.UNOFFICIAL），没有保存。请先给您的设备杀毒。',
  )
  expect(await told('file.infected')).toEqual([
    { signature: 'Test.EICAR.UNOFFICIAL', purpose: 'project.paper', size: 81 },
  ])
  for await (const one of world.ground.store.list(world.ground.config.schema)) expect(one).toBeUndefined()
  expect((await leader.list(subject)).body.files).toEqual([])
})

test('while the scanner is away a file waits: its sender sees that, others cannot open it; then it is looked at', async () => {
  const { leader, clerk, subject } = await aProjectWithItsPeople()
  await clamd.stop()
  const clean = await leader.send('平安.txt', Buffer.from('两人一组'), 'project.paper', subject)
  const bad = await leader.send('有毒.txt', Buffer.from(`两人一组 ${eicar()}`), 'project.paper', subject)
  expect([clean.status, clean.body.scanned, bad.body.scanned]).toEqual([201, false, false])
  expect((await leader.open(clean.body.id)).status).toBe(200)
  expect((await clerk.list(subject)).body.files.map(file => file.scanned)).toEqual([false, false])
  const refused = await clerk.call<{ code: string; detail: string }>('GET', `/api/files/${clean.body.id}`)
  expect(refused.body).toMatchObject({ status: 409, code: 'file.unscanned' })
  expect(refused.body.detail).toContain('还没有做病毒检查')

  // Longer each time it is still away, and no hammering in between.
  expect(await scanWaiting(world.ground)).toBe(0)
  const next = async () =>
    (await world.ground.database.pool.query('select max(scan_at) as at, max(scan_tries) as tries from file'))
      .rows[0]
  minutes(2)
  await scanWaiting(world.ground)
  await scanWaiting(world.ground)
  expect((await next()).tries).toBe(1)
  minutes(2)
  await scanWaiting(world.ground)
  const { at, tries } = await next()
  expect([tries, (at.getTime() - world.now().getTime()) / 60_000]).toEqual([2, 5])

  await clamd.startAgain()
  minutes(6)
  expect(await scanWaiting(world.ground)).toBe(2)
  expect((await clerk.open(clean.body.id)).body.toString()).toBe('两人一组')
  expect((await clerk.open(bad.body.id)).status).toBe(404)
  expect((await leader.list(subject)).body.files).toMatchObject([{ name: '平安.txt', scanned: true }])
  expect((await told('file.infected')).at(-1)).toEqual({
    from: subject,
    purpose: 'project.paper',
    signature: 'Test.EICAR.UNOFFICIAL',
  })
  expect((await verifyDistrict(world.ground)).filter(check => check.broken > 0)).toEqual([])
})

test('a file that the store has lost keeps no other waiting for the scanner', async () => {
  const { leader, clerk, subject } = await aProjectWithItsPeople()
  await clamd.stop()
  const lost = await leader.send('lost.txt', Buffer.from('will be lost'), 'project.paper', subject)
  minutes(1)
  const sound = await leader.send('sound.txt', Buffer.from('stays'), 'project.paper', subject)
  const { rows } = await world.ground.database.pool.query<{ name: string }>(
    `select encode(c.name, 'hex') as name from file f join file_content c on c.id = f.content_id where f.id = $1`,
    [lost.body.id],
  )
  const name = rows[0]?.name ?? ''
  await world.ground.store.remove(`${world.ground.config.schema}/contents/${name.slice(0, 2)}/${name}`)
  await clamd.startAgain()
  minutes(3)
  expect(await scanWaiting(world.ground)).toBe(1)
  expect((await clerk.open(sound.body.id)).body.toString()).toBe('stays')
})
