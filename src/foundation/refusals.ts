// A refusal is an answer, not an accident: a stable code, the HTTP status it maps to, and a sentence in both languages.
// What is put into a sentence is said in words: a moment is given as a Date, a thing as its words in both languages.
import { fillIn, type Language, type Param, type Words } from './words.ts'

export type Sentence = { status: number; zh: string; en: string }
export type Params = Readonly<Record<string, Param>>

/** Thrown by services; the HTTP floor turns it into an RFC 9457 problem, the CLI into a line and an exit code. */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly params: Params
  readonly field: string | undefined
  readonly sentence: Sentence

  constructor(code: string, sentence: Sentence, params: Params = {}, field?: string) {
    super(`${code}: ${fillIn(sentence.en, params, 'en')}`)
    this.name = 'Refusal'
    this.code = code
    this.status = sentence.status
    this.sentence = sentence
    this.params = params
    this.field = field
  }

  say(language: Language): string {
    return fillIn(this.sentence[language], this.params, language)
  }

  /** What the sentence was told, for programs: moments as ISO 8601, things by their word. */
  told(language: Language): Record<string, string | number> {
    return Object.fromEntries(
      Object.entries(this.params).map(([name, it]) => [
        name,
        it instanceof Date ? it.toISOString() : typeof it === 'object' ? it[language] : it,
      ]),
    )
  }
}

/** Every sentence of the house by its code, as the rooms declare them. */
export const declared = new Map<string, Sentence>()

/** Makes the thrower of one room's refusals: `const refuse = refusals({ 'signup.full': {...} })`. */
export function refusals<Code extends string>(sentences: Record<Code, Sentence>) {
  for (const [code, sentence] of Object.entries<Sentence>(sentences)) declared.set(code, sentence)
  return (code: Code, params?: Params, field?: string): Refusal =>
    new Refusal(code, sentences[code], params, field)
}

export const refuse = refusals({
  'not-found': {
    status: 404,
    zh: '没有找到{what}，可能已被移走，或您无权查看。',
    en: '{what} was not found, or is not yours to see.',
  },
  'signed-out': { status: 401, zh: '请先登录。', en: 'Please sign in first.' },
  forbidden: {
    status: 403,
    zh: '您的职务里没有这一项。',
    en: 'Your duties do not include this.',
  },
  'second-proof': {
    status: 403,
    zh: '工作人员还需要验证{proof}。',
    en: 'Staff must also prove themselves by {proof}.',
  },
  'by-token': {
    status: 403,
    zh: '令牌不能办这件事，要由本人登录并验证密码后办理。',
    en: 'No token does this; a person signs in with both proofs and does it.',
  },
  whose: {
    status: 401,
    zh: '这个手机号很久没有登录过，请先核对姓名和证件后六位。',
    en: 'This phone has not signed in for a long time; first give the name and the last six of the document.',
  },
  'cross-site': {
    status: 403,
    zh: '这个请求是从别的网站发来的，没有办理。',
    en: 'This request came from another site and was not carried out.',
  },
  'too-many': {
    status: 429,
    zh: '试得太频繁，请 {seconds} 秒后再试。',
    en: 'Too many tries; try again in {seconds} seconds.',
  },
  conflict: {
    status: 409,
    zh: '别人刚刚改过这里，请刷新后再试。',
    en: 'Somebody changed this a moment ago; reload and try again.',
  },
})

/** Something that is not there, or not for this person to see: `notFound('班次', 'The shift')`. */
export const notFound = (zh: string, en: string): Refusal => refuse('not-found', { what: { zh, en } })

export const proofs = {
  password: { zh: '密码', en: 'a password' },
  code: { zh: '手机验证码', en: 'a code sent to the phone' },
} as const satisfies Record<string, Words>
