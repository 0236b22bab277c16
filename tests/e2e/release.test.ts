// A server that goes away and comes back, with the same pages or with a new release, while pages are open.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { buildInto } from '../../src/app/pages/build.ts'
import { addMinutes } from '../../src/foundation/clock.ts'
import { signUp } from '../../src/participation/admission/service.ts'
import { givesAccount, PASSWORD } from '../support/accounts.ts'
import { aBrowser, aPage, aServer, picture, seriousFindings, signIn } from '../support/browser.ts'
import { aWorld } from '../support/world.ts'

const LI = '13800000001'
const ZHOU = '13800000004'

/** The same sources as another release would have them: every file under another name. */
async function anotherRelease(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'yunjian-release-'))
  const own = fileURLToPath(new URL('../../vite.config.ts', import.meta.url))
  const config = join(fileURLToPath(new URL('../../dist/', import.meta.url)), 'next.config.ts')
  writeFileSync(
    config,
    `import { mergeConfig } from 'vite'
import own from ${JSON.stringify(own)}
export default mergeConfig(own, { build: { rolldownOptions: { output: {
  chunkFileNames: 'assets/[name]-[hash].next.js', assetFileNames: 'assets/[name]-[hash].next[extname]' } } } })
`,
  )
  await buildInto(folder, config)
  return folder
}

const nextShift = (page: Page) =>
  page.getByRole('region', { name: '下一班' }).getByRole('heading', { name: '图书馆整架' })
const releaseOf = (page: Page) => page.locator('meta[name="release"]').getAttribute('content')
const files = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).filter(name => name.startsWith('yunjian-files-')))

async function aDistrict() {
  const world = await aWorld()
  const now = new Date()
  world.at(now)
  const li = await world.aVolunteer({ name: '李秀英' })
  const project = await world.aProject({
    shifts: [
      {
        startsAt: addMinutes(now, 60).toISOString(),
        endsAt: addMinutes(now, 180).toISOString(),
      },
    ],
  })
  await signUp(world.ground, li, { slotId: project.slotId })
  await givesAccount(world, li.personId as number, LI)
  const zhou = await world.aVolunteer({ name: '周敏' })
  await givesAccount(world, zhou.personId as number, ZHOU, { role: 'town-clerk', nodeId: world.town.nodeId })
  return { world, server: await aServer(world) }
}

test('the server is restarted in the middle: nobody is told that they are not registered, and every page comes back by itself', async () => {
  const { world, server } = await aDistrict()
  const browser = await aBrowser()
  const desk = await aPage(browser, server.origin, 'desk')
  await signIn(desk, world, ZHOU, PASSWORD)
  const phone = await aPage(browser, server.origin, 'phone')
  await signIn(phone, world, LI)
  await nextShift(phone).waitFor()

  await server.stop()
  // The desk: a page whose file is not here yet, and one whose answer does not come
  const works = desk.getByRole('navigation', { name: '按工作找' })
  await works.getByRole('link', { name: '统计' }).click()
  await desk.getByRole('heading', { name: '没有网络' }).waitFor()
  await works.getByRole('link', { name: '待办' }).waitFor()
  await picture(desk, 'desk-server-gone')
  expect(await seriousFindings(desk)).toEqual([])
  // The phone: 我的 is known, and is not taken for somebody unregistered
  await phone.getByRole('navigation').getByRole('link', { name: '我的' }).click()
  await phone.getByText('李秀英').waitFor()
  expect(await phone.getByText('还没有登记').count()).toBe(0)

  await server.start()
  await desk.getByRole('heading', { level: 1 }).filter({ hasText: '统计' }).waitFor()
  expect(await desk.getByText('没有网络').count()).toBe(0)
  await phone.goto('/me/mine')
  await phone.getByText('李秀英').waitFor()
})

