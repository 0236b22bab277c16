// A volunteer's visit on a slow phone: the first one, and one with the worker. The peer is the line itself: what came over the wire
// at its speed, after the two round trips that the page and its script cannot do without.
import { CAST } from '../src/app/demo/cast.ts'
import { buildWeb } from '../src/app/pages/build.ts'
import { launchBrowser, SLOW, type Visit, visit, workerReady } from './browser.ts'
import { openDistrict, openSlots } from './district.ts'
import type { Line, Setting } from './line.ts'

const median = (of: Visit[]): Visit => {
  const [middle] = [...of].sort((a, b) => a.ms - b.ms).slice(Math.floor(of.length / 2))
  if (!middle) throw new Error('no visit')
  return middle
}

/** Signs in as the demo's volunteer, with the code that would be sent to them. @returns the session's cookie */
async function signIn(
  origin: string,
  codes: ReadonlyMap<string, string>,
): Promise<{ name: string; value: string }> {
  const phone = CAST[0]?.phone ?? ''
  const send = (path: string, body: object) =>
    fetch(`${origin}/api/accounts/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await send('code', { phone })
  const answer = await send('sign-in', { phone, code: codes.get(phone) })
  const [cookie = ''] = answer.headers.getSetCookie()
  const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
  return { name, value }
}

export async function visits({ folder, url, smoke }: Setting): Promise<Line[]> {
  const codes = new Map<string, string>()
  const district = await openDistrict(folder, url, {
    pages: await buildWeb(),
    deliver: (phone, code) => {
      codes.set(phone, code)
    },
  })
  const browser = await launchBrowser()
  try {
    const origin = `http://127.0.0.1:${district.port}`
    const cookie = { ...(await signIn(origin, codes)), url: origin }
    const [slot] = await openSlots(district.ground, 1, 20, '2 hours')
    const signedUp = await fetch(`${origin}/api/signups`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `${cookie.name}=${cookie.value}` },
      body: JSON.stringify({ slotId: slot?.id }),
    })
    if (!signedUp.ok) throw new Error(`no shift to show: ${await signedUp.text()}`)
    const aPhone = async () => {
      const context = await browser.newContext({ baseURL: origin, viewport: { width: 390, height: 844 } })
      await context.addCookies([cookie])
      return context
    }
    const rounds = smoke ? 1 : 5
    const first: Visit[] = []
    const again: Visit[] = []
    for (let round = 0; round < rounds; round++) {
      const context = await aPhone()
      first.push(await visit(context, SLOW))
      await workerReady(context)
      again.push(await visit(context, SLOW))
      await context.close()
    }
    const line = (what: string, of: Visit[], aimMs: number): Line => {
      const { ms, bytes } = median(of)
      const peer = 2 * SLOW.latencyMs + (bytes / SLOW.bytesPerSecond) * 1000
      return {
        what,
        size: bytes,
        ours: ms,
        unit: 'ms',
        peer,
        peerIs: 'the line alone',
        ratio: ms / peer,
        aim: `≤ ${aimMs / 1000} s`,
        met: ms <= aimMs,
        p95Ms: Math.max(...of.map(one => one.ms)),
        peakMb: process.memoryUsage().rss / 1_048_576,
      }
    }
    return [
      line('first visit until the next shift shows, 50 kB/s, 400 ms, a quarter of the CPU', first, 6500),
      line('the same with the worker', again, 2000),
    ]
  } finally {
    await browser.close()
    await district.close()
  }
}
