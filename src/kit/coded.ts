// Codes carry a dot (`signup.collides`), so their words are looked up as one key of a group.
import type { TFunction } from 'i18next'

export function coded(t: TFunction, group: string, code: string): string {
  const words: unknown = t(group, { returnObjects: true })
  return typeof words === 'object' && words !== null && code in words
    ? String(words[code as keyof typeof words])
    : code
}
