// What permissions are called, in both languages: for refusals and for whoever gives tokens. Apart from the words of duties, which every
// page carries.
import type { Words } from '../words.ts'
import type { Permission } from './roles.ts'

export const permissionWords: Record<Permission | 'own', Words> = {
  own: { zh: '本人的事', en: 'What is one’s own' },
  'people.read': { zh: '看志愿者（证件、电话遮住）', en: 'See people, masked' },
  'people.read-full': { zh: '看完整证件和电话', en: 'See full identity' },
  'people.register': { zh: '当面登记', en: 'Register somebody present' },
  'people.verify': { zh: '核验证件', en: 'Verify documents' },
  'people.import': { zh: '导入登记表', en: 'Import registration sheets' },
  'people.merge': { zh: '合并重复登记', en: 'Join two entries' },
  'team.register': { zh: '登记队伍', en: 'Register teams' },
  'team.manage': { zh: '管理队员', en: 'Manage members' },
  'project.write': { zh: '写项目', en: 'Write projects' },
  'project.review': { zh: '审核项目', en: 'Review projects' },
  'review.score': { zh: '打分', en: 'Score' },
  'project.suspend': { zh: '暂停项目', en: 'Suspend projects' },
  'roster.read': { zh: '看名单', en: 'See rosters' },
  'roster.write': { zh: '改名单、开签到码', en: 'Keep rosters, open the code' },
  'record.read': { zh: '看服务记录', en: 'See service records' },
  'record.confirm': { zh: '确认时长', en: 'Confirm hours' },
  'dispute.decide': { zh: '办理时长异议', en: 'Decide disputes' },
  'certificate.revoke': { zh: '撤销证明', en: 'Revoke certificates' },
  'statistics.read': { zh: '看统计到明细', en: 'Figures down to their evidence' },
  'journal.read': { zh: '看日志', en: 'Read the journal' },
  'journal.export': { zh: '导出日志', en: 'Export the journal' },
  'grant.read': { zh: '看任用', en: 'See appointments' },
  'grant.propose': { zh: '提议任用', en: 'Propose appointments' },
  'grant.approve': { zh: '批准任用', en: 'Approve appointments' },
  'policy.read': { zh: '看规则', en: 'Read rules' },
  'policy.propose': { zh: '提议改规则', en: 'Propose rules' },
  'policy.approve': { zh: '批准规则', en: 'Approve rules' },
  'calendar.import': { zh: '导入放假安排', en: 'Import holidays' },
  'system.read': { zh: '看机房', en: 'See the health page' },
  'system.operate': { zh: '重试任务、收回令牌', en: 'Retry jobs, revoke tokens' },
}