test('a page that asks while the server is down says that it could not ask, and answers when it is back', async () => {
  const { world, server } = await aDistrict()
  const phone = await aPage(await aBrowser(), server.origin, 'phone')
  await signIn(phone, world, LI)
  await nextShift(phone).waitFor()
  await phone.route('**/api/**', route => route.abort('connectionrefused'))
  await phone.addInitScript(() => localStorage.removeItem('yunjian.kept')) // however late the page before kept it
  await phone.goto('/me/mine')
  await phone.getByText('这里要等网络回来').first().waitFor()
  expect(await phone.getByText('还没有登记').count()).toBe(0)
  await picture(phone, 'phone-could-not-ask')
  await phone.goto('/me')
  await phone.getByRole('heading', { name: '没有网络' }).waitFor()
  expect(await phone.getByText('近期没有安排').count()).toBe(0)
  await phone.unroute('**/api/**')
  await nextShift(phone).waitFor()
})

test('a new release is loaded by a page that holds nothing, announced on one that holds something typed, and old files go when no page needs them', async () => {
  const { world, server } = await aDistrict()
  const browser = await aBrowser()
  const reading = await aPage(browser, server.origin, 'phone')
  await signIn(reading, world, LI)
  await nextShift(reading).waitFor()
  await vi.waitFor(async () => expect(await files(reading)).toHaveLength(1), {
    timeout: 20_000,
    interval: 300,
  })
  const old = (await releaseOf(reading)) ?? ''
  const writing = await reading.context().newPage()
  await writing.goto('/me/scan')
  await writing.getByLabel('或输入码下面的文字').fill('YJ1.写了一半')

  const pages = await anotherRelease()
  await server.stop()
  await server.start({ pages })
  // Both ask for something, as open pages do
  for (const page of [reading, writing]) await page.evaluate(() => window.dispatchEvent(new Event('offline')))
  const bar = writing.getByRole('status').filter({ hasText: '系统更新了' })
  await bar.waitFor({ timeout: 60_000 })
  await vi.waitFor(async () => expect(await releaseOf(reading)).not.toBe(old), {
    timeout: 60_000,
    interval: 300,
  })
  await nextShift(reading).waitFor()
  const fresh = await releaseOf(reading)
  expect(await releaseOf(writing)).toBe(old)
  expect(await writing.getByLabel('或输入码下面的文字').inputValue()).toBe('YJ1.写了一半')
  await picture(writing, 'new-release-typed')
  expect(await seriousFindings(writing)).toEqual([])
  // The page of before still gets its own files, from the worker or from the server that keeps them
  expect(await files(writing)).toContain(`yunjian-files-${old}`)
  await writing.getByRole('navigation').getByRole('link', { name: '找服务' }).click()
  await writing.getByPlaceholder(/想做什么/).waitFor()
  // What was typed is gone with its page, so nothing holds the new release back
  await vi.waitFor(async () => expect(await releaseOf(writing)).toBe(fresh), {
    timeout: 30_000,
    interval: 300,
  })
  await writing.goto('/me')
  await writing.waitForTimeout(3000)
  await vi.waitFor(async () => expect(await files(writing)).toEqual([`yunjian-files-${fresh}`]), {
    timeout: 30_000,
    interval: 300,
  })

  // The switch: a worker that is not wanted takes itself and its files away
  await server.stop()
  await server.start({ pages, worker: false })
  await writing.goto('/me')
  await vi.waitFor(
    async () => {
      await writing.evaluate(async () => (await navigator.serviceWorker.getRegistration('/me'))?.update())
      expect(await files(writing)).toEqual([])
    },
    { timeout: 60_000, interval: 500 },
  )
  // Pages that were open may have asked for it while it left: it leaves them too.
  await vi.waitFor(
    async () => {
      await writing.reload()
      await nextShift(writing).waitFor()
      expect(await writing.evaluate(() => navigator.serviceWorker.controller)).toBeNull()
    },
    { timeout: 60_000, interval: 3000 },
  )
})
