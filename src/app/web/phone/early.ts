// The first script of the phone's start page: asks the server what the first view will ask, while the rest is still on its way.
// What it asks is written before its first line by the build, from the rooms' cards; kit/api.ts takes the answers.
export {}

declare const self: { given: { asks: string[] }; early?: Map<string, Promise<Response>> }

// Other pages of the phone ask other things, and after a while these are no longer wanted.
if (location.pathname === '/me') {
  self.early = new Map(self.given.asks.map(path => [path, fetch(path)]))
  for (const answer of self.early.values()) answer.catch(() => {})
  setTimeout(() => self.early?.clear(), 20_000)
}
