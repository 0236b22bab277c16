// Why a contract is not taken, or not confirmed.
import { refusals } from '../foundation/refusals.ts'

export const refuse = refusals({
  'cover.place': { status: 422, zh: '没有这个街镇或村居。', en: 'There is no such town or community.' },
  'cover.term': {
    status: 422,
    zh: '保险的止期不能早于起期，也不能早于今天。',
    en: 'A contract does not end before it begins, nor before today.',
  },
  'cover.ages': {
    status: 422,
    zh: '到几岁不能小于从几岁。',
    en: 'It does not end at a lower age than it begins.',
  },
  'cover.known': { status: 409, zh: '这份保险合同已经登记过。', en: 'This contract is entered already.' },
  'cover.state': {
    status: 409,
    zh: '这份保险合同现在是“{state}”，不能这样办。',
    en: 'The contract is {state}; this cannot be done now.',
  },
  'cover.own': {
    status: 403,
    zh: '自己或家人录入的保险合同，要请另一位工作人员核对。',
    en: 'A contract that you or your household entered is confirmed by a colleague.',
  },
  'cover.none': {
    status: 422,
    zh: '没有这份保险合同，或已撤回。',
    en: 'There is no such contract, or it was withdrawn.',
  },
})
