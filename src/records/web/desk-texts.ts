// What shared pages of the desk say of records: kinds that wait, steps of the journal.
import { share } from '../../kit/words.ts'

const zh = {
  menu: { records: '全部记录', confirm: '待确认' },
  panel: {
    hours: '服务时长',
    'hours.counted': '已计入小时',
    'hours.records': '记录条数',
    'hours.waiting': '等待中的小时',
    'hours.last': '最近一次服务',
  },
  waiting: {
    dispute: '时长异议',
    correction: '时长更正',
    overlap: '时间重叠',
    confirm: '待确认',
  },
  trail: {
    'record.born': '生成服务记录',
    'record.advanced': '前进一步',
    'record.counted': '计入时长',
    'record.reversed': '冲销',
    'record.disputed': '本人提出异议',
    'record.correction-asked': '申请更正',
  },
}
const en: typeof zh = {
  menu: { records: 'All records', confirm: 'To confirm' },
  panel: {
    hours: 'Hours of service',
    'hours.counted': 'Hours counted',
    'hours.records': 'Records',
    'hours.waiting': 'Hours that wait',
    'hours.last': 'Served last',
  },
  waiting: {
    dispute: 'Dispute',
    correction: 'Correction',
    overlap: 'Overlapping hours',
    confirm: 'To confirm',
  },
  trail: {
    'record.born': 'Record made',
    'record.advanced': 'One step further',
    'record.counted': 'Counted',
    'record.reversed': 'Reversed',
    'record.disputed': 'Disputed by the volunteer',
    'record.correction-asked': 'Correction asked for',
  },
}
share({ zh, en })
