// Why a project is not taken, or not moved on.
import { refusals } from '../foundation/refusals.ts'

export const refuse = refusals({
  'project.state': {
    status: 409,
    zh: '项目当前状态不能这样做（{state}）。',
    en: 'The project is not in a state for this ({state}).',
  },
  'project.incomplete': {
    status: 422,
    zh: '还缺 {n} 项法规要求的内容：{fields}。',
    en: '{n} things the law asks for are missing: {fields}.',
  },
  'project.place': { status: 422, zh: '没有这个村居。', en: 'There is no such community.' },
})
