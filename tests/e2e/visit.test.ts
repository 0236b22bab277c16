// What a volunteer's first visit costs, as a browser counts it: everything that comes over the wire until the next shift shows.
import { expect, test } from 'vitest'
import { visit, workerReady } from '../../bench/browser.ts'
import { addMinutes } from '../../src/foundation/clock.ts'
import { signUp } from '../../src/participation/admission/service.ts'
import { givesAccount } from '../support/accounts.ts'
import { aBrowser, aPage, openHouse, signIn } from '../support/browser.ts'
import { aWorld } from '../support/world.ts'

const BUDGET = 170_000

test('the first visit transfers at most 170 kB until the next shift shows, a visit with the worker next to nothing', async () => {
  const world = await aWorld()
  const now = new Date()
  world.at(now)
  const li = await world.aVolunteer({ name: '李秀英' })
  await givesAccount(world, li.personId as number, '13800000001')
  const at = (minutes: number) => addMinutes(now, minutes).toISOString()
  const project = await world.aProject({ shifts: [{ startsAt: at(60), endsAt: at(180) }] })
  await signUp(world.ground, li, { slotId: project.slotId })
  const origin = await openHouse(world)
  const browser = await aBrowser()
  const page = await aPage(browser, origin, 'phone')
  await signIn(page, world, '13800000001')
  const cookies = await page.context().cookies()
  const fresh = await browser.newContext({ baseURL: origin, viewport: { width: 390, height: 844 } })
  await fresh.addCookies(cookies)

  const first = await visit(fresh)
  const listed = first.files.map(file => `${file.bytes} ${file.path}`).join('\n')
  expect(first.bytes, listed).toBeLessThanOrEqual(BUDGET)
  // What it needs is all there: page, script, style, session and sign-ups. And nothing of the desk.
  for (const part of ['/me', '.js', '.css', '/api/accounts/me', '/api/me/signups'])
    expect(
      first.files.some(file => file.path.endsWith(part)),
      part,
    ).toBe(true)
  expect(first.files.length).toBeLessThan(20)

  await workerReady(fresh)
  const again = await visit(fresh)
  expect(again.files.filter(file => file.path.startsWith('/assets/') && file.bytes > 0)).toEqual([])
  expect(again.bytes).toBeLessThanOrEqual(12_000)
})

test('scripts and styles come compressed and for good, start pages and the worker are asked for anew', async () => {
  const world = await aWorld()
  const origin = await openHouse(world)
  const html = await (await fetch(`${origin}/me`)).text()
  const script = /src="(\/assets\/index-[^"]+\.js)"/.exec(html)?.[1] ?? ''
  const style = /href="(\/assets\/[^"]+\.css)"/.exec(html)?.[1] ?? ''
  for (const [accepted, encoding] of [
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ] as const)
    for (const path of [script, style]) {
      const answer = await fetch(origin + path, { headers: { 'accept-encoding': accepted } })
      expect([answer.status, answer.headers.get('content-encoding')], `${path} ${accepted}`).toEqual([
        200,
        encoding,
      ])
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(answer.headers.get('vary')).toMatch(/accept-encoding/i)
      expect((await answer.text()).length).toBeGreaterThan(1000)
    }
  for (const path of ['/me', '/', '/worker.js'])
    expect((await fetch(origin + path)).headers.get('cache-control'), path).toBe('no-cache')
  // What is the same for everybody leaves compressed; a person's own answers never do.
  const wide = { headers: { 'accept-encoding': 'br' } }
  expect((await fetch(`${origin}/api/places`, wide)).headers.get('content-encoding')).toBe('br')
  expect((await fetch(`${origin}/api/accounts/me`, wide)).headers.get('content-encoding')).toBeNull()
})
