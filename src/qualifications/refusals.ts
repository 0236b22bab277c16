// Why a qualification is not taken, or not moved on.
import { refusals } from '../foundation/refusals.ts'

export const refuse = refusals({
  'qualification.kind': {
    status: 422,
    zh: '没有“{kind}”这一种资格，或已停用。',
    en: 'There is no kind of qualification “{kind}” in use.',
  },
  'qualification.term': {
    status: 422,
    zh: '这种资格从发证日起最多到 {day}。',
    en: 'From the day of issue this kind is good until {day} at most.',
  },
  'qualification.over': {
    status: 422,
    zh: '已经过了有效期，请换证以后再登记。',
    en: 'It is over already; renew it first.',
  },
  'qualification.file': {
    status: 422,
    zh: '这种资格要有证书照片。',
    en: 'This kind needs a picture of the certificate.',
  },
  'qualification.known': {
    status: 409,
    zh: '这张证书已经登记过。',
    en: 'This certificate is entered already.',
  },
  'qualification.state': {
    status: 409,
    zh: '这项资格现在是“{state}”，不能这样办。',
    en: 'The qualification is {state}; this cannot be done now.',
  },
  'qualification.own': {
    status: 403,
    zh: '自己的、家人的和自己录入的资格，要请另一位工作人员办理。',
    en: 'What is your own, your household’s, or entered by you is for a colleague.',
  },
})
