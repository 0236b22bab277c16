// What the appointments refuse, by name.
import { refusals } from '../refusals.ts'

export const refuse = refusals({
  'grant.membership': {
    status: 422,
    zh: '队长随队伍成员身份产生，请到队伍页面设置。',
    en: 'Leaders of a team come with their membership; set them on the team’s page.',
  },
  'grant.contact': {
    status: 422,
    zh: '只留了姓名电话的人不能担任这个职务，需先实名登记。',
    en: 'Somebody known by name and phone only cannot hold this duty; they register under the real name first.',
  },
  'grant.person': {
    status: 422,
    zh: '没有找到这个人，或还没有实名。',
    en: 'This person was not found, or is not verified under the real name.',
  },
  'grant.term': {
    status: 422,
    zh: '要写明到哪一天为止（晚于开始和今天），或只限哪一件事。',
    en: 'Say until which day it holds, after its first day and today, or for which case.',
  },
  'grant.excluded': {
    status: 409,
    zh: '{role} 与此人的 {other} 不能同时担任。',
    en: '{role} cannot be held together with this person’s {other}.',
  },
  'grant.asked': {
    status: 409,
    zh: '同样的任用已经提议，等待批准。',
    en: 'The same appointment is proposed already and waits for approval.',
  },
  'grant.decided': { status: 409, zh: '这项任用已经办理过了。', en: 'This appointment is decided already.' },
  'grant.own-proposal': {
    status: 403,
    zh: '提议的人不能自己批准，请另一位来批。',
    en: 'Who proposed it cannot approve it; another person must.',
  },
  'grant.kin': {
    status: 403,
    zh: '本人和家人不能提议或批准这项任用，提议人的家人也不能批准。',
    en: 'Neither the appointee nor their family proposes or approves this, nor the proposer’s family.',
  },
  'grant.stands-for': {
    status: 403,
    zh: '您代理的人与这项任用有关，不能由您代为提议或批准。',
    en: 'The one you stand for has to do with this; you cannot propose or approve it in their place.',
  },
  'grant.second-factor': {
    status: 409,
    zh: '此人还没有设置第二验证（密码），请其先设置。',
    en: 'This person has no second proof (password) yet; they set it first.',
  },
  'grant.deputy': {
    status: 422,
    zh: '代理要在被代理的任期之内，也不能再由别人代理代理人。',
    en: 'A deputy stands within the term of whom they stand for, and deputies have no deputies.',
  },
  'grant.not-live': { status: 409, zh: '这项职务已经不在任。', en: 'This duty is no longer held.' },
  'grant.level': {
    status: 422,
    zh: '这个职务不设在这一级。',
    en: 'This duty is not given at this level.',
  },
  'grant.too-long': {
    status: 422,
    zh: '一次任期最长 {years} 年，到期可以再提议。',
    en: 'A term is {years} years at most; it can be proposed again when it ends.',
  },
  'grant.case': {
    status: 422,
    zh: '没有找到只限的那一件事。',
    en: 'The case that it is narrowed to was not found.',
  },
  'grant.last': {
    status: 409,
    zh: '这是最后一位能批准任用的安全管理员，请先任用接任的人。',
    en: 'This is the last security administrator who can approve appointments; appoint a successor first.',
  },
  'grant.succeeds': {
    status: 422,
    zh: '接任的职务、地方、条线和事项要与前任相同。',
    en: 'A successor takes the same duty at the same place, for the same sector and case.',
  },
  'grant.reason': { status: 422, zh: '请写明理由。', en: 'Give a reason.' },
  'grant.first': {
    status: 409,
    zh: '已经有在任的安全管理员，任用在工作台上提议和批准；没有人能批准时才能从命令行任用。',
    en: 'A security administrator serves already: appointments are proposed and approved on the desk, and come from the command line only while nobody can approve.',
  },
  'token.more': {
    status: 422,
    zh: '令牌的权限不能多于您在这里的权限（{permission}）。',
    en: 'A token never has more than you have there ({permission}).',
  },
  'token.by-hand': {
    status: 422,
    zh: '令牌不能有这一项（{permission}），要由本人验证密码后办理。',
    en: 'No token has this ({permission}); a person does it with both proofs.',
  },
  'token.nobody': {
    status: 422,
    zh: '没有找到发令牌的人。',
    en: 'Whoever is to give the token was not found.',
  },
  'token.term': {
    status: 422,
    zh: '令牌最长有效一年，且要在今天之后。',
    en: 'A token holds a year at most, and ends after today.',
  },
})
