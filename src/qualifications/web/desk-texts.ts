// What shared pages of the desk say of qualifications.
import { share } from '../../kit/words.ts'

const zh = {
  panel: {
    qualifications: '资格',
    'qualifications.waiting': '待核对',
    'qualifications.confirmed': '有效',
    'qualifications.suspended': '暂停',
    'qualifications.expired': '已过期',
  },
  trail: {
    'qualification.entered': '登记资格',
    'qualification.confirmed': '资格核对有效',
    'qualification.suspended': '资格暂停',
    'qualification.resumed': '资格恢复',
    'qualification.withdrawn': '资格撤回',
    'qualification.expired': '资格到期',
  },
  background: { 'qualification.expires': '资格到期' },
}
const en: typeof zh = {
  panel: {
    qualifications: 'Qualifications',
    'qualifications.waiting': 'To be confirmed',
    'qualifications.confirmed': 'Confirmed',
    'qualifications.suspended': 'Suspended',
    'qualifications.expired': 'Expired',
  },
  trail: {
    'qualification.entered': 'Qualification entered',
    'qualification.confirmed': 'Qualification confirmed',
    'qualification.suspended': 'Qualification suspended',
    'qualification.resumed': 'Qualification resumed',
    'qualification.withdrawn': 'Qualification withdrawn',
    'qualification.expired': 'Qualification over',
  },
  background: { 'qualification.expires': 'End of a qualification' },
}
share({ zh, en })
