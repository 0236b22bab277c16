// What this room tells volunteers by name: that entries of theirs were joined, or parted.
import { noticeKind } from '../foundation/notices/kinds.ts'

const facts = { number: 'text', other: 'text' } as const
const example = { number: '31011700000052', other: '31011700000060' }
const page = () => '/me/mine'

export const joined = noticeKind({
  kind: 'people.joined',
  level: 'soon',
  facts,
  example,
  title: { zh: '两份登记合成了一份', en: 'Two entries became one' },
  body: {
    zh: '{who}的登记 {other} 并入了 {number}，两个编号都查得到，时长合在一起。不是同一个人，或有疑问，请在 30 天内联系社区站点。',
    en: 'The entry {other} is part of {number} now; both numbers find it, and the hours are summed. If that is wrong, tell your station within 30 days.',
  },
  page,
})
export const parted = noticeKind({
  kind: 'people.parted',
  level: 'soon',
  facts,
  example,
  title: { zh: '合错的登记分开了', en: 'Entries that were joined wrongly were parted' },
  body: {
    zh: '登记 {other} 和 {number} 不是同一个人，已经分开，时长各归各的。',
    en: 'The entries {other} and {number} are not one person and were parted; each keeps its own hours.',
  },
  page,
})
