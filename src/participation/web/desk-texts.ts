// What shared pages of the desk say of sign-ups and attendances: steps of the journal.
import { share } from '../../kit/words.ts'

const zh = {
  menu: { shifts: '当天的班次' },
  trail: {
    'signup.admitted': '报名成功',
    'signup.waiting': '候补',
    'signup.promoted': '候补转正',
    'signup.withdrawn': '退出',
    'signup.released': '被移出名单',
    'attendance.opened': '签到',
    'attendance.closed': '签退',
    'signup.lapsed': '候补失效',
    'signup.absent': '未到',
  },
  background: {
    'close-ended-shifts': '班次结束后收尾',
    'promote-where-free': '有空位就递补',
  },
}
const en: typeof zh = {
  menu: { shifts: 'Shifts of a day' },
  trail: {
    'signup.admitted': 'Signed up',
    'signup.waiting': 'Waiting list',
    'signup.promoted': 'Moved up',
    'signup.withdrawn': 'Withdrew',
    'signup.released': 'Released',
    'attendance.opened': 'Checked in',
    'attendance.closed': 'Checked out',
    'signup.lapsed': 'Never moved up',
    'signup.absent': 'Did not come',
  },
  background: {
    'close-ended-shifts': 'Settling ended shifts',
    'promote-where-free': 'Moving up where a place is free',
  },
}
share({ zh, en })
