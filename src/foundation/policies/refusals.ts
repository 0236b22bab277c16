// Why a rule cannot be proposed, approved or withdrawn.
import { refusals } from '../refusals.ts'

export const refuse = refusals({
  'policy.value': { status: 422, zh: '{zh}。', en: '{en}.' },
  'policy.same': {
    status: 422,
    zh: '与那一天本来要施行的内容一样，没有要改的。',
    en: 'This is what would hold on that day anyway; nothing is changed.',
  },
  'policy.day-past': {
    status: 422,
    zh: '施行日要在明天或以后。',
    en: 'The day from which it holds must be tomorrow or later.',
  },
  'policy.day-taken': {
    status: 409,
    zh: '这一天已有批准的一版，请另定施行日。',
    en: 'A version is approved for this very day; choose another day.',
  },
  'policy.district-only': {
    status: 422,
    zh: '这条规则全区统一，街镇不能自己定。',
    en: 'This rule is the same in the whole district; a town cannot set its own.',
  },
  'policy.open': {
    status: 409,
    zh: '这条规则已有一版等待批准，请先批准、退回或撤回它。',
    en: 'A version of this rule waits for approval; approve, return or withdraw it first.',
  },
  'policy.decided': { status: 409, zh: '这一版已经办结。', en: 'This version has been decided already.' },
  'policy.lapsed': {
    status: 409,
    zh: '施行日已到而没有批准，这一版已失效，要另提一版。',
    en: 'Its day came without an approval: it has lapsed, and another has to be proposed.',
  },
  'policy.own': {
    status: 403,
    zh: '提议的人不能批准自己的提议。',
    en: 'Nobody approves what they proposed.',
  },
  'policy.kin': {
    status: 403,
    zh: '您与提议人是同一人或同一家庭，不能由您批准。',
    en: 'You are the same person as whoever proposed it, or share a household; somebody else must decide.',
  },
  'policy.stands-for': {
    status: 403,
    zh: '您代理的人与提议有关，不能由您代为批准。',
    en: 'The one you stand for has to do with the proposal; you cannot decide in their place.',
  },
  'policy.nobody': {
    status: 403,
    zh: '批准规则要由有名有姓的人来做。',
    en: 'A rule is approved by a person, with a name.',
  },
  'policy.not-yours': {
    status: 403,
    zh: '只有提议人可以撤回。',
    en: 'Only whoever proposed it may withdraw it.',
  },
  'policy.reason': {
    status: 422,
    zh: '请写明为什么退回，提议人会看到。',
    en: 'Say why it is returned; whoever proposed it will read it.',
  },
})
