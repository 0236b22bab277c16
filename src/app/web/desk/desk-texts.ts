// What shared pages of the desk say of the ground’s pieces.
import { share } from '../../../kit/words.ts'

const zh = {
  trail: {
    'review.opened': '送审',
    'review.passed': '审核通过',
    'review.returned': '审核退回',
    'review.refused': '审核不同意',
    'account.signed-in': '登录',
    'account.signed-out': '退出登录',
    'account.second-proof': '验证密码',
    'account.password-failed': '密码错误',
    'demo.made': '生成演示数据',
    'place.added': '新增地点',
    'system.timer-retried': '定时再试',
    'system.listener-retried': '听众再试',
    'system.set-aside-heard': '搁置的补听了',
  },
  menu: { health: '机房' },
  background: {
    'run-due-timers': '到期的提醒、期限',
    'forget-done-timers': '清理办完的定时',
    'forget-old-attempts': '清理试错计数',
    'forget-old-answers': '清理重复请求的答复',
    sealing: '封存日志',
  },
}
const en: typeof zh = {
  trail: {
    'review.opened': 'Sent for review',
    'review.passed': 'Passed',
    'review.returned': 'Returned',
    'review.refused': 'Refused',
    'account.signed-in': 'Signed in',
    'account.signed-out': 'Signed out',
    'account.second-proof': 'Password proved',
    'account.password-failed': 'Wrong password',
    'demo.made': 'Demo made',
    'place.added': 'Place added',
    'system.timer-retried': 'Timer tried again',
    'system.listener-retried': 'Listener tried again',
    'system.set-aside-heard': 'Heard what was set aside',
  },
  menu: { health: 'Machine room' },
  background: {
    'run-due-timers': 'Reminders and deadlines due',
    'forget-done-timers': 'Sweep of settled timers',
    'forget-old-attempts': 'Sweep of counted tries',
    'forget-old-answers': 'Sweep of kept answers',
    sealing: 'Sealing the journal',
  },
}
share({ zh, en })
