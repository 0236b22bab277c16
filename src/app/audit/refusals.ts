// Why a question of the auditor is not taken.
import { refusals } from '../../foundation/refusals.ts'

export const refuse = refusals({
  'audit.self': {
    status: 403,
    zh: '不能问自己，请由另一位审计来问。',
    en: 'Nobody asks themselves; another auditor does.',
  },
  'audit.subject': {
    status: 422,
    zh: '日志里没有这个对象，请照日志里的写法，例如 record:12。',
    en: 'The journal knows no such subject; write it as the journal does, such as record:12.',
  },
})
