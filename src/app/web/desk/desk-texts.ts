// What shared pages of the desk say of the ground’s pieces.
import { share } from '../../../kit/words.ts'

const zh = {
  menu: { appointments: '任用' },
  trail: {
    'grant.proposed': '提议任用',
    'grant.approved': '批准任用',
    'grant.returned': '退回任用',
    'grant.ended': '职务结束',
    'grant.excluded': '因互斥停用',
    'grant.lapsed': '提议作废',
    'grant.first-appointed': '任用首位安全管理员',
    'grant.holder-left': '离任',
    'token.issued': '发出令牌',
    'token.revoked': '收回令牌',
    'account.password-set': '设置密码',
    'review.opened': '送审',
    'review.passed': '审核通过',
    'review.returned': '审核退回',
    'review.refused': '审核不同意',
    'account.signed-in': '登录',
    'account.signed-out': '退出登录',
    'account.second-proof': '验证密码',
    'account.password-failed': '密码错误',
    'demo.made': '生成演示数据',
  },
}
const en: typeof zh = {
  menu: { appointments: 'Appointments' },
  trail: {
    'grant.proposed': 'Appointment proposed',
    'grant.approved': 'Appointment approved',
    'grant.returned': 'Appointment returned',
    'grant.ended': 'Duty ended',
    'grant.excluded': 'Stopped by an exclusion',
    'grant.lapsed': 'Proposal lapsed',
    'grant.first-appointed': 'First security administrator appointed',
    'grant.holder-left': 'Left',
    'token.issued': 'Token issued',
    'token.revoked': 'Token revoked',
    'account.password-set': 'Password set',
    'review.opened': 'Sent for review',
    'review.passed': 'Passed',
    'review.returned': 'Returned',
    'review.refused': 'Refused',
    'account.signed-in': 'Signed in',
    'account.signed-out': 'Signed out',
    'account.second-proof': 'Password proved',
    'account.password-failed': 'Wrong password',
    'demo.made': 'Demo made',
  },
}
share({ zh, en })
