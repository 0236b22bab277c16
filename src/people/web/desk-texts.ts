// What shared pages of the desk say of people.
import { share } from '../../kit/words.ts'

const zh = {
  menu: {
    people: '名册',
    import: '导入登记表',
  },
  waiting: {
    verify: '实名核验',
  },
  trail: {
    'person.registered': '登记',
    'person.verified': '核验实名',
    'person.claimed': '本人认领',
    'person.merged': '两份登记合并',
    'person.parted': '合并撤销',
    'person.read-full': '查看完整身份',
    'person.exported': '带走自己的数据',
    'contact.made': '记下联系人',
    'consent.given': '确认同意',
  },
  background: {
    places: '地点（各进程）',
  },
}
const en: typeof zh = {
  menu: {
    people: 'Register',
    import: 'Import a sheet',
  },
  waiting: {
    verify: 'Verification',
  },
  trail: {
    'person.registered': 'Registered',
    'person.verified': 'Verified',
    'person.claimed': 'Claimed by the person',
    'person.merged': 'Two entries joined',
    'person.parted': 'Joined entries parted',
    'person.read-full': 'Full identity shown',
    'person.exported': 'Took their own data along',
    'contact.made': 'Contact noted',
    'consent.given': 'Consented',
  },
  background: {
    places: 'Places (every process)',
  },
}
share({ zh, en })
