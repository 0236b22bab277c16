// Text as people may send it: well-formed Unicode without control characters. A database would refuse the rest one field at a
// time; here it is refused by the field's name before anything is asked.
import { Readable } from 'node:stream'
import { refusals } from '../refusals.ts'

const refuse = refusals({
  'text.characters': {
    status: 422,
    zh: '有一处填写里有无法保存的字符，请删掉看不见的字符再试。',
    en: 'An entry holds characters that cannot be kept; remove what cannot be seen and try again.',
  },
})

const [TAB, LINE_FEED, RETURN, SPACE, DELETE] = [9, 10, 13, 32, 127]
const isControl = (code: number) =>
  (code < SPACE && code !== TAB && code !== LINE_FEED && code !== RETURN) || code === DELETE

/** Every text of every request passes here. */
function isFit(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (isControl(text.charCodeAt(i))) return false
  return text.isWellFormed()
}

/** Octets, whole or on their way: no text. */
const isBytes = (value: object) => Buffer.isBuffer(value) || value instanceof Readable

/** The path of the first text that is not fit, names of fields among them; undefined when all are. */
export function unfitText(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string') return isFit(value) ? undefined : path
  if (typeof value !== 'object' || value === null || isBytes(value)) return undefined
  for (const [name, inner] of Object.entries(value)) {
    const at = path ? `${path}.${name}` : name
    const unfit = isFit(name) ? unfitText(inner, at) : path || 'body'
    if (unfit !== undefined) return unfit
  }
  return undefined
}

/** @throws Refusal `text.characters` (422) that names the field. */
export function demandText(...parts: unknown[]): void {
  for (const part of parts) {
    const field = unfitText(part)
    if (field !== undefined) throw refuse('text.characters', { field: field || 'body' }, field)
  }
}
