// The words of every page, in both languages. A room's texts.ts brings one group of them, and comes with the
// pages that import it: a page carries the words it shows and no others, and a key that nobody brings does not pass the type checker.
import i18next, { type ParseKeys } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { settings } from './settings.ts'
import { en, zh } from './texts.ts'

/** Each texts.ts adds its group: `declare module '…/kit/words.ts' { interface Words { project: typeof zh } }`. */
export interface Words {
  kit: typeof zh
  /** Kinds of waiting item, by kind. Every room adds its own; shared pages of the desk read them by `coded`. */
  waiting: Record<string, string>
  /** Steps of the journal, by kind of entry. */
  trail: Record<string, string>
  /** Lines of the desk's menu, by the end of their address. */
  menu: Record<string, string>
  /** Labels of what a room says on another's page. */
  panel: Record<string, string>
  /** Names of what goes on in the background: jobs, timers, listeners, long work. */
  background: Record<string, string>
}
declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Words }
  }
}

/** Any word there is, by its key. */
export type Word = ParseKeys

void i18next.use(initReactI18next).init({
  resources: { zh: { translation: { kit: zh } }, en: { translation: { kit: en } } },
  lng: settings().language,
  fallbackLng: 'zh',
  interpolation: { escapeValue: false },
  initAsync: false,
})

type Shared = Pick<Words, 'waiting' | 'trail' | 'menu' | 'panel' | 'background'>

/** Brings a group of words. */
export function bring<G extends Exclude<keyof Words, keyof Shared>>(
  group: G,
  words: { zh: Words[G]; en: Words[G] },
): void {
  i18next.addResourceBundle('zh', 'translation', { [group]: words.zh }, true, true)
  i18next.addResourceBundle('en', 'translation', { [group]: words.en }, true, true)
}

/** Adds a room's lines to the groups that shared pages of the desk read. */
export function share(words: { zh: Partial<Shared>; en: Partial<Shared> }): void {
  i18next.addResourceBundle('zh', 'translation', words.zh, true, true)
  i18next.addResourceBundle('en', 'translation', words.en, true, true)
}

/** Is this the key of a word that a loaded page has brought? What a server sends may be one, or a plain value. */
export const isWord = (text: string): text is Word =>
  /^[a-z]+(\.[\w-]+)+$/i.test(text) && i18next.exists(text)
