// What zod finds wrong, in a person's words: said once, for the page before it sends and for the server's answer.
import type { Words } from '../words.ts'

/** What the server keeps of an issue, or zod itself. */
export type Issue = {
  code?: string
  message: string
  expected?: unknown
  origin?: unknown
  minimum?: unknown
  maximum?: unknown
  format?: unknown
}

const said = (zh: string, en: string): Words => ({ zh, en })
export const MISSING = said('请填写', 'please fill this in')
/** Where there is nothing to type. */
export const UNCHOSEN = said('请选择', 'please choose')
const FORMATS: Readonly<Record<string, Words>> = {
  date: said('请填 1990-01-02 这样的日期', 'enter a date like 1990-01-02'),
  datetime: said('请选日期和时间', 'choose a day and a time'),
  time: said('请填 08:30 这样的时间', 'enter a time like 08:30'),
  email: said('请填邮箱地址', 'enter an e-mail address'),
  url: said('请填网址', 'enter a web address'),
  /** The shapes of the house name themselves by their message. */
  phone: said('请填 11 位手机号码', 'enter a mobile number of 11 digits'),
  place: said('请选一个村居', 'choose a community'),
  code: said('请填 6 位数字', 'enter six digits'),
  'text.characters': said(
    '有无法保存的字符，请删掉看不见的字符',
    'holds characters that cannot be kept; remove what cannot be seen',
  ),
  'text.unseen': said('没有看得见的文字', 'holds nothing that can be seen'),
}
const UNFIT = said('填写的格式不对', 'this has another form')

function tooSmall(origin: unknown, least: number): Words {
  if (origin === 'string')
    return least <= 1 ? MISSING : said(`至少 ${least} 个字`, `at least ${least} characters`)
  if (origin === 'array' || origin === 'set')
    return least <= 1
      ? said('至少选一项', 'choose at least one')
      : said(`至少 ${least} 项`, `at least ${least}`)
  return said(`不能小于 ${least}`, `no less than ${least}`)
}
function tooBig(origin: unknown, most: number): Words {
  if (origin === 'string') return said(`最多 ${most} 个字`, `at most ${most} characters`)
  if (origin === 'array' || origin === 'set') return said(`最多 ${most} 项`, `at most ${most}`)
  return said(`不能超过 ${most}`, `no more than ${most}`)
}

function wrongType(issue: Issue): Words {
  if (/received (undefined|null)/.test(issue.message))
    return issue.expected === 'boolean' ? said('请选是或否', 'choose yes or no') : MISSING
  if (issue.expected === 'int') return said('请填整数', 'enter a whole number')
  return issue.expected === 'number' ? said('请填数字', 'enter a number') : UNFIT
}

/** @param wants what the field wants instead, where its contract says so */
export function sayIssue(issue: Issue, wants?: Words): Words {
  const bound = Number(issue.minimum ?? issue.maximum)
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue)
    case 'too_small':
      return tooSmall(issue.origin, bound)
    case 'too_big':
      return tooBig(issue.origin, bound)
    case 'invalid_format':
      return wants ?? FORMATS[issue.message] ?? FORMATS[String(issue.format)] ?? UNFIT
    case 'invalid_value':
      return wants ?? said('请从给出的里面选', 'choose one of those given')
    case 'not_multiple_of':
      return said('请填整数', 'enter a whole number')
    case 'unrecognized_keys':
      return said('有不认识的内容', 'holds something unknown')
    default:
      return FORMATS[issue.message] ?? wants ?? UNFIT
  }
}
