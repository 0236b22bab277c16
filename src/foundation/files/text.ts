// Plain text is known by being text: well-formed UTF-8 without control characters, and nothing that a browser or a shell would run.
import type { Source } from './source.ts'

export type TextKind = 'csv' | 'text' | 'markup' | 'script' | 'not-text'

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no text holds
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/
/** How a page or a drawing begins, and tags that make one of a text wherever they stand. */
const PAGE = /^\s*<(?:[!?]|\w)/
const TAG = /<(?:script|html|svg|iframe|body|object|embed)[\s>/]/i
const SCRIPT = /^(?:#!|%!PS|\{\\rtf|@echo\s+off|MIME-Version:)/i
const CARRIED = 16
const JUDGED = 65_536

export async function textKind(source: Source): Promise<TextKind> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let first = ''
  let carried = ''
  let tagged = false
  try {
    for await (const chunk of source.bytes()) {
      const text = decoder.decode(chunk, { stream: true })
      if (CONTROL.test(text)) return 'not-text'
      tagged ||= TAG.test(carried + text)
      if (first.length < JUDGED) first += text
      carried = (carried + text).slice(-CARRIED)
    }
    decoder.decode()
  } catch {
    return 'not-text'
  }
  if (tagged || PAGE.test(first)) return 'markup'
  if (SCRIPT.test(first)) return 'script'
  return isTable(first) ? 'csv' : 'text'
}

const LINES = 20
/** Do the first lines have the same number of cells, more than one? */
function isTable(text: string): boolean {
  const lines = text
    .split(/\r\n|\r|\n/)
    .slice(0, LINES + 1)
    .filter(line => line.trim() !== '')
    .slice(0, LINES)
  if (lines.length < 2) return false
  return [',', '\t', ';'].some(mark => {
    const counts = new Set(lines.map(line => line.replace(/"[^"]*"/g, '').split(mark).length))
    const [count = 1] = counts
    return counts.size === 1 && count > 1
  })
}
