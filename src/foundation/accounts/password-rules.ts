// Which passwords somebody near would try first. Pure.
import { pinyin } from 'pinyin-pro'
import { folded } from './breached.ts'

/** A short run of characters, over and over. */
export const repeats = (password: string): boolean => /^(.{1,4})\1+$/u.test(folded(password))

const PHONE = /(?=(1[3-9]\d{9}))/g
const SHORTEST_PINYIN = 6
const SHORTEST_LABEL = 5

export type Near = {
  /** Is this number the person's own? */
  isPhone: (number: string) => boolean
  names: readonly string[]
  site: readonly string[]
}

/** What of the person or the system stands in the password, whatever is written between its characters. */
export function nearWord(password: string, near: Near): 'phone' | 'name' | 'site' | null {
  const bare = folded(password).replace(/[^\p{L}\p{N}]/gu, '')
  if ([...bare.matchAll(PHONE)].some(match => near.isPhone(match[1] ?? ''))) return 'phone'
  if (near.names.flatMap(writings).some(name => bare.includes(name))) return 'name'
  return near.site.some(word => bare.includes(word)) ? 'site' : null
}

/** A name as it is and in pinyin, family name first or last; too short a pinyin would stand in any sentence. */
function writings(name: string): string[] {
  const own = folded(name).replace(/[^\p{L}\p{N}]/gu, '')
  const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true }).map(one => one.toLowerCase())
  const spelt = [syllables.join(''), [...syllables.slice(1), ...syllables.slice(0, 1)].join('')]
  return [own, ...spelt.filter(one => one.length >= SHORTEST_PINYIN)].filter(one => [...one].length >= 2)
}

/** The names of the system: its own, and those in the address that people open. */
export const siteWords = (origin: string): string[] => [
  'yunjian',
  '云间',
  ...new URL(origin).hostname
    .split('.')
    .filter(label => label.length >= SHORTEST_LABEL && label !== 'localhost' && /[a-z]/.test(label)),
]
