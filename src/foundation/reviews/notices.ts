// The author of what was asked hears what became of it, by name; who must decide finds it in their queue.
import type { Tx } from '../database/database.ts'
import { noticeKind } from '../notices/kinds.ts'
import { notify } from '../notices/notify.ts'
import type { Review } from './rules.ts'

const facts = { title: 'text', reason: 'text' } as const
const kindOf = (outcome: string, zh: string, en: string) =>
  noticeKind({
    kind: `reviews.${outcome}`,
    level: 'soon',
    facts,
    example: { title: '图书馆整架', reason: '风险告知请写明取高处图书怎么办' },
    title: { zh: `${zh}：{title}`, en: `${en}: {title}` },
    body: { zh: '{reason}', en: '{reason}' },
    page: id => `/me/reviews/${id}`,
    deskPage: id => `/desk/reviews/${id}`,
  })

const kinds = {
  passed: kindOf('passed', '审核通过', 'Passed'),
  returned: kindOf('returned', '退回修改', 'Returned'),
  refused: kindOf('refused', '没有通过', 'Refused'),
}
export const reviewNotices = Object.values(kinds)

export async function tellAuthor(
  tx: Tx,
  at: Date,
  review: Review,
  state: 'passed' | 'returned' | 'refused' | 'withdrawn',
  reason: string,
): Promise<void> {
  if (state === 'withdrawn' || review.authorPerson === null) return
  await notify(tx, at, kinds[state], {
    to: { person: review.authorPerson },
    subject: `review:${review.id}`,
    facts: { title: review.title, reason },
  })
}
