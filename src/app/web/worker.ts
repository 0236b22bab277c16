// The phone's worker: keeps the files of the volunteer's pages, release by release, so that they open at once and without network.
// Invariant: it keeps files only, never an answer of the API, and a page gets files of the release it was opened with.
// Its files and its release are written before its first line by the build (app/pages/plugin.ts).
export {}

type Lasting = Event & { waitUntil(work: Promise<unknown>): void }
type Fetching = Lasting & { request: Request; respondWith(answer: Promise<Response>): void }
type Page = { postMessage(message: unknown, ports: MessagePort[]): void }
declare const self: {
  given: { release: string; files: string[] }
  skipWaiting(): Promise<void>
  clients: {
    claim(): Promise<void>
    matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<Page[]>
  }
  addEventListener(type: 'install' | 'activate' | 'message', listener: (event: Lasting) => void): void
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void
}

const PREFIX = 'yunjian-files-'
const START = '/me'
/** Where a page writes that it heard of a newer release; see kit/release.ts. */
const NEWEST = 'yunjian-newest'
const { release, files } = self.given
const own = `${PREFIX}${release}`

/** All of a release or nothing: a start page of another one would name files that are not here. */
async function keepFiles(): Promise<void> {
  const start = await fetch(START, { cache: 'no-cache' })
  const html = await start.clone().text()
  if (!html.includes(`content="${release}"`)) throw new Error('the server serves another release by now')
  const cache = await caches.open(own)
  await cache.addAll(files)
  await cache.put(START, start)
  await self.skipWaiting()
}

/** Which release a page was opened with; undefined when it does not say so in time. */
const askRelease = (page: Page): Promise<unknown> =>
  new Promise(resolve => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = message => resolve(message.data)
    setTimeout(resolve, 2000)
    page.postMessage('which release?', [port2])
  })

/** Throws away releases that no page was opened with any more. */
async function tidy(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const used = await Promise.all(pages.map(askRelease))
  if (used.includes(undefined)) return // somebody did not say: next time
  for (const name of await caches.keys())
    if (name.startsWith(PREFIX) && name !== own && !used.includes(name.slice(PREFIX.length)))
      await caches.delete(name)
}

async function startPage(request: Request): Promise<Response> {
  const kept = await caches.match(START, { cacheName: own })
  const newest = await caches.match('/newest', { cacheName: NEWEST }).then(one => one?.text())
  if (kept && (newest === undefined || newest === release)) return kept
  // A newer release is known of, and this worker's successor has not come yet.
  const fresh = await fetch(request, { signal: AbortSignal.timeout(4000) }).catch(() => undefined)
  return (fresh?.ok ? fresh : kept) ?? fresh ?? Response.error()
}

self.addEventListener('install', event => event.waitUntil(keepFiles()))
self.addEventListener('activate', event => event.waitUntil(self.clients.claim().then(tidy)))
self.addEventListener('message', event => event.waitUntil(tidy()))
self.addEventListener('fetch', event => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate' && (pathname === START || pathname.startsWith(`${START}/`)))
    event.respondWith(startPage(request))
  else if (pathname.startsWith('/assets/'))
    event.respondWith(caches.match(request, { ignoreVary: true }).then(kept => kept ?? fetch(request)))
})
