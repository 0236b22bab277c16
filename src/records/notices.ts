// What this room tells by name: hours that wait for somebody, hours that count, an answer to a dispute.
import type { Tx } from '../foundation/database/database.ts'
import { noticeKind } from '../foundation/notices/kinds.ts'
import { notify } from '../foundation/notices/notify.ts'
import type { ServiceRecord } from './store.ts'

const facts = { project: 'text', day: 'day', minutes: 'minutes' } as const
const example = { project: '文明交通引导', day: '2026-11-23', minutes: 120 }

export const counted = noticeKind({
  kind: 'records.counted',
  level: 'later',
  facts,
  example,
  title: { zh: '{minutes} 小时已计入', en: '{minutes} hours count' },
  body: { zh: '{project}，{day}。', en: '{project}, {day}.' },
  page: () => '/me/hours',
})
export const toAccept = noticeKind({
  kind: 'records.to-accept',
  level: 'ask',
  facts,
  example,
  title: { zh: '{minutes} 小时等你认可', en: '{minutes} hours wait for your yes' },
  body: {
    zh: '{project}，{day}，由负责人录入。认可后才计入。',
    en: '{project}, {day}, entered by the leader. They count once you accept them.',
  },
  page: () => '/me/hours',
})
export const toConfirm = noticeKind({
  kind: 'records.to-confirm',
  level: 'soon',
  facts: { project: 'text', day: 'day', until: 'day' },
  example: { project: '文明交通引导', day: '2026-11-23', until: '2026-12-04' },
  merges: true,
  title: { zh: '时长等你确认：{project}', en: 'Hours of {project} wait for you' },
  body: {
    zh: '{day} 的服务，{times} 条，最迟 {until}。',
    en: 'Service of {day}, {times} records, by {until} at the latest.',
  },
  page: id => `/me/confirm/${id}`,
})
const answered = (outcome: string, zh: string, en: string) =>
  noticeKind({
    kind: `records.dispute-${outcome}`,
    level: 'soon',
    facts: { ...facts, reason: 'text' },
    example: { ...example, reason: '签到表上有你的名字' },
    title: { zh: `时长异议有答复了：${zh}`, en: `Your dispute is answered: ${en}` },
    body: {
      zh: '{project}，{day}，现在是 {minutes} 小时。{reason}',
      en: '{project}, {day}: now {minutes} hours. {reason}',
    },
    page: () => '/me/hours',
  })
export const disputeAnswers = {
  granted: answered('granted', '同意', 'granted'),
  refused: answered('refused', '不同意', 'not granted'),
}

const factsOf = (record: Pick<ServiceRecord, 'title' | 'day' | 'minutes'>) => ({
  project: record.title,
  day: record.day,
  minutes: record.minutes,
})

export const tellCounted = (tx: Tx, at: Date, records: readonly ServiceRecord[]): Promise<void> =>
  notify(
    tx,
    at,
    counted,
    ...records.map(one => ({
      to: { person: one.personId },
      subject: `record:${one.id}`,
      facts: factsOf(one),
    })),
  )

/** A record is born: who must say yes to it hears so, the volunteer to what others entered, the team's leaders to the rest. */
export async function tellWaiting(
  tx: Tx,
  at: Date,
  records: readonly ServiceRecord[],
  leaders: readonly number[],
  until: (record: ServiceRecord) => Date,
): Promise<void> {
  await notify(
    tx,
    at,
    toAccept,
    ...records
      .filter(one => one.waits.includes('acceptance'))
      .map(one => ({
        to: { person: one.personId },
        subject: `record:${one.id}`,
        facts: factsOf(one),
        by: until(one),
      })),
  )
  const waiting = records.filter(one => one.waits.includes('confirmation'))
  for (const one of waiting)
    await notify(
      tx,
      at,
      toConfirm,
      ...leaders
        .filter(leader => leader !== one.personId)
        .map(leader => ({
          to: { person: leader },
          subject: `shift:${one.shiftId}`,
          facts: { project: one.title, day: one.day, until: one.dueOn },
          by: until(one),
        })),
    )
}

export const tellAnswer = (
  tx: Tx,
  at: Date,
  record: ServiceRecord,
  answer: { person: number; minutes: number; granted: boolean; reason: string },
): Promise<void> =>
  notify(tx, at, answer.granted ? disputeAnswers.granted : disputeAnswers.refused, {
    to: { person: answer.person },
    subject: `record:${record.id}`,
    facts: {
      ...factsOf(record),
      minutes: answer.minutes,
      reason: answer.reason,
    },
  })
