// One cleaning of what people type, paste and send in sheets: names, numbers, phones and what is searched for have one stored form,
// whatever keyboard, chat or spreadsheet they came through; a name is stored in one form and compared in another. Pure; cleaning twice is
// cleaning once, and what is compared does not depend on having been cleaned.

/** Format characters, variation selectors, fillers and the byte order mark: there, and never seen. */
const UNSEEN = /\p{Cf}|\p{Default_Ignorable_Code_Point}|\u2800/gu
/** What only turns text around or hides in it; joiners and selectors of pictures stay in text. */
const HIDING = /\p{Bidi_Control}|[\u00ad\u200b\u2060\ufeff]/gu
/** Control characters, line breaks and tabs among them. */
const CONTROL = /\p{Cc}/gu
const CONTROL_IN_TEXT = /(?![\t\n])\p{Cc}/gu
const PLAIN = /^[\u0021-\u007e\u4e00-\u9fff]*$/

export const withoutUnseen = (text: string): string => text.replace(UNSEEN, '')
/** Is there anything to see? */
export const isVisible = (text: string): boolean => /[^\s\p{Cc}]/u.test(withoutUnseen(text))

const MOST_ROUNDS = 5
/** One step may make room for another: an accent meets its letter once what stood between is gone. Cleans until nothing changes. */
const atRest =
  (clean: (text: string) => string) =>
  (text: string): string => {
    let [before, after] = [text, clean(text)]
    for (let round = 1; after !== before && round < MOST_ROUNDS; round++)
      [before, after] = [after, clean(after)]
    return after
  }

/** Words in one written form, in one line: half-width where there is a choice, single spaces, nothing unseen. */
export const tidyWords = atRest(text =>
  PLAIN.test(text)
    ? text
    : withoutUnseen(text.toWellFormed())
        .normalize('NFKC')
        .replace(UNSEEN, '')
        .replace(CONTROL, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
)

/** A line as it was typed, but for its ends and what only hides: a title, an address. */
export const tidyLine = (text: string): string => text.replace(HIDING, '').trim()
/** Longer text: line breaks and tabs stay. */
export const tidyText = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(HIDING, '').replace(CONTROL_IN_TEXT, '').trim()

const HAN = '\\p{Script=Han}〇'
const DOTS = '·•‧∙⋅・᛫⸱⸳◦●᠂ꞏᐧᆞ'
const ANY_DOT = new RegExp(` ?[${DOTS}] ?`, 'gu')
/** A full stop is a dot of a name only between Han characters: 买买提.吐尔逊, but J. Li. */
const HAN_STOP = new RegExp(`(?<=[${HAN}]) ?[.。]+ ?(?=[${HAN}])`, 'gu')

/** 姓名 as it is stored: as its owner writes it, but that every middle dot is U+00B7 without space around it. */
export const tidyName = atRest(text => {
  const words = tidyWords(text)
  return /^[\p{Script=Han}]*$/u.test(words)
    ? words
    : words.replace(ANY_DOT, '·').replace(HAN_STOP, '·').replace(/·+/g, '·')
})

/** Whatever is neither letter nor digit; the long-vowel mark is how a Japanese keyboard writes a dash. */
const MARKS = /[\p{P}\p{S}\p{Z}\u30fc]/gu

/**
 * 姓名 as it is compared: letters alone, in one case. 买买提·吐尔逊 and 买买提 吐尔逊 are one name, Li Lei and LILEI another; a name of
 * marks alone is compared as it stands.
 */
export const nameKey = atRest(text => {
  const folded = tidyName(text).toUpperCase().toLowerCase()
  return folded.replace(MARKS, '') || folded
})
export const sameName = (one: string, other: string): boolean => nameKey(one) === nameKey(other)

/** Numbers of documents and codes: half-width, upper case, without what people put around and between: spaces, dashes, brackets. */
export const tidyNumber = atRest(text => tidyWords(text).replace(MARKS, '').toUpperCase())

/** 手机号码: eleven digits of the mainland, however they were grouped or prefixed. */
export const tidyPhone = atRest(text =>
  /^1\d{10}$/.test(text)
    ? text
    : tidyWords(text)
        .replace(MARKS, '')
        .replace(/^(00)?86(?=1\d{10}$)/, ''),
)

/** 1974-9-5, 1974/09/05, 1974.9.5, 19740905, 1974年9月5日 → 1974-09-05; anything else as it is. */
export function tidyDay(text: string): string {
  const plain = tidyWords(text).replace(/\s.*$/, '')
  const parts = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(plain)
  if (!parts) return plain
  const [, year, m1, d1, m2, d2] = parts
  return `${year}-${(m1 ?? m2 ?? '').padStart(2, '0')}-${(d1 ?? d2 ?? '').padStart(2, '0')}`
}

/** What a spreadsheet would run, if it stood in a cell. */
export const isFormulaLike = (text: string): boolean => /^[\s']*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text)
