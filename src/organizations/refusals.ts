// Why something about a team is refused, in both languages.
import { refusals } from '../foundation/refusals.ts'

export const refuse = refusals({
  'organization.kind': {
    status: 422,
    zh: '没有“{kind}”这一类组织，或已停用。',
    en: 'There is no kind of organisation “{kind}” in use.',
  },
  'organization.sector': {
    status: 422,
    zh: '没有“{kind}”这条线，或已停用。',
    en: 'There is no sector “{kind}” in use.',
  },
  'organization.credit-code': {
    status: 422,
    zh: '统一社会信用代码不对：18 位，末位是校验码，请对照证书再看一遍。',
    en: 'This is no unified social credit code: 18 characters, the last of which checks the others; compare the certificate.',
  },
  'organization.known': {
    status: 409,
    zh: '这个统一社会信用代码已经登记过。',
    en: 'An organisation of this code is registered already.',
  },
  'organization.name-taken': {
    status: 409,
    zh: '这里已有同名组织。',
    en: 'An organisation of this name is registered here already.',
  },
  'organization.parent': {
    status: 422,
    zh: '没有这个上级组织，或已解散。',
    en: 'There is no such organisation above, or it is dissolved.',
  },
  'team.organization': {
    status: 422,
    zh: '没有这个组织，或已解散。',
    en: 'There is no such organisation, or it is dissolved.',
  },
  'team.parent': {
    status: 422,
    zh: '上级队伍要在册、属于同一组织，最多三级。',
    en: 'A team above is active, of the same organisation, and at most three levels stand over each other.',
  },
  'team.place': { status: 422, zh: '没有这个街镇或村居。', en: 'There is no such town or community.' },
  'team.kind': {
    status: 422,
    zh: '没有“{kind}”这一类队伍，或已停用。',
    en: 'There is no kind of team “{kind}” in use.',
  },
  'team.name-taken': {
    status: 409,
    zh: '这里已有同名队伍。',
    en: 'A team of this name exists here already.',
  },
  'team.leader': {
    status: 422,
    zh: '没有找到这位负责人，或其尚未实名、未满 18 周岁。',
    en: 'The leader was not found, is not verified under the real name, or is under 18.',
  },
  'team.own': {
    status: 403,
    zh: '不能让自己或家人当队长，请另一位工作人员办理。',
    en: 'Nobody makes themselves or their household a leader; ask a colleague.',
  },
  'team.no-member': {
    status: 409,
    zh: '队长要先是队员。',
    en: 'A leader is a member first.',
  },
  'team.no-such-number': {
    status: 404,
    zh: '没有这个志愿者编号，请对一对。',
    en: 'There is no such volunteer number; check it.',
  },
  'team.member-already': { status: 409, zh: '已经是队员。', en: 'A member already.' },
  'team.invited-already': {
    status: 409,
    zh: '已经邀请过，等对方答复。',
    en: 'Invited already; the answer is theirs.',
  },
  'team.answered': { status: 409, zh: '这份邀请已经答复过。', en: 'This invitation is answered already.' },
})
