// What this room tells volunteers by name: that a place is theirs, or no longer.
import { noticeKind } from '../foundation/notices/kinds.ts'

const facts = { project: 'text', when: 'span', place: 'text' } as const
const example = {
  project: '方松图书馆整架',
  when: '2026-11-27T06:00:00Z/2026-11-27T08:00:00Z',
  place: '方松图书馆',
}
const page = (id: number) => `/me/signups/${id}`

export const promoted = noticeKind({
  kind: 'participation.promoted',
  level: 'soon',
  facts,
  example,
  title: { zh: '候补排到了：{project}', en: 'A place for you: {project}' },
  body: {
    zh: '{who}已经有名额：{when}，{place}。去不了请尽早退出，让给下一位。',
    en: 'You have a place: {when}, {place}. If you cannot come, give it back early.',
  },
  page,
})
export const released = noticeKind({
  kind: 'participation.released',
  level: 'soon',
  facts: { ...facts, reason: 'text' },
  example: { ...example, reason: '人手已经够了' },
  title: { zh: '不用来了：{project}', en: 'Not needed: {project}' },
  body: {
    zh: '负责人取消了{who}的报名：{when}。原因：{reason}。不算缺席。',
    en: 'The leader took your sign-up back: {when}. Reason: {reason}. It is no absence.',
  },
  page,
})
export const cancelled = noticeKind({
  kind: 'participation.cancelled',
  level: 'soon',
  facts,
  example,
  title: { zh: '活动取消：{project}', en: 'Cancelled: {project}' },
  body: {
    zh: '{when} 在{place}的活动不办了，{who}的时间空出来了，不算缺席。',
    en: '{when} at {place} will not take place. Your time is yours again; it is no absence.',
  },
  page,
})

/** What each of them says of a shift. */
export const factsOfSlot = (slot: { title: string; startsAt: Date; endsAt: Date; placeName: string }) => ({
  project: slot.title,
  when: `${slot.startsAt.toISOString()}/${slot.endsAt.toISOString()}`,
  place: slot.placeName,
})
