// How the values of a rule are said, and what became of a list. Pure: the form, the list and the history are drawn from it.
import type { Language } from '../../../../foundation/words.ts'
import { type Field, type Item, isItem, itemsOf, same, variantFor } from '../../../../kit/form/shape.ts'

type Say = {
  language: Language
  /** A word of a group of texts. */
  word: (group: string, id: string) => string
  unit: (unit: string, n: number | string) => string
  count: (n: number) => string
  none: string
  off: (title: string) => string
}

export const sayOption = (field: Field, id: string, words: Say): string =>
  field.group
    ? words.word(field.group, id)
    : (field.options.find(one => one.id === id)?.words[words.language] ?? id)

/** A value as a clerk says it: `10 个工作日`, `已实名`, `16 项`. */
export function say(field: Field, value: unknown, words: Say): string {
  const option = (id: unknown) => sayOption(field, String(id), words)
  if (value === undefined || value === null) return '—'
  switch (field.kind) {
    case 'number':
      if (value === 0 && field.min === 0) return words.none
      return field.unit ? words.unit(field.unit, Number(value)) : String(value)
    case 'choice':
      return option(value)
    case 'choices':
      return Array.isArray(value) ? value.map(option).join(words.language === 'zh' ? '、' : ', ') : ''
    case 'flag':
      return value ? '✓' : '—'
    case 'numbers': {
      const all = Array.isArray(value) ? value.join(words.language === 'zh' ? '、' : ', ') : ''
      return field.unit ? words.unit(field.unit, all) : all
    }
    case 'group':
      return isItem(value) ? sayItem(field, value, words) : ''
    case 'items':
      return words.count(itemsOf(value).length)
    case 'other':
      return JSON.stringify(value)
    default:
      return String(value)
  }
}

/** An item of a list in one line: its own words where it has them. */
export const sayItem = (field: Field, item: Item, words: Say): string =>
  variantFor(field, item)
    .fields.filter(one => one.name !== 'id' && one.name !== (words.language === 'zh' ? 'en' : 'zh'))
    .map(one =>
      one.kind === 'flag'
        ? item[one.name]
          ? ''
          : words.off(one.title?.[words.language] ?? one.name)
        : say(one, item[one.name], words),
    )
    .filter(Boolean)
    .join(' · ')

const keyOf = (item: Item, at: number) => String(item.id ?? item.rule ?? at)

/** What became of a list: what came, what went, what is said otherwise. */
export function listChanges(
  field: Field,
  before: unknown,
  after: unknown,
  words: Say,
): { key: string; before: string | null; after: string | null }[] {
  const [old, now] = [before, after].map(
    list => new Map(itemsOf(list).map((item, at) => [keyOf(item, at), item])),
  ) as [Map<string, Item>, Map<string, Item>]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap(key => {
    const [was, is] = [old.get(key), now.get(key)]
    if (same(was, is)) return []
    return [
      { key, before: was ? sayItem(field, was, words) : null, after: is ? sayItem(field, is, words) : null },
    ]
  })
}
