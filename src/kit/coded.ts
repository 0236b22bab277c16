// Words of a code that comes over the wire (`signup.collides`): looked up in a group by the code itself, dots and all.
import i18next, { type ParseKeys, type TFunction } from 'i18next'

/** The word of a code; the code where it has none. */
export function coded(
  t: TFunction,
  group: ParseKeys<'translation', { returnObjects: true }>,
  code: string,
): string {
  const words: unknown = t(group, { returnObjects: true, lng: i18next.language })
  return typeof words === 'object' && words !== null && code in words
    ? String(words[code as keyof typeof words])
    : code
}
