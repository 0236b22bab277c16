// What is served in the worker's place while it is switched off: takes away every file it kept, and then itself.
export {}

type Lasting = Event & { waitUntil(work: Promise<unknown>): void }
declare const self: {
  skipWaiting(): Promise<void>
  registration: { unregister(): Promise<boolean> }
  addEventListener(type: 'install' | 'activate' | 'message', listener: (event: Lasting) => void): void
}

async function empty(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith('yunjian-')) await caches.delete(name)
}

const leave = () => empty().then(() => self.registration.unregister())

// Its files go at once: the worker before may have work that holds its place, and asks the network for what it no longer finds.
self.addEventListener('install', event => event.waitUntil(empty().then(() => self.skipWaiting())))
self.addEventListener('activate', event => event.waitUntil(leave()))
// A page that asks for a worker while this one is leaving takes it back without another activation, and then says that it is open.
self.addEventListener('message', event => event.waitUntil(leave()))
