// The little of XML that a sheet's cells need, without a tree: entities, escapes, and the text of runs.

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const withEntities = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
        if (name) return ENTITIES[name] ?? whole
        const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
        return code <= 0x10ffff ? String.fromCodePoint(code) : ''
      })
    : text

/** `_x000D_` stands for a character that XML cannot hold. */
const unhide = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\da-fA-F]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
export const cellText = (text: string): string => unhide(withEntities(text))

const PHONETIC = /<(\w+:)?rPh\b[\s\S]*?<\/(\w+:)?rPh>/g
const TEXT = /<(?:\w+:)?t(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?t>)/g
/** The texts of all runs of a string, one after the other. */
export function plainText(xml: string): string {
  // Most strings are one run without anything beside it.
  if (xml.startsWith('<t>') && xml.indexOf('<', 3) === xml.length - 4) return cellText(xml.slice(3, -4))
  let text = ''
  for (const [, run] of (xml.includes('rPh') ? xml.replace(PHONETIC, '') : xml).matchAll(TEXT))
    text += run ?? ''
  return cellText(text)
}

/** An attribute of a tag, by its name without prefix. `tag` is what stands between `<name` and `>`. */
export function attribute(tag: string, name: string): string | undefined {
  const at = tag.indexOf(` ${name}="`)
  if (at !== -1) {
    const from = at + name.length + 3
    return tag.slice(from, tag.indexOf('"', from))
  }
  return tag.includes("'") || /[\t\n]/.test(tag)
    ? new RegExp(`\\s${name}\\s*=\\s*(["'])(.*?)\\1`).exec(tag)?.[2]
    : undefined
}

const ATTRIBUTE = /([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
/** The attributes of every tag of a name, both without prefix, in their order. Of two that differ by prefix only, the prefixed counts. */
export function tagsNamed(xml: string, name: string): Map<string, string>[] {
  const tags = new RegExp(`<(?:\\w+:)?${name}(\\s(?:[^>"']|"[^"]*"|'[^']*')*)?/?>`, 'g')
  return [...xml.matchAll(tags)].map(([, attributes = '']) => {
    const found = new Map<string, string>()
    for (const [, key = '', double, single] of attributes.matchAll(ATTRIBUTE))
      found.set(key, withEntities(double ?? single ?? ''))
    return found
  })
}
/** What stands in the first tag of a name. */
export const sectionOf = (xml: string, name: string): string =>
  new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([\\s\\S]*?)</(?:\\w+:)?${name}>`).exec(xml)?.[1] ?? ''
