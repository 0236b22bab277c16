// What is wrong with a field, in words: a contract says it by a code, people read a sentence.

const WORDS: Record<string, Record<'zh' | 'en', string>> = {
  missing: { zh: '没有填写。', en: 'Not filled in.' },
  'text.characters': {
    zh: '有无法保存的字符，请删掉看不见的字符再试。',
    en: 'Holds characters that cannot be kept; remove what cannot be seen.',
  },
  'text.unseen': { zh: '没有看得见的文字。', en: 'Holds nothing that can be seen.' },
  phone: { zh: '不是手机号码，应为 11 位。', en: 'Not a mobile number of eleven digits.' },
  'string.short': { zh: '太短，至少 {n} 个字。', en: 'Too short: at least {n} characters.' },
  'string.long': { zh: '太长，最多 {n} 个字。', en: 'Too long: at most {n} characters.' },
  'number.short': { zh: '太小，最小 {n}。', en: 'Too small: at least {n}.' },
  'number.long': { zh: '太大，最大 {n}。', en: 'Too large: at most {n}.' },
  'array.short': { zh: '太少，至少 {n} 项。', en: 'Too few: at least {n}.' },
  'array.long': { zh: '太多，最多 {n} 项。', en: 'Too many: at most {n}.' },
  date: { zh: '日期不存在，请按 2026-11-25 填写。', en: 'No such date; write it as 2026-11-25.' },
  other: { zh: '填写不符合要求。', en: 'Does not fit.' },
}

type Issue = { keyword?: string; message?: string | undefined; params?: Record<string, unknown> }

/** @param issue as the contract found it: zod's code, its message (a code of ours where there is one) and its limits. */
export function sayIssue({ keyword = '', message = '', params = {} }: Issue, language: 'zh' | 'en'): string {
  const kind = params.origin === 'int' ? 'number' : String(params.origin)
  const [code, n]: [string, unknown] =
    message in WORDS
      ? [message, '']
      : keyword === 'too_small'
        ? [params.minimum === 1 && kind === 'string' ? 'missing' : `${kind}.short`, params.minimum]
        : keyword === 'too_big'
          ? [`${kind}.long`, params.maximum]
          : keyword === 'invalid_type' && message.endsWith('undefined')
            ? ['missing', '']
            : ['other', '']
  const key = params.format === 'date' ? 'date' : code
  return (WORDS[key] ?? WORDS.other)?.[language].replace('{n}', String(n)) ?? ''
}
