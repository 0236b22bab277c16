// Why an hour is not confirmed, disputed or corrected.
import { refusals } from '../foundation/refusals.ts'

export const refuse = refusals({
  'record.own': { status: 403, zh: '自己的时长不能自己确认。', en: 'Nobody confirms their own hours.' },
  'record.entered-by-you': {
    status: 403,
    zh: '您录入的时长要由志愿者本人或另一位负责人确认。',
    en: 'What you entered must be confirmed by the volunteer or by another leader.',
  },
  'record.stands-for': {
    status: 403,
    zh: '您代理的人与这条记录有关，不能由您代为确认。',
    en: 'The one you stand for served or entered this; you cannot confirm it in their place.',
  },
  'record.leads': {
    status: 403,
    zh: '您是这支队伍的负责人，别人替您录入的时长由街镇确认。',
    en: 'You lead this team: what somebody entered for you is confirmed by the town.',
  },
  'record.look': {
    status: 409,
    zh: '这条记录有异常标记，请单独看过再确认。',
    en: 'This record carries a flag; look at it alone and then confirm it.',
  },
  'record.beyond': {
    status: 422,
    zh: '最多 {minutes} 分钟：不能超出这一班在当天的时间，也不能超过现在。',
    en: 'At most {minutes} minutes: within the shift on that day, and not beyond now.',
  },
  'record.not-waiting': {
    status: 409,
    zh: '这条记录现在不等这一步。',
    en: 'This record does not wait for that.',
  },
  'record.dispute-late': {
    status: 409,
    zh: '异议要在 {days} 天内提出。',
    en: 'A dispute must be raised within {days} days.',
  },
  'record.disputed': {
    status: 409,
    zh: '这条记录已有一件异议在办。',
    en: 'This record has an open dispute already.',
  },
  'record.reversed': {
    status: 409,
    zh: '这条记录已经更正过，请看新的那一条。',
    en: 'This record has been replaced; look at the new one.',
  },
  'record.same': { status: 422, zh: '与原来的时长一样。', en: 'That is the same as before.' },
})
