// Why something about a team is refused, in both languages.
import { refusals } from '../foundation/refusals.ts'

export const refuse = refusals({
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
