// A real browser that comes through npm, and a house to open in it.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { launchBrowser } from '../../bench/browser.ts'
import { buildWeb } from '../../src/app/pages/build.ts'
import { serveWeb } from '../../src/app/web-server.ts'
import { startReading } from '../../src/foundation/journal/reading.ts'
import { startWorks } from '../../src/foundation/works.ts'
import { afterwards } from './afterwards.ts'
import type { World } from './world.ts'

const PHONE = { width: 390, height: 844 }
const DESK = { width: 1440, height: 900 }

export async function aBrowser(): Promise<Browser> {
  // A page of a test lives for seconds: its scripts are run as they are read, making them faster would take longer.
  const browser = await launchBrowser('--js-flags=--no-opt --no-maglev')
  afterwards(() => browser.close())
  return browser
}

/** Serves the world over HTTP on a free port, pages and all. */
export async function openHouse(world: World): Promise<string> {
  return (await aServer(world)).origin
}

/** A house whose server can go away and come back on its port, with the same pages or those of another release. */
export async function aServer(
  world: World,
): Promise<{ origin: string; stop: () => Promise<void>; start: (release?: Release) => Promise<void> }> {
  let port = 0
  let close = async () => {}
  const start = async ({ pages, worker }: Release = {}) => {
    const { app } = await world.house()
    await serveWeb(app, pages ?? (await buildWeb()), worker)
    const reading = startReading(world.ground, () => {}, 50)
    const works = startWorks(world.ground, () => {}, 100)
    await app.listen({ port, host: '127.0.0.1' })
    port = (app.server.address() as AddressInfo).port
    close = async () => {
      close = async () => {}
      app.server.closeAllConnections()
      await reading.stop()
      await works.stop()
      await app.close()
    }
  }
  await start()
  afterwards(() => close())
  return { origin: `http://127.0.0.1:${port}`, stop: () => close(), start }
}

type Release = { pages?: string; worker?: boolean }

/** @param worker false for a browser that has none: what it fetches can then be caught by `page.route` */
export async function aPage(
  browser: Browser,
  origin: string,
  size: 'phone' | 'desk',
  worker = true,
): Promise<Page> {
  const context = await browser.newContext({
    serviceWorkers: worker ? 'allow' : 'block',
    baseURL: origin,
    viewport: size === 'phone' ? PHONE : DESK,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    deviceScaleFactor: 1,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  page.on('pageerror', error => {
    throw error
  })
  return page
}

/** Signs the page's browser in by code and password, as the page itself would send them; the form is filled in where it is the story. */
export async function admit(page: Page, world: World, phone: string, password?: string): Promise<void> {
  const send = async (path: string, data: object) => {
    const answer = await page.request.post(`/api/accounts/${path}`, { data })
    if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`)
  }
  await send('code', { phone })
  await send('sign-in', { phone, code: world.codes.get(phone) ?? '' })
  if (password) await send('password', { password })
}

/** @param shows what staff see once they are in */
export async function signIn(
  page: Page,
  world: World,
  phone: string,
  password?: string,
  shows = '今天要办的',
): Promise<void> {
  await admit(page, world, phone, password)
  await page.goto(password ? '/desk' : '/me')
  if (password) await page.getByText(shows).first().waitFor()
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Serious accessibility findings of the page as it stands; none is the only good answer. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // A list that is just closing is not looked at.
  const open = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)')
  await open.first().waitFor({ state: 'hidden', timeout: 5_000 })
  // By the debugger's hand, which the content policy does not bind.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  return page.evaluate(async () => {
    type Found = { violations: { id: string; impact: string; nodes: { html: string }[] }[] }
    const { axe } = window as unknown as { axe: { run: (of: object) => Promise<Found> } }
    const { violations } = await axe.run({ resultTypes: ['violations'], preload: false })
    return violations
      .filter(one => one.impact === 'serious' || one.impact === 'critical')
      .map(one => `${one.id}: ${one.nodes[0]?.html.slice(0, 160)}`)
  })
}

/** Keeps a picture when YUNJIAN_PICTURES names a folder: for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.YUNJIAN_PICTURES
  if (!folder || !existsSync(folder)) return
  // What moves is where it will stand: a page that was just made wider would be caught on its way.
  await page.evaluate(async () => {
    for (const one of document.getAnimations())
      if (one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) one.finish()
  })
  await page.screenshot({ path: `${folder}/${name}.png` })
}

/** As it stands at both sizes, without a serious finding, nothing over the edge. */
export async function look(page: Page, name: string): Promise<void> {
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide, name).toBeLessThanOrEqual(size.width)
    await picture(page, `${name}-${size.width}`)
    expect(await seriousFindings(page), name).toEqual([])
  }
}
