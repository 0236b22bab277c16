// Why a project is not taken, or not moved on.
import { refusals } from '../foundation/refusals.ts'

export const refuse = refusals({
  'project.state': {
    status: 409,
    zh: '项目现在是“{state}”，不能这样做。',
    en: 'The project is {state}; this cannot be done now.',
  },
  'project.incomplete': {
    status: 422,
    zh: '还缺 {n} 项法规要求的内容：{fields}。',
    en: '{n} things the law asks for are missing: {fields}.',
  },
  'project.shift-end': {
    status: 422,
    zh: '第 {n} 班（{from} 开始）的结束不在开始之后，请改成次日或改时间。',
    en: 'Shift {n}, which starts {from}, does not end after that; make it the next day or change the time.',
  },
  'project.shift-twice': {
    status: 422,
    zh: '第 {n} 班（{from} – {until}）写了两次。',
    en: 'Shift {n} ({from} – {until}) stands twice.',
  },
  'project.site': {
    status: 422,
    zh: '没有这个站点，或已关闭。',
    en: 'There is no such site, or it is closed.',
  },
  'project.at-site': {
    status: 409,
    zh: '那天以后这里还有 {n} 个项目的班次，如“{with}”，请先改地点或时间。',
    en: '{n} projects have shifts here after that day, “{with}” among them; move these first.',
  },
  'project.place': { status: 422, zh: '没有这个村居。', en: 'There is no such community.' },
})
