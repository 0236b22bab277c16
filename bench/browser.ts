// A real browser that comes through npm, and a volunteer's visit measured in it.
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

/** The browser unpacks itself into the temporary folder; what another user unpacked there cannot be run. */
const FOLDER = join(tmpdir(), `yunjian-chromium-${userInfo().uid}`)
let path: Promise<string> | undefined

const UNWANTED =
  /^--(single-process|no-zygote|in-process-gpu|use-gl|use-angle|ignore-gpu-blocklist|enable-unsafe-swiftshader|disable-web-security|allow-running-insecure-content)/

/** Unpacked beside and then named: whoever comes at the same moment never runs half of it. */
async function unpacked(): Promise<string> {
  if (!existsSync(FOLDER)) {
    const beside = mkdtempSync(`${FOLDER}-`)
    process.env.TMPDIR = beside
    await sparticuz.executablePath()
    try {
      renameSync(beside, FOLDER)
    } catch {
      rmSync(beside, { recursive: true }) // somebody was first
    }
  }
  process.env.TMPDIR = FOLDER
  return sparticuz.executablePath()
}

/** @param flags more of the browser's own */
export async function launchBrowser(...flags: string[]): Promise<Browser> {
  path ??= unpacked()
  // Its own single-process arguments end the browser with its first context; a graphics card in software takes a core for itself; and
  // what a browser forbids pages to do, ours are forbidden too.
  const args = sparticuz.args.filter(arg => !UNWANTED.test(arg)).concat('--disable-gpu', ...flags)
  return chromium.launch({ executablePath: await path, args, headless: true })
}

/** Somebody at the edge of the town with an old phone. */
export const SLOW = { bytesPerSecond: 50_000, latencyMs: 400, slowdown: 4 }

export type Visit = { ms: number; bytes: number; files: { path: string; bytes: number }[] }

/** Opens /me in a new page and waits for the next shift's card: how long, and what came over the wire until then, headers too. */
export async function visit(
  context: BrowserContext,
  slow?: { bytesPerSecond: number; latencyMs: number; slowdown: number },
): Promise<Visit> {
  const page = await context.newPage()
  const protocol = await context.newCDPSession(page)
  const paths = new Map<string, string>()
  const files: Visit['files'] = []
  protocol.on('Network.requestWillBeSent', ({ requestId, request }) =>
    paths.set(requestId, new URL(request.url).pathname),
  )
  protocol.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    files.push({ path: paths.get(requestId) ?? requestId, bytes: encodedDataLength }),
  )
  await protocol.send('Network.enable')
  if (slow) {
    await protocol.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: slow.latencyMs,
      downloadThroughput: slow.bytesPerSecond,
      uploadThroughput: slow.bytesPerSecond,
    })
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: slow.slowdown })
  }
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelector('.hero h2 ~ .row a[href^="/me/signups/"]') === null) return
      observer.disconnect()
      // Once it is painted.
      requestAnimationFrame(() =>
        document.documentElement.setAttribute('data-card-at', String(performance.now())),
      )
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto('/me', { waitUntil: 'commit' })
  const card = page.locator('html[data-card-at]')
  await card.waitFor({ state: 'attached', timeout: 60_000 })
  const ms = Number(await card.getAttribute('data-card-at'))
  const until = files.slice()
  await page.close()
  return { ms, bytes: until.reduce((sum, file) => sum + file.bytes, 0), files: until }
}

/** The phone's worker has every file. */
export async function workerReady(context: BrowserContext): Promise<void> {
  const page = await context.newPage()
  await page.goto('/me')
  for (let tries = 0; tries < 100; tries++) {
    const state = await page.evaluate(
      async () => (await navigator.serviceWorker.getRegistration('/me'))?.active?.state,
    )
    if (state === 'activated') return page.close()
    await page.waitForTimeout(200)
  }
  throw new Error('no worker came')
}
