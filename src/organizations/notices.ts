// What this room tells by name: an invitation to a team.
import { noticeKind } from '../foundation/notices/kinds.ts'

export const invited = noticeKind({
  kind: 'organizations.invited',
  level: 'ask',
  facts: { team: 'text' },
  example: { team: '方松文明交通队' },
  title: { zh: '{team}请你入队', en: '{team} asks you to join' },
  body: {
    zh: '同意以后，队长能看到你的姓（名字遮住）和遮住中间的手机号。',
    en: 'Once you agree, its leader sees your surname and your phone with the middle hidden.',
  },
  page: () => '/me/teams',
})
