// Words of teams.
import { bring } from '../../kit/words.ts'

const zh = {
  desk: '组织与队伍',
  mine: '我的队伍',
  memberCount: '{{n}} 人',
  asksYou: '请你答复',
  none: '还没有加入队伍。',
  invites: '{{team}}请您入队',
  invitesFor: '{{team}}请{{name}}入队',
  invitesSays: '{{town}}。同意以后，队长能看到您的姓和遮住中间的手机号。',
  yes: '同意入队',
  no: '谢绝',
  joined: '已入队',
  declined: '已谢绝',
  invite: '邀请队员',
  inviteHint: '填对方的志愿者编号；对方在手机上同意以后才入队',
  invited: '已邀请，等对方在手机上答复',
  leader: '队长',
  member: '队员',
  lead: '设为队长',
  leads: '已设为队长',
  add: '登记一支队伍',
  added: '已登记，队长可以写项目了',
}
const en: typeof zh = {
  desk: 'Teams',
  mine: 'My teams',
  memberCount: '{{n}} members',
  asksYou: 'asks you',
  none: 'No team yet.',
  invites: '{{team}} asks you to join',
  invitesFor: '{{team}} asks {{name}} to join',
  invitesSays:
    '{{town}}. Once you agree, its leader sees your surname and your phone with the middle hidden.',
  yes: 'Join',
  no: 'Decline',
  joined: 'Joined',
  declined: 'Declined',
  invite: 'Ask somebody to join',
  inviteHint: 'By their volunteer number; they join once they agree on their phone',
  invited: 'Asked; they answer on their phone',
  leader: 'Leader',
  member: 'Member',
  lead: 'Make leader',
  leads: 'Leads now',
  add: 'Register a team',
  added: 'Registered; its leader can write projects',
}

declare module '../../kit/words.ts' {
  interface Words {
    team: typeof zh
  }
}
bring('team', { zh, en })
