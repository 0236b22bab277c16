// What shared pages of the desk say of teams.
import { share } from '../../kit/words.ts'

const zh = {
  menu: { teams: '队伍', teamsImport: '导入名单' },
  panel: { teams: '队伍', 'teams.leader': '队长', 'teams.member': '队员' },
  trail: {
    'organization.registered': '组织登记',
    'team.registered': '队伍登记',
    'member.invited': '邀请入队',
    'member.declined': '谢绝邀请',
    'member.leads': '担任队长',
    'member.joined': '加入队伍',
    'member.left': '离开队伍',
  },
}
const en: typeof zh = {
  menu: { teams: 'Teams', teamsImport: 'Import a list' },
  panel: { teams: 'Teams', 'teams.leader': 'Leader', 'teams.member': 'Member' },
  trail: {
    'organization.registered': 'Organisation registered',
    'team.registered': 'Team registered',
    'member.invited': 'Asked to join',
    'member.declined': 'Declined to join',
    'member.leads': 'Made leader',
    'member.joined': 'Joined',
    'member.left': 'Left',
  },
}
share({ zh, en })
