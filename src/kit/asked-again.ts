// Keys of what was sent and has no certain answer yet: sent again, the same thing has the same key, and the server does it once. They
// outlive the page, because a page is often loaded anew when an answer does not come.
const KEPT = 'yunjian.asked'
/** The server forgets its answers after a day. */
const FORGET_MS = 20 * 3_600_000
type Asked = Record<string, { key: string; at: number }>

let asked: Asked | undefined
function load(): Asked {
  if (asked) return asked
  try {
    asked = JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as Asked
  } catch {
    asked = {}
  }
  return asked
}
function save(): void {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(asked))
  } catch {
    // a browser that keeps nothing: the page itself still knows
  }
}

/** Fifty-three bits of a text: enough to tell what one page sends apart. */
function print(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 2654435761)
    b = Math.imul(b ^ text.charCodeAt(i), 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
}

export function keyFor(url: string, body: string, now = Date.now()): string {
  const list = load()
  for (const [name, { at }] of Object.entries(list)) if (now - at > FORGET_MS) delete list[name]
  const name = print(`${url}\n${body}`)
  list[name] ??= { key: crypto.randomUUID(), at: now }
  save()
  return list[name].key
}

/** After a certain answer, yes or no, the same thing asked again is a new thing. */
export function answered(key: string | null, status: number): void {
  const uncertain = status >= 500 || [408, 409, 425, 429].includes(status)
  if (key === null || uncertain) return
  const list = load()
  for (const [name, one] of Object.entries(list)) if (one.key === key) delete list[name]
  save()
}
