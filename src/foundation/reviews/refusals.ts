// Why a step of a review is not taken. Whoever reads a review is told the same before they try.
import { refusals, type Sentence } from '../refusals.ts'

export const sentences = {
  'review.closed': { status: 409, zh: '这项审核已经办结。', en: 'This review is closed already.' },
  'review.open': { status: 409, zh: '这件事已经在审核中。', en: 'A review of this is open already.' },
  'review.moved-on': {
    status: 409,
    zh: '别人刚刚办过这一步，请看新的情况。',
    en: 'Somebody has just decided this step; look at how it stands now.',
  },
  'review.person': {
    status: 403,
    zh: '审核要由一位实名的人来办。',
    en: 'A step is decided by a person under their real name.',
  },
  'review.own': {
    status: 403,
    zh: '您提交或改写过它，要由别人审核。',
    en: 'You submitted or edited this; somebody else reviews it.',
  },
  'review.own-household': {
    status: 403,
    zh: '提交或改写它的人与您同户，要由别人审核。',
    en: 'Somebody of your household submitted or edited this; somebody else reviews it.',
  },
  'review.party': {
    status: 403,
    zh: '这件事与您本人有关，要由别人审核。',
    en: 'This concerns yourself; somebody else reviews it.',
  },
  'review.party-household': {
    status: 403,
    zh: '这件事与您同户的人有关，要由别人审核。',
    en: 'This concerns somebody of your household; somebody else reviews it.',
  },
  'review.twice': {
    status: 403,
    zh: '您已办过前一步，同一人不能办两步。',
    en: 'You decided an earlier step; nobody decides two steps of a review.',
  },
  'review.twice-household': {
    status: 403,
    zh: '前一步由与您同户的人办过，要由别人审核。',
    en: 'Somebody of your household decided an earlier step; somebody else reviews it.',
  },
  'review.conflict': {
    status: 403,
    zh: '您或同户的人声明过与此事有关，已经回避。',
    en: 'You or your household declared a conflict of interest in this.',
  },
  'review.stands-for': {
    status: 403,
    zh: '您代理的人与此事有关或办过一步，不能由您代办。',
    en: 'The one you stand for has to do with this or decided a step of it; you cannot decide in their place.',
  },
  'review.reason': {
    status: 422,
    zh: '请写明理由，提交人会看到。',
    en: 'Give a reason; whoever submitted it will read it.',
  },
  'review.tick': {
    status: 422,
    zh: '通过之前，请勾选您确认的那一条。',
    en: 'Before it passes, tick what you confirm.',
  },
  'review.not-author': { status: 403, zh: '只有提交人可以撤回。', en: 'Only the author may withdraw it.' },
  'review.other-kind': {
    status: 409,
    zh: '这一步不是这样办的。',
    en: 'This step is not decided in this way.',
  },
  'review.top': { status: 409, zh: '上面没有别的一级了。', en: 'There is no level above this one.' },
  'review.no-addressee': {
    status: 409,
    zh: '审核规则要由“{name}”答复，而这里没有这样的人，请先改规则。',
    en: 'The rule of this review asks for an answer by “{name}”, and nobody is called that here; the rule has to be changed first.',
  },
  'review.not-addressee': {
    status: 403,
    zh: '这一步由被点名的人答复。',
    en: 'This step is answered by the one who was named.',
  },
  'review.scored': { status: 409, zh: '您已经打过分了。', en: 'You have scored this already.' },
  'review.publicity-over': {
    status: 409,
    zh: '公示已经结束，不再收新的异议。',
    en: 'The publicity is over; no new objections are taken.',
  },
  'review.objected': {
    status: 409,
    zh: '您的上一条异议还在等答复。',
    en: 'Your earlier objection still waits for its answer.',
  },
  'review.answered': { status: 409, zh: '这条异议已经答复。', en: 'This objection is answered already.' },
  'review.maker-objects': {
    status: 403,
    zh: '这是您或与您同户的人提交、改写的，不能对它提异议。',
    en: 'You or somebody of your household submitted or edited this; it is for others to object.',
  },
  'review.own-objection': {
    status: 403,
    zh: '自己或同户的人提的异议，要由别人答复。',
    en: 'An objection of your own or your household is answered by somebody else.',
  },
  'review.concern': {
    status: 422,
    zh: '这项审核与所选的对象无关。',
    en: 'This review does not concern that.',
  },
  'review.unknown-kind': {
    status: 409,
    zh: '系统里没有办理这类审核的部分。',
    en: 'No part of this system takes reviews of this kind.',
  },
} satisfies Record<string, Sentence>

export const refuse = refusals(sentences)
