// Whoever watches the machines is told when a process can no longer keep what it is given, before people are.
import { expect, test } from 'vitest'
import { aWorld } from '../support/world.ts'

const ready = async (world: Awaited<ReturnType<typeof aWorld>>) => {
  const { app } = await world.house()
  const answer = await app.inject({ url: '/readyz', headers: { 'accept-language': 'en' } })
  const alive = await app.inject({ url: '/healthz' })
  await app.close()
  expect(alive.statusCode).toBe(200)
  return { status: answer.statusCode, ...answer.json() }
}

test('with room on its disk a process is ready, without it is not, and says so', async () => {
  expect(await ready(await aWorld())).toEqual({ status: 200, ok: true })
  const full = await aWorld({ YUNJIAN_LEAST_FREE_MB: String(1e9) })
  expect(await ready(full)).toMatchObject({
    status: 503,
    code: 'not-ready',
    detail: 'Not ready: the disk is nearly full.',
  })
})

test('a database that can be read and not written is not ready; many askers try it once', async () => {
  const world = await aWorld()
  const { pool } = world.owner
  const { app } = await world.houseOf(await world.beside())
  const database = new URL(world.url).pathname.slice(1)
  await pool.query(`alter database ${database} set default_transaction_read_only = on`)
  await pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  const marks = async () => Number((await pool.query('select count(*) as n from ready_mark')).rows[0].n)
  const answers = await Promise.all(Array.from({ length: 20 }, () => app.inject({ url: '/readyz' })))
  expect(new Set(answers.map(one => one.statusCode))).toEqual(new Set([503]))
  expect(answers[0]?.json()).toMatchObject({ code: 'not-ready', detail: '暂时不能办理：数据库写不进去。' })
  expect(await marks()).toBe(0)
  await app.close()
})
