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
  },
}
share({ zh, en })
