// What is served in the worker's place while it is switched off: takes away every file it kept, and then itself.
export {}

type Lasting = Event & { waitUntil(work: Promise<unknown>): void }
declare const self: {
  skipWaiting(): Promise<void>
  registration: { unregister(): Promise<boolean> }
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void
}

async function leave(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith('yunjian-')) await caches.delete(name)
  await self.registration.unregister()
}

self.addEventListener('install', event => event.waitUntil(self.skipWaiting()))
self.addEventListener('activate', event => event.waitUntil(leave()))
